#!/usr/bin/env python3
"""Calibrates confidence on the dev stories of PolNeAR, which no network was trained on: Platt's logistic regression (1999) over how sure the network was of
cue, source and content, whether the cue list knows the cue, and whether the content is a quotation, against whether the attribution was right (score_attribution.py's rule).

usage: calibrate.py WORK_DIR RECORDS.jsonl DEV.jsonl SCORE_DIR     (RECORDS by `hearsay read --json --plain` with a model whose third setting, the least
confidence that is given, is 0)
Writes the weights into WORK_DIR/attribution.json and prints the calibration error of ten bins, fitted on one half of the stories and measured on the other.
"""
import json, re, sys
import numpy as np

work, records, dev, score = sys.argv[1:5]
sys.path.insert(0, score)
import score_attribution as S


def rows():
    gold = S.load(dev)
    for n, line in enumerate(open(records, encoding="utf-8")):
        r = json.loads(line); g = gold[r["article"]["id"]]; tok = S.tokens_of(g["text"]); joined = {}
        for c in r["claims"]:
            if c["within"] or not c["why"]["found"].startswith("network"):
                continue
            key = (c["cue"]["start"], tuple((x["start"], x["end"]) for x in c["content"]))
            q = joined.setdefault(key, {"cue": [c["cue"]], "source": [], "content": c["content"], "why": c["why"]["found"],
                                      "known": not c["why"]["stance"].startswith("no entry"), "direct": c["quote"] == "direct"})
            if c["source"]: q["source"].append(c["source"])
        pred = list(joined.values()); roles = ("cue", "source", "content")
        gt = [{k: S.cover(S.roles(q)[k], tok) for k in roles} for q in g["quotes"]]
        pt = [{k: S.cover(q[k], tok) for k in roles} for q in pred]
        cand = sorted((-S.iou(p["content"], h["content"]), -S.iou(p["cue"], h["cue"]), i, j) for i, p in enumerate(pt) for j, h in enumerate(gt)
                      if p["content"] & h["content"] or p["cue"] & h["cue"])
        up, ug, right = set(), set(), set()
        for ci, _, i, j in cand:
            if i in up or j in ug: continue
            up.add(i); ug.add(j)
            a, b = pt[i]["source"], gt[j]["source"]
            if -ci >= 0.5 and (a & b or not a and not b): right.add(i)
        for i, q in enumerate(pred):
            cue, source, content = (float(x) for x in re.search(r"cue ([\d.]+), source ([\d.]+), content ([\d.]+)", q["why"]).groups())
            yield n, [1, odds(cue), odds(source) if source > 0 else 0, odds(content), float(source == 0), float(len(q["content"]) > 1),
                      float(q["known"]), float(q["direct"])], float(i in right)


def odds(p):
    p = min(max(p, 1e-3), 1 - 1e-3)
    return np.log(p / (1 - p))


def fit(x, y):
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + 0.1 * np.eye(len(w)), x.T @ (y - p) - 0.1 * w)
    return w


def error(p, y):
    b = np.minimum((p * 10).astype(int), 9)
    return 100 * sum(abs(p[b == k].sum() - y[b == k].sum()) for k in range(10)) / len(y)


story, x, y = (np.array(v) for v in zip(*rows()))
p = np.zeros(len(y))
for half in (0, 1):
    p[story % 2 == half] = 1 / (1 + np.exp(-x[story % 2 == half] @ fit(x[story % 2 != half], y[story % 2 != half])))
w = fit(x, y)
d = json.load(open(f"{work}/attribution.json")); d["calibration"] = [f"{v:.5f}" for v in w]; json.dump(d, open(f"{work}/attribution.json", "w"))
print(f"{len(y)} attributions, {100 * y.mean():.1f}% right; calibration error {error(p, y):.1f} across halves; weights", np.round(w, 3))
