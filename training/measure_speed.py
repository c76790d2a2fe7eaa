"""Measure the reader's speed on this machine: documents a second through `extract`, start, and peak memory.

usage: python -m training.measure_speed [--count 120]
Texts are the invented training reports cut to 400 words, with casualties, and plain sentences that hold none.
"""

import argparse
import itertools
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from tollbook.run.extract import extract_lines
from tollbook.run.kit import build_reader, build_tools

REPORTS = Path(__file__).parent / "reports"
WORDS = 400
QUIET = (
    "The council met on Tuesday to discuss the price of bread and the repair of the bridge. Officials said that work "
    "would begin in the spring and last two years. Residents welcomed the plan, though some asked who would pay. "
)


def report_texts(count: int) -> list[str]:
    """Join reports until each text has 400 words, as a full news story has."""
    words = itertools.chain.from_iterable(
        json.loads(line)["text"].split(" ")
        for path in sorted(REPORTS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [" ".join(itertools.islice(words, WORDS)) for _ in range(count)]


def quiet_texts(count: int) -> list[str]:
    """Make texts of 400 words that hold no word of harm, each another."""
    body = " ".join((QUIET * 20).split(" ")[: WORDS - 1])
    return [f"Item {n}. {body}" for n in range(count)]


def lines_of(texts: list[str]) -> list[str]:
    """Write texts as lines for `extract`."""
    return [json.dumps({"id": str(n), "text": t, "published": "2024-08-26"}) for n, t in enumerate(texts)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=120)
    count = parser.parse_args().count
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tollbook", "--help"], check=True, capture_output=True)
    print(f"start of the command: {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    reader, tools = build_reader(threads=1), build_tools()
    print(f"loading the reader and the gazetteer: {time.perf_counter() - began:.2f} s")
    for name, texts in (("with casualties", report_texts(count)), ("without", quiet_texts(20 * count))):
        lines = lines_of(texts)
        list(extract_lines(lines[:5], reader, tools))
        began = time.perf_counter()
        done = sum(1 for _ in extract_lines(lines, reader, tools))
        print(f"{name}: {done / (time.perf_counter() - began):.1f} documents of {WORDS} words a second")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
