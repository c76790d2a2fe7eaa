"""Whatever is changed behind the program's back is found: a table of tamperings and the fault that names each."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row

from tests.store.things import AT, accept, fill, keep, report
from tollbook.model import Document
from tollbook.store import originals, write
from tollbook.store.canonical import canonical_text, digest
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.events import START, event_hash, head
from tollbook.store.verify import verify

GUARDS = (
    "event",
    "source",
    "original",
    "document",
    "said",
    "reading",
    "decision",
    "register",
    "issue",
    "named",
    "erased",
)

TAMPERINGS = {
    "a text": ("UPDATE document SET text = replace(text, '21', '12')", "text_changed"),
    "a title": ("UPDATE document SET title = 'Other'", "document_changed"),
    "a date of publication": (
        "UPDATE document SET json = replace(json, '2024-08-26', '2024-08-27')",
        "document_changed",
    ),
    "what was said later": ("UPDATE said SET json = replace(json, '-28', '-29')", "said_changed"),
    "what was said later, elsewhere": ("UPDATE said SET document_id = 'd-x'", "not_in_log"),
    "what was said later is gone": ("DELETE FROM said", "row_missing"),
    "a figure": ("UPDATE reading SET json = replace(json, '\"low\":21', '\"low\":12')", "reading_changed"),
    "a figure and its hash": (
        "UPDATE reading SET json = replace(json, '\"low\":21', '\"low\":12'), sha256 = 'x'",
        "reading_changed",
    ),
    "a quote": ("UPDATE reading SET json = replace(json, '21 civilians', '12 civilians')", "quote_not_in_text"),
    "a reading that is no reading": ("UPDATE reading SET json = '{}'", "unreadable"),
    "who decided": ("UPDATE decision SET json = replace(json, 'A. Recorder', 'B. Forger')", "decision_changed"),
    "a decision's kind": ("UPDATE decision SET kind = 'reject'", "decision_changed"),
    "a decision is gone": ("DELETE FROM decision", "row_missing"),
    "a reading is gone": ("DELETE FROM reading", "row_missing"),
    "a decision slipped in": (
        "INSERT INTO decision SELECT 99, 'v-x', kind, json, sha256 FROM decision",
        "not_in_log",
    ),
    "two rows changed places": ("UPDATE issue SET seq = 11 - seq + 3", "not_in_log"),
    "an incident's accounts": ("UPDATE register SET json = replace(json, '/1', '/2')", "register_changed"),
    "a refusal": ("UPDATE issue SET json = replace(json, 'damaged', 'fine') WHERE room = 'ingest'", "issue_changed"),
    "a source": ("UPDATE source SET json = replace(json, 'news_agency', 'belligerent')", "source_changed"),
    "an event's time": ("UPDATE event SET at = '2020-01-01' WHERE seq = 2", "event_changed"),
    "an event is gone": ("DELETE FROM event WHERE seq = 3", "chain_broken"),
    "a size": ("UPDATE original SET size = 1", "original_changed"),
    "words blanked without a withdrawal": ("UPDATE reading SET json = NULL", "reading_changed"),
    "a withdrawal pretended": ("INSERT INTO erased SELECT 'reading', seq, document_id FROM reading", "erased_unasked"),
    "a guard": ("", "guard_missing"),
    "a guard made toothless": (
        "CREATE TRIGGER reading_keeps BEFORE DELETE ON reading WHEN 0 BEGIN SELECT 1; END",
        "guard_missing",
    ),
    "the search index": ("INSERT INTO document_fts(document_fts) VALUES ('delete-all')", "search_changed"),
}


def tamper(directory: Path, *statements: str) -> None:
    connection = sqlite3.connect(directory / "tollbook.sqlite")
    for table in GUARDS:
        connection.execute(f"DROP TRIGGER {table}_keeps")
        connection.execute(f"DROP TRIGGER {table}_stands")
    connection.execute("DROP TRIGGER document_forgotten")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with open_workspace(tmp_path, create=True) as ws:
        fill(ws)
        assert verify(ws).holds
    return tmp_path


def faults(directory: Path, known_head: str | None = None) -> list[str]:
    with open_workspace(directory) as ws:
        return [i.code for i in verify(ws, known_head).faults]


@pytest.mark.parametrize(("statement", "code"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_change_is_found(directory: Path, statement: str, code: str) -> None:
    tamper(directory, statement)
    assert code in faults(directory)


def test_changed_or_lost_bytes_are_found(directory: Path) -> None:
    (path,) = (p for p in (directory / "originals").rglob("*") if p.is_file())
    path.write_bytes(b"other")
    assert faults(directory) == ["original_changed"]
    path.unlink()
    assert faults(directory) == ["original_changed"]


def test_a_log_that_was_cut_is_found_by_a_head_kept_elsewhere(directory: Path) -> None:
    with open_workspace(directory) as ws:
        middle = head(ws)
        write.add_decision(ws, accept(report(), 1))
        last = head(ws)
        assert verify(ws, middle).holds
        assert verify(ws, last).holds
        assert verify(ws, START).holds
    tamper(directory, "DELETE FROM decision WHERE id LIKE '%1'", "DELETE FROM event WHERE seq = 9")
    assert "head_not_in_log" not in faults(directory, middle)
    assert "head_not_in_log" in faults(directory, last)


def test_a_log_rewritten_from_the_middle_is_found_by_a_head_kept_elsewhere(directory: Path) -> None:
    """Whoever can rewrite every later hash is found out by the head alone: keep it outside."""
    with open_workspace(directory) as ws:
        kept = head(ws)
        rows = [dict(r._mapping) for r in _events(ws)]
    rows[-1]["at"] = "2020-01-01T00:00:00.000000Z"
    forged = event_hash({k: v for k, v in rows[-1].items() if k != "hash"})
    tamper(directory, f"UPDATE event SET at = '{rows[-1]['at']}', hash = '{forged}' WHERE seq = {rows[-1]['seq']}")
    assert {*faults(directory)} == {"guard_missing"}
    assert "head_not_in_log" in faults(directory, kept)


def _events(ws: Workspace) -> list[Row[Any]]:
    with ws.reading() as connection:
        return list(connection.exec_driver_sql("SELECT * FROM event ORDER BY seq").all())


def test_an_event_tells_hashes_only(directory: Path) -> None:
    with open_workspace(directory) as ws:
        told = "".join(str(tuple(r)) for r in _events(ws))
    assert "civilians" not in told
    assert "Recorder" not in told
    assert "bad.pdf" not in told


def test_the_written_form_is_the_same_on_every_machine() -> None:
    made = report()
    assert digest(canonical_text(made)) == digest(canonical_text(made))
    json = canonical_text(Document("d", "o", "r", "é\u2028", "t", made.extracted_by, fetched_at=AT))
    assert json == (
        '{"confidential":false,"credits":[],"extracted_by":{"name":"text","options":"","version":"1"},'
        '"fetched_at":"2024-09-01T12:00:00.123456Z","id":"d","language":null,"published_at":null,"published_basis":null,'
        '"raw_sha256":"r","source_id":"o","source_name":null,"text":"é\u2028","text_sha256":"t","title":null,"url":null}'
    )


def test_bytes_of_a_program_that_was_stopped_are_no_fault(directory: Path) -> None:
    with open_workspace(directory) as ws:
        document = report("Another report.")
        originals.write(directory, document.raw_sha256, document.text.encode())
        (directory / "originals" / "ab").mkdir(exist_ok=True)
        (directory / "originals" / "ab" / f"{'ab' * 32}.1.part").write_bytes(b"half")
        assert verify(ws).holds
        keep(ws, document)
        assert verify(ws).holds
