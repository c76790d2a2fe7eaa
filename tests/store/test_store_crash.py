"""Writers that are killed at any moment, and writers that write at once: no decision lost, one chain."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.things import AT, SOURCE, accept, reading, report
from tollbook.model import Decision
from tollbook.store import read, write
from tollbook.store.db import open_workspace
from tollbook.store.events import head
from tollbook.store.verify import verify

CRASHES = 50
# A new process by fork starts in milliseconds; nothing is open in this one while it does.
FORK = multiprocessing.get_context("fork")


def write_on(directory: Path, told: int, begin: int) -> None:
    """Open, or make, the workspace and add until killed; each decision is told only once it is kept."""
    with open_workspace(directory, create=True) as ws:
        n = begin
        while True:
            document = report(f"Drones killed 21 civilians. Report {n}.")
            write.add_document(ws, document, document.text.encode(), SOURCE, AT)
            write.add_reading(ws, reading(document), AT)
            for k in range(3):
                write.add_decision(ws, accept(document, n * 10 + k))
                os.write(told, f"{n * 10 + k:016x}\n".encode())
            n += 1


def run_until_killed(directory: Path, begin: int, seconds: float) -> set[str]:
    """Start a writer, kill it after so many seconds, and give the decisions that it said were kept."""
    hears, tells = os.pipe()
    writer = FORK.Process(target=write_on, args=(directory, tells, begin))
    writer.start()
    os.close(tells)
    time.sleep(seconds)
    writer.kill()
    writer.join()
    with os.fdopen(hears, "rb") as pipe:
        lines = pipe.read().decode().splitlines()
    return {f"v-{line}" for line in lines if len(line) == 16}


def test_a_crash_at_any_moment_loses_no_decision(tmp_path: Path) -> None:
    moments = random.Random(7)
    told: set[str] = set()
    early = 0
    for n in range(CRASHES):
        # One in five kills a writer while it makes a new workspace; the others a writer of the one that grows.
        new = n % 5 == 0
        directory = tmp_path / (f"new {n}" if new else "grows")
        before = known_head(directory)
        said = run_until_killed(directory, n * 1000, moments.uniform(0.0, 0.15 if new else 0.1))
        with open_workspace(directory, create=True) as ws:
            report_ = verify(ws, before)
            assert report_.faults == ()
            kept = {d.id for d in read.decisions(ws)}
            assert said <= kept
            document = report(f"After the crash {n}.")
            assert write.add_document(ws, document, document.text.encode(), SOURCE, AT)
            write.add_decision(ws, note_on(n, document.text))
        early += not said
        if not new:
            told |= said
            assert told <= kept
    with open_workspace(tmp_path / "grows") as ws:
        assert verify(ws).holds
        assert len(told) > CRASHES
        assert early < CRASHES - 10


def note_on(n: int, text: str) -> Decision:
    """A note on the report added after a crash: the workspace goes on."""
    return Decision(f"v-after-{n}", "note", (f"{report(text).id}/1",), "it goes on", "A. Recorder", AT, note="on")


def known_head(directory: Path) -> str | None:
    if not (directory / "tollbook.sqlite").exists():
        return None
    with open_workspace(directory, create=True) as ws:
        return head(ws)


def add_decisions(directory: Path, start: Callable[[], None], begin: int, count: int) -> None:
    start()
    with open_workspace(directory, create=True) as ws:
        document = report()
        write.add_document(ws, document, document.text.encode(), SOURCE, AT)
        write.add_reading(ws, reading(document), AT)
        for n in range(begin, begin + count):
            write.add_decision(ws, accept(document, n))


def test_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    """From the making of the workspace on: each finds it made, or makes it."""
    barrier = FORK.Barrier(4)
    writers = [FORK.Process(target=add_decisions, args=(tmp_path, barrier.wait, n * 100, 25)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [w.exitcode for w in writers] == [0, 0, 0, 0]
    with open_workspace(tmp_path) as ws:
        found = verify(ws)
        assert found.faults == ()
        assert len(read.decisions(ws)) == 100
        assert found.counts["documents"] == found.counts["sources"] == found.counts["readings"] == 1


def test_a_reader_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    document = report()
    with open_workspace(tmp_path, create=True) as ws, open_workspace(tmp_path) as other:
        write.add_document(ws, document, document.text.encode(), SOURCE, AT)
        with other.reading():
            assert read.decisions(other) == []
            write.add_decision(ws, accept(document))
            assert read.decisions(other) == []
        assert len(read.decisions(other)) == 1
        assert head(other) == head(ws)
