"""The reasons of a link in plain words: what a comparison gives, and what a person reads."""

import pytest

from tollbook.model import Link, Reason
from tollbook.publish.reasons import plain_reasons, reason_for_different, reason_for_same, strength, sureness

TABLE = [
    ("time", 1.8, "2024-06-12", "2024-06-12", "the same day, 12 June 2024"),
    (
        "time",
        1.4,
        "2024-06-12–2024-06-13",
        "2024-06-12",
        "days that can be one: 12 June 2024 to 13 June 2024 and 12 June 2024",
    ),
    ("time", -3.5, "2024-06-12", "2024-06-14", "different days: 12 June 2024 and 14 June 2024"),
    ("place", -3.5, "kutum", "el fasher (98 km)", "different places: Kutum and El Fasher, 98 km apart"),
    ("place", 4.6, "kutum", "kutum (0 km)", "the same place, Kutum"),
    ("place", 0.9, "kutum", "fata borno (9 km)", "places close by: Kutum and Fata Borno, 9 km apart"),
    ("country", 0.7, "ML", "ML", "the same country, Mali"),
    ("country", -6.0, "ML", "SD", "different countries: Mali and Sudan"),
    ("killed", 4.5, "14–14", "14–14", "both say 14 killed"),
    ("killed", -0.5, "3–3", "21–21", "3 and 21 killed"),
    ("injured", 2.25, "20–", "20–", "both say at least 20 injured"),
    ("means", 1.2, "drone_strike", "drone_strike", "the same means, drone strike"),
    ("means", -1.2, "airstrike", "shooting", "different means: airstrike and shooting"),
    ("actors", 0.5, "sd-army", "sd-army", "the same party is named: the army of Sudan"),
    ("claimants", 1.5, "name:jan novak", "name:jan novak", "the same speaker is quoted: jan novak"),
    ("victims", 9.0, "jan novak", "jan novak", "victims of the same names: jan novak"),
    (
        "same_words",
        9.0,
        "killed four, all of them men, injured 41",
        "…",
        "the same words: “four, all of them men”, “41”",
    ),
    ("titles", 1.5, "kutum, market", "kutum, market", "titles share words: kutum, market"),
    ("prior", -5.1, "", "", "most pairs of reports of those days tell of two incidents"),
    ("weather", 1.0, "rain", "snow", "weather: rain / snow"),
]


def link(*reasons: tuple[str, float, str, str]) -> Link:
    made = tuple(Reason(f"{kind}@incidents/1", bits, left, right) for kind, bits, left, right in reasons)
    return Link("d-1/1", "d-2/1", "same_incident", sum(r.score for r in made), made)


@pytest.mark.parametrize(("kind", "bits", "left", "right", "said"), TABLE)
def test_a_reason_in_plain_words(kind: str, bits: float, left: str, right: str, said: str) -> None:
    (reason,) = plain_reasons(link((kind, bits, left, right)), {"sd-army": "the army of Sudan"})
    assert (reason.words, reason.bits) == (said, bits)


def test_the_weightiest_comes_first_and_what_holds_for_every_pair_last() -> None:
    found = plain_reasons(link(*((k, b, x, y) for k, b, x, y, _ in (TABLE[0], TABLE[3], TABLE[8], TABLE[18]))))
    assert [r.kind for r in found] == ["killed", "place", "time", "prior"]
    assert reason_for_same(found) == "both say 14 killed; the same day, 12 June 2024"
    assert reason_for_different(found) == "different places: Kutum and El Fasher, 98 km apart"


def test_names_of_victims_are_told_only_to_who_may_know_them() -> None:
    shown = plain_reasons(link(("victims", 9.0, "jan novak", "jan novak")), name_victims=False)
    assert [r.words for r in shown] == ["victims of the same names"]


def test_without_reasons_a_reason_is_proposed_all_the_same() -> None:
    assert reason_for_same(()) == "both tell of the same attack"
    assert reason_for_different(()) == "they tell of two attacks"


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        (9.0, "much speaks for it"),
        (2.0, "more speaks for it than against"),
        (0.0, "as likely as not"),
        (-2.0, "little speaks for it"),
    ],
)
def test_how_much_speaks_for_a_link(bits: float, said: str) -> None:
    assert strength(link(("time", bits, "2024-06-12", "2024-06-12"))) == said


@pytest.mark.parametrize(("score", "said"), [(0.95, "sure"), (0.8, "fairly sure"), (0.6, "unsure"), (0.2, "guessing")])
def test_how_sure_the_reader_is(score: float, said: str) -> None:
    assert sureness(score) == said
