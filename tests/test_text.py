"""Cutting text into sentences: where one ends and where it only looks so."""

import pytest

from tollbook.text import sentences

# A text, and the sentences that it holds.
CUTS: list[tuple[str, list[str]]] = [
    ("Ten died. Two fled.", ["Ten died.", "Two fled."]),
    ("Ten died! Who? Nobody knows…", ["Ten died!", "Who?", "Nobody knows…"]),
    ("“Ten died.” He wept.", ["“Ten died.”", "He wept."]),
    # line breaks end a sentence, those of Unicode too
    ("Ten died\nTwo fled", ["Ten died", "Two fled"]),
    ("Ten died\r\n\r\nTwo fled", ["Ten died", "Two fled"]),
    ("Ten died\u2028Two fled", ["Ten died", "Two fled"]),
    ("Ten died.\u2029Two fled\u2029\u2028Three hid", ["Ten died.", "Two fled", "Three hid"]),
    # abbreviations and initials do not
    ("Dr. Amara Keita counted ten.", ["Dr. Amara Keita counted ten."]),
    ("Gen. Musa and Col. Bako fled.", ["Gen. Musa and Col. Bako fled."]),
    ("It fell on Aug. 26 at 4 a.m. on Arkot.", ["It fell on Aug. 26 at 4 a.m. on Arkot."]),
    ("The U.N. said ten died. It knew.", ["The U.N. said ten died.", "It knew."]),
    ("Ten people, i.e. two families, died.", ["Ten people, i.e. two families, died."]),
    ("John F. Keita spoke.", ["John F. Keita spoke."]),
    ("J. B. Keita spoke. He wept.", ["J. B. Keita spoke.", "He wept."]),
    # a stop within a number or a name ends nothing
    ("It cost 2.5 million. Ten died.", ["It cost 2.5 million.", "Ten died."]),
    ("", []),
    (" \n\u2028 ", []),
]


@pytest.mark.parametrize(("text", "cut"), CUTS)
def test_a_text_is_cut_into_its_sentences(text: str, cut: list[str]) -> None:
    found = list(sentences(text))
    assert [s.quote for s in found] == cut
    assert all(text[s.start : s.end] == s.quote for s in found)
