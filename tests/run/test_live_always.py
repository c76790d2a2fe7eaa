"""Whatever is decided, told, taken in or withdrawn, in whatever order: the record kept up to date is the whole one."""

import dataclasses
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook import flow
from tollbook.errors import DecisionError, TollbookError
from tollbook.ingest.documents import Given
from tollbook.model import DecidedPlace, Decision, Document, Reading, Source
from tollbook.model.ids import document_id, sha256_bytes, sha256_text
from tollbook.review import decide
from tollbook.review.queue import queue
from tollbook.review.words import Thing, things_of
from tollbook.run.inputs import InputOptions, gather
from tollbook.run.kit import Reader, build_reader, build_tools
from tollbook.run.live import LiveRecord, Snapshot
from tollbook.run.local import take_inputs
from tollbook.run.reading import read_document
from tollbook.store import read, write
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.said import Said
from tollbook.store.withdraw import withdraw_document

SAMPLES = Path(str(files("tollbook") / "samples"))
DAYS = [date(2023, 11, 14), date(2024, 6, 13), date(2024, 8, 26), date(2024, 8, 28)]
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    """A report that may still come in."""

    document: Document
    raw: bytes
    source: Source
    reading: Reading


@dataclass(frozen=True)
class World:
    """A workspace to copy, the reports that are not in it yet, and the tools."""

    folder: Path
    later: tuple[Report, ...]
    tools: flow.Tools


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two sample incidents taken in; of a third the reports, and later editions of others, are still to come."""
    reader, folder, other = build_reader(), tmp_path_factory.mktemp("some"), tmp_path_factory.mktemp("more")
    with open_workspace(folder, create=True) as ws:
        take_inputs(ws, gather([str(SAMPLES / n) for n in ("tinzaouatine", "loikaw")], Given(), InputOptions()), reader)
        editions = [_edition(ws, d, reader) for d in read.documents(ws)[::3]]
    with open_workspace(other, create=True) as ws:
        take_inputs(ws, gather([str(SAMPLES / "kutum")], Given(), InputOptions()), reader)
        sources, readings = {s.id: s for s in read.sources(ws)}, {r.document_id: r for r in read.latest_readings(ws)}
        fresh = [Report(d, read.raw_bytes(ws, d.id), sources[d.source_id], readings[d.id]) for d in read.documents(ws)]
    return World(folder, (*fresh, *editions), build_tools())


def _edition(ws: Workspace, first: Document, reader: Reader) -> Report:
    """A later edition of a report at its address: it begins with other words, so that every place has moved."""
    text = "Corrected on Tuesday, with more names.\n" + first.text
    raw, sha256 = text.encode(), sha256_text(text)
    later = dataclasses.replace(
        first,
        id=document_id(first.source_id, sha256_bytes(raw)),
        raw_sha256=sha256_bytes(raw),
        text=text,
        text_sha256=sha256,
        url=first.url or f"https://{first.id}.example/report",
    )
    source = next(s for s in read.sources(ws) if s.id == first.source_id)
    return Report(later, raw, source, read_document(later, reader))


def check_whole(ws: Workspace, tools: flow.Tools, now: Snapshot) -> None:
    """The snapshot is what the corridor derives from what is kept, and what a fresh look gives."""
    stored = (read.documents(ws), read.latest_readings(ws), read.decisions(ws), read.register(ws))
    record, minted = flow.record(*stored, tools)
    assert minted == ()
    assert now.record == record
    assert list(now.incidents.values()) == list(record.incidents)
    assert now.queue == queue(record, now.told.values())
    fresh = LiveRecord(ws, tools).now()
    for name in (f.name for f in dataclasses.fields(Snapshot)):
        mine, theirs = getattr(now, name), getattr(fresh, name)
        assert mine == theirs if name != "readings" else dict(mine) == dict(theirs), name


def check_past(ws: Workspace, tools: flow.Tools, live: LiveRecord, day: date) -> None:
    """What was known on a day, out of pieces of today, is what the corridor derives of that day."""
    stored = (read.documents(ws), read.latest_readings(ws), read.decisions(ws), read.register(ws))
    assert live.as_known(day) == flow.record(*stored, tools, day)[0]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_up_to_date_is_whole(world: World, data: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        shutil.copytree(world.folder, place, dirs_exist_ok=True)
        with open_workspace(Path(place)) as ws:
            live = LiveRecord(ws, world.tools)
            for n in range(data.draw(st.integers(1, 8))):
                now = step(data, ws, live, (world, n))
                check_whole(ws, world.tools, now)
            check_past(ws, world.tools, live, data.draw(st.sampled_from(DAYS)))


def step(data: st.DataObject, ws: Workspace, live: LiveRecord, at: tuple[World, int]) -> Snapshot:
    """One thing that happens in a workspace: somebody decides, or a report comes in, is told of or withdrawn."""
    world, n = at
    now = live.now()
    what = data.draw(st.sampled_from([*MAKERS, *MAKERS, "report", "report", "said", "withdraw"]))
    signature = decide.Signature("A. Recorder", BEGAN + timedelta(minutes=n), f"reason {n}")
    if what in MAKERS:
        try:
            made = list(MAKERS[what](Draw(data, now), signature))
        except DecisionError:  # a correction that corrects nothing, say
            made = []
        return live.decide(made)
    if what == "report":
        report = data.draw(st.sampled_from(world.later))
        try:
            write.add_document(ws, report.document, report.raw, report.source, signature.at)
            write.add_reading(ws, report.reading, signature.at)
        except TollbookError:  # withdrawn meanwhile
            pass
    elif what == "said":
        told: dict[str, str] = data.draw(
            st.sampled_from([{"published_at": "2024-08-26"}, {"url": "https://one.example/a"}, {"title": "A title"}])
        )
        write.add_said(ws, Said(Draw(data, now).document().id, signature.at, "A. Recorder", **told))  # type: ignore[arg-type]
    else:
        withdraw_document(ws, Draw(data, now).document().id, "A. Recorder", f"asked {n}", signature.at, shared=True)
    return live.catch_up()


@dataclass(frozen=True)
class Draw:
    """Chance, over what is there now."""

    data: st.DataObject
    now: Snapshot

    def one_of(self, things: Sequence[object]) -> object:
        return self.data.draw(st.sampled_from(list(things)))

    def document(self) -> Document:
        return self.now.documents[self.data.draw(st.sampled_from(sorted(self.now.documents)))]

    def thing(self) -> tuple[Document, Thing, Reading]:
        held = [(i, x) for i in sorted(self.now.told) for x in things_of(self.now.told[i])]
        document_id, thing = self.data.draw(st.sampled_from(held))
        return self.now.documents[document_id], thing, self.now.told[document_id]

    def account(self) -> decide.Anchor:
        account_id = self.data.draw(st.sampled_from(sorted(self.now.incident_of)))
        document_id, _, n = account_id.partition("/")
        anchor = decide.anchor(self.now.told[document_id], int(n))
        return anchor if self.data.draw(st.booleans()) else decide.Anchor(account_id)


Made = Iterator[Decision]


def add(draw: Draw, by: decide.Signature) -> Made:
    document, thing, reading = draw.thing()
    low = draw.data.draw(st.integers(1, 400))
    fields = {"effect": "injured", "low": low, "high": low, "account": draw.one_of([1, 2])}
    yield decide.decide_add(document, thing.span, fields, by, reading)


def accept(draw: Draw, by: decide.Signature) -> Made:
    document, thing, reading = draw.thing()
    yield decide.decide_accept(document, thing, by, reading)


def correct(draw: Draw, by: decide.Signature) -> Made:
    document, thing, reading = draw.thing()
    changes = {"low": 9, "high": 9} if hasattr(thing, "effect") else {"kind": "disputes"}
    changes = draw.one_of([changes, {"account": 2}])  # type: ignore[assignment]
    yield decide.decide_correct(document, thing, changes, by, reading)


def reject(draw: Draw, by: decide.Signature) -> Made:
    document, thing, reading = draw.thing()
    yield decide.decide_reject(document, thing, by, reading)


def same(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_same(draw.account(), draw.account(), by)


def different(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_different(draw.account(), draw.account(), by)


def copy(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_copy(draw.document(), draw.document(), by)


def place(draw: Draw, by: decide.Signature) -> Made:
    where = draw.one_of([DecidedPlace("Kidal", "ML", 18.44, 1.41, "exact"), DecidedPlace("a valley")])
    yield decide.decide_place(draw.account(), where, by)  # type: ignore[arg-type]


def dated(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_date(draw.account(), str(draw.one_of(["2024-08-25", "2023-04-17"])), None, by)


def grade(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_grade([draw.account()], "contested", by)


def propose_grade(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_propose_grade([draw.account()], "fair", by)


def note(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_note([draw.account()], "seen on the ground", by)


def restrict(draw: Draw, by: decide.Signature) -> Made:
    yield decide.decide_restrict([draw.account()], by)


def undo(draw: Draw, by: decide.Signature) -> Made:
    earlier = [d for d in draw.now.decisions if d.kind != "withdraw"]
    if earlier:
        yield decide.decide_undo(draw.one_of(earlier), by)  # type: ignore[arg-type]


def supersede(draw: Draw, by: decide.Signature) -> Made:
    earlier = [d for d in draw.now.decisions if d.kind not in ("withdraw", "undo")]
    if earlier:
        old = draw.one_of(earlier)
        yield decide.decide_note([draw.account()], "after all", dataclasses.replace(by, supersedes=old.id))  # type: ignore[attr-defined]


MAKERS = {m.__name__: m for m in (add, accept, correct, reject, same, different, copy, place, dated, grade,
                                  propose_grade, note, restrict, undo, undo, supersede)}  # fmt: skip
