"""How the reported figures changed: what each voice said of one kind of harm, by day of publication."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Document, Incident, SaidClaim
from tollbook.model.codes import STATUSES, Effect, Status
from tollbook.publish import words
from tollbook.publish.grid import voices_in_order

UNDATED = ""


@dataclass(frozen=True, slots=True)
class Point:
    """What one voice said on one day: the ends of its figures, None where open, the figures as said, and the claims."""

    day: str
    low: int | None
    high: int | None
    figures: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The figures of one voice for people of one status, day by day; undated ones last."""

    voice_id: str
    voice: str
    status: Status
    points: tuple[Point, ...]


def courses_of(incident: Incident, documents: Mapping[str, Document], effect: Effect = "killed") -> tuple[Course, ...]:
    """Give the course of each voice's totals, in the order of the grid; parts, groups and denials are in none."""
    said: dict[tuple[str, Status], list[SaidClaim]] = defaultdict(list)
    for one in incident.claims:
        if _is_total(one, effect):
            said[one.voice_id, one.claim.status].append(one)
    return tuple(
        Course(voice.id, voice.name, status, _points(said[voice.id, status], documents))
        for voice in voices_in_order(incident)
        for status in STATUSES
        if (voice.id, status) in said
    )


def days_of(courses: Sequence[Course]) -> tuple[str, ...]:
    """Give the days on which anything was said, in order; what is undated is on none."""
    return tuple(sorted({p.day for c in courses for p in c.points} - {UNDATED}))


def _is_total(said: SaidClaim, effect: Effect) -> bool:
    claim = said.claim
    counted = claim.scope == "incident" and claim.polarity == "affirmed" and claim.certainty != "possible"
    return counted and claim.effect == effect and claim.group == "none" and claim.part_of is None


def _points(said: Sequence[SaidClaim], documents: Mapping[str, Document]) -> tuple[Point, ...]:
    by_day: dict[str, list[SaidClaim]] = defaultdict(list)
    for one in said:
        document = documents.get(one.document_id)
        by_day[(document.published_day if document else None) or UNDATED].append(one)
    return tuple(_point(day, by_day[day]) for day in sorted(by_day, key=lambda d: d or "9999"))


def _point(day: str, said: Sequence[SaidClaim]) -> Point:
    lows = [s.claim.count.low for s in said]
    highs = [s.claim.count.high for s in said]
    return Point(
        day,
        min((n for n in lows if n is not None), default=None),
        None if None in highs else max((n for n in highs if n is not None), default=None),
        tuple(dict.fromkeys(words.figure(s.claim) for s in said)),
        tuple(s.claim.id for s in said),
    )
