#!/usr/bin/env python3
"""Measure the number grammar on annotated claims: how often `count_in` gives the gold low, high and wording.

usage: measure_numbers.py FILE.jsonl … [--half a|b] [--errors N]
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.lang import load
from tollbook.read.numbers import count_in

BEFORE = 40


def claims_of(path: Path, half: str | None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give each claim of a file with its document's id and text; `half` as score_claims.py cuts it."""
    # Texts hold line separators of their own: only a line feed ends a row.
    for line in path.read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line.strip() else None
        if row is None or row.get("annotated") is False:
            continue
        if half and "ab"[int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2] != half:
            continue
        for claim in row["claims"]:
            yield row["id"], row["text"], claim


def place_of(text: str, claim: dict[str, Any]) -> int:
    """Find where the quote stands: its `quote_n`-th occurrence, the first without one."""
    at = -1
    for _ in range(claim.get("quote_n") or 1):
        at = text.find(claim["quote"], at + 1)
    return at


def main() -> None:
    """Print the share of exact counts and of exact counts with wording, for each file and for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--half", choices=("a", "b"))
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    lexicon, shown = load("en"), 0
    total: Counter[str] = Counter()
    for path in args.paths:
        here: Counter[str] = Counter()
        for document, text, claim in claims_of(path, args.half):
            at = place_of(text, claim)
            end = at + len(claim["quote"])
            count = count_in(claim["quote"], text[max(0, at - BEFORE) : at], lexicon, text[end : end + BEFORE])
            said = (count.low, count.high) if count else ("none", "none")
            exact = said == (claim["low"], claim["high"])
            here.update(claims=1, exact=exact, worded=exact and count is not None and count.wording == claim["wording"])
            if not exact and shown < args.errors:
                shown += 1
                print(f"{document}: {claim['quote']!r} gold {claim['low']}-{claim['high']} got {said}")
                print(f"      …{text[max(0, at - BEFORE) : at]!r}")
        total.update(here)
        print(f"{path.name:28s} claims {here['claims']:5d} exact {here['exact'] / max(1, here['claims']):.4f}")
    n = max(1, total["claims"])
    print(f"all {total['claims']} exact {total['exact'] / n:.4f} with wording {total['worded'] / n:.4f}")


if __name__ == "__main__":
    main()
