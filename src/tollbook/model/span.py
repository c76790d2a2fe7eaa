"""Words and where they stand: offsets count Unicode code points of the text as stored."""

from dataclasses import dataclass

from tollbook.errors import QuoteError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Exact words of a text and their place: `text[start:end] == quote` (W3C Web Annotation selectors)."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end and self.end - self.start == len(self.quote)):
            raise QuoteError(f"words {self.quote!r} cannot fill the place {self.start}–{self.end}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Cut the span `start`–`end` out of `text`."""
        return cls(start, end, text[start:end])

    def stands_in(self, text: str) -> bool:
        """Tell whether the quoted words stand at this place of `text`."""
        return text[self.start : self.end] == self.quote

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans of one text share a character."""
        return self.start < other.end and other.start < self.end
