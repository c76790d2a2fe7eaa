"""Incidents over time: how many, and how many killed by the lowest and highest account, by day, week, month or year."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tollbook.publish import words
from tollbook.run.listing import Row

# A drawing of 1,100 px has room for some 180 bars.
STEPS = (("day", 120), ("week", 1000), ("month", 5500))  # the widest stretch of days that each is for; else years


@dataclass(slots=True)
class Bin:
    """One stretch of days: its incidents, and the sums of the lowest and of the highest figures of those with one."""

    start: date
    end: date
    incidents: int = 0
    low: int = 0
    high: int = 0
    unsaid: int = 0  # incidents of which nobody says how many were killed

    @property
    def killed(self) -> str:
        """Say the sums in words."""
        if self.incidents == self.unsaid:
            return "not said"
        return words.bounds(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stretches that hold incidents, oldest first; `undated` incidents stand in none of them."""

    step: str
    bins: tuple[Bin, ...]
    undated: int
    vague: int
    since: date | None = None
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Give what the drawing needs."""
        shown = [{**asdict(b), "start": b.start.isoformat(), "end": b.end.isoformat()} for b in self.bins]
        chosen = [d.isoformat() if d else None for d in (self.since, self.until)]
        return {"step": self.step, "bins": shown, "since": chosen[0], "until": chosen[1]}


def timeline(rows: Sequence[Row], since: date | None = None, until: date | None = None) -> Timeline:
    """Put each incident into the stretch that its first possible day falls in; `vague` counts those longer than it."""
    dated = [(r, r.earliest, r.latest) for r in rows if r.earliest is not None and r.latest is not None]
    undated = len(rows) - len(dated)
    if not dated:
        return Timeline("day", (), undated, 0, since, until)
    days = (max(d for _, d, _ in dated) - min(d for _, d, _ in dated)).days
    step = next((name for name, widest in STEPS if days <= widest), "year")
    bins: dict[date, Bin] = {}
    vague = 0
    for row, earliest, latest in dated:
        start, end = _STRETCHES[step](earliest)
        found = bins.setdefault(start, Bin(start, end))
        _add(found, row)
        vague += latest > end
    return Timeline(step, tuple(bins[d] for d in sorted(bins)), undated, vague, since, until)


def _add(found: Bin, row: Row) -> None:
    found.incidents += 1
    ends = [n for n in (row.killed[0], row.killed[2]) if n is not None] if row.killed else []
    if not ends:
        found.unsaid += 1
        return
    found.low += min(ends)
    found.high += max(ends)


def _week(day: date) -> tuple[date, date]:
    monday = day.toordinal() - day.weekday()
    return date.fromordinal(monday), date.fromordinal(min(monday + 6, date.max.toordinal()))


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


_STRETCHES: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "day": lambda day: (day, day),
    "week": _week,
    "month": _month,
    "year": lambda day: (day.replace(month=1, day=1), day.replace(month=12, day=31)),
}
