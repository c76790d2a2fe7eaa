"""`eval isaf`: killed, captured, day and province of military press releases, as a study coded them by hand.

Rows: {"id", "text", "gold": {"start_date", "province": […], "min_killed", "min_captured"}}. The study's coders took
"several" and "multiple" for at least 3, "numerous" and "a number of" for at least 4; so does this benchmark.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tollbook.evaluate.benchmark import Difference, Json, Measured, Read, corpus_of, half_of, rows_of
from tollbook.evaluate.figures import Counts, Figure, figure_of, share
from tollbook.evaluate.pairing import words_of

_VAGUE = ((re.compile(r"\b(?:several|multiple)\b", re.I), 3), (re.compile(r"\b(?:numerous|a number of)\b", re.I), 4))
CAPTURED = ("detained", "abducted")


def run(path: Path, read: Read, half: str | None = None) -> Measured:
    """Read the releases and hold what was read against the coders."""
    rows = [r for r in rows_of(path) if half in (None, half_of(r["id"]))]
    readings = {r["id"]: r for r in read({"id": r["id"], "text": r["text"]} for r in rows)}
    counted: list[Counts] = []
    differences: list[Difference] = []
    for row in rows:
        counts, differing = _count(row, readings.get(row["id"], {}))
        counted.append(counts)
        differences += differing
    total: Counts = Counter()
    for counts in counted:
        total.update(counts)
    return Measured("isaf", corpus_of(rows), _figures(counted), dict(total), tuple(differences))


def people(reading: Json, effects: Sequence[str]) -> int:
    """Count the people harmed so: the least of each total that is affirmed of an incident of the text, added up.

    Parts of a total are in it already; the same total by another speaker is not added again, the highest stands.
    """
    highest: dict[tuple[object, ...], int] = {}
    for claim in reading.get("claims") or ():
        counts = claim["effect"] in effects and claim["polarity"] == "affirmed" and claim["scope"] == "incident"
        if not counts or claim.get("part_of") is not None:
            continue
        key = (claim["incident"], claim["effect"], claim["status"], claim["group"])
        highest[key] = max(highest.get(key, 0), _least(claim))
    return sum(highest.values())


def _least(claim: Json) -> int:
    if claim["wording"] == "vague":
        found = next((n for words, n in _VAGUE if words.search(claim["quote"])), None)
        if found is not None:
            return found
    low: int | None = claim["low"]
    return low if low is not None else 0


def _count(row: Json, reading: Json) -> tuple[Counts, list[Difference]]:
    gold, counts = row["gold"], Counter[str](rows=1)
    differing = []
    for name, effects in (("killed", ("killed",)), ("captured", CAPTURED)):
        said, right = people(reading, effects), gold[f"min_{name}"]
        counts[name] += said == right
        counts[f"some_{name}"] += right != 0
        counts[f"some_{name}_right"] += said == right != 0
        if said != right:
            differing.append(Difference(row["id"], name, "", f"coded {right}, read {said}"))
    account = next((a for a in reading.get("accounts") or () if a.get("main")), None)
    day = (account or {}).get("date")
    counts["date"] += day == [gold["start_date"], gold["start_date"]]
    counts["province"] += _same_province(gold["province"], (account or {}).get("place"))
    if day != [gold["start_date"], gold["start_date"]]:
        differing.append(Difference(row["id"], "date", "", f"coded {gold['start_date']}, read {day}"))
    return counts, differing


def _same_province(coded: Sequence[str], place: Json | None) -> bool:
    """Hold a province's first letters against a place: transliterations differ in the last ones."""
    named = {w[:5] for n in ("admin1", "name") for w in words_of((place or {}).get(n))}
    return any(w[:5] in named for province in coded for w in words_of(province))


def _figures(documents: Sequence[Counts]) -> tuple[Figure, ...]:
    return (
        figure_of("killed, where not 0", share("some_killed_right", "some_killed"), documents, "some_killed"),
        figure_of("killed, all rows", share("killed", "rows"), documents, "rows"),
        figure_of("captured, where not 0", share("some_captured_right", "some_captured"), documents, "some_captured"),
        figure_of("captured, all rows", share("captured", "rows"), documents, "rows"),
        figure_of("date", share("date", "rows"), documents, "rows"),
        figure_of("province", share("province", "rows"), documents, "rows"),
    )
