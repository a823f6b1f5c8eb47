"""The network that reads words, shared by all training scripts; src/Hearsay.Language/Models runs the same sums in C#."""
import numpy as np, torch
from torch import nn

WORDS = {"h1": 160, "h2": 128, "unknown": 2000, "suffix3": 6000, "suffix2": 1500, "prefix3": 4000, "shape": 800}


def device_setup(threads=1):
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)


class Embedder(nn.Module):
    """Word 64, suffix of three 32, of two 16, prefix of three 16, shape 16, side by side: 144."""
    SIZE = 144

    def __init__(self, vocabulary, drop=0.0):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.word = nn.Embedding(vocabulary + WORDS["unknown"], 64)
        self.s3 = nn.Embedding(WORDS["suffix3"], 32)
        self.s2 = nn.Embedding(WORDS["suffix2"], 16)
        self.p3 = nn.Embedding(WORDS["prefix3"], 16)
        self.sh = nn.Embedding(WORDS["shape"], 16)
        for e in (self.word, self.s3, self.s2, self.p3, self.sh):
            nn.init.normal_(e.weight, 0, 0.3)

    def forward(self, x):
        w = x[..., 0]
        if self.training and self.drop > 0:
            # a dropped word looks like one outside the vocabulary
            hit = torch.rand(w.shape) < self.drop
            w = torch.where(hit, self.vocabulary + w % WORDS["unknown"], w)
        return torch.cat([self.word(w), self.s3(x[..., 1]), self.s2(x[..., 2]), self.p3(x[..., 3]), self.sh(x[..., 4])], -1)


class Layer(nn.Module):
    """One bidirectional LSTM layer over a padded batch."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.lstm = nn.LSTM(inputs, hidden, batch_first=True, bidirectional=True)
        self.hidden = hidden

    def forward(self, x, lengths, split=False):
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        y, _ = self.lstm(packed)
        y, _ = nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=x.shape[1])
        return (y[..., :self.hidden], y[..., self.hidden:]) if split else y


def batches_by_length(lens, keep, words, rng, pool=20000):
    """Batches of sentences of like length, about `words` words each, in random order."""
    for a in range(0, len(keep), pool):
        part = keep[a:a + pool]
        part = part[np.argsort(lens[part], kind="stable")]
        out, cur, most = [], [], 0
        for i in part:
            n = int(lens[i])
            if cur and max(most, n) * (len(cur) + 1) > words:
                out.append(np.array(cur)); cur, most = [], 0
            cur.append(i); most = max(most, n)
        if cur:
            out.append(np.array(cur))
        rng.shuffle(out)
        yield from out
