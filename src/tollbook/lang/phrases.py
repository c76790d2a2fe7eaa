"""Phrase tables: words of one language, each with what it means, found in running text by one compiled pattern."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")

_APOSTROPHES = str.maketrans("‘’ʻʼ`´‐‑", "''''''--")


def plain(words: str) -> str:
    """Lower the case and make apostrophes and hyphens plain; every character keeps its place."""
    low = words.translate(_APOSTROPHES)
    folded = low.lower()
    return folded if len(folded) == len(low) else "".join(c.lower() if len(c.lower()) == 1 else c for c in low)


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Compile one pattern that finds any of the phrases as whole words in plain text, the longest first."""
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    body = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)") if body else re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase of a table where it stands in the words that were searched."""

    start: int
    end: int
    words: str
    meaning: T


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[T]):
    """Phrases and what each means; case, curly apostrophes and line breaks between words do not matter."""

    meanings: Mapping[str, T]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, meanings: Mapping[str, T]) -> "PhraseTable[T]":
        """Freeze and compile a table; phrases are made plain."""
        made_plain = {plain(phrase): meaning for phrase, meaning in meanings.items()}
        return cls(MappingProxyType(made_plain), phrase_pattern(made_plain))

    def find_all(self, words: str) -> Iterator[Found[T]]:
        """Give every phrase that stands in the words, left to right, the longest at each place."""
        for hit in self.pattern.finditer(plain(words)):
            yield Found(hit.start(), hit.end(), hit.group(), self.meanings[" ".join(hit.group().split())])

    def find_best(self, words: str) -> Found[T] | None:
        """Give the phrase of most words that stands in the words; of equals the last, where English puts the head."""
        return max(self.find_all(words), key=lambda f: (f.words.count(" "), f.start), default=None)

    def get(self, phrase: str) -> T | None:
        """Give the meaning of exactly these words, or None."""
        return self.meanings.get(" ".join(plain(phrase).split()))

    def __contains__(self, phrase: object) -> bool:
        return isinstance(phrase, str) and self.get(phrase) is not None

    def __len__(self) -> int:
        return len(self.meanings)
