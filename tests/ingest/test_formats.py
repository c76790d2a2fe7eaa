"""What each format gives: the words of the report, and what the format says of it."""

import gzip
import json

import pytest

from tests.ingest.bytes_of import LEAD, SECOND, article, export, feed, message, page, pdf
from tollbook.ingest.feeds import feed_links
from tollbook.ingest.html import text_of_fragment
from tollbook.ingest.pdf import join_lines
from tollbook.ingest.taking import Given, Taking, take

HEAD = (
    "<title>Twelve die in Arkot | City Times</title>"
    '<meta property="og:site_name" content="City Times"><meta property="og:title" content="Twelve die in Arkot">'
    '<link rel="canonical" href="https://citytimes.example/arkot">'
)
AROUND = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><script>alert('no')</script>"


def texts(taking: Taking) -> list[str]:
    return [d.document.text for d in taking.documents]


def test_a_page_gives_its_main_text_and_says_where_it_is_from() -> None:
    raw = article(LEAD, SECOND, head=HEAD, around=AROUND)
    taken = take(raw, "a.html", Given(url="https://m.citytimes.example/arkot?from=feed")).documents[0]
    document = taken.document
    assert document.text == f"{LEAD}\n{SECOND}"
    assert (document.title, document.source_name) == ("Twelve die in Arkot", "City Times")
    assert document.url == "https://m.citytimes.example/arkot?from=feed"
    assert document.extracted_by.name == "trafilatura"
    assert document.extracted_by.version
    assert taken.raw == raw
    assert take(raw, "a.html").documents[0].document.url == "https://citytimes.example/arkot"


@pytest.mark.parametrize("href", ["/arkot", "javascript:alert(1)", "file:///etc/passwd", "https://", "http://[::1"])
def test_a_canonical_address_that_is_none_is_left_out(href: str) -> None:
    raw = article(LEAD, SECOND, head=f'<link rel="canonical" href="{href}">')
    assert take(raw, "a.html").documents[0].document.url is None


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (article("Zoë " + LEAD, SECOND), None),
        (article("Zoë " + LEAD, SECOND).decode().replace("utf-8", "windows-1252").encode("cp1252"), None),
        (b"\xef\xbb\xbf" + article("Zoë " + LEAD, SECOND), None),
        (article("Zoë " + LEAD, SECOND).decode().encode("utf-16"), None),
        (article("Zoë " + LEAD, SECOND).decode().replace('<meta charset="utf-8">', "").encode("cp1252"), "cp1252"),
        (b'<?xml version="1.0" encoding="utf-8"?>' + article("Zoë " + LEAD, SECOND), None),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_says(raw: bytes, charset: str | None) -> None:
    taking = take(raw, "a.html", Given(charset=charset))
    assert texts(taking) == [f"Zoë {LEAD}\n{SECOND}"]
    assert not taking.issues


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One.</p><p>Two <b>bold</b>\nwords.</p>", "One.\nTwo bold words."),
        ("One.<br>Two.", "One.\nTwo."),
        ("plain &amp; simple", "plain & simple"),
        ("<script>x()</script><p>One.<!-- no --></p><style>a{}</style> tail", "One.\ntail"),
        ("<p>One <img src='http://127.0.0.1/x'> two</p>", "One two"),
        ("3 < 4 killed", "3 < 4 killed"),
        ("", ""),
    ],
)
def test_a_piece_of_html_gives_its_words(fragment: str, text: str) -> None:
    assert text_of_fragment(fragment) == text


ITEM = (
    "<title>Twelve die in Arkot</title><link>https://citytimes.example/arkot</link><guid>1</guid>"
    f"<description>short</description><content:encoded><![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]></content:encoded>"
)
RSS = feed(ITEM, "<title>Only a title</title>", "<link>https://citytimes.example/x</link>").replace(
    b'<rss version="2.0"', b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>City Times</title>
<entry><title>Twelve die</title><id>1</id><link href="https://citytimes.example/arkot"/><updated>2024-08-26T10:00:00+03:00</updated>
<summary type="text">{LEAD}</summary><source><title>Harbour Post</title></source></entry></feed>""".encode()


def test_a_feed_gives_the_words_of_each_item() -> None:
    taking = take(RSS, "feed.xml")
    first, second = (d.document for d in taking.documents)
    assert first.text == f"{LEAD}\n{SECOND}"
    assert (first.title, first.url) == ("Twelve die in Arkot", "https://citytimes.example/arkot")
    assert (first.source_name, second.text) == ("City Times", "Only a title")
    assert [(i.subject, i.code) for i in taking.issues] == [("feed.xml:item 3", "item_empty")]


def test_an_atom_feed_names_the_outlet_of_an_item() -> None:
    document = take(ATOM, "feed").documents[0].document
    assert (document.text, document.source_name) == (LEAD, "Harbour Post")
    assert (document.published_at, document.url) == ("2024-08-26T10:00:00+03:00", "https://citytimes.example/arkot")


def test_a_feed_read_again_later_gives_the_new_items_only() -> None:
    old = [f"<description>{n} {LEAD}</description>" for n in range(3)]
    before = take(feed(*old), "feed.xml").documents
    after = take(feed(f"<description>new: {LEAD}</description>", *old), "feed.xml").documents
    assert [d.document.id for d in after[1:]] == [d.document.id for d in before]
    assert before[0].raw == f"<item>{old[0]}</item>".encode()


def test_items_that_cannot_be_told_apart_share_the_bytes_of_the_feed() -> None:
    raw = feed(f"<description><![CDATA[</item>{LEAD}<item>]]></description>", f"<description>{SECOND}</description>")
    documents = take(raw, "feed.xml").documents
    assert len({d.document.id for d in documents}) == len(documents) == 2
    assert all(d.raw == raw for d in documents)


def test_the_links_of_a_feed_are_listed_and_not_followed() -> None:
    links = feed_links(RSS, RSS.decode())
    assert [(link.url, link.source) for link in links] == [
        ("https://citytimes.example/arkot", "City Times"),
        ("https://citytimes.example/x", "City Times"),
    ]


ENTITIES = [{"type": "bold", "text": "Arkot"}, {"type": "plain", "text": ": twelve killed "}, "🕯", {"text": "#war"}]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Arkot: twelve killed", "Arkot: twelve killed"), (ENTITIES, "Arkot: twelve killed 🕯#war"), (["a", 7], "a")],
)
def test_a_message_gives_the_words_of_its_entities(text: object, words: str) -> None:
    taken = take(export(message(1, text)), "result.json").documents[0]
    assert taken.document.text == words
    assert (taken.source.name, taken.source.kind) == ("Border Notes", "social")
    assert taken.document.published_at == "2024-08-25T13:10:00+00:00"


def test_a_message_says_whether_it_was_forwarded_or_edited() -> None:
    raw = export(message(1, LEAD, forwarded_from="Harbour Post", edited_unixtime="1724595000"))
    assert take(raw, "result.json").documents[0].document.credits == (
        "forwarded from Harbour Post",
        "edited 2024-08-25T14:10:00+00:00",
    )


def test_service_messages_are_no_reports_and_wordless_ones_are_counted() -> None:
    service = {"id": 1, "type": "service", "action": "create_channel", "text": ""}
    taking = take(export(service, message(2, ""), message(3, ""), message(4, LEAD)), "result.json")
    assert texts(taking) == [LEAD]
    assert [i.detail[:2] for i in taking.issues] == ["2 "]


def test_an_export_made_again_later_gives_the_new_messages_only() -> None:
    before = take(export(message(1, LEAD)), "result.json").documents
    after = take(export(message(1, LEAD), message(2, SECOND)), "result.json").documents
    assert after[0].document.id == before[0].document.id
    assert json.loads(before[0].raw) == message(1, LEAD)
    assert before[0].raw in export(message(1, LEAD))


@pytest.mark.parametrize(
    ("kind", "confidential"), [("public_channel", False), ("private_channel", False), ("personal_chat", True)]
)
def test_what_people_wrote_to_each_other_is_confidential(kind: str, confidential: bool) -> None:
    document = take(export(message(1, LEAD), kind=kind), "result.json").documents[0].document
    assert document.confidential is confidential


def test_an_export_of_an_account_gives_every_chat() -> None:
    chats = [json.loads(export(message(1, LEAD), name="One")), json.loads(export(message(1, SECOND), name="Two"))]
    raw = json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}).encode()
    taking = take(raw, "result.json")
    assert [(d.source.name, d.document.text) for d in taking.documents] == [("One", LEAD), ("Two", SECOND)]


LINE = {
    "id": "7",
    "text": LEAD,
    "published": "2024-08-26",
    "title": "Arkot",
    "url": "https://a.example/7",
    "lang": "en",
}


def test_a_line_gives_what_it_says() -> None:
    raw = json.dumps(LINE).encode()
    taken = take(raw + b"\n", "a.jsonl", Given(source="City Times", title="not this")).documents[0]
    document = taken.document
    assert (document.text, document.published_at, document.published_basis) == (LEAD, "2024-08-26", "given")
    assert (document.title, document.url, document.source_name) == ("Arkot", "https://a.example/7", "City Times")
    assert taken.raw == raw


def test_a_line_with_a_date_that_is_none_keeps_the_rest() -> None:
    taking = take(json.dumps({**LINE, "published": "26 August"}).encode(), "a.jsonl")
    assert taking.documents[0].document.published_at is None
    assert [(i.subject, i.code) for i in taking.issues] == [("a.jsonl:1", "published_unreadable")]


def test_a_pdf_gives_its_pages_as_paragraphs() -> None:
    raw = pdf(
        "At least twelve people were killed when shells hit\nthe market of Arkot on Monday.", SECOND, title="Note"
    )
    taken = take(raw, "a.pdf").documents[0]
    assert taken.document.text == (
        f"At least twelve people were killed when shells hit the market of Arkot on Monday.\n\n{SECOND}"
    )
    assert (taken.document.title, taken.document.extracted_by.name) == ("Note", "pypdfium2")


@pytest.mark.parametrize(
    ("page_text", "text"),
    [
        ("HEADING\r\nA line of a paragraph is full\r\nand ends.", "HEADING\nA line of a paragraph is full and ends."),
        ("The paragraph begins and goes on\r\nto end here.\r\nThe next begins and is full again",
         "The paragraph begins and goes on to end here.\nThe next begins and is full again"),
        ("twelve civi\ufffe\r\nlians were killed in the market", "twelve civilians were killed in the market"),
        ("one\n\ntwo", "one\ntwo"),
    ],
)  # fmt: skip
def test_printed_lines_are_joined(page_text: str, text: str) -> None:
    assert join_lines(page_text) == text


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.txt", LEAD.encode()),
        ("a.html", article(LEAD, SECOND)),
        ("a.pdf", pdf(LEAD)),
        ("a.jsonl", b'{"text": "Ten died"}'),
    ],
)
def test_anything_may_be_packed(name: str, raw: bytes) -> None:
    packed = gzip.compress(raw, mtime=0) + gzip.compress(b"", mtime=0)
    plain, unpacked = take(raw, name), take(packed, f"{name}.gz")
    assert texts(plain) == texts(unpacked)
    assert unpacked.documents[0].raw == (raw if name == "a.jsonl" else packed)


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [
        ("notes.txt", b"{not json} twelve died in Arkot", "{not json} twelve died in Arkot"),
        ("notes.txt", b"<b>twelve</b> died in Arkot", "<b>twelve</b> died in Arkot"),
        ("notes", article(LEAD, SECOND), f"{LEAD}\n{SECOND}"),
        ("page.txt", article(LEAD, SECOND), f"{LEAD}\n{SECOND}"),
        ("notes", f"<div><p>{LEAD}</p><p>{SECOND}</p></div>".encode(), f"{LEAD}\n{SECOND}"),
        ("notes", b'{"text": "Twelve died."}', "Twelve died."),
    ],
)
def test_content_goes_before_the_name(name: str, raw: bytes, text: str) -> None:
    assert texts(take(raw, name)) == [text]


def test_control_characters_do_not_hide_a_page() -> None:
    assert texts(take(article("Twelve\x01 died. " + LEAD, SECOND), "a.html")) == [f"Twelve died. {LEAD}\n{SECOND}"]


def test_a_menu_beside_words_is_no_report() -> None:
    assert not take(page("<ul><li>Home</li><li>World</li></ul>"), "a.html").documents
