"""A list that stays in order is the list sorted anew."""

from hypothesis import given
from hypothesis import strategies as st

from tollbook.run.live_order import InOrder

WORDS = st.text("abc", max_size=3)


@given(st.sets(WORDS), st.lists(st.tuples(st.sets(WORDS), st.sets(WORDS)), max_size=4))
def test_it_is_what_sorting_gives(first: set[str], changes: list[tuple[set[str], set[str]]]) -> None:
    held, ordered = set(first), InOrder[str](lambda word: word, first)
    for gone, new in changes:
        ordered.change(gone, new)
        held = (held - gone) | new
        assert list(ordered) == sorted(held)


@given(st.sets(WORDS), WORDS)
def test_one_comes_and_goes(first: set[str], word: str) -> None:
    ordered = InOrder[str](lambda w: w, first)
    ordered.put(word)
    assert list(ordered) == sorted(first | {word})
    ordered.drop(word)
    ordered.drop(word)
    assert list(ordered) == sorted(first - {word})
