"""The check at the end of reading: words that do not stand in the text, or stand in page furniture, are refused."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Claim, Issue, Span


class Quoting(Protocol):
    """A claim or a statement: it has an id and rests on words of the text."""

    @property
    def id(self) -> str:
        """Its name."""
        ...

    @property
    def span(self) -> Span:
        """Its leading quote."""
        ...

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place where its words stand."""
        ...


T = TypeVar("T", bound=Quoting)


def check_quotes(text: str, found: Iterable[T], lexicon: Lexicon) -> tuple[list[T], list[Issue]]:
    """Keep what rests on words of the text; refuse the rest, each with its reason."""
    kept: list[T] = []
    issues: list[Issue] = []
    for each in found:
        issue = _why_refused(text, each, lexicon)
        if issue is None:
            kept.append(each)
        else:
            issues.append(issue)
    return kept, issues


def unlink_refused(claims: Sequence[Claim]) -> list[Claim]:
    """Let no claim be a part of one that was refused."""
    known = {c.id for c in claims}
    return [c if c.part_of is None or c.part_of in known else replace(c, part_of=None) for c in claims]


def _why_refused(text: str, each: Quoting, lexicon: Lexicon) -> Issue | None:
    for span in each.spans:
        if not span.stands_in(text):
            detail = f"{span.quote!r} does not stand at {span.start}–{span.end}"
            return Issue("read", each.id, "quote_not_in_text", detail)
    if lexicon.furniture.is_furniture(_line_of(text, each.span)):
        return Issue("read", each.id, "page_furniture", f"{each.span.quote!r} stands in a line of page furniture")
    return None


def _line_of(text: str, span: Span) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return text[start : end if end >= 0 else len(text)]
