#!/usr/bin/env python3
"""Pretrains word vectors and the first recurrent layer on raw news by the cloze task: each word from the forward state before it and the
backward state after it (context2vec, Melamud et al. 2016), with a sampled softmax.

usage: pretrain.py WORK_DIR STEPS     reads raw.*.bin, writes pretrained.pt; 12,348 steps of 4,096 words made the committed model (36 minutes)
"""
import sys, time
import numpy as np, torch
from torch import nn
from trunk import Embedder, Layer, WORDS, batches_by_length, device_setup

work, steps = sys.argv[1], int(sys.argv[2])
device_setup()
feats = np.fromfile(f"{work}/raw.features.bin", dtype=np.int32).reshape(-1, 5)
lens = np.fromfile(f"{work}/raw.lengths.bin", dtype=np.int32)
starts = np.concatenate([[0], np.cumsum(lens)[:-1]])
V = sum(1 for _ in open(f"{work}/vocabulary.txt", encoding="utf-8"))
words = np.minimum(feats[:, 0], V)
freq = np.bincount(words, minlength=V + 1).astype(np.float64) ** 0.75
noise = torch.tensor(freq / freq.sum(), dtype=torch.double)
lognoise = torch.log(noise).float()

emb, layer = Embedder(V), Layer(Embedder.SIZE, WORDS["h1"])
proj = nn.Sequential(nn.Linear(2 * WORDS["h1"], 128), nn.GELU(), nn.Linear(128, 64))
out = nn.Embedding(V + 1, 64); nn.init.uniform_(out.weight, -0.1, 0.1)
bias = nn.Embedding(V + 1, 1); nn.init.zeros_(bias.weight)
params = [p for m in (emb, layer, proj, out, bias) for p in m.parameters()]
opt = torch.optim.Adam(params, lr=2e-3, betas=(0.9, 0.98))
NEG = 1024
rng = np.random.default_rng(7); torch.manual_seed(7)
keep = np.flatnonzero((lens >= 4) & (lens <= 80))
rng.shuffle(keep)
t0, seen, step, running = time.time(), 0, 0, 0.0
done = False
for epoch in range(5):
    for idx in batches_by_length(lens, keep, 4096, rng):
        frac = step / steps
        if frac >= 1:
            done = True; break
        for g in opt.param_groups:
            g["lr"] = 2e-3 * min(1, step / 300 + 0.01) * max(0.02, 1 - frac)
        L = int(lens[idx].max())
        x = torch.zeros(len(idx), L, 5, dtype=torch.long); mask = torch.zeros(len(idx), L, dtype=torch.bool)
        y = torch.full((len(idx), L), V, dtype=torch.long)
        for b, i in enumerate(idx):
            n = lens[i]; s = starts[i]
            x[b, :n] = torch.from_numpy(feats[s:s + n].astype(np.int64)); mask[b, :n] = True
            y[b, :n] = torch.from_numpy(words[s:s + n].astype(np.int64))
        f, bw = layer(emb(x), torch.tensor(lens[idx].astype(np.int64)), split=True)
        z = torch.zeros_like(f[:, :1])
        ctx = torch.cat([torch.cat([z, f[:, :-1]], 1), torch.cat([bw[:, 1:], z], 1)], 2)
        m = mask & (y < V)
        h = proj(ctx[m]); t = y[m]
        neg = torch.multinomial(noise[:V], NEG, replacement=True)
        pos = (h * out(t)).sum(1) + bias(t)[:, 0] - lognoise[t]
        ns = h @ out(neg).t() + bias(neg)[:, 0] - lognoise[neg]
        ns = ns.masked_fill(neg[None, :] == t[:, None], -30)
        loss = nn.functional.cross_entropy(torch.cat([pos[:, None], ns], 1), torch.zeros(len(t), dtype=torch.long))
        opt.zero_grad(); loss.backward()
        torch.nn.utils.clip_grad_norm_(params, 5); opt.step()
        seen += int(mask.sum()); step += 1; running = 0.99 * running + 0.01 * loss.item() if step > 1 else loss.item()
        if step % 100 == 0:
            print(f"epoch {epoch} step {step} loss {running:.3f} words {seen/1e6:.2f}M {seen/(time.time()-t0):.0f}/s", flush=True)
            if step % 1000 == 0:
                torch.save({"emb": emb.state_dict(), "layer": layer.state_dict()}, f"{work}/pretrained.pt")
    if done:
        break
torch.save({"emb": emb.state_dict(), "layer": layer.state_dict()}, f"{work}/pretrained.pt")
print("done", step, seen)
