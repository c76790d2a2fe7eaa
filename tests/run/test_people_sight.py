"""Who may not see what is confidential finds no trace of it, wherever they look."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.things import AT, claim, keep, reading, report
from tollbook.model import Account, Document, Reading, Source
from tollbook.review.decide import Signature, anchor, decide_accept, decide_note, decide_restrict, decide_undo
from tollbook.run.kit import build_tools
from tollbook.run.live import LiveRecord, Snapshot
from tollbook.run.people_sight import without_confidential
from tollbook.store import write
from tollbook.store.db import Workspace, open_workspace

OPEN = "Shells killed 21 civilians in Kutum on Monday, said Zorblatt, a doctor."
SECRET = "Gunmen killed 21 civilians at Quibdo on Friday, said Zorblatt, our witness."


def told(text: str, item: str, confidential: bool = False) -> tuple[Document, Reading]:
    document = replace(report(text, item=item), confidential=confidential, title=f"Report {item}")
    base = reading(document)
    one = claim(document)
    account = Account(document.id, 1, True, (one.id,), (), (), ())
    return document, replace(base, claims=(one,), statements=(), accounts=(account,))


def signed(minute: int) -> Signature:
    return Signature("Ada", datetime(2024, 9, 2, 9, minute, tzinfo=UTC), "a reason of ours")


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path, create=True) as opened:
        yield opened


def snapshot_of(ws: Workspace, *reports: tuple[Document, Reading]) -> Snapshot:
    for document, found in reports:
        keep(ws, document)
        write.add_reading(ws, found, AT)
    return LiveRecord(ws, build_tools(ws.directory)).now()


def test_a_confidential_report_leaves_no_trace(ws: Workspace) -> None:
    shown, hidden = told(OPEN, "shown"), told(SECRET, "hidden", confidential=True)
    snapshot_of(ws, shown, hidden)
    accept = decide_accept(hidden[0], hidden[1].claims[0], signed(1), hidden[1])
    note = decide_note([anchor(hidden[1], 1)], "ask our witness again", signed(2))
    for decision in (accept, note, decide_undo(note, signed(3))):
        write.add_decision(ws, decision)
    whole = LiveRecord(ws, build_tools(ws.directory)).now()
    (gone,) = whole.incidents_of_document[hidden[0].id]
    seen = without_confidential(whole, {})
    assert set(seen.documents) == {shown[0].id}
    assert seen.decisions == ()
    assert set(seen.incidents) == set(seen.rows) == set(whole.incidents) - {gone}
    for trace in (hidden[0].id, gone, "Quibdo", "our witness", "Report hidden", accept.id, hidden[1].claims[0].id):
        assert trace in repr(whole)
        assert trace not in repr(seen), trace


def test_a_report_of_a_confidential_source_is_hidden_too(ws: Workspace) -> None:
    shown = told(OPEN, "shown")
    whole = snapshot_of(ws, shown)
    source = Source(shown[0].source_id, "An agency", confidential=True)
    assert without_confidential(whole, {source.id: source}).documents == {}


def test_a_restricted_incident_is_hidden_and_its_report_stays(ws: Workspace) -> None:
    shown = told(OPEN, "shown")
    snapshot_of(ws, shown)
    closed = decide_restrict([anchor(shown[1], 1)], signed(1))
    write.add_decision(ws, closed)
    seen = without_confidential(LiveRecord(ws, build_tools(ws.directory)).now(), {})
    assert (seen.incidents, seen.rows, seen.record.incidents, seen.decisions) == ({}, {}, (), ())
    assert set(seen.documents) == {shown[0].id}
    write.add_decision(ws, decide_undo(closed, signed(2)))
    assert len(without_confidential(LiveRecord(ws, build_tools(ws.directory)).now(), {}).incidents) == 1


def test_where_nothing_is_confidential_it_is_the_same_snapshot(ws: Workspace) -> None:
    whole = snapshot_of(ws, told(OPEN, "shown"))
    assert without_confidential(whole, {}) is whole
