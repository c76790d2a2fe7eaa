"""Opening a workspace: made once, brought up to date, refused with words where it cannot be."""

import sqlite3
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.store.things import fill
from tollbook.errors import WorkspaceError
from tollbook.store import db, read, sqlite, tables
from tollbook.store.db import open_workspace
from tollbook.store.verify import verify

MIGRATIONS = Path(db.__file__).parent / "migrations"


def change(directory: Path, *statements: str) -> None:
    with sqlite3.connect(directory / "tollbook.sqlite") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_workspace_is_made_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace in"):
        open_workspace(tmp_path)
    with open_workspace(tmp_path / "a" / "b", create=True) as ws:
        fill(ws)
    with open_workspace(tmp_path / "a" / "b") as ws:
        assert len(read.documents(ws)) == 1
    assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="choose another folder"):
        open_workspace(tmp_path / "file" / "ws", create=True)


def test_what_is_not_a_workspace_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tollbook.sqlite"
    path.write_bytes(b"this is no database at all " * 50)
    with pytest.raises(WorkspaceError, match="not a database"):
        open_workspace(tmp_path, create=True)
    path.unlink()
    change(tmp_path, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(WorkspaceError, match="another program's"):
        open_workspace(tmp_path, create=True)
    path.unlink()
    path.touch()
    with pytest.raises(WorkspaceError, match="holds no workspace yet"):
        open_workspace(tmp_path)
    open_workspace(tmp_path, create=True).close()


def test_a_newer_workspace_is_refused(tmp_path: Path) -> None:
    open_workspace(tmp_path, create=True).close()
    change(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WorkspaceError, match="use a newer Tollbook"):
        open_workspace(tmp_path)


def test_an_older_workspace_is_brought_up_to_date(tmp_path: Path) -> None:
    open_workspace(tmp_path, create=True).close()
    later = ("said", "coding_round", "coding", "verdict")
    change(tmp_path, *(f"DROP TABLE {name}" for name in later), "UPDATE alembic_version SET version_num = '0001'")
    with open_workspace(tmp_path) as ws:
        fill(ws)
        assert verify(ws).holds


def test_opening_is_quick(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        fill(ws)
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        open_workspace(tmp_path).close()
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.05


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws, ws.reading() as connection:

        def ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
            return not (kind == "table" and (name or "").startswith(sqlite.FTS))

        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, tables.metadata) == []


def test_every_version_is_known() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    found = [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == db.VERSIONS


@pytest.mark.parametrize(
    "table", ["event", "source", "original", "document", "said", "reading", "decision", "register", "issue"]
)
def test_rows_are_never_changed_or_lost(tmp_path: Path, table: str) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        fill(ws)
        for statement in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET rowid = rowid",
            f"UPDATE {table} SET {list(tables.metadata.tables[table].columns)[-1].name} = 'x'",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(WorkspaceError, match="append-only"), ws.writing() as connection:
                connection.exec_driver_sql(statement)
        assert verify(ws).holds


def test_words_cannot_be_blanked_without_a_withdrawal(tmp_path: Path) -> None:
    with open_workspace(tmp_path, create=True) as ws:
        fill(ws)
        for statement in (
            "UPDATE document SET url = NULL, title = NULL, text = NULL, json = NULL",
            "UPDATE reading SET json = NULL",
            "UPDATE decision SET json = '{}'",
        ):
            with pytest.raises(WorkspaceError, match="append-only"), ws.writing() as connection:
                connection.exec_driver_sql(statement)
