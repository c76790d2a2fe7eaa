"""Page furniture and source credits: words of the page, which the report does not say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.lang.phrases import plain

_NAMES = r"[^\n()]{1,80}?"


@dataclass(frozen=True, slots=True)
class Furniture:
    """The phrases of page furniture of one language, and the patterns that they make.

    `beginnings` open a line of furniture whatever follows; `labels` are furniture alone on a line or before a colon
    or a bar, `labels_alone` only alone; `credits` name who reported, wrote or photographed, with "{agency}" for one
    of `agencies` and "{names}" for any words.
    """

    beginnings: tuple[str, ...]
    labels: tuple[str, ...]
    labels_alone: tuple[str, ...]
    credits: tuple[str, ...]
    agencies: tuple[str, ...]
    line_pattern: re.Pattern[str]
    credit_pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Mapping[str, tuple[str, ...]]) -> "Furniture":
        """Compile the phrases, listed by their key in furniture.yml, into one pattern for lines and one for credits."""
        body = {key: _any_of(phrases) for key, phrases in words.items() if key != "credits"}
        shapes = [re.escape(plain(c)) for c in words["credits"]]
        credit = "|".join(shapes).replace(r"\{agency\}", f"(?:{body['agencies']})").replace(r"\{names\}", _NAMES)
        labels = rf"(?:{body['labels']})\s*(?:[:|].*)?\W*|(?:{body['labels_alone']})\W*"
        line = rf"\W*(?:(?:{body['beginnings']})(?!\w).*|{labels})$"
        return cls(**words, line_pattern=re.compile(line), credit_pattern=re.compile(rf"(?:{credit})[.\s]*"))

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
