"""Where in its text an account is told: the sentences that hold its claims, statements and places."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.model import Account, Reading, Span

_HEAD = 6  # sentences of a report in which an account without words of its own is looked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of a text, and which of them tell one account; a text's first sentence has number 0."""

    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    numbers: tuple[int, ...]

    def sentence_of(self, span: Span) -> int:
        """Give the number of the sentence in which these words begin."""
        return max(0, bisect_right(self.starts, span.start) - 1)

    def nearest(self, sentence: int) -> tuple[int, int]:
        """Give the account's sentence nearest to this one, and how many sentences lie between."""
        near = min(self.numbers, key=lambda n: (abs(n - sentence), n))
        return near, abs(near - sentence)

    def letters_from(self, words: Span) -> int:
        """Give how many letters lie between these words and the nearest of the account's."""
        return min(max(0, max(words.start - s.end, s.start - words.end)) for s in self.spans)


def evidence_of(account: Account, reading: Reading, sentences: tuple[Span, ...]) -> Evidence:
    """Gather the words of an account: its claims first, then its statements and places, else the text's first words."""
    spans = tuple(_spans(account, reading)) or sentences[:_HEAD]
    starts = tuple(s.start for s in sentences)
    numbers = tuple(sorted({max(0, bisect_right(starts, s.start) - 1) for s in spans}))
    return Evidence(sentences, starts, spans, numbers)


def _spans(account: Account, reading: Reading) -> Iterable[Span]:
    claims, statements = set(account.claim_ids), set(account.statement_ids)
    for claim in reading.claims:
        if claim.id in claims:
            yield claim.span
            yield from claim.more_quotes
    for statement in reading.statements:
        if statement.id in statements:
            yield statement.span
            yield from statement.more_quotes
    yield from account.place_words[:3]
