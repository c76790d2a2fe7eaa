"""Words, windows and tags: what lies between a text and the trained heads."""

import re
from itertools import pairwise

import numpy as np
import pytest

from tollbook.read.heads import tag_spans
from tollbook.read.labels import LAYERS
from tollbook.read.tagging import group_by_average
from tollbook.read.words import OVERLAP, WINDOW, make_words, owners_of_pieces, windows


def cut(text: str, size: int = 4):
    """Cut a text into words and signs, each into pieces of `size` characters."""
    ids, offsets, owners = [], [], []
    for n, word in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        for at in range(word.start(), word.end(), size):
            ids.append(len(ids))
            offsets.append((at, min(at + size, word.end())))
            owners.append(n)
    return make_words(text, ids, offsets, owners)


def test_pieces_of_one_word_are_one_word():
    words = cut("Tinzaouatine was hit")
    assert [words.cut(n, n) for n in range(len(words))] == ["Tinzaouatine", "was", "hit"]
    assert words.cut(0, 2) == "Tinzaouatine was hit"


def test_sentences_end_at_stops_and_line_breaks_but_not_after_titles():
    words = cut("Dr. Ali died. Two fled\nThe end")
    numbers = dict(zip([words.cut(n, n) for n in range(len(words))], words.sentence.tolist(), strict=True))
    assert numbers["Ali"] == numbers["Dr"]
    assert numbers["Two"] == numbers["Ali"] + 1
    assert numbers["end"] == numbers["fled"] + 1


@pytest.mark.parametrize("total", [1, WINDOW, WINDOW + 1, 2 * WINDOW, 5000])
def test_windows_cover_every_piece_and_each_has_one_owner(total: int):
    words = cut("word " * (total - 1) + "word")
    cuts = windows(words)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == total
    assert all(end - start <= WINDOW for start, end in cuts)
    assert all(b[0] < a[1] and a[1] - b[0] >= OVERLAP for a, b in pairwise(cuts))
    owner = owners_of_pieces(cuts, total)
    assert all(cuts[o][0] <= at < cuts[o][1] for at, o in enumerate(owner.tolist()))


def tags_of(layer: str, marks: str):
    """Write tags as letters (b, i, o), the likeliest by far; a capital is a weak one, inside or outside second."""
    scores = np.full((len(marks), len(LAYERS), 3), 0.0, dtype=np.float32)
    scores[..., 2] = 9.0
    number = LAYERS.index((layer, 0))
    for at, mark in enumerate(marks):
        scores[at, number] = (0.0, 0.5, 0.5)
        scores[at, number, "bio".index(mark.lower())] = 1.0 if mark.isupper() else 5.0
    return scores


@pytest.mark.parametrize(
    ("marks", "spans"),
    [
        ("obiio", [(1, 3)]),
        ("bibi", [(0, 1), (2, 3)]),
        ("biOii", [(0, 4)]),  # a weak gap does not tear a clause
        ("ooo", []),
        ("oIo", []),  # nothing begins
    ],
)
def test_tags_are_read_as_the_likeliest_spans(marks: str, spans: list[tuple[int, int]]):
    assert tag_spans(tags_of("claimant", marks))["claimant"] == spans


def test_groups_join_while_the_mean_chance_holds():
    chance = np.asarray(
        [[1, 0.9, 0.1, 0.0], [0.9, 1, 0.2, 0.1], [0.1, 0.2, 1, 0.8], [0.0, 0.1, 0.8, 1]], dtype=np.float32
    )
    assert group_by_average(chance, 0.5).tolist() == [0, 0, 2, 2]
    assert len(set(group_by_average(chance, 0.05).tolist())) == 1
