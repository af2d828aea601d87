"""Heads of the fast tier: everything is explicit loops over sparse rows, to be ported to Rust line by line.

  python heads.py STUDENT.bin INTENTS_DIR [--val]      measures the recipe (test rows, or validation rows)

Features of a text: words, word pairs and character n-grams as TF-IDF (two blocks, each of unit length), and the
student's vector. Experts:
  svm      one-vs-rest, squared hinge, dual coordinate descent, on [words ; chars ; STUDENT_IN_SVM * student ; bias]
  softmax  on the student's vector
  knn      cosine to the nearest training messages of each intent, student's vector
Answer: the intent with the largest sum of log-probabilities. Rejection: `rejection()` of the experts' scores.
"""
import argparse
import json
import math
import os
import time
from dataclasses import dataclass

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numba
import numpy as np

from student import Student, words


@dataclass
class Recipe:
    """The same for every data set; `Recipe.for_rows` sets what depends on the amount of data."""
    word_block: float = 1.0
    char_block: float = 1.0
    student_in_svm: float = 1.5    # length of the student's block beside the two unit-length TF-IDF blocks
    svm_c: float = 1.0
    svm_passes: int = 8
    softmax_c: float = 30.0        # as in logistic regression on the unit vectors: l2 = scale^2 / (C n) an example
    softmax_visits: int = 240_000  # epochs = visits / rows, in 16..60
    softmax_rate: float = 0.03
    softmax_scale: float = 10.0
    knn_top: int = 3
    # temperatures and weights of the sum
    svm_t: float = 0.1
    softmax_t: float = 1.5
    knn_t: float = 0.06
    w_knn: float = 0.6
    # rejection: largest log softmax(svm / reject_t) + reject_knn * largest knn score
    reject_t: float = 0.3
    reject_knn: float = 10.0

    @staticmethod
    def for_rows(rows_an_intent):
        if rows_an_intent < 30:
            return Recipe(word_block=0.7, char_block=0.7, svm_t=0.7, softmax_t=1.0, w_knn=0.0)
        return Recipe()


# ---------------------------------------------------------------- TF-IDF

def grams(text):
    """-> (word features, character features): lists of strings, with repeats."""
    ws = words(text)
    w = ws + [a + " " + b for a, b in zip(ws, ws[1:])]
    c = []
    for x in ws:
        x = " " + x + " "
        for n in range(2, 6):
            if n >= len(x):
                c.append(x)
                break
            c += [x[i:i + n] for i in range(len(x) - n + 1)]
    return w, c


class TfIdf:
    """Two blocks with their own vocabulary; 1 + ln tf, idf = ln((1 + n) / (1 + df)) + 1, unit length a block."""

    def __init__(self, texts):
        self.blocks = []
        docs = [grams(t) for t in texts]
        base = 0
        for b in range(2):
            df = {}
            for d in docs:
                for s in set(d[b]):
                    df[s] = df.get(s, 0) + 1
            vocab = {s: base + i for i, s in enumerate(df)}
            idf = {s: math.log((1 + len(texts)) / (1 + n)) + 1 for s, n in df.items()}
            self.blocks.append((vocab, idf))
            base += len(vocab)
        self.size = base

    def rows(self, texts, scales):
        """-> CSR arrays (start, column, value)."""
        start, col, val = [0], [], []
        for t in texts:
            for b, feats in enumerate(grams(t)):
                vocab, idf = self.blocks[b]
                tf = {}
                for s in feats:
                    if s in vocab:
                        tf[s] = tf.get(s, 0) + 1
                v = np.array([(1 + math.log(n)) * idf[s] for s, n in tf.items()])
                if len(v):
                    v *= scales[b] / np.linalg.norm(v)
                col += [vocab[s] for s in tf]
                val += v.tolist()
            start.append(len(col))
        return np.array(start, np.int64), np.array(col, np.int32), np.array(val, np.float32)


# ---------------------------------------------------------------- one-vs-rest linear SVM

@numba.njit(fastmath=True)
def svm_train(start, col, val, dense, y, classes, size, c, passes, seed):
    """Dual coordinate descent for L2-regularised squared hinge (Hsieh et al. 2008), all classes side by side.

    A row is its sparse part, its dense part and a constant 1 (the bias, regularised as the rest). The classes are
    independent problems that visit the examples in the same order, so the inner loops run over the classes of one
    feature, which lie together. Returns weights [size + dense + 1, class].
    """
    n, d = dense.shape
    w = np.zeros((size + d + 1, classes), np.float32)
    alpha = np.zeros((n, classes), np.float32)
    diag = np.float32(0.5 / c)
    f = np.empty(classes, np.float32)
    np.random.seed(seed)
    for _ in range(passes):
        for i in np.random.permutation(n):
            f[:] = w[size + d]
            norm = np.float32(1.0)
            for p in range(start[i], start[i + 1]):
                r, x = w[col[p]], val[p]
                norm += x * x
                for j in range(classes):
                    f[j] += x * r[j]
            for q in range(d):
                r, x = w[size + q], dense[i, q]
                norm += x * x
                for j in range(classes):
                    f[j] += x * r[j]
            a = alpha[i]
            moved = False
            for j in range(classes):
                sign = np.float32(1.0) if y[i] == j else np.float32(-1.0)
                new = max(a[j] - (sign * f[j] - np.float32(1.0) + diag * a[j]) / (norm + diag), np.float32(0))
                f[j] = (new - a[j]) * sign
                moved |= f[j] != 0
                a[j] = new
            if not moved:
                continue
            for p in range(start[i], start[i + 1]):
                r, x = w[col[p]], val[p]
                for j in range(classes):
                    r[j] += x * f[j]
            for q in range(d):
                r, x = w[size + q], dense[i, q]
                for j in range(classes):
                    r[j] += x * f[j]
            r = w[size + d]
            for j in range(classes):
                r[j] += f[j]
    return w


@numba.njit(fastmath=True)
def svm_score(start, col, val, dense, wt, size):
    """wt is [feature, class]: one contiguous row a feature, as the server keeps it."""
    n, d = dense.shape
    k = wt.shape[1]
    out = np.zeros((n, k), np.float32)
    for i in range(n):
        o = out[i]
        for p in range(start[i], start[i + 1]):
            r = wt[col[p]]
            x = val[p]
            for j in range(k):
                o[j] += x * r[j]
        for q in range(d):
            r = wt[size + q]
            x = dense[i, q]
            for j in range(k):
                o[j] += x * r[j]
        for j in range(k):
            o[j] += wt[size + d, j]
    return out


# ---------------------------------------------------------------- softmax head

@numba.njit(fastmath=True)
def softmax_train(x, y, classes, scale, l2, epochs, rate, seed):
    """Adam, batches of 32, rate falling linearly to nothing; logits = scale * (x W + 0.1 b), W the first rows, b the last."""
    np.random.seed(seed)
    n, d = x.shape
    w = np.zeros((d + 1, classes), np.float32)
    m, v, g = np.zeros_like(w), np.zeros_like(w), np.zeros_like(w)
    z = np.empty(classes, np.float32)
    batch = 32
    steps, t = epochs * ((n + batch - 1) // batch), 0
    for _ in range(epochs):
        order = np.random.permutation(n)
        for s in range(0, n, batch):
            g[:] = 0
            size = min(batch, n - s)
            for i in order[s:s + size]:
                b = np.float32(scale * 0.1)
                for j in range(classes):
                    z[j] = b * w[d, j]
                for q in range(d):
                    a = np.float32(scale) * x[i, q]
                    r = w[q]
                    for j in range(classes):
                        z[j] += a * r[j]
                top = z.max()
                total = np.float32(0)
                for j in range(classes):
                    z[j] = np.exp(z[j] - top)
                    total += z[j]
                for j in range(classes):
                    z[j] /= total * size
                z[y[i]] -= np.float32(1.0 / size)
                for q in range(d):
                    a = np.float32(scale) * x[i, q]
                    r = g[q]
                    for j in range(classes):
                        r[j] += a * z[j]
                for j in range(classes):
                    g[d, j] += b * z[j]
            t += 1
            a = np.float32(rate * (1 - (t - 1) / steps) * math.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t))
            for q in range(d + 1):
                for j in range(classes):
                    h = g[q, j] + np.float32(l2) * w[q, j]
                    m[q, j] += np.float32(0.1) * (h - m[q, j])
                    v[q, j] += np.float32(0.001) * (h * h - v[q, j])
                    w[q, j] -= a * m[q, j] / (np.sqrt(v[q, j]) + np.float32(1e-8))
    return w


def softmax_score(w, x, scale):
    x1 = np.concatenate([x, np.full((len(x), 1), 0.1, np.float32)], 1) * np.float32(scale)
    return x1 @ w


def knn_score(train, y, classes, x, top):
    """Mean of the `top` largest cosines to the training rows of each intent."""
    out = np.empty((len(x), classes), np.float32)
    s = x @ train.T
    for k in range(classes):
        c = s[:, y == k]
        t = min(top, c.shape[1])
        out[:, k] = np.partition(c, c.shape[1] - t, axis=1)[:, c.shape[1] - t:].mean(1)
    return out


def log_softmax(z):
    z = z - z.max(1, keepdims=True)
    return z - np.log(np.exp(z).sum(1, keepdims=True))


def auroc(inside, outside):
    """Share of (inside, outside) pairs in the right order; a tie counts half."""
    both = np.concatenate([inside, outside])
    u, inv, n = np.unique(both, return_inverse=True, return_counts=True)
    rank = (np.cumsum(n) - (n - 1) / 2)[inv]
    a, b = len(inside), len(outside)
    return float((rank[:a].sum() - a * (a + 1) / 2) / (a * b))


class Router:
    def __init__(self, student, texts, labels, recipe=None):
        r = self.r = recipe or Recipe.for_rows(len(texts) / len(set(labels)))
        self.student = student
        self.names = sorted(set(labels))
        at = {n: i for i, n in enumerate(self.names)}
        self.y = np.array([at[l] for l in labels])
        k = len(self.names)
        self.x = student.encode(texts)
        self.tfidf = TfIdf(texts)
        s, c, v = self.tfidf.rows(texts, (r.word_block, r.char_block))
        self.svm = svm_train(s, c, v, self.x * np.float32(r.student_in_svm), self.y, k, self.tfidf.size, r.svm_c, r.svm_passes, 1)
        epochs = max(16, min(60, r.softmax_visits // len(texts)))
        l2 = r.softmax_scale ** 2 / (r.softmax_c * len(texts))
        self.softmax = softmax_train(self.x, self.y, k, r.softmax_scale, l2, epochs, r.softmax_rate, 1)

    def scores(self, texts):
        r = self.r
        x = self.student.encode(texts)
        s, c, v = self.tfidf.rows(texts, (r.word_block, r.char_block))
        svm = svm_score(s, c, v, x * np.float32(r.student_in_svm), self.svm, self.tfidf.size)
        soft = softmax_score(self.softmax, x, r.softmax_scale)
        knn = knn_score(self.x, self.y, len(self.names), x, r.knn_top)
        return dict(svm=svm, soft=soft, knn=knn)


def total(sc, r):
    """The answer: intent with the largest sum."""
    z = log_softmax(sc["svm"] / r.svm_t) + log_softmax(sc["soft"] / r.softmax_t)
    return z + r.w_knn * log_softmax(sc["knn"] / r.knn_t) if r.w_knn else z


def inside(sc, r):
    """The rejection score: large for messages that belong to some intent."""
    return log_softmax(sc["svm"] / r.reject_t).max(1) + r.reject_knn * sc["knn"].max(1)


def rows(path):
    r = [json.loads(l) for l in open(path, encoding="utf-8")]
    return [x["text"] for x in r], [x["label"] for x in r]


def without(train, held):
    """Training rows that are not among `held` (banking77's validation rows stand in its training file)."""
    plain = {"".join(words(t)) for t in held}
    keep = [i for i, t in enumerate(train[0]) if "".join(words(t)) not in plain]
    return [train[0][i] for i in keep], [train[1][i] for i in keep]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("student")
    ap.add_argument("intents")
    ap.add_argument("--val", action="store_true", help="validation rows in place of test rows")
    ap.add_argument("--only", help="10shot or full")
    args = ap.parse_args()
    student = Student(args.student)
    part = "val" if args.val else "test"
    # the loops are compiled here, so that the times below are those of the work
    Router(student, ["a b", "c d", "e f"], ["x", "y", "y"]).scores(["a"])
    for kind, name in (("train", "full"), ("train_10shot", "10shot")):
        for data in ("clinc150", "banking77", "hwu64"):
            if args.only and args.only != name:
                continue

            def read(f):
                return rows(os.path.join(args.intents, data, f + ".jsonl"))

            tests = [("", read(kind))]
            if data == "banking77" and name == "full":
                tests.append((" (val out)", without(tests[0][1], read("val")[0])))
                if args.val:
                    tests = tests[1:]
            texts, labels = read(part)
            for note, train in tests:
                t = time.time()
                router = Router(student, *train)
                took = time.time() - t
                y = np.array([router.names.index(l) for l in labels])
                sc, r = router.scores(texts), router.r

                def acc(z):
                    return f"{100 * (z.argmax(1) == y).mean():.1f}"

                line = f"{data:9} {name:6} svm {acc(sc['svm'])} softmax {acc(sc['soft'])} knn {acc(sc['knn'])} sum {acc(total(sc, r))}"
                if data == "clinc150":
                    o = router.scores(rows(os.path.join(args.intents, data, f"oos_{part}.jsonl"))[0])
                    line += f" | AUROC {100 * auroc(inside(sc, r), inside(o, r)):.1f}"
                    line += f" (svm margin {100 * auroc(sc['svm'].max(1), o['svm'].max(1)):.1f}, knn {100 * auroc(sc['knn'].max(1), o['knn'].max(1)):.1f})"
                print(line + f" | trained in {took:.1f}s{note}", flush=True)


if __name__ == "__main__":
    main()
