"""A Tollbook server, asked from Python.

from tollbook.client import Tollbook

with Tollbook("http://localhost:8765") as t:
    for line in t.incidents(country="ML"):
        print(line["id"], line["place"], line["killed"])
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack, cast

import httpx2

from tollbook.client import shapes
from tollbook.client.line import Line, name
from tollbook.client.shapes import Json
from tollbook.errors import AccessError, AnswerError, ClashError, FetchError, MissingError

ADDRESS = "http://localhost:8765"


class Tollbook:
    """A server's record: looked at, searched, decided on. Close it, or use it in a `with` block.

    What goes wrong is an AnswerError: AccessError (who asks may not), MissingError (not there), ClashError (somebody
    decided meanwhile); a server that cannot be reached is a FetchError.
    """

    def __init__(
        self, address: str = ADDRESS, token: str | None = None, *, transport: httpx2.BaseTransport | None = None
    ) -> None:
        self._line = Line(address, token, transport)

    def incidents(self, **asked: Unpack[shapes.ListedIncidents]) -> Iterator[shapes.IncidentLine]:
        """Give the incidents that hold all that is asked, a line each, as many as there are."""
        return self._line.pages("incidents", asked)

    def facets(self, **asked: Unpack[shapes.AskedIncidents]) -> Json:
        """Count the incidents that hold all that is asked, by country, means, target, group, grading and actor."""
        return self._line.get("facets", asked)

    def incident(self, incident_id: str, as_known: str | None = None) -> shapes.Incident:
        """Give one incident whole; with `as_known` what followed from the reports published by that day."""
        return cast(shapes.Incident, self._line.get(f"incidents/{name(incident_id)}", {"as_known": as_known}))

    def history(self, incident_id: str) -> Iterator[shapes.Decision]:
        """Give every decision that touched an incident, oldest first."""
        return self._line.pages(f"incidents/{name(incident_id)}/history", {})

    def reports(self, **asked: Unpack[shapes.AskedReports]) -> Iterator[shapes.ReportLine]:
        """Give the archived reports, the newest first."""
        return self._line.pages("reports", asked)

    def report(self, report_id: str) -> shapes.Report:
        """Give one report with its text and all that was read in it."""
        return cast(shapes.Report, self._line.get(f"reports/{name(report_id)}"))

    def original(self, report_id: str) -> bytes:
        """Give the bytes of a report as they were archived."""
        return self._line.get_bytes(f"reports/{name(report_id)}/original")

    def add_text(self, text: str, url: str | None = None, **said: Unpack[shapes.SaidOfReport]) -> shapes.Taken:
        """Take a report in by its text."""
        return cast(shapes.Taken, self._line.send("POST", "reports", {"text": text, "url": url, **said}))

    def add_url(self, url: str, **said: Unpack[shapes.SaidOfReport]) -> shapes.Taken:
        """Let the server fetch a report from its address."""
        return cast(shapes.Taken, self._line.send("POST", "reports", {"url": url, **said}))

    def add_file(self, path: str | Path, **said: Unpack[shapes.SaidOfReport]) -> shapes.Taken:
        """Take a file in: text, HTML, PDF, a feed, lines of JSON, a Telegram export."""
        file = Path(path)
        return cast(shapes.Taken, self._line.send_bytes(f"reports/files/{name(file.name)}", file.read_bytes(), said))

    def withdraw(self, report_id: str, reason: str, shared: bool = False) -> Json:
        """Take a report's bytes, text and quotes out for good; this cannot be undone."""
        return self._line.send("POST", f"reports/{name(report_id)}/withdrawal", {"reason": reason, "shared": shared})

    def claim(self, claim_id: str) -> shapes.OneClaim:
        """Give one claim as people have decided it."""
        return cast(shapes.OneClaim, self._line.get(f"claims/{name(claim_id)}"))

    def statement(self, statement_id: str) -> shapes.OneStatement:
        """Give one statement as people have decided it."""
        return cast(shapes.OneStatement, self._line.get(f"statements/{name(statement_id)}"))

    def search(self, words: str) -> Iterator[shapes.Found]:
        """Give the reports that hold all of the words, the best first."""
        return self._line.pages("search", {"q": words}, "reports")

    def decisions(self, **asked: Unpack[shapes.AskedDecisions]) -> Iterator[shapes.Decision]:
        """Give what was decided, the newest first."""
        return self._line.pages("decisions", asked)

    def decision(self, decision_id: str) -> shapes.Decision:
        """Give one decision."""
        return cast(shapes.Decision, self._line.get(f"decisions/{name(decision_id)}"))

    def decide(
        self,
        kind: str,
        subjects: Sequence[str],
        fields: Mapping[str, Any] | None = None,
        *,
        reason: str,
        seen: str | None = None,
    ) -> shapes.Kept:
        """Keep a decision. With `seen` it is a ClashError where somebody decided on the same thing meanwhile."""
        if isinstance(subjects, str):
            raise TypeError("subjects is a list of ids, even of one: [claim_id]")
        told = {"kind": kind, "subjects": list(subjects), "fields": dict(fields or {}), "reason": reason, "seen": seen}
        return cast(shapes.Kept, self._line.send("POST", "decisions", told))

    def undo(self, decision_id: str, reason: str = "taken back", also: Sequence[str] = ()) -> shapes.Kept:
        """Take a decision back, and others that were kept together with it."""
        told = {"reason": reason, "also": list(also)}
        return cast(shapes.Kept, self._line.send("POST", f"decisions/{name(decision_id)}/undo", told))

    def queue(self, kind: str | None = None, incident: str | None = None) -> Iterator[shapes.QueueItem]:
        """Give what needs a person, the most pressing first."""
        return self._line.pages("queue", {"kind": kind, "incident": incident})

    def waiting(self) -> Mapping[str, int]:
        """Count what needs a person, by kind."""
        return cast(Mapping[str, int], self._line.get("queue", {"limit": 1})["kinds"])

    def links(self) -> Iterator[shapes.UnsurePair]:
        """Give the pairs that may be one incident, the likeliest first."""
        return self._line.pages("links", {})

    def pair(self, left: str, right: str) -> Json:
        """Give two incidents side by side, with the reasons for and against their being one."""
        return self._line.get(f"links/{name(left)}/{name(right)}")

    def methods(self) -> Json:
        """Give the rules and versions that the record was made by."""
        return self._line.get("methods")

    def formats(self) -> Sequence[Json]:
        """List the formats that the record is published in."""
        return cast(Sequence[Json], self._line.get("exports")["formats"])

    def export(self, format_name: str, part: str | None = None, as_known: str | None = None) -> bytes:
        """Give the record in a format; one of several files as a ZIP, or one `part` of it."""
        return self._line.get_bytes(f"exports/{name(format_name)}", {"part": part, "as_known": as_known})

    def save_export(
        self, to: str | Path, format_name: str, part: str | None = None, as_known: str | None = None
    ) -> None:
        """Write the record in a format into a file, however large it is."""
        self._line.save(f"exports/{name(format_name)}", {"part": part, "as_known": as_known}, Path(to))

    def loss(self, format_name: str, as_known: str | None = None) -> Json:
        """Say what a format cannot carry and what is not published."""
        return self._line.get(f"exports/{name(format_name)}/loss", {"as_known": as_known})

    def me(self) -> Json:
        """Say who asks and what they may do."""
        return self._line.get("me")

    def note_look(self) -> None:
        """Keep that you have looked now."""
        self._line.send("PUT", "me/looked", {})

    def assignments(self, person: str | None = None) -> Iterator[Json]:
        """Give who looks after which incident or report."""
        return self._line.pages("assignments", {"person": person})

    def assign(self, subject: str, person: str) -> Json:
        """Say who looks after an incident or a report from now on."""
        return self._line.send("PUT", f"assignments/{name(subject)}", {"person": person})

    def free(self, subject: str) -> None:
        """Free an incident or a report, so that anyone may look after it."""
        self._line.send("DELETE", f"assignments/{name(subject)}", {})

    def people(self) -> Iterator[Json]:
        """Give who works there; for admins."""
        return self._line.pages("people", {})

    def audit(self, who: str | None = None, what: str | None = None, subject: str | None = None) -> Iterator[Json]:
        """Give who did what and when, the newest first; for admins."""
        return self._line.pages("audit", {"who": who, "what": what, "subject": subject})

    def health(self) -> Json:
        """Say whether the server is there, and its version."""
        return self._line.get("health")

    def close(self) -> None:
        """Let go of the line to the server."""
        self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


__all__ = ["AccessError", "AnswerError", "ClashError", "FetchError", "MissingError", "Tollbook", "shapes"]
