"""Page furniture and source credits: words of the page, which the report does not say."""

import re
from dataclasses import dataclass

from tollbook.lang.phrases import plain


@dataclass(frozen=True, slots=True)
class Furniture:
    """The phrases of page furniture of one language, and the patterns that they make.

    `beginnings` open a line of furniture whatever follows; `labels` are furniture alone on a line or before a colon
    or a bar; `credits` name who reported, wrote or photographed ("{agency}" one of `agencies`, "{names}" any words).
    """

    beginnings: tuple[str, ...]
    labels: tuple[str, ...]
    credits: tuple[str, ...]
    agencies: tuple[str, ...]
    line_pattern: re.Pattern[str]
    credit_pattern: re.Pattern[str]

    @classmethod
    def of(
        cls, beginnings: tuple[str, ...], labels: tuple[str, ...], credits: tuple[str, ...], agencies: tuple[str, ...]
    ) -> "Furniture":
        """Compile the phrases into one pattern for lines and one for credits."""
        agency = "(?:" + _any_of(agencies) + ")"
        shapes = [
            re.escape(plain(c)).replace(r"\{agency\}", agency).replace(r"\{names\}", r"[^\n()]{1,80}?") for c in credits
        ]
        credit = "(?:" + "|".join(shapes) + r")[.\s]*"
        line = rf"\W*(?:(?:{_any_of(beginnings)})(?!\w).*|(?:{_any_of(labels)})\s*(?:[:|].*)?\W*)$"
        return cls(beginnings, labels, credits, agencies, re.compile(line), re.compile(credit))

    def is_furniture(self, line: str) -> bool:
        """Tell whether a whole line is page furniture or a credit and nothing of the report."""
        words = plain(line).strip()
        return bool(words) and bool(self.line_pattern.match(words) or self.credit_pattern.fullmatch(words))

    def find_credit(self, line: str) -> tuple[int, int] | None:
        """Give the place of a credit in brackets at the end of a line ("… said. (AP)"), or None."""
        open_bracket = line.rfind("(")
        if open_bracket < 0 or not self.credit_pattern.fullmatch(plain(line[open_bracket:].strip())):
            return None
        return open_bracket, len(line)


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted((plain(p) for p in phrases), key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)
