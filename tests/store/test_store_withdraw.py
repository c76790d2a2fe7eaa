"""A withdrawn report leaves its hash, the reason and who; its words are nowhere in the workspace any more."""

import dataclasses
from pathlib import Path

import pytest

from tests.store.things import AT, SOURCE, TEXT, accept, claim, fill, keep, reading, report
from tollbook.errors import DecisionError, InputError, WorkspaceError
from tollbook.model import Decision, Source, Span
from tollbook.model.ids import source_id
from tollbook.store import cache, originals, read, sqlite, write
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.events import head
from tollbook.store.verify import verify
from tollbook.store.withdraw import withdraw_document

SECRETS = (b"zorblatt", b"tinzaouatine", b"civilians", b"strikes", b"news.example", b"secret")


def withdraw(ws: Workspace, document_id: str, shared: bool = False) -> tuple[str, ...]:
    return withdraw_document(ws, document_id, "C. Counsel", "the speaker is in danger", AT, shared)


def left_of(directory: Path) -> set[bytes]:
    """The secret words that any file of the workspace still holds, in whatever case."""
    held = b"".join(p.read_bytes().lower() for p in directory.rglob("*") if p.is_file())
    return {s for s in SECRETS if s in held}


def with_words_everywhere(ws: Workspace) -> str:
    document = fill(ws)
    note = Decision("v-note", "note", (f"{document.id}/1",), "a secret reason", "A. Recorder", AT, note="secret note")
    undo = Decision("v-undo", "undo", ("v-note",), "a secret too", "A. Recorder", AT)
    anchors = ((claim(document).span,),)
    same = Decision(
        "v-same", "same_incident", (f"{document.id}/1", "d-1/1"), "secret", "A. Recorder", AT, anchors=anchors
    )
    for decision in (note, undo):
        write.add_decision(ws, decision)
    other = keep(ws, dataclasses.replace(report("Nothing to hide here."), title=None, url=None))
    write.add_decision(ws, dataclasses.replace(same, subjects=(f"{document.id}/1", f"{other.id}/1")))
    write.add_reading(ws, reading(document, "2"), AT)
    cache.keep(ws, "derived", TEXT.encode())
    return document.id


def test_the_words_are_nowhere_and_all_still_holds(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document_id = with_words_everywhere(ws)
        before = head(ws)
        assert withdraw(ws, document_id) == ()
        report_ = verify(ws, before)
        assert report_.faults == ()
        assert report_.counts["withdrawns"] == 1
        assert left_of(tmp_path) == set()
    assert left_of(tmp_path) == set()
    with open_workspace(tmp_path) as ws:
        assert verify(ws, before).holds


def test_what_is_left_is_the_hash_the_reason_and_who(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document_id = with_words_everywhere(ws)
        kept = read.document(ws, document_id)
        assert kept is not None
        withdraw(ws, document_id)
        (left,) = read.withdrawals(ws)
        assert (left.document_id, left.raw_sha256, left.text_sha256) == (document_id, kept.raw_sha256, kept.text_sha256)
        assert (left.reason, left.decided_by, left.decided_at) == ("the speaker is in danger", "C. Counsel", AT)
        assert read.document(ws, document_id) is None
        assert [d.text for d in read.documents(ws)] == ["Nothing to hide here."]
        assert read.latest_readings(ws) == read.readings_of(ws, document_id) == []
        assert read.search(ws, "tinzaouatine") == []
        assert len(read.search(ws, "nothing to hide")) == 1
        assert cache.kept(ws, "derived") is None
        assert [(d.id, d.kind, d.reason) for d in read.decisions(ws)][:4] == [
            ("v-0000000000000000", "accept", ""),
            ("v-note", "note", ""),
            ("v-undo", "undo", ""),
            ("v-same", "same_incident", ""),
        ]
        assert all(d.claim is None and d.note is None and d.anchors == () for d in read.decisions(ws))
        assert [i.code for i in read.issues(ws)] == ["pdf_refused"]
        with pytest.raises(WorkspaceError, match="were withdrawn"):
            read.raw_bytes(ws, document_id)


def test_what_was_withdrawn_does_not_come_back(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = fill(ws)
        withdraw(ws, document.id)
        before = head(ws)
        with pytest.raises(InputError, match="withdrawn"):
            keep(ws, document)
        other = Source(source_id("Another"), "Another")
        again = report(source=other)
        with pytest.raises(InputError, match="withdrawn"):
            write.add_document(ws, again, TEXT.encode(), other, AT)
        in_a_feed = report(TEXT, b"<rss/>", "9")
        with pytest.raises(InputError, match="withdrawn"):
            keep(ws, in_a_feed, b"<rss/>")
        with pytest.raises(WorkspaceError, match="withdrawn"):
            write.add_reading(ws, reading(document), AT)
        with pytest.raises(WorkspaceError, match="withdrawn"):
            write.add_decision(ws, accept(document, 1))
        assert head(ws) == before
        assert left_of(tmp_path) == set()


def test_withdrawing_twice_changes_nothing(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = fill(ws)
        withdraw(ws, document.id)
        before = head(ws)
        withdraw(ws, document.id)
        assert head(ws) == before


def test_bytes_that_others_came_in_go_only_when_that_is_asked_for(tmp_path: Path) -> None:
    raw = f"<rss>{TEXT}</rss>".encode()
    with open_workspace(tmp_path, create=True) as ws:
        first = keep(ws, report(TEXT, raw, "1"), raw)
        second = keep(ws, dataclasses.replace(report("Nothing to hide here.", raw, "2"), title=None, url=None), raw)
        with pytest.raises(WorkspaceError, match=f"1 other document.*{second.id}.*--shared"):
            withdraw(ws, first.id)
        assert read.raw_bytes(ws, first.id) == raw
        withdraw(ws, first.id, shared=True)
        assert read.document(ws, second.id) == second
        with pytest.raises(WorkspaceError, match="were withdrawn"):
            read.raw_bytes(ws, second.id)
        assert verify(ws).holds
        assert left_of(tmp_path) == set()
        withdraw(ws, second.id)
        assert verify(ws).holds
        assert read.documents(ws) == []


def test_the_same_text_elsewhere_is_named(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        first, second = keep(ws, report()), keep(ws, report(TEXT, b"<html>", "2"), b"<html>")
        assert withdraw(ws, first.id) == (second.id,)
        assert read.document(ws, second.id) == second
        assert verify(ws).holds


def test_a_withdrawal_says_who_and_why(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = fill(ws)
        for by, reason in (("", "a reason"), ("C. Counsel", " ")):
            with pytest.raises(DecisionError, match="needs a reason and a name"):
                withdraw_document(ws, document.id, by, reason, AT)
        with pytest.raises(WorkspaceError, match="no document"):
            withdraw(ws, "d-none")
        with pytest.raises(WorkspaceError, match="a step of its own"), ws.writing():
            withdraw(ws, document.id)
        assert read.document(ws, document.id) == document


def test_a_withdrawal_cannot_be_undone_or_claimed(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = fill(ws)
        withdraw(ws, document.id)
        gone = read.decisions(ws)[-1]
        assert gone.kind == "withdraw"
        with pytest.raises(WorkspaceError, match="cannot be undone"):
            write.add_decision(ws, Decision("v-u", "undo", (gone.id,), "a reason", "A. Recorder", AT))


def test_a_withdrawal_stopped_before_the_bytes_went_is_finished_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = fill(ws)
        (tmp_path / originals.path_of(document.raw_sha256)).with_suffix(".77.part").write_bytes(TEXT.encode())
        with monkeypatch.context() as patch:
            patch.setattr(originals, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                withdraw(ws, document.id)
        assert [i.code for i in verify(ws).faults] == ["words_left"]
    with open_workspace(tmp_path) as ws:
        assert verify(ws).holds
    assert left_of(tmp_path) == set()


def test_others_keep_their_words(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = fill(ws)
        named = keep(ws, report(f"{TEXT} The witness is Quixlorp."))
        write.add_reading(ws, reading(named), AT)
        others = [keep(ws, report(f"{TEXT} Number {n}.")) for n in range(30)]
        for n, other in enumerate(others):
            write.add_reading(ws, reading(other), AT)
            write.add_decision(ws, accept(other, n + 1))
        withdraw(ws, document.id)
        withdraw(ws, named.id)
        assert not any(b"quixlorp" in p.read_bytes().lower() for p in tmp_path.rglob("*") if p.is_file())
        assert read.documents(ws) == others
        assert len(read.latest_readings(ws)) == 30
        assert sum(d.claim is not None for d in read.decisions(ws)) == 30
        assert len(read.search(ws, "tinzaouatine number", 50)) == 30
        assert all(isinstance(d.claim.span, Span) for d in read.decisions(ws) if d.claim)
        assert verify(ws).holds
        assert SOURCE in read.sources(ws)


def test_a_reader_that_holds_an_older_state_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "WAIT_MS", 50)
    with open_workspace(tmp_path, create=True) as ws, open_workspace(tmp_path) as other:
        document = fill(ws)
        with other.reading():
            assert read.documents(other) == [document]
            with pytest.raises(WorkspaceError, match="end that program and withdraw again"):
                withdraw(ws, document.id)
        withdraw(ws, document.id)
        assert left_of(tmp_path) == set()
