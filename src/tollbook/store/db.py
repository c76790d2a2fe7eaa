"""Opening a workspace: a folder with one database and the original bytes of every report."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, select
from sqlalchemy.exc import DBAPIError

from tollbook.errors import WorkspaceError
from tollbook.store import originals, sqlite
from tollbook.store.tables import erased

DATABASE = "tollbook.sqlite"
# Every schema version that this program can read, oldest first; the last is the one it writes.
VERSIONS = ("0001", "0002", "0003")


class Workspace:
    """An open workspace; close it, or use it in a `with` block. One thread writes at a time, any number read."""

    def __init__(self, directory: Path, engine: Engine) -> None:
        self.directory = directory
        self.engine = engine
        self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state for the length of the block.

        Blocks within a block share that state, so that several questions are answered of one moment.
        """
        current = self._current("writer") or self._current("reader")
        if current is not None:
            yield current
            return
        with _explained(self.directory), self.engine.connect() as connection:
            self._local.reader = connection
            try:
                yield connection
            finally:
                self._local.reader = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write; all that the block adds is kept together or not at all.

        Blocks within a block join it, so that several adds can be made one.
        """
        current = self._current("writer")
        if current is not None:
            yield current
            return
        with _explained(self.directory), self.engine.connect() as fresh:
            connection = fresh.execution_options(tollbook_writes=True)
            with connection.begin():
                self._local.writer = connection
                try:
                    yield connection
                finally:
                    self._local.writer = None

    @property
    def is_writing(self) -> bool:
        """Tell whether this thread is within a `writing` block."""
        return self._current("writer") is not None

    def _current(self, role: str) -> Connection | None:
        return getattr(self._local, role, None)

    def close(self) -> None:
        """Let go of the files."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_workspace(directory: Path, *, create: bool = False) -> Workspace:
    """Open the workspace in `directory`, bringing an older one up to date; `create` makes it where there is none."""
    path = directory / DATABASE
    if not path.exists():
        if not create:
            raise WorkspaceError(
                f"there is no workspace in {directory}; `tollbook read` makes one, or give --workspace"
            )
        _make_directory(directory)
    engine = create_engine(URL.create("sqlite", database=str(path)))
    sqlite.prepare(engine)
    try:
        with _explained(directory):
            _bring_up_to_date(engine, directory, create)
            _finish_withdrawals(engine, directory)
    except BaseException:
        engine.dispose()
        raise
    return Workspace(directory, engine)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # reports can endanger people: for the owner only
    except OSError as error:
        raise WorkspaceError(
            f"no workspace can be made in {directory}: {error.strerror}; choose another folder"
        ) from error


def _bring_up_to_date(engine: Engine, directory: Path, create: bool) -> None:
    with engine.connect() as connection:
        if _is_current(connection, directory, create):
            return
    # Looked at again under the lock: another process may have done the work meanwhile.
    with engine.connect().execution_options(tollbook_writes=True) as connection, connection.begin():
        if not _is_current(connection, directory, create):
            from tollbook.store.migrate import migrate  # Alembic takes 0.2 s to load and is needed once a version

            migrate(connection)
            sqlite.create_guards(connection)


def _is_current(connection: Connection, directory: Path, create: bool) -> bool:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables or not create:
            what = "holds another program's database" if tables else "holds no workspace yet"
            raise WorkspaceError(f"{directory / DATABASE} {what}; choose another folder with --workspace")
        return False
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is not None and version not in VERSIONS:
        raise WorkspaceError(
            f"the workspace in {directory} has version {version}, this program knows up to {VERSIONS[-1]}; "
            "use a newer Tollbook"
        )
    return version == VERSIONS[-1]


def _finish_withdrawals(engine: Engine, directory: Path) -> None:
    """Remove original bytes that a withdrawal took out, should the program have been stopped just before it did."""
    with engine.connect() as connection:
        gone = connection.scalars(select(erased.c.row).where(erased.c.kind == "original")).all()
    for sha256 in gone:
        originals.remove(directory, sha256)


@contextmanager
def _explained(directory: Path) -> Iterator[None]:
    """Turn what the database says into words for a person."""
    try:
        yield
    except DBAPIError as error:
        raise WorkspaceError(
            f"the database of the workspace in {directory} says: {error.orig}; nothing of this step was kept. "
            "Is another program writing, the disk full, or the folder read-only? `tollbook verify` checks the rest"
        ) from error
