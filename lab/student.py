"""Tokeniser, file format and encoder of the static student. The Rust port is to follow this file; see FORMAT.md.

A text becomes a list of feature keys; each key that is in the table adds its row; the sum, scaled to unit length,
is the vector. Nothing else happens: no weights beside the rows (a row's length is its weight), no average, no bias.
"""
import struct
import unicodedata
import zlib

import numpy as np

MAGIC = b"CHSTUD2\0"
MAX_WORDS, MAX_WORD_BYTES = 96, 40


def key(text):
    """FNV-1a 64 of the UTF-8 bytes, folded to 32 bits."""
    h = 0xCBF29CE484222325
    for b in text.encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (h >> 32) ^ (h & 0xFFFFFFFF)


# Letters that are folded to ASCII; every other non-ASCII character separates words, as punctuation does.
FOLD = {}
for _c in "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ":
    FOLD[_c] = unicodedata.normalize("NFD", _c)[0]
    FOLD[_c.upper()] = FOLD[_c]
FOLD["Ÿ"] = "y"


def words(text):
    """Lower-case ASCII words [a-z0-9]+; '?' is a word of its own; everything else separates."""
    out, cur = [], []
    for c in text:
        c = FOLD.get(c, c)
        if c.isascii() and c.isalnum():
            cur.append(c.lower())
            continue
        if cur:
            out.append("".join(cur))
            cur = []
        if c == "?":
            out.append("?")
    if cur:
        out.append("".join(cur))
    return out[:MAX_WORDS]


def features(text, has):
    """Feature strings of a text; `has(string)` says whether a word, piece or pair is in the table.

    A word in the table is one feature. Another is cut greedily: the longest prefix in the table, then the longest
    continuation "##..." in the table; where no continuation fits, one character is skipped. Then, for every pair of
    neighbours in "^ w1 .. wn $", the feature "left right" if it is in the table.
    """
    ws = words(text)
    out = []
    for w in ws:
        w = w[:MAX_WORD_BYTES]
        i = 0
        while i < len(w):
            for j in range(len(w), i, -1):
                f = ("##" if i else "") + w[i:j]
                if has(f):
                    out.append(f)
                    i = j
                    break
            else:
                i += 1
    ring = ["^"] + ws + ["$"]
    for a, b in zip(ring, ring[1:]):
        f = a + " " + b
        if has(f):
            out.append(f)
    return out


def write(path, strings, rows):
    """Rows as int4 (two a byte, low nibble first, value - 8) with one f32 scale a row; keys ascending."""
    keys = np.array([key(s) for s in strings], np.uint32)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    assert (keys[1:] != keys[:-1]).all(), "two features share a key: drop one of them first"
    q, scale = quantise(rows[order])
    n, d = rows.shape
    u = (q + 8).astype(np.uint8)
    b = MAGIC + struct.pack("<III", n, d, 4) + keys.astype("<u4").tobytes() + scale.astype("<f4").tobytes()
    b += (u[:, 0::2] | (u[:, 1::2] << 4)).tobytes()
    with open(path, "wb") as f:
        f.write(b + struct.pack("<I", zlib.crc32(b)))


def quantise(rows):
    """int4 in -7..7: of several clipping points a row, the one with the least squared error."""
    best = None
    top = np.abs(rows).max(1) + 1e-12
    for c in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        s = (top * c / 7).astype(np.float32)
        q = np.clip(np.rint(rows / s[:, None]), -7, 7)
        # the best scale for these integers, in the least squares sense
        s = (np.einsum("ij,ij->i", q, rows) / (np.einsum("ij,ij->i", q, q) + 1e-12)).astype(np.float32)
        e = ((q * s[:, None] - rows) ** 2).sum(1)
        if best is None:
            best = [q, s, e]
        else:
            m = e < best[2]
            for k, v in enumerate((q, s, e)):
                best[k][m] = v[m]
    return best[0].astype(np.int8), best[1]


class Student:
    def __init__(self, path):
        b = open(path, "rb").read()
        assert b[:8] == MAGIC, "not a student.bin of this version"
        assert struct.unpack("<I", b[-4:])[0] == zlib.crc32(b[:-4]), "damaged: the checksum is wrong"
        n, d, bits = struct.unpack_from("<III", b, 8)
        assert bits == 4
        keys = np.frombuffer(b, "<u4", n, 20)
        scale = np.frombuffer(b, "<f4", n, 20 + 4 * n)
        packed = np.frombuffer(b, np.uint8, n * d // 2, 20 + 8 * n).reshape(n, d // 2)
        rows = np.empty((n, d), np.float32)
        rows[:, 0::2] = (packed & 15).astype(np.float32) - 8
        rows[:, 1::2] = (packed >> 4).astype(np.float32) - 8
        self.rows, self.dims = rows * scale[:, None], d
        self.at = {int(k): i for i, k in enumerate(keys)}
        self.memo = {}

    def has(self, s):
        v = self.memo.get(s)
        if v is None:
            v = self.memo[s] = key(s) in self.at
        return v

    def ids(self, text):
        return [self.at[key(f)] for f in features(text, self.has)]

    def encode(self, texts):
        out = np.zeros((len(texts), self.dims), np.float32)
        for k, t in enumerate(texts):
            i = self.ids(t)
            if i:
                v = self.rows[i].sum(0)
                out[k] = v / (np.linalg.norm(v) + 1e-12)
        return out
