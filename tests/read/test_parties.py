"""Names of statements that the tagger cut short, and passives."""

import pytest

from tollbook.lang import load
from tollbook.model import Span, Statement
from tollbook.read.parties import settle_parties


def _span(text: str, words: str | None) -> Span | None:
    return Span.of(text, text.index(words), text.index(words) + len(words)) if words else None


def _settled(text: str, *found: tuple[str, str | None, str | None, str | None]) -> list[tuple[str | None, ...]]:
    """Settle statements given as kind, actor, object, claimant; each is the whole text."""
    made = [
        Statement(
            f"s-{n}",
            kind,  # type: ignore[arg-type]
            Span.of(text, 0, len(text)),
            actor=_span(text, actor),
            object=_span(text, target),
            claimant=_span(text, by),
        )
        for n, (kind, actor, target, by) in enumerate(found)
    ]
    return [
        tuple(x.quote if x else None for x in (s.actor, s.object, s.claimant))
        for s in settle_parties(text, made, load("en"))
    ]


@pytest.mark.parametrize(
    ("text", "found", "settled"),
    [
        ("The army denied it", ("denies", "The", None, "The army"), ("The army", None, "The army")),
        ("Shells hit a market in", ("target", None, "a market in", None), (None, "a market", None)),
        ("It struck a fuel store used", ("target", None, "a fuel store used", None), (None, "a fuel store", None)),
        ("The rebels burned it", ("blames", "The", None, None), ("The rebels", None, None)),
        ("They shelled the", ("target", None, "the", None), (None, "the", None)),
    ],
)
def test_names_cut_short(
    text: str, found: tuple[str, str | None, str | None, str | None], settled: tuple[str | None, ...]
) -> None:
    assert _settled(text, found) == [settled]


def test_blamed_by_turns_round() -> None:
    text = "Wagner and the army blamed by rebels"
    found = [("blames", "rebels", None, "Wagner"), ("blames", "the army", None, "Wagner")]
    assert _settled(text, *found) == [("Wagner", None, "rebels"), ("the army", None, "rebels")]


def test_an_active_blame_stays() -> None:
    text = "Rebels blamed the army by name"
    assert _settled(text, ("blames", "the army", None, "Rebels")) == [("the army", None, "Rebels")]
