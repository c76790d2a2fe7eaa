"""An incident in a line of the table: the words, and where its range stands beside those of the others."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.model import Incident
from tollbook.publish import words
from tollbook.publish.wording import count_of, one_line
from tollbook.run.listing import Row, Toll

SHOWN = 3  # parties named in a line; the page of the incident has all
_REVIEWS: Mapping[str, str] = {"none": "not reviewed", "some": "partly reviewed", "all": "reviewed"}
# How precise a day or place is, in a few words; the exact ones need none.
_DAYS: Mapping[str, str] = {
    "day": "",
    "days": "within these days",
    "week": "within this week",
    "month": "within this month",
    "year": "within this year",
}
# That accounts differ on who did it is said beside the parties.
_DIFFER: Mapping[str, str] = {
    "figure": "figures",
    "status": "who was hit",
    "target": "what was hit",
}
_PLACES: Mapping[str, str] = {
    "exact": "",
    "near": "near there",
    "admin2": "somewhere in this district",
    "admin1": "somewhere in this province",
    "region": "somewhere in this area",
    "country": "somewhere in this country",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A range as drawn, from 0 to 100: where it begins and ends, and the figure that most voices agree on."""

    start: float
    end: float
    best: float | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says."""

    id: str
    when: str
    when_words: str
    where: str
    country: str
    where_words: str
    killed: str | None
    bar: Bar | None
    injured: str | None
    by: tuple[str, ...]
    more_by: int
    is_disputed: bool
    means: str
    voices: str
    reports: str
    conflicts: tuple[str, ...]
    grade: str | None
    grade_is_suggested: bool
    review: str
    reviewed: str


def line_of(row: Row, incident: Incident, most: int) -> Line:
    """Say an incident in one line; `most` is the highest figure that is drawn beside it."""
    parties = said_to_be_by(incident)
    return Line(
        id=row.id,
        when=days(row),
        when_words=_DAYS.get(row.date_precision or "", ""),
        where=one_line(row.place_name) if row.place_name else "place not known",
        country=words.country(row.country) if row.country else "",
        where_words=_where_words(row),
        killed=toll_words(row.killed),
        bar=_bar(row.killed, most),
        injured=toll_words(row.injured),
        by=parties[:SHOWN],
        more_by=max(0, len(parties) - SHOWN),
        is_disputed="responsibility" in row.conflicts,
        means=words.MEANS[row.means],
        voices=count_of(row.voices, "voice"),
        reports=count_of(row.reports, "report"),
        conflicts=tuple(_DIFFER[k] for k in _DIFFER if k in row.conflicts),
        grade=words.GRADES[row.grading] if row.grading else None,
        grade_is_suggested=not row.grading_decided,
        review=_REVIEWS[row.reviewed],
        reviewed=row.reviewed,
    )


def days(row: Row) -> str:
    """Say the day or the days of an incident in short: 25 Aug 2024; 25–27 Aug 2024; 30 Aug – 2 Sep 2024."""
    first, last = row.earliest, row.latest
    if first is None or last is None:
        return "date not known"
    end = f"{last.day} {last:%b %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {first:%b}{'' if first.year == last.year else f' {first.year}'} – {end}"


def toll_words(toll: Toll | None) -> str | None:
    """Say a whole toll: 15–21; None where nobody says a figure."""
    if toll is None or toll[0] is toll[2] is None:
        return None
    return words.bounds(toll[0], toll[2])


def most_of(rows: Iterable[Row]) -> int:
    """Give the highest figure of killed among these, at least 10: what the drawn ranges are measured by."""
    return max((n for r in rows if r.killed for n in r.killed if n is not None), default=0) or 10


def said_to_be_by(incident: Incident) -> tuple[str, ...]:
    """Name once each who is blamed or admits, those of whom most is said first."""
    names: dict[str, str] = {}
    times: dict[str, int] = {}
    for said in incident.perpetrators:
        if said.stance == "denies":
            continue
        key = said.actor_id or said.name.casefold()
        names.setdefault(key, words.named(one_line(said.name)))
        times[key] = times.get(key, 0) + 1
    return tuple(names[k] for k in sorted(names, key=lambda k: (-times[k], names[k])))


def _where_words(row: Row) -> str:
    if row.place_name is None:
        return ""
    if row.lat is None:
        return "not on the map: its point is not known"
    return _PLACES.get(row.precision or "", "")


def _bar(toll: Toll | None, most: int) -> Bar | None:
    if toll is None:
        return None
    low, best, high = toll
    ends = [n for n in (low, high) if n is not None]
    if not ends:
        return None
    start, end = (_along(min(ends), most), _along(max(ends), most))
    return Bar(start, 100.0 if high is None else end, None if best is None else _along(best, most), high is None)


def _along(number: int, most: int) -> float:
    """Where a figure stands between 0 and the highest; by its logarithm, or a few large ones would hide all others."""
    return round(100 * math.log1p(number) / math.log1p(max(most, 10)), 1)
