"""The record that is kept up to date is the record that is derived anew."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from tollbook import flow
from tollbook.errors import WorkspaceError
from tollbook.ingest.documents import Given
from tollbook.model import Decision
from tollbook.review.decide import Anchor, Signature, decide_note, decide_reject
from tollbook.run.inputs import InputOptions, gather
from tollbook.run.kit import build_reader, build_tools
from tollbook.run.listing import Filters, facets, select
from tollbook.run.live import LiveRecord, Snapshot
from tollbook.run.local import take_inputs
from tollbook.store import read
from tollbook.store.db import Workspace, open_workspace

SAMPLES = Path(str(files("tollbook") / "samples"))


@pytest.fixture(scope="module")
def tools() -> flow.Tools:
    return build_tools()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    ws = open_workspace(tmp_path_factory.mktemp("live"), create=True)
    take_inputs(ws, gather([str(SAMPLES / "tinzaouatine")], Given(), InputOptions()), build_reader())
    return ws


def check_whole(ws: Workspace, tools: flow.Tools, now: Snapshot) -> None:
    """The snapshot is what the corridor derives from what is kept."""
    stored = (read.documents(ws), read.latest_readings(ws), read.decisions(ws), read.register(ws))
    record, minted = flow.record(*stored, tools)
    assert minted == ()
    assert now.record == record


def rejection(now: Snapshot) -> Decision:
    said = max((s for i in now.record.incidents for s in i.claims), key=lambda s: s.claim.count.low or 0)
    document = now.documents[said.document_id]
    signature = Signature("A. Recorder", datetime(2026, 1, 1, tzinfo=UTC), "a misreading")
    return decide_reject(document, said.claim, signature, now.told[document.id])


def test_a_decision_is_in_the_next_snapshot(workspace: Workspace, tools: flow.Tools) -> None:
    live = LiveRecord(workspace, tools)
    before = live.now()
    assert live.now() is before
    after = live.decide([rejection(before)])
    check_whole(workspace, tools, after)
    assert after.head != before.head
    assert len(after.decisions) == len(before.decisions) + 1


def test_what_was_known_on_a_day_is_derived_from_the_reports_of_that_day(
    workspace: Workspace, tools: flow.Tools
) -> None:
    live = LiveRecord(workspace, tools)
    now = live.now()
    stored = (read.documents(workspace), read.latest_readings(workspace), read.decisions(workspace))
    for day in sorted({date.fromisoformat(d.published_day) for d in now.documents.values() if d.published_day}):
        whole, _ = flow.record(*stored, read.register(workspace), tools, day)
        assert live.as_known(day) == whole
        around = {i.id: i for one in now.incidents for i in live.as_known(day, one).incidents}
        assert around == {i.id: i for i in whole.incidents}


def test_what_an_earlier_opening_kept_is_taken_over(
    workspace: Workspace, tools: flow.Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tollbook.run.live.MANY_REPORTS", 0)
    first = LiveRecord(workspace, tools).now()
    monkeypatch.setattr(flow, "tell", lambda *parts: pytest.fail("a report was told again"))
    monkeypatch.setattr("tollbook.run.live_derive.judge_incident", lambda *parts: pytest.fail("judged again"))
    second = LiveRecord(workspace, tools).now()
    assert (second.record, second.queue, second.rows) == (first.record, first.queue, first.rows)


def test_what_another_process_decided_is_seen(workspace: Workspace, tools: flow.Tools) -> None:
    mine, theirs = LiveRecord(workspace, tools), LiveRecord(workspace, tools)
    before = mine.now()
    decided = theirs.decide([rejection(before)])
    assert mine.now().record == decided.record


def test_decisions_are_kept_all_or_none(workspace: Workspace, tools: flow.Tools) -> None:
    live = LiveRecord(workspace, tools)
    before = live.now()
    nowhere = replace(rejection(before), id="v-0000000000000000", subjects=("d-0000000000000000", "c-1"))
    with pytest.raises(WorkspaceError, match="no document d-0000000000000000"):
        live.decide([rejection(before), nowhere])
    assert live.now() is before


def test_who_looks_while_others_decide_sees_whole_moments(workspace: Workspace, tools: flow.Tools) -> None:
    live = LiveRecord(workspace, tools)
    first, seen, done = live.now(), list[Snapshot](), threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(live.now())

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(5):
        account = next(iter(live.now().incident_of))
        at = datetime(2026, 1, 2, n, tzinfo=UTC)
        live.decide([decide_note([Anchor(account)], f"note {n}", Signature("A. Recorder", at, "said so"))])
    done.set()
    for reader in readers:
        reader.join()
    for moment in {s.head: s for s in (*seen, live.now())}.values():
        assert set(moment.rows) == set(moment.incidents) == set(moment.incident_of.values())
        assert len(moment.decisions) - len(first.decisions) == sum(len(i.notes) for i in moment.incidents.values())


def test_rows_can_be_asked(workspace: Workspace, tools: flow.Tools) -> None:
    now = LiveRecord(workspace, tools).now()
    every = select(now, Filters())
    assert {r.id for r in every} == set(now.incidents)
    assert select(now, Filters(country="ML")) == [r for r in every if r.country == "ML"]
    assert facets(every)["countries"]["ML"] == len(select(now, Filters(country="ML")))
    assert {r.id for r in select(now, Filters(), order="queue")} == set(now.incidents)
