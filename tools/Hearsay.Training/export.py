#!/usr/bin/env python3
"""Writes the trained networks and their lists into one model file of half floats, as src/Hearsay.Language/Models/ModelFile.cs reads it.

usage: export.py WORK_DIR OUT.model
"""
import json, sys
import numpy as np, torch

work, out = sys.argv[1], sys.argv[2]
saved = torch.load(f"{work}/language.pt")
tensors = {}
for part in ("trunk", "heads"):
    for k, v in saved[part].items():
        if k.startswith(("span.", "name.")):
            continue  # the helping tasks of training
        tensors[f"{part}.{k}"] = v
lists = {n: [l.rstrip("\n") for l in open(f"{work}/{n}.txt", encoding="utf-8")] for n in ("vocabulary", "tags", "relations", "lemmas")}
for part in ("names", "attribution"):
    for k, v in torch.load(f"{work}/{part}.pt").items():
        tensors[f"{part}.{k}"] = v
settings = json.load(open(f"{work}/attribution.json"))
lists["attribution.settings"] = settings["settings"]
lists["attribution.calibration"] = settings["calibration"]
header, blob, at = {"tensors": {}, "lists": lists}, [], 0
for k, v in tensors.items():
    a = np.ascontiguousarray(v.numpy().astype(np.float16))
    header["tensors"][k] = {"shape": list(a.shape) or [1], "offset": at}
    blob.append(a.tobytes()); at += a.nbytes
head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
pad = (-(12 + len(head))) % 64
head += b" " * pad
with open(out, "wb") as f:
    f.write(b"HEARSAY1"); f.write(len(head).to_bytes(4, "little")); f.write(head)
    for b in blob:
        f.write(b)
print(out, at, "bytes of numbers", len(head), "of header")
