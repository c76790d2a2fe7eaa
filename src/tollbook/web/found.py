"""What the incidents page shows for a question: lines, counts, what the filters could still ask, and the timeline."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.model import Incident
from tollbook.publish import words
from tollbook.publish.fields import OBJECTS
from tollbook.publish.wording import one_line
from tollbook.run.listing import Row, facets, select
from tollbook.run.live import Snapshot
from tollbook.web.finding import CONFLICTS, Question
from tollbook.web.lines import Line, line_of, most_of
from tollbook.web.timeline import Timeline, timeline

A_PAGE = 50
BESIDE = 8  # incidents without a point that are named beside the map; a link leads to all of them


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a filter can ask for, and how many incidents there are of it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """The incidents that hold what is asked, one page of them as lines."""

    rows: Sequence[Row]
    lines: Sequence[Line]
    total: int
    page: int
    pages: int
    placeless: Sequence[Line]
    placeless_count: int
    timeline: Timeline
    choices: Mapping[str, Sequence[Choice]]
    actors: Mapping[str, str]


def rows_for(snapshot: Snapshot, question: Question, holding: frozenset[str] | None) -> list[Row]:
    """Give the rows that hold what is asked, in order; `holding` are the incidents whose reports hold the words."""
    return select(snapshot, replace(question.filters, ids=holding), question.order)


def find(snapshot: Snapshot, question: Question, holding: frozenset[str] | None) -> Found:
    """Find what is asked."""
    rows = rows_for(snapshot, question, holding)
    actors = names_of_actors(snapshot.incidents.values())
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(question.page, pages)
    shown = rows[(page - 1) * A_PAGE : page * A_PAGE]
    most = most_of(rows)
    placeless = [r for r in rows if r.lat is None]
    f = question.filters
    anytime = replace(question, filters=replace(f, since=None, until=None))
    over_time = rows if f == anytime.filters else rows_for(snapshot, anytime, holding)
    return Found(
        rows=rows,
        lines=[line_of(r, snapshot.incidents[r.id], most) for r in shown],
        total=len(snapshot.rows),
        page=page,
        pages=pages,
        placeless=[line_of(r, snapshot.incidents[r.id], most) for r in placeless[:BESIDE]],
        placeless_count=len(placeless),
        timeline=timeline(over_time, f.since, f.until),
        choices=choices(list(snapshot.rows.values()), actors, question),
        actors=actors,
    )


def names_of_actors(incidents: Iterable[Incident]) -> dict[str, str]:
    """Name each party that is said to have done it by the words that most statements have for it."""
    names: dict[str, Counter[str]] = {}
    for incident in incidents:
        for said in incident.perpetrators:
            if said.actor_id is not None and said.stance != "denies":
                names.setdefault(said.actor_id, Counter())[one_line(said.name)] += 1
    return {i: words.named(max(sorted(found), key=lambda n: found[n])) for i, found in names.items()}


def choices(rows: Sequence[Row], actors: Mapping[str, str], question: Question) -> dict[str, list[Choice]]:
    """Give what each filter can ask for: what there is, and what is asked for now, if there is none of it."""
    counted = facets(rows)
    known: Mapping[str, tuple[Mapping[str, int], Mapping[str, str]]] = {
        "country": (counted["countries"], {c: words.country(c) for c in counted["countries"]}),
        "actor": (counted["actors"], actors),
        "means": (counted["means"], words.MEANS),
        "target": (counted["targets"], OBJECTS),
        "group": (counted["groups"], words.GROUPS),
        "grading": (counted["gradings"], words.GRADES),
        "conflict": (_conflicts(rows), CONFLICTS),
    }
    made: dict[str, list[Choice]] = {}
    for name, (counts, names) in known.items():
        codes = list(counts)
        asked = question.given.get(name)
        if asked is not None and asked not in counts:
            codes.append(asked)
        listed = [Choice(c, names.get(c) or _unnamed(name, c), counts.get(c, 0)) for c in codes]
        made[name] = sorted(listed, key=lambda c: c.name.casefold()) if name in ("country", "actor") else listed
    return made


def _unnamed(name: str, code: str) -> str:
    return words.country(code) if name == "country" else "a party not named"


def _conflicts(rows: Iterable[Row]) -> dict[str, int]:
    counted = Counter[str]()
    for row in rows:
        counted.update(row.conflicts)
        counted["any"] += bool(row.conflicts)
    return {kind: counted[kind] for kind in CONFLICTS if counted[kind]}
