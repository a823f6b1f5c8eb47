#!/usr/bin/env python3
"""Trains the network that hears where sentences end (src/Hearsay.Language/Tokens/BoundaryNetwork.cs) over the finished trunk's word vectors, and writes it beside the linear model.

usage: sentences.py WORK_DIR MODELS_DIR EPOCHS     reads boundaries.*.bin of `hearsay-training boundaries`, hearsay.model and sentences.model; rewrites sentences.model
"""
import json, sys, time
import numpy as np, torch
from torch import nn
from torch.nn import functional as F
from trunk import device_setup

HIDDEN, VECTORS, FLAGS = 48, ("word", "s3", "s2", "p3", "sh"), 2
NEWS_RUNS, NEWS_WEIGHT = 2500, 0.5  # paragraphs of news an epoch, with the ends of the rules
THRESHOLD = -1.25  # of the mean of both models; chosen on dev


def read_model(path):
    data = open(path, "rb").read()
    size = int.from_bytes(data[8:12], "little")
    tensors = json.loads(data[12:12 + size])["tensors"]
    return {k: np.frombuffer(data, np.float16, int(np.prod(t["shape"])), 12 + size + t["offset"]).reshape(t["shape"]) for k, t in tensors.items()}


def write_model(path, tensors):
    entries, at = {}, 0
    for k, v in tensors.items():
        entries[k] = {"shape": list(v.shape), "offset": at}; at += v.size * 2
    head = json.dumps({"tensors": entries, "lists": {}}, separators=(",", ":")).encode()
    head += b" " * (-(12 + len(head)) % 64)
    with open(path, "wb") as f:
        f.write(b"HEARSAY1" + len(head).to_bytes(4, "little") + head)
        for v in tensors.values():
            f.write(np.ascontiguousarray(v, np.float16).tobytes())


class Texts:
    """Words' features; flags: the rules' end, a blank after, the linear sum in thousandths, the gold end (2 where a paragraph ends, which nobody asks)."""

    def __init__(self, work, name):
        ints = lambda kind, columns: torch.from_numpy(np.fromfile(f"{work}/boundaries.{name}.{kind}.bin", np.int32).reshape(-1, columns).astype(np.int64))
        self.words, self.flags, self.runs, a = ints("features", 5), ints("flags", 4), [], 0
        for n in ints("lengths", 1)[:, 0].tolist():
            self.runs.append((a, a + n)); a += n


class Network(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.vectors = nn.ModuleList([nn.Embedding.from_pretrained(torch.from_numpy(model[f"trunk.emb.{v}.weight"].astype(np.float32))) for v in VECTORS])
        self.lstm = nn.LSTM(sum(e.embedding_dim for e in self.vectors) + FLAGS, HIDDEN, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * HIDDEN, 1)
        self.drop = nn.Dropout(0.3)

    def forward(self, words, flags, lengths):
        h = torch.cat([e(words[..., i]) for i, e in enumerate(self.vectors)], -1)
        if self.training:
            h = h * (torch.rand(h.shape[:2] + (1,)) > 0.1)  # a tenth of the words unheard
        h = self.drop(torch.cat([h, flags], -1))
        packed = nn.utils.rnn.pack_padded_sequence(h, lengths, batch_first=True, enforce_sorted=False)
        h, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=h.shape[1])
        return self.out(self.drop(h))[..., 0]


def padded(items):
    """Runs of (texts, start, end, weight) as one batch: words, flags, gold, weights, lengths."""
    most = max(b - a for _, a, b, _ in items)
    words, flags = torch.zeros(len(items), most, 5, dtype=torch.long), torch.zeros(len(items), most, FLAGS)
    gold, weights = torch.zeros(len(items), most), torch.zeros(len(items), most)
    for i, (t, a, b, weight) in enumerate(items):
        words[i, :b - a] = t.words[a:b]; flags[i, :b - a] = t.flags[a:b, :FLAGS].float()
        gold[i, :b - a] = (t.flags[a:b, 3] == 1).float(); weights[i, :b - a] = (t.flags[a:b, 3] < 2).float() * weight
    return words, flags, gold, weights, torch.tensor([b - a for _, a, b, _ in items])


def batches(train, news, rng, words=3000):
    items = [(train, a, b, 1.0) for a, b in train.runs] + [(news, *news.runs[i], NEWS_WEIGHT) for i in rng.permutation(len(news.runs))[:NEWS_RUNS]]
    out, current = [], []
    for k in np.argsort([b - a + rng.random() * 20 for _, a, b, _ in items]):
        current.append(items[k])
        if sum(b - a for _, a, b, _ in current) > words:
            out.append(current); current = []
    rng.shuffle(out)
    return out + ([current] if current else [])


def sentence_f1(model, dev):
    """Of sentences, where the mean of both models is above the threshold."""
    model.eval()
    heard = np.zeros(len(dev.flags), np.float32)
    with torch.no_grad():
        for a, b in dev.runs:
            words, flags, _, _, lengths = padded([(dev, a, b, 1)])
            heard[a:b] = model(words, flags, lengths)[0].numpy()
    model.train()
    last = dev.flags[:, 3].numpy() == 2
    spans = lambda ends: set(zip(np.r_[-1, np.flatnonzero(ends)[:-1]], np.flatnonzero(ends)))
    gold, found = spans(dev.flags[:, 3].numpy() > 0), spans(last | ((heard + dev.flags[:, 2].numpy() / 1000) / 2 > THRESHOLD))
    return 200 * len(gold & found) / (len(gold) + len(found))


def main():
    work, models, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    device_setup()
    torch.manual_seed(1); rng = np.random.default_rng(1)
    train, dev, news = (Texts(work, n) for n in ("train", "dev", "news"))
    model = Network(read_model(f"{models}/hearsay.model"))
    params = [p for p in model.parameters() if p.requires_grad]
    rate, opt = 4e-3, torch.optim.Adam(params, betas=(0.9, 0.98))
    steps, step, average, begun = len(batches(train, news, rng)) * epochs, 0, None, time.time()
    for epoch in range(epochs):
        for items in batches(train, news, rng):
            for g in opt.param_groups: g["lr"] = rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
            words, flags, gold, weights, lengths = padded(items)
            loss = (F.binary_cross_entropy_with_logits(model(words, flags, lengths), gold, reduction="none") * weights).sum() / weights.sum()
            opt.zero_grad(); loss.backward()
            nn.utils.clip_grad_norm_(params, 5); opt.step(); step += 1
            if step > steps // 3 and step % 5 == 0:
                keep = 1 - 1 / min(100, 1 + (step - steps // 3) // 5)
                if average is None: average = [p.detach().clone() for p in params]
                for a, p in zip(average, params): a.mul_(keep).add_(p.detach(), alpha=1 - keep)
        print(epoch, f"sentence F1 {sentence_f1(model, dev):.2f}", f"{time.time()-begun:.0f}s", flush=True)
    for p, a in zip(params, average): p.data.copy_(a)
    print("mean weights", f"sentence F1 {sentence_f1(model, dev):.2f}")
    linear = {k: v for k, v in read_model(f"{models}/sentences.model").items() if k.startswith("sentences.")}
    linear["sentences.threshold"] = np.array([THRESHOLD], np.float16)
    write_model(f"{models}/sentences.model", linear | {f"boundaries.{k}": v.numpy().astype(np.float16) for k, v in model.state_dict().items() if not k.startswith("vectors.")})


if __name__ == "__main__":
    main()
