"""Credits, furniture of the page, and the language of a text."""

import pytest

from tollbook.ingest.credits import credit_spans, find_credits, furniture_spans
from tollbook.ingest.language import identify_language
from tollbook.lang import load

BODY = "Shells hit the market of Arkot.\nTwelve people died, the mayor said.\n" * 6
CREDITS = [
    (BODY + "(With PTI inputs)", ("PTI",)),
    (BODY + "(With inputs from AFP, Reuters and Harbour Post)", ("AFP", "Reuters", "Harbour Post")),
    (BODY + "With agency inputs", ("agency",)),
    (BODY + "— Reuters", ("Reuters",)),
    (BODY + "The mayor spoke of twelve dead. (AFP)", ("AFP",)),
    (BODY + "Source: Reuters", ("Reuters",)),
    (BODY + "AFP/Reuters", ("AFP", "Reuters")),
    (BODY + "Harbour Post contributed to this report.", ("Harbour Post",)),
    ("ARKOT, Aug 26 (Reuters) - Twelve people died.\n" + BODY, ("Reuters",)),
    ("ARKOT (AP) — Twelve people died.\n" + BODY, ("AP",)),
    ("By The Associated Press\n" + BODY, ("The Associated Press",)),
    ("Agencies\n" + BODY, ("Agencies",)),
    # Not credits: people, photographs, and the source of one sentence.
    (BODY + "(Reporting by A. Writer with additional reporting by B. Other; editing by C. Third)", ()),
    (BODY + "Associated Press writer A. Writer in Arkot contributed to this report.", ()),
    (BODY + "Photo: AFP", ()),
    (BODY + "He told Reuters.", ()),
    (BODY + "Twelve people (AP) died.\n" + BODY, ()),
    (BODY + "Ten died, (una) said.", ()),
    (BODY, ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "names"), CREDITS)
def test_credits_name_the_agencies(text: str, names: tuple[str, ...]) -> None:
    assert find_credits(text) == names
    assert all(span.stands_in(text) for span in credit_spans(text))


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        (" date 2024-08-26 Follow us on Image Source : X Representational pic", True),
        ("Share", True),
        ("Read more: ten killed in the port", True),
        ("Subscribe to our newsletter", True),
        ("Image Source: City Times archive", True),
        ("Share of the blame falls on both sides, he said.", False),
        ("Home demolitions displaced 20 people.", False),
        ("The image was taken on Monday, when twelve people died.", False),
        ("Related attacks killed 30 people last week.", False),
        ("Follow us on the long road to the town where, on Monday, shells hit the market and killed at least twelve "
         "people who had come to buy bread, said the mayor", False),
        ("", False),
    ],
)  # fmt: skip
def test_furniture_is_told_from_the_report(line: str, furniture: bool) -> None:
    text = f"Before.\r\n{line}\nAfter it, twelve died."
    spans = furniture_spans(text, load("en").furniture)
    assert [s.quote for s in spans] == ([line] if furniture else [])
    assert all(s.stands_in(text) for s in spans)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("At least twelve people were killed when shells hit the market on Monday, the mayor said.", "en"),
        ("Au moins douze personnes ont été tuées lundi dans le bombardement du marché, a dit le maire.", "fr"),
        ("Al menos doce personas murieron el lunes cuando los proyectiles alcanzaron el mercado.", "es"),
        ("قتل اثنا عشر شخصا على الأقل عندما أصابت القذائف السوق يوم الاثنين، قال رئيس البلدية.", "ar"),
        ("Щонайменше дванадцять людей загинули, коли снаряди влучили в ринок у понеділок.", "uk"),
        ("По меньшей мере двенадцать человек погибли, когда снаряды попали в рынок в понедельник.", "ru"),
        ("Twelve dead.", None),
        ("12, 14, 16 — 2024-08-26 …", None),
        ("Arkot Barmin Solhat Tesk Ovrin Kelm", None),
        ("", None),
        ("\ud800" * 50, None),
    ],
)
def test_a_language_is_named_where_it_is_sure(text: str, language: str | None) -> None:
    assert identify_language(text) == language
