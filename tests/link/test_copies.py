"""Copies and editions: one report at several outlets is one origin; later bytes at one address are an edition."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.link.reports import decision, document
from tollbook.link.copies import copies_of, find_copies, origins, standing_editions
from tollbook.link.credits import credited_to_another, root_outlet, same_outlet
from tollbook.link.urls import normal_url
from tollbook.model import Decision, Document

BODY = """At least 21 civilians were killed on Sunday when drones struck a village near the Algerian border, a spokesman
for the rebel coalition said. The first strike hit a pharmacy, he said, and others fell on people who had
gathered around it. Eleven of the dead were children, according to the statement, which gave a provisional toll
and spoke of dozens wounded. The army said in an evening bulletin that its aircraft had carried out precision
strikes against terrorists in the sector. Neither account could be confirmed by visiting the area, which
reporters have not been able to reach for several months."""

OTHER = """Shelling of a market town in the east of the country left seven people dead on Tuesday, the regional governor
wrote on his channel. Rescue teams searched a collapsed block of flats until late in the night, and the hospital
asked for blood. Officials of the other side did not comment on the attack, which broke the windows of a school
two streets away from it."""

LEDE = """Grief and anger followed a weekend of bloodshed in the desert north, where families buried their dead in haste
while the two sides gave sharply different versions of what had happened in a trading village close to the
frontier."""


def linked(*documents: Document, decisions: Sequence[Decision] = ()) -> set[tuple[str, str, str]]:
    links = find_copies(documents, decisions)
    return {(k.left, k.right, k.kind) for k in links}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("the same text", BODY),
        ("another dateline", "BAMAKO, Aug 26 — " + BODY),
        ("a lede of its own", LEDE + "\n\n" + BODY),
        ("cut from the end", "\n".join(BODY.split("\n")[:3])),
        ("furniture around it", "Follow us on Telegram\n" + BODY + "\nImage Source: archive\nSubscribe to our letter"),
    ],
)
def test_a_copy_is_found(name: str, text: str) -> None:
    assert linked(document("a", BODY), document("b", text)) == {("d-a", "d-b", "copy")}, name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("another report", OTHER),
        ("one quoted sentence in a report of its own", OTHER + " " + BODY.split(". ")[0] + "."),
        ("a few words", "At least 21 civilians were killed on Sunday when drones struck a village"),
        ("no words", ""),
    ],
)
def test_no_copy_is_made_up(name: str, text: str) -> None:
    assert linked(document("a", BODY), document("b", text)) == set(), name


def test_a_credit_decides_where_the_words_do_not() -> None:
    half = "\n".join(BODY.split("\n")[:2]) + "\n" + OTHER
    plain, credited = document("b", half), document("b", half, credits=("A News",))
    shared = find_copies([document("a", BODY), credited], ())
    assert linked(document("a", BODY), plain) == set()
    assert [r.kind.split("@")[0] for k in shared for r in k.reasons] == ["shared_words", "credit"]


def test_every_reason_names_its_version() -> None:
    (link,) = find_copies([document("a", BODY), document("b", BODY)], ())
    assert all("@copies/1+rensa-2/5/128" in r.kind for r in link.reasons)


@pytest.mark.parametrize(
    ("name", "left", "right", "first"),
    [
        ("the earlier day", {"published_at": "2024-08-27"}, {"published_at": "2024-08-26"}, "d-b"),
        ("an unknown day comes last", {"published_at": None}, {"published_at": "2024-08-26"}, "d-b"),
        ("of one day, the one that credits nobody", {"credits": ("AFP",)}, {}, "d-b"),
        ("nor names another of them", {"text": "GAO (B News) - " + BODY}, {}, "d-b"),
        (
            "of one day, the earlier hour, whatever the zone",
            {"published_at": "2024-08-26T09:00:00+00:00"},
            {"published_at": "2024-08-26T09:30:00+02:00"},
            "d-b",
        ),
        ("else the smaller id", {}, {}, "d-a"),
    ],
)
def test_the_origin_is(name: str, left: dict[str, object], right: dict[str, object], first: str) -> None:
    documents = [document(n, str(f.pop("text", BODY)), **f) for n, f in (("a", dict(left)), ("b", dict(right)))]
    origin = origins(documents, find_copies(documents, ()))
    assert set(origin.values()) == {first}, name
    assert len(copies_of(origin)[first]) == 1


def test_copies_of_copies_have_one_origin() -> None:
    documents = [document("a", LEDE + BODY), document("b", BODY), document("c", BODY[:400])]
    assert set(origins(documents, find_copies(documents, ())).values()) == {"d-a"}


def test_a_decision_makes_a_copy_and_its_direction() -> None:
    documents = [document("a", BODY), document("b", OTHER)]
    links = find_copies(documents, [decision("copy_of", "d-a", "d-b")])
    assert links[0].decided
    assert origins(documents, links) == {"d-a": "d-b", "d-b": "d-b"}


def test_a_newer_decision_unmakes_it() -> None:
    decisions = [decision("copy_of", "d-a", "d-b"), decision("different_incidents", "d-a", "d-b", minute=5)]
    assert linked(document("a", BODY), document("b", BODY), decisions=decisions) == set()


def test_later_bytes_at_one_address_are_an_edition_and_no_copy() -> None:
    documents = [
        document("a", BODY, url="https://www.example.org/news/1/?utm_source=x"),
        document(
            "b", BODY + " The toll rose to 25 on Monday.", url="http://example.org/news/1", published_at="2024-08-27"
        ),
        document("c", OTHER, url="https://example.org/news/2"),
    ]
    links = find_copies(documents, ())
    assert {(k.left, k.right, k.kind) for k in links} == {("d-a", "d-b", "edition")}
    assert standing_editions(documents, links) == {"d-a": "d-b", "d-b": "d-b", "d-c": "d-c"}


def test_of_editions_of_one_day_the_one_fetched_last_stands() -> None:
    url = "https://example.org/news/1"
    documents = [
        document("a", BODY, url=url, fetched_at=datetime(2024, 8, 26, 12, tzinfo=UTC)),
        document("b", BODY + " More.", url=url, fetched_at=datetime(2024, 8, 26, 9, tzinfo=UTC)),
    ]
    assert standing_editions(documents, find_copies(documents, ())) == {"d-a": "d-a", "d-b": "d-a"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("AP", "Associated Press", True),
        ("PTI", "Press Trust of India", True),
        ("AFP", "Agence France-Presse", True),
        ("Reuters", "Reuters News", True),
        ("The Associated Press", "Associated Press", True),
        ("AP", "Agence Presse Nationale", False),
        ("Sahel Wire", "Desert Courier", False),
        ("", "Desert Courier", False),
    ],
)
def test_names_of_one_outlet(one: str, other: str, same: bool) -> None:
    assert same_outlet(one, other) is same


def test_the_root_of_a_credited_report_is_the_agency() -> None:
    assert root_outlet(document("a", BODY, source_name="India Daily", credits=("PTI",))) == "PTI"
    assert root_outlet(document("a", BODY, source_name="Associated Press", credits=("AP",))) == "Associated Press"
    assert root_outlet(document("a", BODY, source_name="India Daily", credits=("PTI", "AFP"))) == "India Daily"
    assert not credited_to_another(document("a", BODY, source_name="Associated Press", credits=("AP",)))


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://www.example.org/a/b/?utm_source=x&id=7#top", "example.org/a/b?id=7"),
        ("http://m.example.org/a/b/amp", "example.org/a/b"),
        ("https://example.org/", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, normal: str | None) -> None:
    assert normal_url(url) == normal
