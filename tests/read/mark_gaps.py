"""Mark the cases that the shipped reader does not pass as `known_gap: true`, and take the mark from those it passes.

usage: python -m tests.read.mark_gaps          (then read the change: a mark that appears is a loss to explain)
"""

import re

from tests.read.tables import TABLES, faults, load_cases
from tollbook.run.kit import build_reader

CASE = re.compile(r"^- (?:\{name: |name: )", re.M)


def main() -> None:
    """Rewrite the marks in every table, leaving every other byte as it is."""
    reader = build_reader()
    passed = total = 0
    for table in TABLES:
        cases = load_cases(table)
        gaps = [bool(faults(case, reader)) for case in cases]
        text = re.sub(
            r"^  known_gap: true\n|, known_gap: true(?=\}$)", "", table.read_text(encoding="utf-8"), flags=re.M
        )
        starts = [m.start() for m in CASE.finditer(text)]
        assert len(starts) == len(cases), table
        pieces = [text[: starts[0]]]
        for a, b, gap in zip(starts, [*starts[1:], len(text)], gaps, strict=True):
            pieces.append(_marked(text[a:b]) if gap else text[a:b])
        table.write_text("".join(pieces), encoding="utf-8")
        passed, total = passed + gaps.count(False), total + len(gaps)
        print(f"{table.stem}: {gaps.count(False)} of {len(gaps)}")
    print(f"all: {passed} of {total}")


def _marked(case: str) -> str:
    first, rest = case.split("\n", 1)
    if first.startswith("- {"):
        return f"{first[:-1]}, known_gap: true}}\n{rest}"
    return f"{first}\n  known_gap: true\n{rest}"


if __name__ == "__main__":
    main()
