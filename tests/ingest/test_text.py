"""The text is kept as it was given, code point for code point."""

import json

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from tollbook.errors import InputError
from tollbook.ingest.documents import AS_GIVEN, RawItem, make_document, without_surrogates
from tollbook.ingest.jsonl import document_of_line
from tollbook.ingest.taking import Given, take
from tollbook.model.ids import document_id, sha256_bytes, sha256_text, source_id

EXACT = [
    "caf\u00e9 against cafe\u0301: composed and decomposed stay apart",
    "emoji 🕯️👨‍👩‍👧 and a flag 🇲🇱 count by code points",
    "line ends\r\nof three\rkinds\nstay",
    "\ufeffa mark at the start of the text itself",
    "  blanks before, after and\tbetween  ",
    "غارة جوية ‏قتلت 21 مدنيا",
    "ﬁ ligatures, ½, and the angstrom Å are not folded",
    "nul \x00 and bell \x07 in the middle",
]


@pytest.mark.parametrize("text", EXACT)
def test_extract_keeps_the_text_as_given(text: str) -> None:
    given_id, document, _ = document_of_line(json.dumps({"id": "a", "text": text}), 1)
    assert given_id == "a"
    assert document.text == text
    assert document.text_sha256 == sha256_text(text)


@for_all(some.text(min_size=1).filter(str.strip))
def test_any_text_comes_back_from_a_line(text: str) -> None:
    assert document_of_line(json.dumps({"id": "a", "text": text}), 1)[1].text == text
    assert document_of_line(json.dumps({"id": "a", "text": text}, ensure_ascii=False), 1)[1].text == text


@for_all(some.text(some.characters(exclude_categories=())))
def test_half_characters_are_replaced_one_for_one(text: str) -> None:
    safe = without_surrogates(text)
    safe.encode("utf-8")
    assert len(safe) == len(text)
    assert all(a == b or "\ud800" <= b <= "\udfff" for a, b in zip(safe, text, strict=True))


def test_a_line_with_half_a_character_is_taken_and_named() -> None:
    taking = take(b'{"text": "Twelve \\ud83d died in Arkot"}', "a.jsonl")
    assert taking.documents[0].document.text == "Twelve \ufffd died in Arkot"
    assert [(i.subject, i.code) for i in taking.issues] == [("a.jsonl:1", "text_damaged")]


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (b"Twelve died.\r\nThirty hurt.\r\n", "Twelve died.\r\nThirty hurt.\r\n", "utf-8"),
        (b"\xef\xbb\xbfTwelve died.", "Twelve died.", "utf-8"),
        ("Twelve died.".encode("utf-16"), "Twelve died.", "utf-16-le"),
        (b"\xfe\xff" + "Twelve died.".encode("utf-16-be"), "Twelve died.", "utf-16-be"),
        ("Двенадцать".encode(), "Двенадцать", "utf-8"),
        ("cafe\u0301".encode(), "cafe\u0301", "utf-8"),
    ],
)
def test_a_file_is_decoded_and_otherwise_left_alone(raw: bytes, text: str, encoding: str) -> None:
    taking = take(raw, "a.txt")
    document = taking.documents[0].document
    assert document.text == text
    assert document.extracted_by.options == encoding
    assert document.raw_sha256 == sha256_bytes(raw)
    assert taking.documents[0].raw == raw
    assert not taking.issues


@pytest.mark.parametrize(
    ("raw", "text", "code", "words"),
    [
        ("“Twelve” died, said Zoë".encode("cp1252"), "“Twelve” died, said Zoë", "encoding_guessed", "cp1252"),
        ("Погибли 12 человек в городе".encode("cp1251"), "Погибли 12 человек в городе", "encoding_guessed", "cp1251"),
        ("Twelve died in Arkot".encode("utf-16-le"), "Twelve died in Arkot", "encoding_guessed", "utf-16-le"),
        ("ééé\nééé ".encode() + b"\xe9t\xe9", "ééé\nééé \ufffdt\ufffd", "encoding_damaged", "line 2"),
    ],
)
def test_an_encoding_that_is_not_said_is_guessed_and_named(raw: bytes, text: str, code: str, words: str) -> None:
    taking = take(raw, "a.txt")
    assert taking.documents[0].document.text == text
    assert [i.code for i in taking.issues] == [code]
    assert words in taking.issues[0].detail


def test_what_a_server_said_goes_before_a_guess() -> None:
    taking = take("Łódź: 12 zabitych".encode("iso-8859-2"), "a.txt", Given(charset="iso-8859-2"))
    assert taking.documents[0].document.text == "Łódź: 12 zabitych"
    assert not taking.issues


@pytest.mark.parametrize("key", ["title", "source", "url"])
def test_what_is_said_of_a_report_can_be_stored_too(key: str) -> None:
    taking = take(b'{"text": "Twelve died.", "%s": "half \\ud83d"}' % key.encode(), "a.jsonl")
    document, source = taking.documents[0].document, taking.documents[0].source
    words = {"title": document.title, "source": source.name, "url": document.url}[key]
    assert words == "half \ufffd"


@pytest.mark.parametrize(("said", "code"), [("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), (" ", None), (None, None)])
def test_a_language_that_is_given_goes_by_its_code(said: str | None, code: str | None) -> None:
    assert take(b"Twelve died.", "a.txt", Given(language=said)).documents[0].document.language == code


def test_the_same_address_with_later_bytes_is_another_document_of_one_address() -> None:
    given = Given(url="https://a.example/1")
    first, second = (take(raw, "a.txt", given).documents[0].document for raw in (b"Ten died.", b"Twelve died."))
    assert (first.id != second.id, first.url == second.url, first.source_id == second.source_id) == (True, True, True)


def test_a_document_is_named_by_source_and_bytes() -> None:
    item = RawItem(b"raw", "Twelve died.", AS_GIVEN, source="City Times")
    document = make_document(item)
    assert document.id == document_id(source_id("city  TIMES"), sha256_bytes(b"raw"))
    assert make_document(item) == document


@pytest.mark.parametrize(
    ("given", "name", "kind"),
    [
        (Given(source="City Times"), "City Times", "unknown"),
        (Given(url="https://www.citytimes.example/a"), "citytimes.example", "unknown"),
        (Given(), "unknown source", "unknown"),
    ],
)
def test_a_source_is_given_or_the_host_or_unknown(given: Given, name: str, kind: str) -> None:
    taken = take(b"Twelve died in Arkot.", "a.txt", given).documents[0]
    assert (taken.source.name, taken.source.kind) == (name, kind)
    assert taken.source.id == source_id(name) == taken.document.source_id
    assert taken.document.source_name == (None if name == "unknown source" else name)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a"}', "text"),
        ('{"id": "a", "text": 7}', "text"),
        ('{"id": "a", "text": "  "}', "empty"),
        ('{"text": "a", "published": 2024}', "published"),
        ("[1]", "text"),
        ("{", "no JSON"),
    ],
)
def test_a_line_that_is_no_report_is_refused_by_number(line: str, words: str) -> None:
    with pytest.raises(InputError, match=f"line 7: .*{words}"):
        document_of_line(line, 7)
