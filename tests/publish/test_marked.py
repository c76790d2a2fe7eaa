"""A text with marks: joined again it is the same text, and each piece knows what covers it."""

from hypothesis import given
from hypothesis import strategies as st

from tollbook.model import Span
from tollbook.publish.marked import Mark, cut

TEXT = "At least 21 civilians, including 11 children, were killed"


def _mark(words: str, of: str) -> Mark:
    start = TEXT.index(words)
    return Mark(Span.of(TEXT, start, start + len(words)), of)


def test_a_part_lies_in_its_whole() -> None:
    whole, part = _mark("21 civilians, including 11 children", "whole"), _mark("11 children", "part")
    pieces = [(p.text, [m.of for m in p.marks]) for p in cut(TEXT, [part, whole])]
    assert pieces == [
        ("At least ", []),
        ("21 civilians, including ", ["whole"]),
        ("11 children", ["whole", "part"]),
        (", were killed", []),
    ]


@given(st.lists(st.tuples(st.integers(0, 57), st.integers(0, 57)), max_size=12))
def test_pieces_give_the_text_back(ends: list[tuple[int, int]]) -> None:
    marks = [Mark(Span.of(TEXT, min(e), max(e)), str(n)) for n, e in enumerate(ends) if e[0] != e[1]]
    pieces = cut(TEXT, marks)
    assert "".join(p.text for p in pieces) == TEXT
    for mark in marks:
        assert "".join(p.text for p in pieces if mark in p.marks) == mark.span.quote
