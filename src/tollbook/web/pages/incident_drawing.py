"""Small pictures made on the server: a tally's range on a line, and the reported figures over the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model import Tally
from tollbook.publish.adding_up import Line
from tollbook.publish.over_time import Course, Point, days_of

WIDTH, ROW, TOP, LABEL, RIGHT = 760, 26, 34, 300, 100
TICK = 78  # how far apart days must stand to be written side by side


@dataclass(frozen=True, slots=True)
class Range:
    """A tally on a line from 0 to 100: where it begins and ends, the preferred figure, and which ends are open."""

    start: float
    end: float
    best: float | None
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """What was said on one day: where it is drawn, and the figure beside it."""

    x: float
    text: str
    ids: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Strand:
    """One voice's course: its line of the picture, and whether the figure changed."""

    course: Course
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The courses, one under the other over the same days."""

    width: int
    height: int
    label: int
    strands: tuple[Strand, ...]
    days: tuple[tuple[float, str], ...]


def scale_of(lines: Sequence[Line]) -> dict[str, float]:
    """Give what the bars of each kind of harm are drawn against: its highest figure, with room for open ends."""
    most: dict[str, float] = {}
    for line in lines:
        for tally in line.by_rule.values():
            ends = [n for n in (tally.low, tally.best, tally.high) if n is not None]
            room = 1.25 if tally.high is None else 1
            most[line.effect] = max(most.get(line.effect, 1), room * max(ends, default=1))
    return most


def range_of(tally: Tally, most: float) -> Range | None:
    """Draw a tally's range; None where neither end is known."""
    if tally.low is None and tally.high is None:
        return None
    # An open end runs on to the edge and is drawn dashed: how far it goes is not known.
    start = 0.0 if tally.low is None else 100 * tally.low / most
    end = 100.0 if tally.high is None else 100 * tally.high / most
    best = None if tally.best is None else 100 * tally.best / most
    return Range(round(start, 1), round(end, 1), best, tally.low is None, tally.high is None)


def chart_of(courses: Sequence[Course]) -> Chart | None:
    """Draw the courses over the days, each on its own line; None where no report is dated."""
    days = days_of(courses)
    if not days:
        return None
    xs = _places(days)
    drawn = [c for c in courses if any(p.day for p in c.points)]
    strands = tuple(
        Strand(c, TOP + ROW * n + ROW / 2, tuple(_dot(p, xs) for p in c.points if p.day)) for n, c in enumerate(drawn)
    )
    marks = tuple((xs[d], d) for d in _apart(days, xs))
    return Chart(WIDTH, TOP + ROW * len(drawn) + 8, LABEL, strands, marks)


def _dot(point: Point, xs: dict[str, float]) -> Dot:
    return Dot(xs[point.day], ", ".join(point.figures), point.ids, point.low is None or point.high is None)


def _places(days: Sequence[str]) -> dict[str, float]:
    first, last = date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[-1]).toordinal()
    reach = WIDTH - LABEL - RIGHT
    return {
        d: round(LABEL + reach * (date.fromisoformat(d).toordinal() - first) / max(1, last - first), 1) for d in days
    }


def _apart(days: Sequence[str], xs: dict[str, float]) -> list[str]:
    """The days that can be written without touching each other; the first always."""
    kept: list[str] = []
    for day in days:
        if not kept or xs[day] - xs[kept[-1]] >= TICK:
            kept.append(day)
    return kept
