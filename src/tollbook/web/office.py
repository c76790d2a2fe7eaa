"""The office: the one open workspace that the pages and the API work in."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tollbook.flow import Tools
from tollbook.run.kit import Reader, build_reader
from tollbook.run.live import LiveRecord, Snapshot
from tollbook.run.live_desk import LiveDesk
from tollbook.run.people import Staff
from tollbook.run.people_roles import Visitor
from tollbook.run.people_sight import without_confidential
from tollbook.store import read
from tollbook.store.db import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Office:
    """A workspace, its record kept up to date, who works on it, and the tools with weight; one a server."""

    ws: Workspace
    tools: Tools
    live: LiveRecord
    people: Staff
    clock: "Callable[[], datetime]" = lambda: datetime.now(UTC)
    _reader: Reader | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: tuple[Snapshot, Snapshot] | None = None

    def now(self, visitor: Visitor) -> Snapshot:
        """Give the newest snapshot as this visitor may see it: without what is confidential, where they may not."""
        whole = self.live.now()
        if visitor.may("see_confidential"):
            return whole
        kept = self._open
        if kept is None or kept[0] is not whole:
            kept = self._open = (whole, without_confidential(whole, {s.id: s for s in read.sources(self.ws)}))
        return kept[1]

    def desk(self, snapshot: Snapshot | None = None) -> LiveDesk:
        """Give a desk over one moment of the record: now, or that of `snapshot`."""
        return LiveDesk(self.ws, snapshot=snapshot or self.live.now(), live_tools=self.tools)

    def reader(self) -> Reader:
        """The reader, loaded when a report is first added: most who look never need it."""
        with self._lock:
            if self._reader is None:
                self._reader = build_reader()
            return self._reader
