"""What is kept comes back as it was; what is there already is not kept twice; what does not hold is refused."""

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.store.things import AT, SOURCE, TEXT, accept, claim, fill, keep, reading, report
from tollbook.errors import InputError, IntegrityError, QuoteError, WorkspaceError
from tollbook.model import Decision, Issue, RegisterEntry, Source, Span
from tollbook.store import cache, read, write
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.events import START, head
from tollbook.store.verify import verify


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "ws", create=True) as opened:
        yield opened


def test_everything_comes_back_as_it_was_added(ws: Workspace) -> None:
    document = fill(ws)
    assert read.documents(ws) == [document]
    assert read.document(ws, document.id) == document
    assert read.latest_readings(ws) == read.readings_of(ws, document.id) == [reading(document)]
    assert read.decisions(ws) == [accept(document)]
    assert read.register(ws) == [RegisterEntry("i-0123456789abcdef", (f"{document.id}/1",))]
    assert [i.code for i in read.issues(ws)] == ["pdf_refused", "no_number"]
    assert read.sources(ws) == [SOURCE]
    assert read.raw_bytes(ws, document.id) == TEXT.encode()
    assert (ws.directory / "originals" / document.raw_sha256[:2] / document.raw_sha256).read_bytes() == TEXT.encode()
    assert verify(ws).faults == ()


def test_an_empty_workspace_has_an_empty_log(ws: Workspace) -> None:
    assert head(ws) == START
    assert verify(ws).holds
    assert (read.documents(ws), read.latest_readings(ws), read.decisions(ws)) == ([], [], [])
    assert read.document(ws, "d-0") is None


def test_adding_the_same_again_changes_nothing(ws: Workspace) -> None:
    document = fill(ws)
    before = head(ws)
    later = datetime.fromisoformat("2025-01-01T00:00:00+02:00")
    fetched_again = dataclasses.replace(document, fetched_at=later)
    assert not write.add_document(ws, fetched_again, TEXT.encode(), SOURCE, later)
    assert not write.add_reading(ws, reading(document), later)
    assert not write.add_issue(ws, Issue("ingest", "bad.pdf", "pdf_refused", "bad.pdf is damaged"), later)
    write.add_decision(ws, accept(document))
    write.add_register(ws, read.register(ws), later)
    assert head(ws) == before
    assert read.document(ws, document.id) == document


def test_the_newest_reading_stands_and_the_others_stay(ws: Workspace) -> None:
    document = keep(ws, report())
    first, second = reading(document, "1"), reading(document, "2", score=0.5)
    for found in (first, second, first):
        assert write.add_reading(ws, found, AT)
    assert read.readings_of(ws, document.id) == [first, second, first]
    assert read.latest_readings(ws) == [first]
    assert read.has_reading(ws, document.id, "reader/2")
    assert not read.has_reading(ws, document.id, "reader/3")


def test_later_bytes_at_an_address_are_another_document(ws: Workspace) -> None:
    first, second = keep(ws, report()), keep(ws, report(TEXT + " Updated."))
    assert first.url == second.url
    assert [d.id for d in read.documents(ws)] == [first.id, second.id]


def test_items_of_one_file_share_its_bytes(ws: Workspace) -> None:
    raw = b"<rss>two items</rss>"
    for item in ("1", "2"):
        keep(ws, report(f"{TEXT} {item}", raw, item), raw)
    assert len(list((ws.directory / "originals").rglob("*.*"))) == 0
    assert len([p for p in (ws.directory / "originals").rglob("*") if p.is_file()]) == 1
    assert verify(ws).counts["originals"] == 1


def test_what_is_known_of_a_source_only_grows(ws: Workspace) -> None:
    told = [
        Source(SOURCE.id, "An agency"),
        Source(SOURCE.id, "An agency", "news_agency", note="wire"),
        Source(SOURCE.id, "An agency", country="ML", confidential=True),
        Source(SOURCE.id, "An agency"),
    ]
    for n, source in enumerate(told):
        document = report(f"{TEXT} {n}")
        write.add_document(ws, document, document.text.encode(), source, AT)
    assert read.sources(ws) == [Source(SOURCE.id, "An agency", "news_agency", "ML", note="wire", confidential=True)]
    assert verify(ws).counts["sources"] == 3


def test_hashes_and_quotes_are_checked_when_written(ws: Workspace) -> None:
    document = report()
    with pytest.raises(IntegrityError, match="bytes given"):
        write.add_document(ws, document, b"other", SOURCE, AT)
    with pytest.raises(IntegrityError, match="text is not"):
        write.add_document(ws, dataclasses.replace(document, text="other"), TEXT.encode(), SOURCE, AT)
    with pytest.raises(IntegrityError, match="names the source"):
        write.add_document(ws, document, TEXT.encode(), Source("o-other", "Other"), AT)
    with pytest.raises(WorkspaceError, match="no document"):
        write.add_reading(ws, reading(document), AT)
    keep(ws, document)
    wrong = dataclasses.replace(claim(document), cue=Span(0, 4, "said"))
    with pytest.raises(QuoteError, match="'said' is not at 0"):
        write.add_reading(ws, dataclasses.replace(reading(document), claims=(wrong,)), AT)
    with pytest.raises(QuoteError, match="'said' is not at 0"):
        write.add_decision(ws, dataclasses.replace(accept(document), claim=wrong))
    with pytest.raises(IntegrityError, match="another text"):
        write.add_reading(ws, dataclasses.replace(reading(document), text_sha256="0" * 64), AT)
    with pytest.raises(IntegrityError, match="holds decisions"):
        write.add_reading(ws, dataclasses.replace(reading(document), decided=(("c-1", "v-1"),)), AT)
    assert verify(ws).counts == {"events": 2, "sources": 1, "documents": 1, "originals": 1}


def test_what_cannot_be_written_the_same_everywhere_is_refused(ws: Workspace) -> None:
    document = keep(ws, report())
    huge = dataclasses.replace(claim(document), account=2**60)
    with pytest.raises(WorkspaceError, match="2\\^53"):
        write.add_reading(ws, dataclasses.replace(reading(document), claims=(huge,)), AT)
    with pytest.raises(WorkspaceError, match="no zone"):
        write.add_issue(ws, Issue("ingest", "x", "y", "z"), datetime(2024, 9, 1))
    half = report("half \ud83d of a pair", b"raw")
    with pytest.raises(InputError, match="character pair"):
        write.add_document(ws, half, b"raw", SOURCE, AT)


def test_decisions_are_about_what_is_there(ws: Workspace) -> None:
    document = fill(ws)
    with pytest.raises(WorkspaceError, match="no document d-none"):
        write.add_decision(ws, dataclasses.replace(accept(document, 1), subjects=("d-none", "c-1")))
    undo = Decision("v-undo", "undo", ("v-none",), "r", "b", AT)
    with pytest.raises(WorkspaceError, match="v-none, which is not kept"):
        write.add_decision(ws, undo)
    with pytest.raises(WorkspaceError, match="superseded, not changed"):
        write.add_decision(ws, dataclasses.replace(accept(document), reason="another"))
    with pytest.raises(WorkspaceError, match="tollbook withdraw"):
        write.add_decision(ws, Decision("v-w", "withdraw", (document.id,), "r", "b", AT))


def test_several_adds_can_be_one(ws: Workspace) -> None:
    document = report()
    misplaced = dataclasses.replace(claim(document), span=Span(0, 2, "XX"))

    def add_both() -> None:
        with ws.writing():
            keep(ws, document)
            write.add_reading(ws, dataclasses.replace(reading(document), claims=(misplaced,)), AT)

    with pytest.raises(QuoteError):
        add_both()
    assert read.documents(ws) == []
    assert head(ws) == START
    with ws.writing():
        keep(ws, document)
        write.add_reading(ws, reading(document), AT)
    assert verify(ws).counts["readings"] == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tinzaouatine", True),
        ("TINZAOUATINE civilians", True),
        ('"21 civilians"', True),
        ('"civilians 21"', False),
        ("strikes", True),  # the title
        ("nowhere", False),
        ("AND", False),
        ("civilians AND (", False),
        ("civilians (", True),
        ("NEAR(civilians)", False),
        ("title:strikes", False),
        ('"', False),
        ("", False),
        ("* - ^ :", False),
        ("civil*", False),
        ("21\x00civilians", True),
    ],
)
def test_what_a_person_types_is_words_and_never_a_command(ws: Workspace, words: str, found: bool) -> None:
    document = keep(ws, report())
    assert [h.document_id for h in read.search(ws, words)] == [document.id] * found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قتلت الغارة 21 مدنيا في تينزاواتين", "الغارة"),
        ("Удар дрона загинув 21 цивільний", "загинув"),
        ("L’armée a tué des éleveurs à Tinzaouatène", "eleveurs tinzaouatene"),
        ("Mataron a 21 niños", "ninos"),
    ],
)
def test_reports_of_every_language_are_found(ws: Workspace, text: str, words: str) -> None:
    document = keep(ws, report(text))
    (hit,) = read.search(ws, words)
    assert hit.document_id == document.id
    assert hit.snippet in text


def test_ids_are_found_by_their_first_letters(ws: Workspace) -> None:
    document = fill(ws)
    one = claim(document)
    assert read.find_id(ws, document.id[:6]) == [document.id]
    assert read.find_id(ws, one.id[:5]) == [one.id]
    assert read.find_id(ws, "v-00") == ["v-0000000000000000"]
    assert read.find_id(ws, "i-0123") == ["i-0123456789abcdef"]
    assert read.find_id(ws, f"{document.id}/1") == [f"{document.id}/1"]
    assert read.documents_with(ws, one.id) == [document.id]
    for nothing in ("", "%", "d-%", "d-ffff", "d-0/1", "'; --"):
        assert read.find_id(ws, nothing) == []


def test_the_cache_keeps_what_was_derived_last(ws: Workspace) -> None:
    fill(ws)
    before = head(ws)
    for n in range(20):
        cache.keep(ws, f"key {n}", b"%d" % n)
    cache.keep(ws, "key 19", b"new")
    assert cache.kept(ws, "key 19") == b"new"
    assert cache.kept(ws, "key 18") == b"18"
    assert cache.kept(ws, "key 0") is None
    assert head(ws) == before
    assert verify(ws).holds
