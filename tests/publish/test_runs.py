"""A text cut into what is shown as it is and signs: every character keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.publish.runs import runs_of
from tollbook.publish.wording import one_line

# text → what is shown, signs in square brackets
SHOWN = [
    ("Three died.", "Three died."),
    ("one\r\ntwo\rthree", "one[\n]two[␍]three"),
    ("\u202e21", "[<U+202E>]21"),
    ("a\u200b\u200b\u200bb", "a[<U+200B>×3]b"),
    ("e\u0301te\u0301", "e\u0301te\u0301"),
    ("Z" + "\u0335" * 9, "Z" + "\u0335" * 6 + "[+3 marks]"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("👩🏽\u200d🚒", "👩🏽\u200d🚒"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_is_shown(text: str, shown: str) -> None:
    assert "".join(f"[{r.shown}]" if r.is_sign else r.shown for r in runs_of(text)) == shown


def test_a_flood_in_a_name_is_counted() -> None:
    assert one_line("Z" + "\u0335" * 9 + " Wire") == "Z" + "\u0335" * 6 + "<+3 marks> Wire"
    assert one_line("Việt Nam, مُدَرِّسَةٌ, שָׁלוֹם") == "Việt Nam, مُدَرِّسَةٌ, שָׁלוֹם"


@given(st.text(st.sampled_from("ab \r\n\u202e\u200b\u0301😀\x00\u0335"), max_size=60), st.integers(0, 1000))
def test_every_character_keeps_its_place(text: str, start: int) -> None:
    runs = list(runs_of(text, start))
    at = start
    for run in runs:
        assert run.start == at
        assert run.is_sign or run.shown == text[at - start : at - start + run.length]
        at += run.length
    assert at == start + len(text)
