"""When a report was published: where someone said it in full, else unknown."""

import pytest

from tests.ingest.bytes_of import LEAD, SECOND, article, export, feed, message, page
from tollbook.ingest.dates import date_in_header, date_in_name, date_in_url, iso_time
from tollbook.ingest.taking import Given, take

HEADERS = [
    (" date 2024-08-26 Follow us on Image Source : X Representational pic\n\nAt least 21 civilians", "2024-08-26"),
    ("Published: 26 August 2024\n" + LEAD, "2024-08-26"),
    ("Published on Monday, August 26, 2024\n" + LEAD, "2024-08-26"),
    ("Twelve die in Arkot\nFirst published 26 Aug. 2024\n" + LEAD, "2024-08-26"),
    ("Posted on 1st March 2023\n" + LEAD, "2023-03-01"),
    ("Monday, 26 August 2024\n" + LEAD, "2024-08-26"),
    ("ARKOT, August 26, 2024 (AP) — Twelve people died.", "2024-08-26"),
    ("Arkot, 26 August 2024 – Twelve people died.", "2024-08-26"),
    # Not a day of publication, or not a whole one.
    (LEAD, None),
    ("ARKOT, Aug 26 (Reuters) - Twelve people died.", None),
    ("Published: 26/08/2024\n" + LEAD, None),
    ("Published 31 February 2024\n" + LEAD, None),
    ("Published in August 2024\n" + LEAD, None),
    ("On 26 August 2024 shells hit the market of Arkot.", None),
    ("The report published on 26 August 2024 says twelve died.", None),
    ("a\nb\nc\nd\ne\nf\nPublished: 26 August 2024", None),
]


@pytest.mark.parametrize(("text", "day"), HEADERS)
def test_a_header_says_the_day(text: str, day: str | None) -> None:
    found = date_in_header(text)
    assert (found.at if found else None) == day
    document = take(text.encode(), "a.txt").documents[0].document
    assert (document.published_at, document.published_basis) == (day, "header" if day else None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/08/26/strike", "2024-08-26"),
        ("https://a.example/news/2024-08-26-strike", "2024-08-26"),
        ("https://a.example/2024/8/6/strike", "2024-08-06"),
        ("https://a.example/2024/08/strike", None),
        ("https://a.example/2024/13/26/strike", None),
        ("https://a.example/story-20240826", None),
        ("https://a.example/?d=/2024/08/26/", None),
        (None, None),
    ],
)
def test_an_address_says_the_day(url: str | None, day: str | None) -> None:
    found = date_in_url(url)
    assert (found.at if found else None) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("reports/mali-2024-08-26.txt", "2024-08-26"),
        ("2024-08-26.txt", "2024-08-26"),
        ("mali-20240826.txt", None),
        ("mali-26-08-2024.txt", None),
        ("mali-2024-02-31.txt", None),
        ("from-2024-08-01-to-2024-08-26.txt", None),
        ("2024-08-26/mali.txt", None),
        ("https://a.example/mali-2024-08-26", None),
    ],
)
def test_the_name_of_a_file_says_the_day_in_iso_only(name: str, day: str | None) -> None:
    found = date_in_name(name)
    assert (found.at if found else None) == day


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2024-08-26", "2024-08-26"),
        ("2024-08-26T23:30:00-05:00", "2024-08-26T23:30:00-05:00"),
        ("2024-08-26T14:20:00Z", "2024-08-26T14:20:00+00:00"),
        ("2024-08-26T14:20:00", "2024-08-26"),
        ("2024-08", None),
        ("26 August 2024", None),
        ("2024-02-30", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_a_time_stays_as_precise_as_it_was_said(words: str, at: str | None) -> None:
    assert iso_time(words) == at


META = '<meta property="article:published_time" content="2024-08-26T14:20:00+02:00">'
JSON_LD = '<script type="application/ld+json">{"datePublished": "2024-08-25T09:00:00Z"}</script>'
TIME = '<time datetime="2024-08-26">yesterday</time>'


@pytest.mark.parametrize(
    ("raw", "at", "basis"),
    [
        (article(LEAD, SECOND, head=META), "2024-08-26T14:20:00+02:00", "metadata"),
        (article(LEAD, SECOND, head=JSON_LD), "2024-08-25T09:00:00+00:00", "metadata"),
        (article(LEAD, SECOND, around=TIME), "2024-08-26", "page"),
        (article(LEAD, SECOND), None, None),
        # A date in a paragraph is the story's; the year of a copyright is no day.
        (article(LEAD + " It was the worst since 14 February 2021, when nine died.", SECOND), None, None),
        (page(f"<article><p>{LEAD}</p><p>{SECOND}</p></article><footer>© 2024 City Times</footer>"), None, None),
        (feed(f"<description>{LEAD}</description><pubDate>Mon, 26 Aug 2024 23:30:00 -0500</pubDate>"),
         "2024-08-26T23:30:00-05:00", "feed"),
        (feed(f"<description>{LEAD}</description><pubDate>26 Aug 2024</pubDate>"), "2024-08-26", "feed"),
        (feed(f"<description>{LEAD}</description>"), None, None),
        (export(message(1, LEAD)), "2024-08-25T13:10:00+00:00", "metadata"),
    ],
)  # fmt: skip
def test_a_format_says_when(raw: bytes, at: str | None, basis: str | None) -> None:
    document = take(raw, "input").documents[0].document
    assert (document.published_at, document.published_basis) == (at, basis)


def test_what_is_given_goes_before_what_a_page_says() -> None:
    given = Given(published="2024-08-27", published_basis="sidecar")
    document = take(article(LEAD, SECOND, head=META), "2024-08-01.html", given).documents[0].document
    assert (document.published_at, document.published_basis) == ("2024-08-27", "sidecar")


def test_what_an_item_of_many_says_goes_before_what_is_given() -> None:
    raw = feed(
        f"<description>{LEAD}</description><pubDate>Mon, 26 Aug 2024 10:00:00 GMT</pubDate>",
        f"<description>{SECOND}</description>",
    )
    first, second = take(raw, "2024-08-01.xml", Given(published="2024-08-27", url="https://a.example/rss")).documents
    assert (first.document.published_day, first.document.published_basis) == ("2024-08-26", "feed")
    assert (second.document.published_day, second.document.published_basis) == ("2024-08-27", "given")


def test_a_date_given_that_is_none_is_left_out_and_named() -> None:
    taking = take(LEAD.encode(), "a.txt", Given(published="yesterday"))
    assert taking.documents[0].document.published_at is None
    assert [i.code for i in taking.issues] == ["published_unreadable"]
