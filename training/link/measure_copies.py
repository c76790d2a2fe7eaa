"""Look at how copies stand out among the natural near-copies of ECB+ (CC BY 3.0): report only, nothing is tuned.

    python training/link/measure_copies.py …/ECB_Train_corpus.txt …/ecb+_dev.docs.json

Texts of one topic are reports of one event by several outlets, many of them from one agency's text; texts of two topics
share nothing. For each share of the shorter text's runs of five words that stand in the other text: how many pairs of
one topic, of two topics, and how many of them the keys bring together (all pairs are compared here, keys or not).
"""

import argparse
import json
from collections import Counter
from itertools import combinations
from pathlib import Path

from tollbook.link.copies import NEUTRAL_SHARE, SHORTEST_TEXT
from tollbook.link.shingles import keys_of_text, runs_of, words_of

STEPS = 20


def main() -> None:
    """Print one row for each twentieth of shared words, and the sums above the threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("docs", type=Path)
    arguments = parser.parse_args()
    texts = read_texts(arguments.corpus, arguments.docs)
    words = {name: words_of(text) for name, text in texts.items()}
    long = [name for name, cut in words.items() if len(cut) >= SHORTEST_TEXT]
    runs = {name: runs_of(words[name]) for name in long}
    keys = {name: frozenset(keys_of_text(texts[name]).tolist()) for name in long}
    rows: dict[int, Counter[str]] = {step: Counter() for step in range(STEPS + 1)}
    for left, right in combinations(long, 2):
        shared = len(runs[left] & runs[right]) / min(len(runs[left]), len(runs[right]))
        row = rows[int(shared * STEPS)]
        same = topic(left) == topic(right)
        row["one topic" if same else "two topics"] += 1
        row["found"] += not keys[left].isdisjoint(keys[right])
    print(f"{len(long)} texts of {SHORTEST_TEXT} words and more\n shared  one topic  two topics  met in a key")
    for step, row in rows.items():
        print(f"   {step / STEPS:.2f} {row['one topic']:10d} {row['two topics']:11d} {row['found']:13d}")
    above = [row for step, row in rows.items() if step / STEPS >= NEUTRAL_SHARE]
    found, pairs = sum(r["found"] for r in above), sum(r["one topic"] + r["two topics"] for r in above)
    print(f"copies without a credit (from {NEUTRAL_SHARE}): {pairs}, {found} of them met in a key")


def read_texts(corpus: Path, docs: Path) -> dict[str, str]:
    """Read the training texts (a token a line) and the development texts (tokens by sentence)."""
    words: dict[str, list[str]] = {}
    for line in corpus.open(encoding="utf-8"):
        columns = line.split("\t")
        if len(columns) > 3:
            words.setdefault(columns[0], []).append(columns[3])
    for document in json.loads(docs.read_text(encoding="utf-8")):
        words[document["doc_id"]] = [w for sentence in document["sentences"] for w in sentence]
    return {name: " ".join(tokens) for name, tokens in words.items()}


def topic(name: str) -> str:
    """The number of the event that a text reports."""
    return name.split("_")[0]


if __name__ == "__main__":
    main()
