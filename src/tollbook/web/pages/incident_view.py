"""All that the page of an incident shows, gathered once from one moment of the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from tollbook.model import Decision, Document, Incident, Voice
from tollbook.publish import lineage, over_time, told
from tollbook.publish.adding_up import RULES, bare, lines_of, rules_of
from tollbook.publish.grid import Row, rows_of, voices_in_order
from tollbook.publish.incident import copies_of
from tollbook.publish.told import Said
from tollbook.run.grading import proposals
from tollbook.run.past import acts_of
from tollbook.run.seen import seen_token
from tollbook.store import read
from tollbook.store.people import persons
from tollbook.store.people_audit import assignments
from tollbook.web.finding import asked
from tollbook.web.found import rows_for
from tollbook.web.guard import Visitor
from tollbook.web.office import Office
from tollbook.web.pages.incident_drawing import chart_of, range_of, scale_of
from tollbook.web.pages.incident_sight import Sight, neighbours
from tollbook.web.pages.incident_texts import look_of, quoted, shown

COUNTED = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looks at what, with which address; `report` is the one whose text stands beside the claims."""

    office: Office
    visitor: Visitor
    sight: Sight
    params: QueryParams
    report: str


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of harm or of statement in the grid: its heading row, and the rows below it."""

    head: Row
    rows: tuple[Row, ...]


def view(looked: Looked) -> dict[str, Any]:
    """Give everything that the templates of the page need."""
    sight = looked.sight
    context: dict[str, Any] = {
        "present": sight.present,
        "incident": sight.incident,
        "day": sight.day.isoformat() if sight.day else None,
        "days": sight.days,
        "told": told,
        "question": asked(looked.params),
        "may_decide": sight.day is None,
        "query": [(k, v) for k, v in looked.params.multi_items() if k not in ("as_known", "report", "kept")],
        "beside": _beside(looked),
        **_about_people(looked),
    }
    if sight.incident is not None:
        context |= _said(looked, sight.incident)
    return context


def chosen_report(sight: Sight, wanted: str) -> Document | None:
    """Give the report that is asked for, else the one with most to say of the incident."""
    reports = sight.reports
    by_id = {d.id: d for d in reports}
    if wanted in by_id:
        return by_id[wanted]
    copies = copies_of(sight.incident) if sight.incident else {}
    return max(reports, key=lambda d: (d.id not in copies, len(sight.things_in(d))), default=None)


def report_context(sight: Sight, document: Document | None) -> dict[str, Any]:
    """Give what the pane with a report's text needs."""
    copies = copies_of(sight.incident) if sight.incident else {}
    return {
        "present": sight.present,
        "day": sight.day.isoformat() if sight.day else None,
        "told": told,
        "reports": [(d, len(sight.things_in(d))) for d in sight.reports],
        "copies": copies,
        "documents": sight.documents,
        "shown": shown(sight, document) if document else None,
    }


def _said(looked: Looked, incident: Incident) -> dict[str, Any]:
    sight = looked.sight
    documents, voices = sight.documents, voices_in_order(incident)
    lines = lines_of(incident.tallies)
    scale = scale_of(lines)
    courses = over_time.courses_of(incident, documents)
    desk = looked.office.desk(sight.snapshot)
    return {
        "voices": voices,
        "parts": list(_parts(rows_of(incident, documents))),
        "said": sight.said,
        "quoted": lambda said: quoted(sight, said),
        "look_of": look_of,
        "lines": lines,
        "rules": [(r, RULES.get(bare(r), "")) for r in rules_of(incident.tallies)],
        "range_of": lambda tally: range_of(tally, scale[tally.effect]),
        "uncounted": [e for e in COUNTED if e not in scale],
        "differences": [(c, told.sides(c, incident)) for c in incident.conflicts],
        "in_their_words": [(v, list(told.said_alike(incident, v.id, documents))) for v in voices],
        "cumulative": [s for s in incident.claims if s.claim.scope == "cumulative"],
        "decision_of": _decisions(sight),
        "seen": lambda *said: seen_token(desk, [told.id_of(s) for s in said]),
        "seen_incident": seen_token(desk, (incident.id,)) if sight.day is None else "",
        "courses": courses,
        "chart": chart_of(courses),
        "lineage": lineage.lineage_of(incident, documents),
        "reach_of": lineage.reach_of,
        "roots": _roots(voices),
        "history": acts_of(sight.snapshot, incident) if sight.day is None else (),
        "neighbours": neighbours(sight.snapshot, incident) if sight.day is None else [],
        "accounts": [(a, documents[a.document_id]) for a in incident.accounts if a.document_id in documents],
        "left_out": _left_out(sight, incident),
        "proposals": proposals(incident, sight.snapshot.decisions) if sight.day is None else (),
        **report_context(sight, chosen_report(sight, looked.report)),
    }


def _parts(rows: list[Row]) -> Iterator[Part]:
    head: Row | None = None
    below: list[Row] = []
    for row in rows:
        if row.depth == 0:
            if head is not None:
                yield Part(head, tuple(below))
            head, below = row, []
        else:
            below.append(row)
    if head is not None:
        yield Part(head, tuple(below))


def _roots(voices: tuple[Voice, ...]) -> tuple[int, int]:
    own = sum(v.kind == "outlet" for v in voices)
    return len(voices) - own, own


def _decisions(sight: Sight) -> Mapping[str, Decision]:
    behind = {s.decided for s in sight.said.values() if s.decided}
    return {d.id: d for d in sight.snapshot.decisions if d.id in behind}


def _left_out(sight: Sight, incident: Incident) -> list[tuple[str, int]]:
    """Count what was refused or left out in its reports, by kind, the most frequent first."""
    reports = {a.document_id for a in incident.accounts}
    counted: dict[str, int] = {}
    for issue in sight.snapshot.record.issues:
        if issue.subject.partition("/")[0] in reports:
            counted[issue.code] = counted.get(issue.code, 0) + 1
    return sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))


def _about_people(looked: Looked) -> dict[str, Any]:
    people = looked.office.people.people
    names = [p.name for p in persons(people) if p.active]
    return {
        "care": assignments(people).get(looked.sight.present.id),
        "people": names or [looked.visitor.name],
    }


def _beside(looked: Looked) -> dict[str, Any]:
    """The incidents before and after this one in the list that the visitor came from."""
    question, snapshot = asked(looked.params), looked.sight.snapshot
    holding = None
    if question.words:
        documents = read.holding(looked.office.ws, question.words)
        holding = frozenset(i for d in documents for i in snapshot.incidents_of_document.get(d, ()))
    ids = [r.id for r in rows_for(snapshot, question, holding)]
    if looked.sight.present.id not in ids:
        return {"earlier": None, "later": None, "number": 0, "count": len(ids)}
    n = ids.index(looked.sight.present.id)
    return {
        "earlier": ids[n - 1] if n else None,
        "later": ids[n + 1] if n + 1 < len(ids) else None,
        "number": n + 1,
        "count": len(ids),
    }


__all__ = ["Looked", "Said", "chosen_report", "report_context", "view"]
