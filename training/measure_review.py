"""Measure what a reviewer waits for in a large workspace: opening it, deciding, and choosing incidents from a list.

usage: python -m training.measure_review [--incidents 10000] [--workspace DIR]
The workspace holds invented reports (`training/made_reports.py`), read by a script; it is made once and kept in DIR.
Openings are measured in a process of their own. Each kind of decision is taken 30 times; every decision is undone at
the end of its kind, so that the workspace can be measured again (its log of decisions grows).
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import delete

from tollbook.model import DecidedPlace, Decision, Document, Reading
from tollbook.model.decision import DECISION_KINDS
from tollbook.review import decide
from tollbook.run.kit import build_tools
from tollbook.run.listing import Filters, select
from tollbook.run.live import LiveRecord, Snapshot
from tollbook.store import write
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.tables import cache
from training.made_reports import made_reports

TIMES = 30
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
FILTERS: dict[str, Filters] = {
    "all": Filters(),
    "country and year": Filters(country="ML", since=date(2024, 1, 1), until=date(2024, 12, 31)),
    "children, 5 and more": Filters(group="children", min_killed=5),
    "accounts differ": Filters(conflict="any"),
    "words of a search": Filters(ids=frozenset()),
}
Took = tuple[float, float]  # by the clock, and of the processor: on a busy machine the first is longer
Maker = Callable[[random.Random, Snapshot, decide.Signature], Decision]


def main() -> None:
    """Make the workspace where there is none, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--workspace", type=Path, default=Path("measured-review"))
    parser.add_argument("--open", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.open:
        print(json.dumps(opened(given.workspace)))
        return
    if not given.workspace.exists():
        make(given.workspace, given.incidents)
    forget(given.workspace)
    row("first opening", *_open_apart(given.workspace))
    row("second opening", *_open_apart(given.workspace))
    measure(given.workspace)


def make(folder: Path, incidents: int) -> None:
    """Write the invented reports and what a script reads in them, as one transaction."""
    began = time.perf_counter()
    count = 0
    with open_workspace(folder, create=True) as ws, ws.writing():
        for made in made_reports(incidents):
            count += write.add_document(ws, made.document, made.raw, made.source, MADE_AT)
            write.add_reading(ws, made.reading, MADE_AT)
    print(f"{count} reports of {incidents} invented incidents made in {time.perf_counter() - began:.0f} s")


def forget(folder: Path) -> None:
    """Drop what earlier openings kept to save time."""
    with open_workspace(folder) as ws, ws.writing() as connection:
        connection.execute(delete(cache))


def opened(folder: Path) -> dict[str, float]:
    """Open the workspace as a server does: seconds, incidents, and the memory that it takes."""
    began = time.perf_counter()
    with open_workspace(folder) as ws:
        now = LiveRecord(ws, build_tools(folder)).now()
    took = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"s": took, "used": time.process_time(), "incidents": len(now.incidents), "MB": memory}


def _open_apart(folder: Path) -> tuple[float, str]:
    command = [sys.executable, "-m", "training.measure_review", "--open", "--workspace", str(folder)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told["s"], f"{told['used']:.1f} s of a processor, {told['incidents']:.0f} incidents, {told['MB']:.0f} MB"


def measure(folder: Path) -> None:
    """Print how long each kind of decision and each question takes."""
    with open_workspace(folder) as ws:
        live = LiveRecord(ws, build_tools(folder))
        now = live.now()
        reports = len(now.documents)
        print(
            f"{len(now.incidents)} incidents, {reports} reports, {len(now.queue)} things wait; {TIMES} times each, ms:"
        )
        print(f"{'':28} {'median':>8} {'max':>8} {'processor':>10}")
        for name, maker in MAKERS.items():
            timed(f"decide {name}", list(_decide(live, name, maker)))
        timed("take a report in", list(_take(ws, live)))
        now = live.now()
        for name, filters in FILTERS.items():
            asked = Filters(ids=frozenset(list(now.rows)[::7])) if filters.ids is not None else filters
            timed(f"select {name}", [_seconds(lambda f=asked: select(now, f)) for _ in range(TIMES)])  # type: ignore[misc]
        timed("select by the queue", [_seconds(lambda: select(now, Filters(), "queue")) for _ in range(TIMES)])


def _decide(live: LiveRecord, name: str, maker: Maker) -> Iterator[Took]:
    chance = random.Random(name)
    made: list[Decision] = []
    for n in range(TIMES):
        now = live.now()
        signature = decide.Signature("A. Recorder", datetime.now(UTC), f"measured {name} {n}")
        made.append(maker(chance, now, signature))
        yield _seconds(lambda decision=made[-1]: live.decide([decision]))  # type: ignore[misc]
    undone = [decide.decide_undo(d, decide.Signature("A. Recorder", datetime.now(UTC), "measured")) for d in made]
    live.decide(undone)


def _take(ws: Workspace, live: LiveRecord) -> Iterator[Took]:
    """Take invented reports in that are not there yet, told and read beforehand."""
    fresh = made_reports(TIMES, seed=time.time_ns())
    for made in [m for m, _ in zip(fresh, range(TIMES), strict=False)]:
        write.add_document(ws, made.document, made.raw, made.source, datetime.now(UTC))
        write.add_reading(ws, made.reading, datetime.now(UTC))
        yield _seconds(live.catch_up)


def _seconds(work: Callable[[], object]) -> Took:
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def timed(name: str, took: Sequence[Took]) -> None:
    """Print the median and the worst of some times in milliseconds, and the median that the processor was used."""
    walls, used = [w for w, _ in took], [u for _, u in took]
    print(f"{name:28} {1000 * median(walls):8.0f} {1000 * max(walls):8.0f} {1000 * median(used):10.0f}", flush=True)


def row(name: str, seconds: float, remark: str) -> None:
    """Print one time in seconds."""
    print(f"{name}: {seconds:.1f} s ({remark})", flush=True)


def _told(chance: random.Random, now: Snapshot) -> tuple[Document, Reading]:
    reading = chance.choice([r for r in chance.sample(list(now.told.values()), 20) if r.claims])
    return now.documents[reading.document_id], reading


def _account(chance: random.Random, now: Snapshot) -> decide.Anchor:
    document, reading = _told(chance, now)
    return decide.anchor(now.told[document.id], reading.accounts[0].n)


def _add(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    document, reading = _told(chance, now)
    fields = {"effect": "missing", "low": 3, "high": 3, "account": 1}
    return decide.decide_add(document, reading.claims[0].span, fields, by, reading)


def _accept(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    document, reading = _told(chance, now)
    return decide.decide_accept(document, reading.claims[0], by, reading)


def _correct(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    document, reading = _told(chance, now)
    figure = 3 + (reading.claims[0].count.low or 0)
    return decide.decide_correct(document, reading.claims[0], {"low": figure, "high": figure}, by, reading)


def _reject(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    document, reading = _told(chance, now)
    return decide.decide_reject(document, reading.claims[-1], by, reading)


def _copy(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    (one, _), (two, _) = _told(chance, now), _told(chance, now)
    return decide.decide_copy(one, two, by)


def _place(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    return decide.decide_place(_account(chance, now), DecidedPlace("Kidal", "ML", 18.44, 1.41, "exact"), by)


def _different(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    told = chance.choice([i for i in now.record.incidents if len(i.accounts) > 1])
    one, two = (decide.anchor(now.told[a.document_id], a.n) for a in told.accounts[:2])
    return decide.decide_different(one, two, by)


def _undo(chance: random.Random, now: Snapshot, by: decide.Signature) -> Decision:
    return decide.decide_undo(chance.choice([d for d in now.decisions[-400:] if d.kind != "undo"]), by)


MAKERS: dict[str, Maker] = {
    "add": _add,
    "accept": _accept,
    "correct": _correct,
    "reject": _reject,
    "same": lambda c, now, by: decide.decide_same(_account(c, now), _account(c, now), by),
    "different": _different,
    "copy": _copy,
    "place": _place,
    "date": lambda c, now, by: decide.decide_date(_account(c, now), "2024-08-25", None, by),
    "grade": lambda c, now, by: decide.decide_grade([_account(c, now)], "contested", by),
    "propose grade": lambda c, now, by: decide.decide_propose_grade([_account(c, now)], "fair", by),
    "note": lambda c, now, by: decide.decide_note([_account(c, now)], "seen on the ground", by),
    "restrict": lambda c, now, by: decide.decide_restrict([_account(c, now)], by),
    "undo": _undo,
}
assert len(MAKERS) == len(DECISION_KINDS) - 1  # all but a withdrawal, which is a step of its own

if __name__ == "__main__":
    main()
