"""Taking reports in and deriving the record: twice is once, any order is one order, kept equals derived."""

import random
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from tollbook import flow
from tollbook.ingest.documents import Given
from tollbook.model import Record
from tollbook.run.inputs import InputOptions, InputRefused, gather
from tollbook.run.kit import Reader, build_reader, build_tools
from tollbook.run.local import current_record, read_again, take_inputs
from tollbook.store import cache, read
from tollbook.store.db import open_workspace
from tollbook.store.events import head
from tollbook.store.withdraw import withdraw_document

SAMPLES = Path(str(files("tollbook") / "samples"))
FILES = sorted(str(p) for p in (SAMPLES / "tinzaouatine").iterdir() if not p.name.endswith((".txt.json",)))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader()


@pytest.fixture(scope="module")
def tools() -> flow.Tools:
    return build_tools()


def taken(folder: Path, batches: Sequence[Sequence[str]], reader: Reader, tools: flow.Tools) -> tuple[Record, str]:
    """Take batches one after another, deriving the record after each, and give the last record and the head."""
    with open_workspace(folder, create=True) as ws:
        for batch in batches:
            take_inputs(ws, gather(list(batch), Given(), InputOptions()), reader)
            record = current_record(ws, tools)
        return record, head(ws)


def contents(record: Record) -> set[frozenset[str]]:
    """Incidents as sets of accounts, whatever they are called."""
    return {frozenset(a.id for a in i.accounts) for i in record.incidents}


def test_a_second_read_changes_nothing(tmp_path: Path, reader: Reader, tools: flow.Tools) -> None:
    once = taken(tmp_path, [FILES], reader, tools)
    assert taken(tmp_path, [FILES], reader, tools) == once


def test_order_and_batches_do_not_matter(tmp_path: Path, reader: Reader, tools: flow.Tools) -> None:
    whole, _ = taken(tmp_path / "whole", [FILES], reader, tools)
    for seed in range(3):
        order = FILES[:]
        random.Random(seed).shuffle(order)
        one_by_one, _ = taken(tmp_path / str(seed), [[f] for f in order], reader, tools)
        assert contents(one_by_one) == contents(whole)


def test_what_is_kept_is_what_is_derived(tmp_path: Path, reader: Reader, tools: flow.Tools) -> None:
    record, _ = taken(tmp_path, [FILES[:3], FILES[3:]], reader, tools)
    with open_workspace(tmp_path) as ws:
        kept = current_record(ws, tools)
        stored = (read.documents(ws), read.latest_readings(ws), read.decisions(ws), read.register(ws))
        derived, minted = flow.record(*stored, tools)
    assert kept == record == derived
    assert minted == ()


def test_a_withdrawn_report_is_refused_and_stops_no_other(tmp_path: Path, reader: Reader, tools: flow.Tools) -> None:
    from datetime import UTC, datetime

    taken(tmp_path, [FILES], reader, tools)
    with open_workspace(tmp_path) as ws:
        gone = read.documents(ws)[0].id
        withdraw_document(ws, gone, "A. Recorder", "asked by a family", datetime(2026, 1, 1, tzinfo=UTC))
        report = take_inputs(ws, gather(FILES, Given(), InputOptions()), reader)
        assert len(report.refused) == 1
        assert gone not in {d.id for d in read.documents(ws)} | set(report.taken)
        assert len(report.known) >= len(FILES) - 1
        current_record(ws, tools)


def test_one_bad_file_stops_no_other(tmp_path: Path, reader: Reader) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    with open_workspace(tmp_path / "ws", create=True) as ws:
        report = take_inputs(
            ws, gather([str(bad), FILES[0], str(tmp_path / "none.txt")], Given(), InputOptions()), reader
        )
        assert len(report.taken) == 1
        assert len(report.refused) == 2
        assert {Path(i.subject).name for i in report.issues} >= {"empty.txt", "none.txt"}
        assert len(read.issues(ws)) >= 2


def test_another_language_is_archived_and_said_to_be_unread(tmp_path: Path, reader: Reader) -> None:
    report = tmp_path / "fr.txt"
    report.write_text(
        "Au moins douze civils ont été tués dimanche dans une frappe sur le marché du village, a déclaré le maire. "
        "Les blessés ont été conduits à l'hôpital de la ville voisine.",
        encoding="utf-8",
    )
    with open_workspace(tmp_path / "ws", create=True) as ws:
        take_inputs(ws, gather([str(report)], Given(), InputOptions()), reader)
        (reading,) = read.latest_readings(ws)
        assert reading.claims == ()
        assert [i.code for i in reading.issues] == ["language_not_read"]
        assert read.search(ws, "civils")


def test_reading_again_by_the_same_reader_adds_nothing(tmp_path: Path, reader: Reader, tools: flow.Tools) -> None:
    _, before = taken(tmp_path, [FILES[:1]], reader, tools)
    with open_workspace(tmp_path) as ws:
        assert read_again(ws, reader) == 0
        assert head(ws) == before
        assert cache.kept(ws, "no such key") is None


def test_inputs_that_are_refused_are_named() -> None:
    (refused,) = gather(["/no/such/report.txt"], Given(), InputOptions())
    assert isinstance(refused, InputRefused)
    assert "/no/such/report.txt" in refused.issue.subject
