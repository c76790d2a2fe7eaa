"""The gate passes what may hold casualties, and stops what says nothing of harm."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.lang import load
from tollbook.read.gate import casualty_sentences, may_hold_casualties

LEXICON = load("en")
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


@pytest.mark.parametrize(
    "text",
    [
        "At least 21 civilians were killed.",
        "THREE DEAD IN MARKET BLAST",
        "the ministry put the wounded at 30",
        "A martyr, may God accept him.",
        "Two teachers were kidnapped on the road.",
        "Some 700 people have been displaced since Monday.",
        "Nobody was hurt.",
        "“Dead”, said the doctor.",
        "Our forces hit the position and the army lost a tank.",
    ],
)
def test_words_of_harm_pass(text: str) -> None:
    assert may_hold_casualties(text, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The central bank left its rate at four per cent on Thursday, as expected.",
        "The council will plant 3,000 trees along the ring road before spring.",
        "He lost his keys, and the library has changed its opening hours.",
        "Rice fell by two cents; the harvest is expected to reach 40,000 tonnes.",
    ],
)
def test_texts_without_harm_are_stopped(text: str) -> None:
    assert not may_hold_casualties(text, LEXICON)


def test_the_sentences_of_harm_are_found() -> None:
    text = "The market opened at six. A shell killed two traders. Rain fell later."
    assert [s.quote for s in casualty_sentences(text, LEXICON)] == ["A shell killed two traders."]


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert may_hold_casualties(text, LEXICON) in {True, False}
    assert may_hold_casualties(text + " Two people were killed.", LEXICON)


if GOLD.exists():  # the annotated reports are measured where they are, and are no part of the project

    def test_no_annotated_text_with_a_claim_is_stopped() -> None:
        files = [*GOLD.glob("claims_*_dev.jsonl"), *GOLD.glob("train/*.jsonl")]
        rows = [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").split("\n") if line.strip()]
        assert rows
        assert [r["id"] for r in rows if r["claims"] and not may_hold_casualties(r["text"], LEXICON)] == []
