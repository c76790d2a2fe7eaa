"""`eval numbers`: phrases that name a whole number or a range of them, and what they mean.

Unit cases of Recognizers-Text (JSON: Input, Results with Resolution.value). Left out, and counted in `left_out`:
decimals, fractions, powers and whatever else counts no people. The phrase is read as the quote of a claim is, with a
noun behind it, since the grammar reads people, not numbers. Recognizers-Text ends "between 20 and 30" before 30; said
of people it means 30 too, so that either is right.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.errors import InputError
from tollbook.evaluate.benchmark import Difference, Measured, corpus_of
from tollbook.evaluate.figures import Counts, figure_of, share
from tollbook.lang import load
from tollbook.read.numbers import count_in

Bounds = tuple[int | None, int | None]
MOST = 10_000_000  # no count of people harmed is larger
_RANGE = re.compile(r"([\[(])(\d*),(\d*)([\])])")


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase and the lowest and highest whole number that it means; None is open."""

    phrase: str
    bounds: Bounds
    with_end: Bounds

    @property
    def right(self) -> tuple[Bounds, Bounds]:
        """Both readings of its end."""
        return self.bounds, self.with_end


def run(path: Path) -> Measured:
    """Measure on a file of cases, or on NumberModel.json and NumberRangeModel.json of a folder."""
    files = [path / n for n in ("NumberModel.json", "NumberRangeModel.json")] if path.is_dir() else [path]
    try:
        results = [r for f in files for c in json.loads(f.read_text(encoding="utf-8-sig")) for r in c["Results"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: no cases could be read ({error}); give the folder that holds NumberModel.json"
        ) from error
    cases = list(_cases(results))
    counted, differences = [], []
    lexicon = load("en")
    for case in cases:
        count = count_in(f"{case.phrase} people", "", lexicon)
        read = (count.low, count.high) if count else None
        counted.append(Counter[str](cases=1, right=read in case.right))
        if read not in case.right:
            differences.append(Difference(case.phrase, "number", case.phrase, f"means {case.bounds}, read {read}"))
    total: Counts = sum(counted, Counter())
    total["left_out"] = len(results) - len(cases)
    corpus = corpus_of([{"phrase": c.phrase, "bounds": list(c.bounds)} for c in cases])
    exact = figure_of("low and high exact", share("right", "cases"), counted, "cases")
    return Measured("numbers", corpus, (exact,), dict(total), tuple(differences))


def _cases(results: Iterable[Any]) -> Iterable[Case]:
    for result in results:
        bounds = _bounds(str((result.get("Resolution") or {}).get("value") or ""))
        if bounds is not None and all(b is None or b <= MOST for b in bounds):
            low, high = bounds
            yield Case(
                result["Text"], bounds, (low, high + 1 if high is not None and low not in (None, high) else high)
            )


def _bounds(value: str) -> Bounds | None:
    if value.isdecimal():
        return int(value), int(value)
    found = _RANGE.fullmatch(value)
    if found is None or not (found[2] or found[3]):
        return None
    low = int(found[2]) + (found[1] == "(") if found[2] else None
    high = int(found[3]) - (found[4] == ")") if found[3] else None
    return low, high
