"""A known report taken again: what is newly said of it is added, what was said stays, and nothing is dropped."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tollbook.ingest.documents import Given
from tollbook.run.inputs import InputOptions, gather
from tollbook.run.kit import Reader, build_reader
from tollbook.run.local import TakeReport, take_inputs
from tollbook.store import read
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.events import head
from tollbook.store.verify import verify
from tollbook.store.withdraw import withdraw_document

AT = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "Shelling killed 21 civilians in Kutum on Sunday, a doctor said."
PAGE = f"<html><head><title>Page's own</title></head><body><article><p>{WORDS * 3}</p></article></body></html>"
# What is said at each taking of one report, and what is known of it at the end.
TELLINGS: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "nothing twice": ([{}, {}], {"title": None, "confidential": False, "source_name": None}),
    "confidential the second time": ([{}, {"confidential": True}], {"confidential": True}),
    "confidential only goes up": ([{"confidential": True}, {}], {"confidential": True}),
    "confidential, then a title": (
        [{}, {"confidential": True}, {"title": "T"}],
        {"confidential": True, "title": "T"},
    ),
    "a date": (
        [{}, {"published": "2024-08-26"}],
        {"published_at": "2024-08-26", "published_basis": "given"},
    ),
    "a title, then silence": ([{"title": "T"}, {}], {"title": "T"}),
    "a title, then another, then the first": ([{"title": "T"}, {"title": "U"}, {"title": "T"}], {"title": "T"}),
    "a language": ([{"language": "en"}, {"language": "fr"}], {"language": "fr"}),
    "a source": ([{}, {"source": "Sahel Wire"}], {"source_name": "Sahel Wire"}),
    "a source, then silence": ([{"source": "Sahel Wire"}, {}], {"source_name": "Sahel Wire"}),
    "a source, twice": ([{}, {"source": "Sahel Wire"}, {"source": "Sahel Wire"}], {"source_name": "Sahel Wire"}),
    "an address": ([{}, {"url": "https://a.example/1"}], {"url": "https://a.example/1", "source_name": "a.example"}),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader()


def taken(ws: Workspace, path: Path, reader: Reader, **said: Any) -> TakeReport:
    return take_inputs(ws, gather([str(path)], Given(**said), InputOptions()), reader, by="A. Recorder")


@pytest.mark.parametrize("name", TELLINGS)
def test_what_is_said_later_is_known(name: str, tmp_path: Path, reader: Reader) -> None:
    tellings, known = TELLINGS[name]
    path = tmp_path / "e1.txt"
    path.write_text(WORDS)
    with open_workspace(tmp_path / "ws", create=True) as ws:
        for said in tellings:
            taken(ws, path, reader, **said)
        (document,) = read.documents(ws)
        assert {field: getattr(document, field) for field in known} == known
        assert read.document(ws, document.id) == document
        assert verify(ws).holds
        assert {s.id for s in read.sources(ws)} >= {document.source_id}
        before = head(ws)
        again = taken(ws, path, reader, **tellings[-1])
        assert (again.known, again.taken, again.told) == ((document.id,), (), ())
        assert head(ws) == before


def test_what_was_said_first_stays(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "e1.txt"
    path.write_text(WORDS)
    with open_workspace(tmp_path / "ws", create=True) as ws:
        taken(ws, path, reader, title="First")
        report = taken(ws, path, reader, title="Second")
        assert report.told == report.known
        tellings = read.first_said(ws, report.known[0])
        assert [telling.title for telling in tellings] == ["First", "Second"]
        assert [hit.title for hit in read.search(ws, "Kutum")] == ["Second"]


def test_two_named_sources_are_two_reports_and_both_confidential(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "e1.txt"
    path.write_text(WORDS)
    with open_workspace(tmp_path / "ws", create=True) as ws:
        taken(ws, path, reader, source="One")
        taken(ws, path, reader, source="Two", confidential=True)
        assert [(d.source_name, d.confidential) for d in read.documents(ws)] == [("One", True), ("Two", True)]


def test_a_page_does_not_undo_what_a_person_said(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "e1.html"
    path.write_text(PAGE)
    with open_workspace(tmp_path / "ws", create=True) as ws:
        taken(ws, path, reader, title="A person's")
        assert taken(ws, path, reader).told == ()
        assert [d.title for d in read.documents(ws)] == ["A person's"]


def test_sidecars_are_heard_when_they_change_and_not_at_every_run(tmp_path: Path, reader: Reader) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(WORDS)
        (tmp_path / f"{name}.txt.json").write_text(json.dumps({"title": name}))
    with open_workspace(tmp_path / "ws", create=True) as ws:
        taken(ws, tmp_path, reader)
        before = head(ws)
        taken(ws, tmp_path, reader)
        assert head(ws) == before
        (tmp_path / "b.txt.json").write_text(json.dumps({"title": "c", "confidential": True}))
        taken(ws, tmp_path, reader)
        assert [(d.title, d.confidential) for d in read.documents(ws)] == [("c", True)]


def test_another_language_is_read_anew(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "e1.txt"
    path.write_text(WORDS)
    with open_workspace(tmp_path / "ws", create=True) as ws:
        taken(ws, path, reader, language="fr")
        assert read.latest_readings(ws)[0].claims == ()
        taken(ws, path, reader, language="en")
        assert read.latest_readings(ws)[0].claims != ()


def test_a_withdrawal_takes_what_was_said_later_too(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "e1.txt"
    path.write_text(WORDS)
    with open_workspace(tmp_path / "ws", create=True) as ws:
        (document_id,) = taken(ws, path, reader).taken
        taken(ws, path, reader, title="Quixlorp speaks")
        before = head(ws)
        withdraw_document(ws, document_id, "C. Counsel", "in danger", AT)
        assert verify(ws, before).holds
        assert read.first_said(ws, document_id) == ()
        assert len(taken(ws, path, reader, confidential=True).refused) == 1
    held = b"".join(p.read_bytes() for p in (tmp_path / "ws").rglob("*") if p.is_file())
    assert b"Quixlorp" not in held
