"""Input that cannot be taken: each has a message that says where and what to do, and none stops the rest."""

import gzip
import json
import zlib

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from tests.ingest.bytes_of import LEAD, SECOND, article, export, feed, message, page, pdf
from tollbook.ingest.taking import Limits, take

ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<rss><channel><item><title>&b;</title></item></channel></rss>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><title>&a;</title></item></channel></rss>"
)
# name of the file, its bytes, the code of the issue, words of the message
REFUSED = [
    ("empty.txt", b"", "input_refused", "empty"),
    ("blanks.txt", b" \r\n\t \n", "input_refused", "blanks"),
    ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", "binary_refused", "PNG"),
    ("picture.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary_refused", "JPEG"),
    ("report.docx", b"PK\x03\x04\x14\x00\x06\x00", "binary_refused", "ZIP"),
    ("noise.txt", bytes(range(256)) * 8, "binary_refused", "no text"),
    ("blank.jsonl", b"\t\n", "input_refused", "blanks"),
    ("page.warc", b"WARC/1.1\r\nWARC-Type: response", "binary_refused", "WARC"),
    ("cut.txt.gz", gzip.compress(LEAD.encode() * 50)[:-30], "gzip_refused", "cut short"),
    ("damaged.gz", gzip.compress(LEAD.encode())[:12] + b"\xff" * 40, "gzip_refused", "damaged"),
    ("twice.gz", gzip.compress(gzip.compress(LEAD.encode())), "gzip_refused", "Unpack it once"),
    ("empty.gz", gzip.compress(b""), "gzip_refused", "empty"),
    ("menu.html", page("<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"), "html_refused", "no main text"),
    ("script.html", page("<div id='app'></div><script>load()</script>"), "html_refused", "no main text"),
    ("deep.html", page("<div>" * 3000 + f"<p>{LEAD}</p>"), "html_refused", "deep"),
    ("wide.html", page("<b>x</b>" * 40_000), "html_refused", "elements"),
    ("locked.pdf", pdf(LEAD, locked=True), "pdf_refused", "password"),
    ("broken.pdf", b"%PDF-1.4\nnothing", "pdf_refused", "damaged"),
    ("scan.pdf", pdf("", ""), "pdf_refused", "no text layer"),
    ("entities.xml", ENTITIES, "feed_refused", "entities"),
    ("outside.xml", OUTSIDE, "feed_refused", "entities"),
    ("none.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "feed_refused", "no item"),
    ("settings.json", b'{"colour": "red"}', "json_refused", "neither a Telegram export"),
    ("list.json", b"[1, 2]", "json_refused", "neither"),
    ("broken.json", b'{\n "name": "x",\n "messages": [\n', "json_refused", "line 4"),
    ("deep.json", b"[" * 100_000, "json_refused", "too deep"),
    ("wide.jsonl", '{"text": "x"}'.encode("utf-16"), "jsonl_refused", "UTF-16"),
    ("none.json", export(), "json_refused", "no message"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "code", "words"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_taken_is_named(name: str, raw: bytes, code: str, words: str) -> None:
    taking = take(raw, name)
    assert not taking.documents
    assert [(i.room, i.subject, i.code) for i in taking.issues] == [("ingest", name, code)]
    assert words in taking.issues[0].detail
    assert taking.issues[0].detail.count(". ") >= 1, "the message says what to do next"


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    taking = take(b"x" * 50_000_000, "large.txt")
    assert not taking.documents
    assert "50.0 MB" in taking.issues[0].detail
    assert "20 MB" in taking.issues[0].detail
    assert take(LEAD.encode(), "a.txt", limits=Limits(raw=10)).issues[0].code == "input_refused"


def test_a_gzip_that_unpacks_without_end_is_stopped() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(120)) + packer.flush()
    assert len(bomb) < 200_000
    taking = take(bomb, "bomb.gz")
    assert not taking.documents
    assert "100 MB" in taking.issues[0].detail


def test_a_broken_line_in_the_middle_names_its_line_and_the_rest_is_taken() -> None:
    lines = [json.dumps({"id": str(n), "text": f"{n}: {LEAD}"}) for n in range(1, 6)]
    lines[2] = lines[2][:-10]
    raw = "\n".join(lines).encode()
    taking = take(raw, "reports.jsonl")
    assert [d.document.text[0] for d in taking.documents] == ["1", "2", "4", "5"]
    assert [(i.subject, i.code) for i in taking.issues] == [("reports.jsonl:3", "line_refused")]
    assert [d.document for d in take(raw, "reports.json").documents] == [d.document for d in taking.documents]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "\xe9"}', "UTF-8"),
        (b'{"text": 5}', "text"),
        (b'{"text": "\\u0020"}', "empty"),
        (b'{"text": "a", "url": ["x"]}', "url"),
        (b"[" * 100_000, "too deep"),
        (b"null", "no report"),
    ],
)
def test_each_kind_of_bad_line_is_named(line: bytes, words: str) -> None:
    good = json.dumps({"text": LEAD}).encode()
    taking = take(good + b"\r\n\n" + line + b"\n" + good, "a.jsonl")
    assert len(taking.documents) == 2
    assert [i.subject for i in taking.issues] == ["a.jsonl:3"]
    assert words in taking.issues[0].detail


def test_a_feed_cut_off_gives_what_is_whole_and_says_where() -> None:
    raw = feed(f"<description>{LEAD}</description>", f"<description>{SECOND}</description>")[:-120]
    taking = take(raw, "feed.xml")
    assert taking.documents[0].document.text == LEAD
    assert taking.issues[0].code == "feed_damaged"
    assert taking.issues[0].subject == "feed.xml:1"


def test_a_message_that_is_none_does_not_stop_the_others() -> None:
    taking = take(export(message(1, LEAD), "odd", message(3, ""), message(4, SECOND)), "result.json")
    assert [d.document.text for d in taking.documents] == [LEAD, SECOND]
    assert [i.code for i in taking.issues] == ["item_refused", "messages_without_words"]


STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"\x1f\x8b\x08\x00",
    b"<html>",
    b"<rss>",
    b'{"messages": [',
    b'{"text": ',
    b"\xff\xfe",
    b"<?xml ",
]


@settings(max_examples=150, deadline=None)
@for_all(
    some.sampled_from(STARTS),
    some.binary(max_size=300),
    some.sampled_from(["a", "a.txt", "a.html", "a.jsonl", "a.json"]),
)
def test_no_bytes_raise(start: bytes, rest: bytes, name: str) -> None:
    taking = take(start + rest, name)
    assert taking.documents or taking.issues
    for taken in taking.documents:
        assert taken.document.text.strip()
        taken.document.text.encode("utf-8")
    assert all(i.subject.startswith(name) for i in taking.issues)


@settings(max_examples=60, deadline=None)
@for_all(some.integers(0, 3), some.integers(0, 2000), some.binary(min_size=1, max_size=4))
def test_damage_anywhere_raises_nothing(which: int, at: int, damage: bytes) -> None:
    whole = (
        pdf(LEAD, SECOND),
        article(LEAD, SECOND),
        feed(f"<description>{LEAD}</description>"),
        export(message(1, LEAD)),
    )
    raw = whole[which]
    at %= len(raw)
    taking = take(raw[:at] + damage + raw[at + len(damage) :], "a")
    assert taking.documents or taking.issues


def test_a_fault_in_a_parser_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no luck")

    monkeypatch.setattr("tollbook.ingest.taking.extract_page", fail)
    taking = take(article(LEAD, SECOND), "a.html")
    assert taking.issues[0].code == "html_refused"
    assert "ZeroDivisionError" in taking.issues[0].detail
