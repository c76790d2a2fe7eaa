"""Codings are kept like all else: only added to, every quote checked, and gone with the report that they quote."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from tests.store.test_store_withdraw import left_of, withdraw
from tests.store.things import AT, claim, fill, keep, report
from tollbook.errors import DecisionError, QuoteError, WorkspaceError
from tollbook.model import Coding, CodingRound, Document, Span, Verdict
from tollbook.store import coding as store
from tollbook.store.db import Workspace, open_workspace
from tollbook.store.events import head
from tollbook.store.verify import verify

ROUND = CodingRound("r-1", "August", ("d-1",), ("Ada", "Ben"), True, "by hand", "Cleo", AT)


def coding(document: Document, coder: str = "Ada", n: int = 1, submitted: bool = False) -> Coding:
    """What a coder found: the claim of the document."""
    claims = (claim(document),)
    return Coding(
        f"coding-{coder}-{n}", "r-1", document.id, document.text_sha256, coder, n, AT, claims, submitted=submitted
    )


def with_codings(ws: Workspace) -> Document:
    """A round in which both coders have coded one report, and a third person has settled a pair."""
    document = fill(ws)
    store.add_round(ws, dataclasses.replace(ROUND, document_ids=(document.id,)), AT)
    for coder in ("Ada", "Ben"):
        store.add_coding(ws, coding(document, coder))
        store.add_coding(ws, coding(document, coder, 2, submitted=True))
    store.add_verdict(ws, Verdict("verdict-1", "r-1", document.id, "c-1", "c-1", "first", "secret", "Cleo", AT))
    return document


def test_what_was_coded_is_given_back(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = with_codings(ws)
        assert store.coding_of(ws, "r-1", document.id, "Ada") == coding(document, n=2, submitted=True)
        assert store.coding_of(ws, "r-1", document.id, "Cleo") is None
        assert [c.coder for c in store.codings(ws, "r-1")] == ["Ada", "Ben"]
        assert store.submitted(ws) == {("r-1", document.id, "Ada"), ("r-1", document.id, "Ben")}
        assert [v.id for v in store.verdicts(ws, "r-1")] == ["verdict-1"]
        closed = dataclasses.replace(ROUND, closed_by="Cleo", closed_at=AT)
        store.add_round(ws, closed, AT)
        assert store.rounds(ws) == (closed,)
        found = verify(ws)
        assert found.holds
        assert (found.counts["codings"], found.counts["verdicts"], found.counts["coding_rounds"]) == (4, 1, 2)


def test_nothing_is_kept_after_the_final_version(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = with_codings(ws)
        with pytest.raises(DecisionError, match="was submitted and is final"):
            store.add_coding(ws, coding(document, n=3))


def test_two_windows_of_one_coder_do_not_overwrite_each_other(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = keep(ws, report())
        store.add_coding(ws, coding(document))
        with pytest.raises(DecisionError, match="changed meanwhile"):
            store.add_coding(ws, dataclasses.replace(coding(document), id="coding-again"))


def test_words_that_do_not_stand_there_are_refused(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = keep(ws, report())
        moved = dataclasses.replace(claim(document), span=Span(0, 12, "21 civilians"))
        with pytest.raises(QuoteError, match="mark it again"):
            store.add_coding(ws, dataclasses.replace(coding(document), claims=(moved,)))


@pytest.mark.parametrize("table", ["coding_round", "coding", "verdict"])
def test_rows_are_never_changed_or_lost(tmp_path: Path, table: str) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        with_codings(ws)
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET json = NULL", f"UPDATE {table} SET id = 'x'"):
            with pytest.raises(WorkspaceError, match="append-only"), ws.writing() as connection:
                connection.exec_driver_sql(statement)
        assert verify(ws).holds


def test_a_withdrawn_report_takes_its_codings_words(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        document = with_codings(ws)
        before = head(ws)
        withdraw(ws, document.id)
        assert verify(ws, before).faults == ()
        assert store.coding_of(ws, "r-1", document.id, "Ada") is None
        assert store.codings(ws, "r-1") == ()
        assert store.verdicts(ws, "r-1") == []
        assert len(store.submitted(ws)) == 2
        assert left_of(tmp_path) == set()
        with pytest.raises(WorkspaceError, match="withdrawn"):
            store.add_coding(ws, coding(document, "Dan"))
    assert left_of(tmp_path) == set()


TAMPERINGS = {
    "a figure": ("UPDATE coding SET json = replace(json, '\"low\":21', '\"low\":12')", "coding_changed"),
    "a quote": ("UPDATE coding SET json = replace(json, '21 civilians', '12 civilians')", "quote_not_in_text"),
    "who coded": ("UPDATE coding SET coder = 'Eve'", "coding_changed"),
    "no coding at all": ("UPDATE coding SET json = '{}'", "unreadable"),
    "a coding is gone": ("DELETE FROM coding", "row_missing"),
    "who codes": ("UPDATE coding_round SET json = replace(json, 'Ben', 'Eve')", "coding_round_changed"),
    "a verdict": ("UPDATE verdict SET json = replace(json, 'first', 'second')", "verdict_changed"),
}


@pytest.mark.parametrize(("statement", "code"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_change_is_found(tmp_path: Path, statement: str, code: str) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        with_codings(ws)
    connection = sqlite3.connect(tmp_path / "tollbook.sqlite")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.commit()
    connection.close()
    with open_workspace(tmp_path) as ws:
        assert code in {fault.code for fault in verify(ws).faults}
