"""`eval dates`: phrases that name a day, week, month, year or a range of days, and the days that they mean.

Two kinds of file are read: unit cases of Recognizers-Text (JSON: Input, Context.ReferenceDateTime, Results) and
timenorm's phrases (tab-separated: phrase, type, TIMEX value, the first of a block being the document's day). Left out
are times of day, durations, seasons and quarters, and what is said of the future: a report tells of the past, so the
past resolution of a case is asked.

A phrase is right if it is read with the first and last day of the case, said bare or after "in" or "on", as a sentence
would have it. Where the last day lies after the day of saying, that day may stand for it. Recognizers-Text ends "from 4
to 22 May" before the 22nd; news means the 22nd too, so that either is right.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tollbook.errors import InputError
from tollbook.evaluate.benchmark import Difference, Measured, corpus_of
from tollbook.evaluate.figures import Counts, figure_of, share
from tollbook.resolve.when import find_times

Days = tuple[date, date]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase in its sentence, the day that it is said on, and the first and last day that it means.

    `excluded_end` is the day that a range of the case ends before, where it has one.
    """

    text: str
    phrase: str
    said_on: date
    days: Days
    excluded_end: date | None = None


def run(path: Path) -> Measured:
    """Measure on a file of cases, or on every such file of a folder."""
    files = sorted(p for p in path.rglob("*") if p.suffix in (".json", ".tsv")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no .json or .tsv file of cases is here")
    cases = [c for file in files for c in _cases(file)]
    counted, differences = [], []
    for case in cases:
        read = _read(case)
        found = any(_agrees(case, days) for days in read)
        counted.append(Counter[str](cases=1, right=found, silent=not read))
        if not found:
            shown = "; ".join(f"{a}–{b}" for a, b in read) or "nothing"
            detail = f"said on {case.said_on}: means {case.days[0]}–{case.days[1]}, read {shown}"
            differences.append(Difference(case.text, "date", case.phrase, detail))
    total: Counts = sum(counted, Counter())
    corpus = corpus_of([{"text": c.text, "on": str(c.said_on), "days": [str(d) for d in c.days]} for c in cases])
    figures = (
        figure_of("day or range exact", share("right", "cases"), counted, "cases"),
        figure_of("nothing read", share("silent", "cases"), counted, "cases"),
    )
    return Measured("dates", corpus, figures, dict(total), tuple(differences))


def _read(case: Case) -> list[Days]:
    texts = (case.text, *(f"{word} {case.phrase}" for word in ("in", "on")))
    found = ((t.earliest, t.latest) for text in texts for t in find_times(text, case.said_on))
    return list(dict.fromkeys(found))


def _agrees(case: Case, read: Days) -> bool:
    ends = {case.days[1], case.excluded_end or case.days[1]}
    return read[0] == case.days[0] and read[1] in ends | {min(end, case.said_on) for end in ends}


def _cases(file: Path) -> Iterable[Case]:
    text = file.read_text(encoding="utf-8-sig")
    return _of_recognizers(json.loads(text)) if file.suffix == ".json" else _of_timenorm(text)


def _of_recognizers(cases: Iterable[Any]) -> Iterable[Case]:
    for case in cases:
        said_on = (case.get("Context") or {}).get("ReferenceDateTime")
        for result in case["Results"]:
            past = (result.get("Value") or {}).get("PastResolution") or {}
            days = _past_days(past)
            if said_on and days is not None and days[0] <= date.fromisoformat(said_on[:10]):
                end = date.fromisoformat(past["endDate"]) if "endDate" in past else None
                yield Case(case["Input"], result["Text"], date.fromisoformat(said_on[:10]), days, end)


def _past_days(past: dict[str, str]) -> Days | None:
    if _DAY.fullmatch(past.get("date", "")):
        return date.fromisoformat(past["date"]), date.fromisoformat(past["date"])
    start, end = past.get("startDate", ""), past.get("endDate", "")
    if not (_DAY.fullmatch(start) and _DAY.fullmatch(end)) or start >= end:
        return None
    return date.fromisoformat(start), date.fromisoformat(end) - timedelta(1)


def _of_timenorm(text: str) -> Iterable[Case]:
    said_on: date | None = None
    for line in text.split("\n"):
        parts = line.rstrip("\r").split("\t")
        if len(parts) != 3:
            said_on = None
        elif said_on is None:
            said_on = date.fromisoformat(parts[2]) if _DAY.fullmatch(parts[2]) else None
        elif parts[1] == "DATE":
            days = _timex_days(parts[2])
            if days is not None and days[0] <= said_on:
                yield Case(parts[0], parts[0], said_on, days)


def _timex_days(timex: str) -> Days | None:
    if _DAY.fullmatch(timex):
        return date.fromisoformat(timex), date.fromisoformat(timex)
    if month := _MONTH.fullmatch(timex):
        year, number = int(month[1]), int(month[2])
        after = date(year + number // 12, number % 12 + 1, 1)
        return date(year, number, 1), after - timedelta(1)
    if week := _WEEK.fullmatch(timex):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(6)
    if _YEAR.fullmatch(timex):
        return date(int(timex), 1, 1), date(int(timex), 12, 31)
    return None
