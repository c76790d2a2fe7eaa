"""The record that is kept up to date is the record that is derived anew."""

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from tollbook import flow
from tollbook.ingest.documents import Given
from tollbook.model import Decision
from tollbook.review.decide import Signature, decide_reject
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


def test_rows_can_be_asked(workspace: Workspace, tools: flow.Tools) -> None:
    now = LiveRecord(workspace, tools).now()
    every = select(now, Filters())
    assert {r.id for r in every} == set(now.incidents)
    assert select(now, Filters(country="ML")) == [r for r in every if r.country == "ML"]
    assert facets(every)["countries"]["ML"] == len(select(now, Filters(country="ML")))
    assert {r.id for r in select(now, Filters(), order="queue")} == set(now.incidents)
