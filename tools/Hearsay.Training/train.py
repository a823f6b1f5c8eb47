#!/usr/bin/env python3
"""Trains the shared trunk with its heads: tags, parse, names, roles, and the spans of attribution as a helping task.

usage: train.py WORK_DIR EPOCHS [--plain]     reads *.bin of `hearsay-training prepare` and pretrained.pt, writes language.pt
--plain starts from random weights, to measure what pretraining gives.
"""
import sys, time, copy
import numpy as np, torch
from torch import nn
from torch.nn import functional as F
from trunk import Embedder, Layer, WORDS, batches_by_length, device_setup

NAMES = ["PER", "ORG", "LOC", "NORP", "EVENT", "WORK"]


class Corpus:
    def __init__(self, work, name, columns, repeat=1):
        self.x = torch.from_numpy(np.fromfile(f"{work}/{name}.features.bin", dtype=np.int32).reshape(-1, 5).astype(np.int64))
        self.lens = np.fromfile(f"{work}/{name}.lengths.bin", dtype=np.int32)
        self.starts = np.concatenate([[0], np.cumsum(self.lens)[:-1]])
        self.y = None
        if columns:
            self.y = torch.from_numpy(np.fromfile(f"{work}/{name}.labels.bin", dtype=np.int32).reshape(-1, columns).astype(np.int64))
        self.repeat = repeat

    def batch(self, idx):
        L = int(self.lens[idx].max())
        x = torch.zeros(len(idx), L, 5, dtype=torch.long)
        y = torch.full((len(idx), L, self.y.shape[1]), -100, dtype=torch.long)
        for b, i in enumerate(idx):
            s, n = self.starts[i], self.lens[i]
            x[b, :n] = self.x[s:s + n]; y[b, :n] = self.y[s:s + n]
        return x, y, torch.from_numpy(self.lens[idx].astype(np.int64))


class Trunk(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.emb = Embedder(vocabulary, drop=0.1)
        self.layer1 = Layer(Embedder.SIZE, WORDS["h1"])
        self.layer2 = Layer(2 * WORDS["h1"], WORDS["h2"])
        self.drop = nn.Dropout(0.3)

    def forward(self, x, lens):
        h = self.drop(self.emb(x))
        h = self.drop(self.layer1(h, lens))
        return self.drop(self.layer2(h, lens))


class Heads(nn.Module):
    ARC, REL, CLIP = 96, 64, 20

    def __init__(self, tags, relations):
        super().__init__()
        size = 2 * WORDS["h2"]
        self.tag = nn.Linear(size, tags)
        self.arc_dep, self.arc_head = nn.Linear(size, self.ARC), nn.Linear(size, self.ARC)
        self.arc = nn.Parameter(torch.zeros(self.ARC, self.ARC)); nn.init.xavier_uniform_(self.arc)
        self.arc_bias = nn.Linear(self.ARC, 1)
        self.root = nn.Parameter(torch.zeros(size))
        self.distance = nn.Parameter(torch.zeros(2 * self.CLIP + 1))
        self.rel_dep, self.rel_head = nn.Linear(size, self.REL), nn.Linear(size, self.REL)
        self.rel = nn.Linear(self.REL, relations)
        self.name = nn.Linear(size, 1 + 2 * len(NAMES))
        self.role = nn.Linear(size, 3)
        self.span = nn.Linear(size, 7)
        self.drop = nn.Dropout(0.25)

    def arcs(self, h):
        b, n, d = h.shape
        heads = torch.cat([self.root.expand(b, 1, d), h], 1)
        dep, head = self.drop(F.leaky_relu(self.arc_dep(h), 0.1)), self.drop(F.leaky_relu(self.arc_head(heads), 0.1))
        s = dep @ self.arc @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        dist = (torch.arange(n + 1)[None, :] - torch.arange(1, n + 1)[:, None]).clamp(-self.CLIP, self.CLIP) + self.CLIP
        bias = self.distance[dist].clone(); bias[:, 0] = 0
        return s + bias, heads

    def relations(self, h, heads, at):
        chosen = torch.gather(heads, 1, at[..., None].expand(-1, -1, heads.shape[2]))
        return self.rel(self.drop(F.relu(self.rel_dep(h) + self.rel_head(chosen))))


def spans_f1(gold, pred):
    def spans(seq):
        out, start, kind = set(), None, None
        for i, t in enumerate(list(seq) + [0]):
            k, inside = (t - 1) // 2 if t else None, t and (t - 1) % 2 == 1
            if start is not None and not (inside and k == kind):
                if kind < 3: out.add((start, i, kind))
                start = None
            if t and start is None:
                start, kind = i, k
        return out
    g, p = spans(gold), spans(pred)
    return 200 * len(g & p) / max(1, len(g) + len(p))


def evaluate(trunk, heads, tree, tagcol, named):
    trunk.eval(); heads.eval()
    with torch.no_grad():
        n = up = uas = las = 0
        upos = np.array([t.split("|")[0] for t in tagcol])
        for idx in batches_by_length(tree.lens, np.arange(len(tree.lens)), 6000, np.random.default_rng(0)):
            x, y, lens = tree.batch(idx); h = trunk(x, lens)
            m = y[..., 0] != -100
            t = heads.tag(h).argmax(-1)
            s, hs = heads.arcs(h)
            for b, l in enumerate(lens): s[b, :, l + 1:] = -1e9
            a = s.argmax(-1); r = heads.relations(h, hs, a).argmax(-1)
            n += int(m.sum())
            gt, pt = y[..., 0][m].numpy(), t[m].numpy()
            up += int((upos[gt] == upos[pt]).sum())
            ok = (a == y[..., 1]) & m; uas += int(ok.sum()); las += int((ok & (r == y[..., 2])).sum())
        out = {"UPOS": 100 * up / n, "UAS": 100 * uas / n, "LAS": 100 * las / n}
        for name, c in named.items():
            G, P = [], []
            for i in range(0, len(c.lens), 64):
                idx = np.arange(i, min(i + 64, len(c.lens)))
                x, y, lens = c.batch(idx); p = heads.name(trunk(x, lens)).argmax(-1)
                for b, l in enumerate(lens):
                    for v in y[b, :l, 0].tolist():
                        bits = [k for k in range(13) if v >> k & 1]
                        G.append(bits[0] if len(bits) == 1 else 0)
                    P += p[b, :l].tolist(); G.append(0); P.append(0)
            P = [q if q < 7 else 0 for q in P]
            out[name] = spans_f1(G, P)
    trunk.train(); heads.train()
    return {k: round(v, 2) for k, v in out.items()}


def main():
    work, epochs, plain = sys.argv[1], int(sys.argv[2]), "--plain" in sys.argv
    device_setup(); torch.manual_seed(11); rng = np.random.default_rng(11)
    V = sum(1 for _ in open(f"{work}/vocabulary.txt", encoding="utf-8"))
    tags = [l.rstrip("\n") for l in open(f"{work}/tags.txt")]
    relations = [l.rstrip("\n") for l in open(f"{work}/relations.txt")]
    trunk, heads = Trunk(V), Heads(len(tags), len(relations))
    if not plain:
        p = torch.load(f"{work}/pretrained.pt")
        trunk.emb.load_state_dict(p["emb"]); trunk.layer1.load_state_dict(p["layer"])
    tree = Corpus(work, "treebank.train", 3)
    named = [Corpus(work, "names." + n, 2, r) for n, r in (("ieer", 2), ("gum.train", 1), ("wikigold", 1), ("wnut.train", 1), ("news", 4))]
    pol = Corpus(work, "polnear.train", 0)
    lab = np.zeros(len(pol.x), dtype=np.int64)
    rows = np.fromfile(f"{work}/polnear.train.attributions.bin", dtype=np.int32).reshape(-1, 5)
    for role in (2, 1, 0):
        for _, _, _, a, b in rows[rows[:, 2] == role]:
            lab[a:b] = 2 + 2 * role; lab[a] = 1 + 2 * role
    pol.y = torch.from_numpy(lab)[:, None]
    dev = Corpus(work, "treebank.dev", 3)
    devn = {n: Corpus(work, "names." + n, 2) for n in ("gum.dev", "ieer.dev", "conll.testa")}
    params = list(trunk.parameters()) + list(heads.parameters())
    opt = torch.optim.Adam(params, lr=2e-3, betas=(0.9, 0.98))
    average = None

    def plan():
        out = [("tree", tree, i) for i in batches_by_length(tree.lens, rng.permutation(len(tree.lens)), 2000, rng)]
        for c in named:
            for _ in range(c.repeat):
                out += [("name", c, i) for i in batches_by_length(c.lens, rng.permutation(len(c.lens)), 2000, rng)]
        half = rng.permutation(len(pol.lens))[:len(pol.lens) // 2]
        out += [("span", pol, i) for i in batches_by_length(pol.lens, half, 2500, rng)]
        rng.shuffle(out)
        return out

    total, step, t0 = len(plan()) * epochs, 0, time.time()
    for epoch in range(epochs):
        sums = {}
        for task, c, idx in plan():
            for g in opt.param_groups:
                g["lr"] = 2e-3 * min(1, (step + 1) / 400) * max(0.01, 1 - step / total)
            x, y, lens = c.batch(idx)
            h = trunk(x, lens)
            if task == "tree":
                m = y[..., 0] != -100
                s, hs = heads.arcs(h)
                for b, l in enumerate(lens): s[b, :, l + 1:] = -1e9
                gold = y[..., 1].clamp(min=0)
                loss = F.cross_entropy(heads.tag(h)[m], y[..., 0][m].clamp(min=0)) + F.cross_entropy(s[m], gold[m]) \
                    + F.cross_entropy(heads.relations(h, hs, gold)[m], y[..., 2][m].clamp(min=0))
            elif task == "name":
                m = y[..., 0] != -100
                allowed = (y[..., 0][m][:, None] >> torch.arange(13)) & 1
                logp = F.log_softmax(heads.name(h)[m], -1).masked_fill(allowed == 0, -1e9)
                loss = -torch.logsumexp(logp, -1).mean()
                r = m & (y[..., 1] >= 0)
                if r.any(): loss = loss + F.cross_entropy(heads.role(h)[r], y[..., 1][r])
            else:
                m = y[..., 0] != -100
                loss = F.cross_entropy(heads.span(h)[m], y[..., 0][m])
            opt.zero_grad(); loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 5); opt.step(); step += 1
            if step % 10 == 0 and step > total // 3:
                d = 1 - 1 / min(300, 1 + (step - total // 3) // 10)
                if average is None: average = [p.detach().clone() for p in params]
                for a, p in zip(average, params): a.mul_(d).add_(p.detach(), alpha=1 - d)
            s0, n0 = sums.get(task, (0, 0)); sums[task] = (s0 + loss.item(), n0 + 1)
        line = {k: round(a / b, 3) for k, (a, b) in sums.items()}
        keep = [p.detach().clone() for p in params]
        if average is not None:
            for p, a in zip(params, average): p.data.copy_(a)
        print(epoch, line, evaluate(trunk, heads, dev, tags, devn), f"{time.time()-t0:.0f}s", flush=True)
        torch.save({"trunk": trunk.state_dict(), "heads": heads.state_dict()}, f"{work}/language{'.plain' if plain else ''}.pt")
        for p, k in zip(params, keep): p.data.copy_(k)


if __name__ == "__main__":
    main()
