"""The desk: one open workspace with its record, and finding what a person means by an id."""

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.errors import TollbookError, WorkspaceError

if TYPE_CHECKING:
    from tollbook.flow import Tools
    from tollbook.model import Document, Incident, Reading, Record
    from tollbook.store.db import Workspace

SUGGESTIONS = 3


class UnknownId(TollbookError):
    """An id that names nothing here, or more than one thing."""


@dataclass
class Desk:
    """An open workspace; the record is derived when it is first asked for."""

    ws: "Workspace"
    as_known: date | None = None

    @cached_property
    def tools(self) -> "Tools":
        """The gazetteer and the table of parties."""
        from tollbook.run.kit import build_tools

        return build_tools(self.ws.directory)

    @cached_property
    def record(self) -> "Record":
        """What follows from all that is stored."""
        from tollbook.run.local import current_record

        return current_record(self.ws, self.tools, self.as_known)

    @cached_property
    def documents(self) -> "dict[str, Document]":
        """Every report that the workspace holds, by id."""
        from tollbook.store import read

        return {d.id: d for d in read.documents(self.ws)}

    def nothing_published(self) -> str | None:
        """Say that nothing was published by the day that is asked about, and when the first report was; else None."""
        if self.as_known is None:
            return None
        days = sorted(d.published_day for d in self.documents.values() if d.published_day)
        if days and days[0] <= self.as_known.isoformat():
            return None
        first = f"the earliest report here is of {days[0]}" if days else "no report here has a known day"
        return f"Nothing was published by {self.as_known}: {first}."

    def documents_of(self, incident: "Incident") -> "dict[str, Document]":
        """The reports that tell one incident, copies too."""
        from tollbook.publish.incident import copies_of
        from tollbook.run.local import documents_of

        return documents_of(self.ws, [*(a.document_id for a in incident.accounts), *copies_of(incident)])

    def reading(self, document: "Document") -> "Reading | None":
        """The newest reading of a report, as people have decided it."""
        from tollbook import flow
        from tollbook.store import read

        readings = read.readings_of(self.ws, document.id)
        return flow.tell(document, readings[-1], read.decisions(self.ws), self.tools) if readings else None

    def incident(self, name: str) -> "Incident":
        """The incident of an id or of its beginning; a merged one leads to the one that stands."""
        nothing = self.nothing_published()
        if nothing:
            raise UnknownId(nothing)
        redirects = dict(self.record.redirects)
        by_id = {i.id: i for i in self.record.incidents}
        found = pick(name, [*by_id, *redirects], "incident")
        while found in redirects:
            found = redirects[found]
        if found not in by_id:
            raise UnknownId(f"Incident {found} holds no account any more; `tollbook incidents` lists those there are")
        return by_id[found]

    def find(self, name: str, kinds: str) -> str:
        """The one id that begins so, among documents (d), claims (c), statements (s), decisions (v) and accounts."""
        from tollbook.store import read

        known = read.find_id(self.ws, name)
        fitting = [i for i in known if i.partition("-")[0] in kinds.split()]
        if len(fitting) == 1:
            return fitting[0]
        return pick(name, fitting or self._known(kinds), {"d": "report", "c s": "claim or statement"}.get(kinds, "id"))

    def document(self, name: str) -> "Document":
        """The report of an id or of its beginning; of a withdrawn one, say who took it out and why."""
        from tollbook.store import read

        document_id = self.find(name, "d")
        if document_id in self.documents:
            return self.documents[document_id]
        for gone in read.withdrawals(self.ws):
            if gone.document_id == document_id:
                told = f"on {gone.decided_at:%Y-%m-%d} by {gone.decided_by}: {gone.reason}"
                raise UnknownId(f"Report {document_id} was withdrawn {told}. Its SHA-256 was {gone.raw_sha256}.")
        raise UnknownId(f"There is no report {document_id} in this workspace.")

    def document_with(self, name: str) -> str:
        """The id of the report that a claim or statement stands in; of the first, where several share one text."""
        from tollbook.store import read

        return read.documents_with(self.ws, self.find(name, "c s"))[0]

    def _known(self, kinds: str) -> list[str]:
        from tollbook.store import read

        wanted = kinds.split()
        ids = list(self.documents) if "d" in wanted else []
        if "c" in wanted or "s" in wanted:
            for reading in read.latest_readings(self.ws):
                ids += [c.id for c in reading.claims] + [s.id for s in reading.statements]
        if "v" in wanted:
            ids += [d.id for d in read.decisions(self.ws)]
        return ids


@contextmanager
def open_desk(directory: Path, create: bool = False, as_known: date | None = None) -> Iterator[Desk]:
    """Open the workspace in `directory`; where there is none, say how to make one."""
    if not create and not (directory / "tollbook.sqlite").exists():
        raise WorkspaceError(
            f"There is no workspace in {directory}. Make one with `tollbook read REPORTS…`, name another with "
            "--workspace DIR, or look at the samples with `tollbook demo`."
        )
    from tollbook.store.db import open_workspace

    with open_workspace(directory, create=create) as ws:
        yield Desk(ws, as_known)


def pick(name: str, ids: Iterable[str], kind: str) -> str:
    """Give the one id that is `name` or begins so, with or without its letter; else say what is nearest."""
    known = list(dict.fromkeys(ids))
    if name in known:
        return name
    found = [i for i in known if name and (i.startswith(name) or i.partition("-")[2].startswith(name))]
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(found[:SUGGESTIONS]) + (", …" if len(found) > SUGGESTIONS else "")
        raise UnknownId(f"{name} begins {len(found)} ids ({shown}). Write a few more letters of the one you mean.")
    near = difflib.get_close_matches(name, known, SUGGESTIONS, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UnknownId(f"There is no {kind} {name} in this workspace.{hint}")
