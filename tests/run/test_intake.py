"""Taking reports in in the background: one after another, each tells how far it is, and a fault stops only its own."""

import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tollbook.ingest.documents import Given
from tollbook.run.inputs import Input
from tollbook.run.intake import MOST_WAITING, Intake, Intakes, Room, TooMany
from tollbook.run.kit import Reader, build_reader, build_tools
from tollbook.run.live import LiveRecord
from tollbook.store.db import open_workspace

TEXT = b"A drone strike on Kutum killed 14 civilians on Monday, medics said."


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Load the reader once."""
    return build_reader()


@pytest.fixture
def intakes(tmp_path: Path, reader: Reader) -> Iterator[Intakes]:
    """Give the intakes of an empty workspace."""
    with open_workspace(tmp_path / "ws", create=True) as ws:
        yield Intakes(Room(ws, LiveRecord(ws, build_tools()), lambda: reader))


def test_what_became_of_it_is_told(intakes: Intakes) -> None:
    told: list[tuple[str, ...]] = []
    intake = intakes.begin("ada", ["a text"], [Input("a text", TEXT, Given())], lambda r: told.append(r.taken))
    wait_for(intake)
    assert intake.stage == "done"
    assert intake.report is not None
    assert told == [intake.report.taken]
    assert intakes.get(intake.id) is intake


def test_each_stage_is_told(intakes: Intakes) -> None:
    begun: queue.Queue[Intake] = queue.Queue()
    stages: list[tuple[str, str]] = []

    def watched() -> Iterator[Input]:
        intake = begun.get()
        stages.append((intake.stage, intake.name))
        yield Input("one", TEXT, Given())
        stages.append((intake.stage, intake.name))

    intake = intakes.begin("ada", ["one", "two"], watched())
    begun.put(intake)
    wait_for(intake)
    assert stages == [("fetching", "one"), ("fetching", "two")]


def test_a_fault_stops_only_its_own(intakes: Intakes) -> None:
    def broken() -> Iterator[Input]:
        yield Input("one", TEXT, Given())
        raise OSError("the line went dead")

    first = intakes.begin("ada", ["one"], broken())
    second = intakes.begin("ada", ["two"], [Input("two", TEXT, Given())])
    wait_for(second)
    assert (first.stage, first.fault) == ("failed", "the line went dead")
    assert second.stage == "done"
    assert second.report is not None
    assert len(second.report.known) == 1


def test_a_row_that_is_too_long_is_refused(intakes: Intakes) -> None:
    go_on = threading.Event()

    def waiting() -> Iterator[Input]:
        go_on.wait(20)
        yield from ()

    first = intakes.begin("ada", [], waiting())
    while first.stage == "waiting":
        time.sleep(0.01)
    for _ in range(MOST_WAITING):
        intakes.begin("ada", [], waiting())
    with pytest.raises(TooMany):
        intakes.begin("ada", [], waiting())
    go_on.set()


def wait_for(intake: Intake) -> None:
    """Wait until an intake is over."""
    until = time.monotonic() + 60
    while not intake.is_over and time.monotonic() < until:
        time.sleep(0.02)
    assert intake.is_over
