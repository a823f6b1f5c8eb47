#!/usr/bin/env python3
"""Trains the names network in two steps. The teacher is a network of its own on the pretrained words, with a conditional random field (Lample et al. 2016) and a mark of whose conventions a
text follows: GUM counts titles to a name, newswire does not. The student, which ships, is small, reads the finished trunk and the text around instead of the mark, and learns what the teacher
would say (Hinton et al. 2015), also of texts that nobody labelled: the trunk has seen the labelled ones and knows them too well.

usage: names.py WORK_DIR TEACHER_EPOCHS STUDENT_EPOCHS     reads names.*.bin, pretrained.pt and language.pt, writes names.pt
"""
import sys, time
import numpy as np, torch
from torch import nn
from torch.nn import functional as F
from train import NAMES, Trunk, spans_f1
from trunk import Embedder, Layer, WORDS, batches_by_length, device_setup

LABELS, HINTS, AROUND, BLOCK_WORDS = 1 + 2 * len(NAMES), 12, 8, 300
GUM, NEWS, WEB = 1, 2, 3  # conventions; 0 is unknown
TRAIN = {"gum.train": (GUM, 1), "ieer": (NEWS, 2), "news": (NEWS, 2), "wikigold": (WEB, 1), "wnut.train": (WEB, 1)}  # how often in an epoch
UNLABELLED = {"raw": (NEWS, 1), "web": (GUM, 1)}
DEV = {"gum.dev": GUM, "ieer.dev": NEWS, "conll.testa": NEWS}


def ints(path, columns):
    return np.fromfile(path, dtype=np.int32).reshape(-1, columns).astype(np.int64)


class Texts:
    """Sentences with their features, hints and, where there are any, masks of the labels that are possible."""

    def __init__(self, work, name, convention):
        self.words = ints(f"{work}/names.{name}.features.bin", 5)
        self.hints = ints(f"{work}/names.{name}.hints.bin", 1)[:, 0]
        self.lens = ints(f"{work}/names.{name}.lengths.bin", 1)[:, 0]
        self.starts = np.concatenate([[0], np.cumsum(self.lens)[:-1]])
        self.convention = convention
        self.hints[self.starts] |= 1 << HINTS
        self.allowed = None if name in UNLABELLED else ints(f"{work}/names.{name}.labels.bin", 2)[:, 0]

    def rows(self, i):
        return slice(self.starts[i], self.starts[i] + self.lens[i])

    def gold(self):
        """One label a word; O where the corpus leaves several open, and between sentences."""
        single = np.array([m.bit_length() - 1 if m & (m - 1) == 0 else 0 for m in self.allowed.tolist()])
        return spaced(self, single)


def spaced(texts, labels):
    out = []
    for i in range(len(texts.lens)):
        out += [l if l < 7 else 0 for l in labels[texts.rows(i)]] + [0]
    return out


def padded(items, rows, width, kind):
    """The rows of (texts, sentence) pairs as one padded batch."""
    most = max(t.lens[i] for t, i in items)
    out = np.zeros((len(items), most) + width, dtype=kind)
    for b, (t, i) in enumerate(items):
        out[b, :t.lens[i]] = rows(t)[t.rows(i)]
    return torch.from_numpy(out)


def bits(numbers, count):
    return numbers[..., None] >> torch.arange(count) & 1


def lengths(items):
    lens = torch.tensor([int(t.lens[i]) for t, i in items])
    return lens, torch.arange(int(lens.max()))[None] < lens[:, None]


def plan(sets, words, rng):
    items = [(t, i) for t, repeat in sets for _ in range(repeat) for i in range(len(t.lens))]
    lens = np.array([t.lens[i] for t, i in items])
    return [[items[k] for k in batch] for batch in batches_by_length(lens, rng.permutation(len(items)), words, rng)]


class Crf(nn.Module):
    """Weights of the moves between labels; a label goes on only after its own kind. A network without them decodes by the grammar alone."""

    def __init__(self):
        super().__init__()
        self.move = nn.Parameter(torch.zeros(LABELS, LABELS))
        inside = torch.arange(LABELS)[None] % 2 == 0
        same = (torch.arange(LABELS)[:, None] + 1) // 2 == (torch.arange(LABELS)[None] + 1) // 2
        begin = torch.arange(LABELS) == 0
        ban = inside & ~same & ~begin[None]
        self.register_buffer("ban", -1e4 * ban.float())
        self.register_buffer("first", torch.tensor([-1e4 if l and l % 2 == 0 else 0.0 for l in range(LABELS)]))

    def total(self, scores, mask):
        moves, a = self.move + self.ban, scores[:, 0] + self.first
        for t in range(1, scores.shape[1]):
            a = torch.where(mask[:, t, None], torch.logsumexp(a[:, :, None] + moves, 1) + scores[:, t], a)
        return torch.logsumexp(a, -1)

    def loss(self, scores, allowed, mask):
        return (self.total(scores, mask) - self.total(scores.masked_fill(allowed == 0, -1e4), mask)).sum() / mask.sum()

    def decode(self, scores, lens):
        moves, a, back = self.move + self.ban, scores[:, 0] + self.first, []
        for t in range(1, scores.shape[1]):
            best, source = (a[:, :, None] + moves).max(1)
            going = (t < lens)[:, None]
            a = torch.where(going, best + scores[:, t], a)
            back.append(torch.where(going, source, torch.arange(LABELS)[None].expand_as(source)))
        path = [a.argmax(-1)]
        for source in reversed(back):
            path.append(source.gather(1, path[-1][:, None])[:, 0])
        return torch.stack(path[::-1], 1)


class Teacher(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.emb = Embedder(vocabulary, drop=0.1)
        self.l1 = Layer(Embedder.SIZE, WORDS["h1"])
        self.l2 = Layer(2 * WORDS["h1"] + 8 + HINTS + 1, WORDS["h2"])
        self.flag = nn.Embedding(4, 8)
        self.out = nn.Linear(2 * WORDS["h2"], LABELS)
        self.drop = nn.Dropout(0.4)
        self.crf = Crf()

    def forward(self, items):
        lens, _ = lengths(items)
        words = padded(items, lambda t: t.words, (5,), np.int64)
        hints = bits(padded(items, lambda t: t.hints, (), np.int64), HINTS + 1).float()
        mark = torch.tensor([t.convention for t, _ in items])
        if self.training:
            mark = torch.where(torch.rand(len(items)) < 0.25, torch.zeros_like(mark), mark)
            hints = hints * (torch.rand(len(items), 1, 1) > 0.05)
        h = self.drop(self.emb(words)); h = self.drop(self.l1(h, lens))
        h = torch.cat([h, self.flag(mark)[:, None].expand(-1, h.shape[1], -1), hints], -1)
        return self.out(self.drop(self.l2(h, lens)))

    def loss(self, items):
        allowed = bits(padded(items, lambda t: t.allowed, (), np.int64), LABELS)
        return self.crf.loss(self(items), allowed, lengths(items)[1])

    def decode(self, items):
        return self.crf.decode(self(items), lengths(items)[0])

    def marginals(self, texts):
        """The probability of each label at each word, given what the corpus leaves possible: the gradient of the sum over all paths."""
        self.eval()
        out = np.zeros((len(texts.words), LABELS), dtype=np.float32)
        for items in in_order(texts):
            with torch.no_grad():
                scores = self(items)
                if texts.allowed is not None:
                    scores = scores.masked_fill(bits(padded(items, lambda t: t.allowed, (), np.int64), LABELS) == 0, -1e4)
            scores.requires_grad_(True)
            grad, = torch.autograd.grad(self.crf.total(scores, lengths(items)[1]).sum(), scores)
            for b, (t, i) in enumerate(items):
                out[t.rows(i)] = grad[b, :t.lens[i]].numpy()
        return out


class Student(nn.Module):
    """What src/Hearsay.Language/Names/NameNetwork.cs runs."""

    def __init__(self, hidden=48):
        super().__init__()
        size = 2 * WORDS["h2"]
        self.context = nn.Linear(size, AROUND)
        self.lstm = Layer(size + HINTS + AROUND, hidden)
        self.out = nn.Linear(2 * hidden, LABELS)
        self.drop = nn.Dropout(0.1)
        self.crf = Crf()
        self.crf.move.requires_grad_(False)  # the grammar alone, as BioDecoder

    def forward(self, items):
        lens, _ = lengths(items)
        states = padded(items, lambda t: t.states, (2 * WORDS["h2"],), np.float32)
        hints = bits(padded(items, lambda t: t.hints, (), np.int64), HINTS).float()
        around = torch.tanh(self.context(torch.from_numpy(np.stack([t.around[i] for t, i in items]))))
        h = torch.cat([self.drop(states), hints, around[:, None].expand(-1, states.shape[1], -1)], -1)
        return F.log_softmax(self.out(self.drop(self.lstm(h, lens))), -1)

    def loss(self, items):
        taught = padded(items, lambda t: t.taught, (LABELS,), np.float32)
        return -(taught * self(items)).sum(-1)[lengths(items)[1]].mean()

    def decode(self, items):
        return self.crf.decode(self(items), lengths(items)[0])


def in_order(texts, size=64):
    order = np.argsort(texts.lens, kind="stable")
    return [[(texts, i) for i in order[a:a + size]] for a in range(0, len(order), size)]


def read_states(trunk, texts):
    """The trunk's states in half floats, and for each sentence the mean state of its block, cut as NameNetwork cuts."""
    texts.states = np.zeros((len(texts.words), 2 * WORDS["h2"]), dtype=np.float16)
    with torch.no_grad():
        for items in in_order(texts):
            h = trunk(padded(items, lambda t: t.words, (5,), np.int64), lengths(items)[0]).numpy()
            for b, (t, i) in enumerate(items):
                t.states[t.rows(i)] = h[b, :t.lens[i]]
    texts.around = np.zeros((len(texts.lens), 2 * WORDS["h2"]), dtype=np.float32)
    a = 0
    while a < len(texts.lens):
        b, words = a, 0
        while b < len(texts.lens) and (b == a or words + texts.lens[b] <= BLOCK_WORDS):
            words += texts.lens[b]; b += 1
        texts.around[a:b] = texts.states[texts.starts[a]:texts.starts[a] + words].astype(np.float32).mean(0)
        a = b


def evaluate(model, dev):
    model.eval()
    out = {}
    for name, texts in dev.items():
        found = np.zeros(len(texts.words), dtype=np.int64)
        with torch.no_grad():
            for items in in_order(texts):
                labels = model.decode(items)
                for b, (t, i) in enumerate(items):
                    found[t.rows(i)] = labels[b, :t.lens[i]].numpy()
        out[name] = round(spans_f1(texts.gold(), spaced(texts, found)), 1)
    model.train()
    return out


def learn(model, sets, dev, epochs, words, rate, rng):
    """Adam with warm-up and linear decay; what is kept is the mean of the later weights."""
    params = [p for p in model.parameters() if p.requires_grad]
    opt = torch.optim.Adam(params, lr=rate, betas=(0.9, 0.98))
    steps, step, average, t0 = len(plan(sets, words, rng)) * epochs, 0, None, time.time()
    for epoch in range(epochs):
        losses = []
        for items in plan(sets, words, rng):
            for g in opt.param_groups:
                g["lr"] = rate * min(1, (step + 1) / 200) * max(0.02, 1 - step / steps)
            loss = model.loss(items)
            opt.zero_grad(); loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 5); opt.step(); step += 1; losses.append(loss.item())
            if step % 10 == 0 and step > steps // 3:
                d = 1 - 1 / min(100, 1 + (step - steps // 3) // 10)
                if average is None: average = [p.detach().clone() for p in params]
                for a, p in zip(average, params): a.mul_(d).add_(p.detach(), alpha=1 - d)
        print(epoch, round(float(np.mean(losses)), 4), evaluate(model, dev), f"{time.time()-t0:.0f}s", flush=True)
    for p, a in zip(params, average): p.data.copy_(a)
    print("mean weights", evaluate(model, dev), flush=True)


def seeded(seed):
    torch.manual_seed(seed)
    return np.random.default_rng(seed)


def main():
    work, teacher_epochs, student_epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    device_setup()
    vocabulary = sum(1 for _ in open(f"{work}/vocabulary.txt", encoding="utf-8"))
    labelled = [(Texts(work, n, c), repeat) for n, (c, repeat) in TRAIN.items()]
    dev = {n: Texts(work, n, c) for n, c in DEV.items()}
    rng = seeded(2)
    teacher = Teacher(vocabulary)
    if teacher_epochs > 0:
        pretrained = torch.load(f"{work}/pretrained.pt")
        teacher.emb.load_state_dict(pretrained["emb"]); teacher.l1.load_state_dict(pretrained["layer"])
        learn(teacher, labelled, dev, teacher_epochs, 1500, 2e-3, rng)
        torch.save(teacher.state_dict(), f"{work}/names.teacher.pt")
    else:
        teacher.load_state_dict(torch.load(f"{work}/names.teacher.pt"))

    trunk = Trunk(vocabulary)
    trunk.load_state_dict(torch.load(f"{work}/language.pt")["trunk"])
    for p in trunk.parameters(): p.data = p.data.half().float()  # as the product reads them
    trunk.eval()
    sets = labelled + [(Texts(work, n, c), repeat) for n, (c, repeat) in UNLABELLED.items()]
    for texts, _ in sets:
        texts.taught = teacher.marginals(texts).astype(np.float16)
    for texts in [t for t, _ in sets] + list(dev.values()):
        read_states(trunk, texts)
    print("texts read", flush=True)
    rng = seeded(3)
    student = Student()
    learn(student, sets, dev, student_epochs, 2000, 4e-3, rng)
    torch.save({k: v for k, v in student.state_dict().items() if not k.startswith("crf.")}, f"{work}/names.pt")


if __name__ == "__main__":
    main()
