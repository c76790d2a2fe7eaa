"""When: the earliest and latest day that the words support, never more precise than they are."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tollbook.errors import CodeError
from tollbook.model.span import Span

DatePrecision = Literal["day", "days", "week", "month", "year", "none"]
DateBasis = Literal["stated", "relative_to_publication", "decision"]


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of days, both ends included, with the words that say it (UCDP `date_prec`, TIMEX3)."""

    earliest: date
    latest: date
    precision: DatePrecision
    basis: DateBasis
    words: Span | None = None

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise CodeError(f"a time that ends before it begins: {self.earliest}–{self.latest}")

    def overlaps(self, other: "TimeSpan") -> bool:
        """Tell whether two stretches share a day."""
        return self.earliest <= other.latest and other.earliest <= self.latest
