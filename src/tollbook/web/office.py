"""The office: the one open workspace that the pages and the API work in."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tollbook.flow import Tools
from tollbook.run.coding_sight import hidden_while_coding, to_code
from tollbook.run.kit import Reader, build_reader
from tollbook.run.live import LiveRecord, Snapshot
from tollbook.run.live_desk import LiveDesk
from tollbook.run.people import Staff
from tollbook.run.people_roles import Visitor
from tollbook.run.people_sight import without_confidential, without_reports
from tollbook.store import read
from tollbook.store.db import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_CODERS = 8  # whose view of one moment is kept at hand


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
    _apart: dict[frozenset[str], tuple[Snapshot, Snapshot]] = field(default_factory=dict)

    def now(self, visitor: Visitor) -> Snapshot:
        """Give the newest snapshot as this visitor may see it.

        Without what is confidential, where they may not see that, and without what they still code apart from others.
        """
        whole = self.live.now()
        seen = whole if visitor.may("see_confidential") else self._without_confidential(whole)
        apart = self.kept_apart(visitor)
        if not apart:
            return seen
        kept = self._apart.get(apart)
        if kept is None or kept[0] is not seen:
            self._apart = {r: k for r, k in list(self._apart.items())[-MOST_CODERS:] if k[0] is seen}
            kept = self._apart[apart] = (seen, without_reports(seen, apart))
        return kept[1]

    def kept_apart(self, visitor: Visitor) -> frozenset[str]:
        """Give the reports that a visitor codes and has not handed in, and their copies: they see none of them."""
        mine = to_code(self.ws, visitor.name) if visitor.has_account else frozenset()
        return hidden_while_coding(self.live.now(), mine) if mine else mine

    def _without_confidential(self, whole: Snapshot) -> Snapshot:
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
