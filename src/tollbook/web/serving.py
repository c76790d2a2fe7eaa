"""Starting the server: the workspace opened once, its record derived, then pages until stopped."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tollbook.run.kit import build_tools
from tollbook.run.live import LiveRecord
from tollbook.run.people import open_staff
from tollbook.store.db import open_workspace
from tollbook.web.office import Office


@contextmanager
def open_office(directory: Path, create: bool = False) -> Iterator[Office]:
    """Open the workspace in `directory` for serving; its record is derived before the first page is asked for."""
    tools = build_tools(directory)
    with open_workspace(directory, create=create) as ws, closing(open_staff(directory)) as people:
        yield Office(ws, tools, LiveRecord(ws, tools), people)
