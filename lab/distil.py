"""Distil MiniLM into the look-up table `student.bin` (see student.py for what the table means).

  python distil.py --out student.bin --vocab VOCAB.txt VOCAB.npy --texts A.txt A.npy [--texts B.txt B.npy ...]
                   [--spanish CORPUS_DIR] [--skip SKIP.txt]

Every TEXTS file has one text a line and TEXTS.npy the teacher's vector of each (teacher.py). VOCAB lists WordPieces
(a-z0-9 only) with the teacher's vector of each piece standing alone: the rows start there. --spanish takes the
dealer corpus (JSONL: text, lang, intent): MiniLM knows English only, so a Spanish or mixed text is given the mean
teacher vector of the English texts of the same intent as its target. The artefact was made without it (RESULTS.md). --skip lists texts that must not be used.

Loss: 1 - cosine(sum of rows, teacher vector). Optimiser: lazy Adam on the rows touched, BATCH sentences a step. Features are dropped at random while training, so that
pairs do not explain away the words and unseen wordings still land near their place.
"""
import argparse
import collections
import glob
import json
import os
import time

import numba
import numpy as np

from student import features, key, quantise, words, write

DIMS, MAX_PAIRS, MAX_EXTRA_WORDS = 256, 40000, 6000
EPOCHS, BATCH, RATE, DROP, PAIR_DROP, SEED = 15, 128, 0.02, 0.1, 0.3, 7


@numba.njit(fastmath=True)
def epoch(order, start, ids, is_pair, target, weight, rows, m, v, rate, batch, drop, pair_drop, seed, step):
    """One pass of lazy Adam; returns the mean cosine. ids[start[k]:start[k+1]] are the features of text k."""
    np.random.seed(seed)
    n, d = len(order), rows.shape[1]
    slot = np.full(len(rows), -1, np.int32)
    touched = np.empty(batch * 400, np.int32)
    grad = np.zeros((batch * 400, d), np.float32)
    s = np.empty(d, np.float32)
    kept = np.empty(1000, np.int32)
    total = 0.0
    for b in range(0, n, batch):
        nt = 0
        for k in order[b:b + batch]:
            c = 0
            for p in range(start[k], start[k + 1]):
                i = ids[p]
                if np.random.random() >= (pair_drop if is_pair[i] else drop):
                    kept[c] = i
                    c += 1
            if c == 0 or nt + c > len(touched):
                continue
            s[:] = 0
            for q in range(c):
                r = rows[kept[q]]
                for j in range(d):
                    s[j] += r[j]
            ss, dot = np.float32(1e-12), np.float32(0)
            for j in range(d):
                ss += s[j] * s[j]
                dot += s[j] * target[k, j]
            norm = np.sqrt(ss)
            cos = dot / norm
            total += cos
            # gradient of -cos by s
            for j in range(d):
                s[j] = weight[k] * (cos * s[j] / norm - target[k, j]) / norm
            for q in range(c):
                i = kept[q]
                if slot[i] < 0:
                    slot[i] = nt
                    touched[nt] = i
                    grad[nt, :] = 0
                    nt += 1
                g = grad[slot[i]]
                for j in range(d):
                    g[j] += s[j]
        step += 1
        for t in range(nt):
            i = touched[t]
            slot[i] = -1
            g = grad[t]
            for j in range(d):
                x = g[j] / batch
                m[i, j] = np.float32(0.9) * m[i, j] + np.float32(0.1) * x
                v[i, j] = np.float32(0.99) * v[i, j] + np.float32(0.01) * x * x
                rows[i, j] -= rate * m[i, j] / (np.sqrt(v[i, j]) + np.float32(1e-6))
    return total / n, step


def read(path):
    return open(path, encoding="utf-8").read().split("\n")[:-1]


def load(args):
    """-> texts, teacher vectors (384 wide), weights, texts to skip."""
    skip = set(read(args.skip)) if args.skip else set()
    texts, vecs, weights = [], [], []
    for n, (t, v) in enumerate(args.texts):
        t, v = read(t), np.load(v)
        keep = [i for i, x in enumerate(t) if x not in skip]
        texts += [t[i] for i in keep]
        vecs.append(v[keep])
        weights.append(np.full(len(keep), args.extra_weight if n else 1.0, np.float32))
    return texts, np.concatenate(vecs), np.concatenate(weights), skip


def spanish(folder, texts, vecs, skip):
    """-> texts in Spanish or both languages and their targets, the mean English vector of their intent."""
    at = {t.lower(): i for i, t in enumerate(texts)}
    by, other = collections.defaultdict(list), []
    for f in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        for line in open(f, encoding="utf-8"):
            r = json.loads(line)
            t = " ".join(r["text"].split())[:300]
            if t in skip or key(r["id"]) % 10 == 0:  # the tenth kept for measuring
                continue
            if r["lang"] == "en":
                if t.lower() in at:
                    by[r["intent"]].append(at[t.lower()])
            else:
                other.append((t, r["intent"]))
    mean = {i: vecs[k].mean(0) for i, k in by.items() if len(k) >= 5}
    other = [(t, i) for t, i in other if i in mean]
    return [t for t, _ in other], np.array([mean[i] for _, i in other], np.float32)


def table(texts, vocab, n_pairs, n_words):
    """The feature strings: WordPieces, frequent words that are no WordPiece, frequent pairs."""
    strings = ["?"] + list(vocab)
    have = set(strings)
    wc, pc = collections.Counter(), collections.Counter()
    for t in texts:
        w = words(t)
        wc.update(w)
        ring = ["^"] + w + ["$"]
        pc.update(zip(ring, ring[1:]))
    more = [w for w, c in wc.most_common() if w not in have and c >= 3][:n_words]
    pairs = [a + " " + b for (a, b), c in pc.most_common(n_pairs) if c >= 3]
    out, seen = [], set()
    for s in strings + more + pairs:
        k = key(s)
        if k not in seen:  # two strings with one key: the first stays
            seen.add(k)
            out.append(s)
    return out, len(more), len(pairs)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--vocab", nargs=2, required=True)
    ap.add_argument("--texts", nargs=2, action="append", required=True)
    ap.add_argument("--spanish")
    ap.add_argument("--skip")
    ap.add_argument("--check", nargs=2, help="texts and teacher vectors to measure on (never trained on)")
    ap.add_argument("--dims", type=int, default=DIMS)
    ap.add_argument("--pairs", type=int, default=MAX_PAIRS)
    ap.add_argument("--epochs", type=int, default=EPOCHS)
    ap.add_argument("--rate", type=float, default=RATE)
    ap.add_argument("--drop", type=float, default=DROP)
    ap.add_argument("--pair-drop", type=float, default=PAIR_DROP)
    ap.add_argument("--extra-weight", type=float, default=1.0, help="weight of the second and later TEXTS")
    ap.add_argument("--floats", help="also keep the rows before rounding (npz), for experiments")
    args = ap.parse_args()
    t0 = time.time()

    texts, full, weight, skip = load(args)
    # Principal directions, without centring, so that cosines survive.
    _, vecs_ = np.linalg.eigh(full.T @ full)
    basis = vecs_[:, ::-1][:, :args.dims].astype(np.float32)

    def project(x):
        y = x @ basis
        return y / (np.linalg.norm(y, axis=1, keepdims=True) + 1e-9)

    print(f"variance kept {np.mean(((full @ basis) ** 2).sum(1)):.4f}")
    if args.spanish:
        st, sv = spanish(args.spanish, texts, full, skip)
        texts, full = texts + st, np.concatenate([full, sv])
        weight = np.concatenate([weight, np.full(len(st), 1.0, np.float32)])
        print(f"spanish {len(st)}")
    target = project(full).astype(np.float32)

    vocab = read(args.vocab[0])
    vvec = np.load(args.vocab[1])
    strings, nw, npair = table(texts, vocab, args.pairs, MAX_EXTRA_WORDS)
    index = {s: i for i, s in enumerate(strings)}
    print(f"rows {len(strings)}: {len(vocab)} pieces, {nw} words, {npair} pairs")

    # Starting rows: the piece's own teacher vector, shrunk for frequent pieces (SIF); words: mean of their pieces.
    feats = [[index[f] for f in features(t, index.__contains__)] for t in texts]
    count = np.bincount(np.concatenate([np.array(f, np.int32) for f in feats]), minlength=len(strings))
    init = project(vvec - vvec.mean(0))
    at = {w: i for i, w in enumerate(vocab)}
    rows = np.zeros((len(strings), args.dims), np.float32)
    for s, i in index.items():
        if " " in s:
            continue
        if s in at:
            rows[i] = init[at[s]]
        else:
            ps = [p for p in features(s, at.__contains__) if p in at]
            rows[i] = init[[at[p] for p in ps]].mean(0) if ps else 0
    p = count / len(texts)
    rows *= (0.01 / (0.01 + p))[:, None].astype(np.float32)
    rows *= 0.5
    start = np.zeros(len(feats) + 1, np.int64)
    start[1:] = np.cumsum([len(f) for f in feats])
    ids = np.concatenate([np.array(f, np.int32) for f in feats])
    is_pair = np.array([" " in s for s in strings])
    print(f"features ready {time.time() - t0:.0f}s, {len(texts)} texts, {len(ids) / len(texts):.1f} a text", flush=True)

    if args.check:
        ct = read(args.check[0])
        cv = project(np.load(args.check[1]))
        cf = [[index[f] for f in features(t, index.__contains__)] for t in ct]

    def check(r):
        v = np.array([r[f].sum(0) if f else r[0] * 0 for f in cf])
        v /= np.linalg.norm(v, axis=1, keepdims=True) + 1e-9
        return float((v * cv).sum(1).mean())

    rng = np.random.default_rng(SEED)
    m, v, step = np.zeros_like(rows), np.zeros_like(rows), 0
    for e in range(args.epochs):
        rate = args.rate * (1 - e / args.epochs)
        c, step = epoch(rng.permutation(len(texts)), start, ids, is_pair, target, weight, rows, m, v,
                        np.float32(rate), BATCH, args.drop, args.pair_drop, SEED + e, step)
        print(f"epoch {e} train cos {c:.4f}" + (f" check {check(rows):.4f}" if args.check else "") + f" {time.time() - t0:.0f}s", flush=True)
    # A turn that leaves every cosine as it was and spreads the variance evenly over the columns: principal directions
    # are of very unequal size, and one int4 step a row would fit the small ones badly.
    turn, _ = np.linalg.qr(rng.standard_normal((args.dims, args.dims)))
    rows = rows @ turn.astype(np.float32)
    if args.check:
        cv = cv @ turn.astype(np.float32)
        q, s = quantise(rows)
        print(f"check after int4 {check(q * s[:, None]):.4f}")
    if args.floats:
        np.savez(args.floats, rows=rows, strings=np.array(strings), basis=basis @ turn)
    # A pair row that was never moved carries nothing; drop nothing else.
    live = np.abs(rows).max(1) > 0
    strings, rows = [s for s, l in zip(strings, live) if l], rows[live]
    write(args.out, strings, rows)
    print(f"{args.out}: {os.path.getsize(args.out)} bytes, {time.time() - t0:.0f}s")


if __name__ == "__main__":
    main()
