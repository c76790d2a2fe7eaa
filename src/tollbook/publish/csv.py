"""csv: three tables (incidents, claims, statements) that spreadsheets open safely (RFC 4180; docs/formats/csv.md)."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from tollbook.model import Document, Incident, SaidClaim, SaidStatement, Tally
from tollbook.publish.exporter import Exporter, Lost, Part, lost_by_summaries
from tollbook.publish.fields import figure_fields
from tollbook.publish.gate import Published, review_state
from tollbook.publish.incident import told_in

Cell = str | int | float | bool | None
RULE = "stated-range"
STATUSES = ("civilian", "combatant", "security_forces", "disputed", "unknown")
GROUPS = ("children", "women", "men")
COUNTED = ("killed", "injured")
# A spreadsheet takes a cell that begins so for a formula and may run it (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Cell) -> Cell:
    """Put an apostrophe before text that a spreadsheet would run as a formula; numbers are left as they are."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value


def write_incidents(published: Published, sink: BinaryIO) -> None:
    """A row an incident: when, where, by what means, figures by `stated-range`, who is said to have done it."""
    _write_rows(sink, (incident_row(i, published.documents) for i in published.incidents), incident_columns())


def write_claims(published: Published, sink: BinaryIO) -> None:
    """Write a row a claim, with its words, who says it and in which report."""
    rows = (claim_row(i, s, published.documents) for i in published.incidents for s in i.claims)
    _write_rows(sink, rows, CLAIM_COLUMNS)


def write_statements(published: Published, sink: BinaryIO) -> None:
    """Write a row a statement: who blames, admits or denies, and what is said to have been hit."""
    rows = (statement_row(i, s, published.documents) for i in published.incidents for s in i.statements)
    _write_rows(sink, rows, STATEMENT_COLUMNS)


def incident_columns() -> tuple[str, ...]:
    """Name the columns of the table of incidents, in order."""
    figures = [f"{e}_{who}_{end}" for e in COUNTED for who in (*STATUSES, *GROUPS) for end in ("low", "high")]
    before = "incident date_from date_to date_precision place country admin1 lat lon place_precision means follow_up"
    after = (
        "other_tallies rule alleged_perpetrators targets conflicts grading grading_decided reviewed "
        "voices origins outlets urls"
    )
    return (*before.split(), *figures, *after.split())


CLAIM_COLUMNS = tuple(
    "incident claim quote effect low high wording status group claimant claimant_kind voice cue polarity "
    "certainty provisional scope period part_of means score decided more_quotes "
    "document source published url copies".split()
)
STATEMENT_COLUMNS = tuple(
    "incident statement kind quote actor actor_id object claimant claimant_kind voice cue certainty score decided "
    "more_quotes "
    "document source published url copies".split()
)


def incident_row(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Cell]:
    """Give one incident as flat cells; what is not known is an empty cell, never 0."""
    time, place, grading = incident.time, incident.place, incident.grading
    told = told_in(incident, documents)
    return {
        "incident": incident.id,
        "date_from": time.earliest.isoformat() if time else None,
        "date_to": time.latest.isoformat() if time else None,
        "date_precision": time.precision if time else "none",
        "place": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "means": incident.means,
        "follow_up": incident.follow_up,
        **_figures(incident.tallies),
        "other_tallies": _joined(_tally_words(t) for t in incident.tallies if _is_stated(t) and not _has_column(t)),
        "rule": next((t.rule for t in incident.tallies if _is_stated(t)), None),
        "alleged_perpetrators": _joined(
            f"{p.name} ({p.stance}: {p.by or 'the report itself'})" for p in incident.perpetrators
        ),
        "targets": _joined(f"{t.name} ({t.by or 'the report itself'})" for t in incident.targets),
        "conflicts": _joined(c.detail for c in incident.conflicts),
        "grading": grading.grade if grading else None,
        "grading_decided": grading.decided_by is not None if grading else None,
        "reviewed": review_state(incident),
        "voices": len(incident.voices),
        "origins": len(incident.origins),
        "outlets": _joined(incident.outlets),
        "urls": _joined(d.url for d in told if d.url),
    }


def claim_row(incident: Incident, said: SaidClaim, documents: Mapping[str, Document]) -> dict[str, Cell]:
    """Give one claim as flat cells."""
    claim = said.claim
    return {
        "incident": incident.id,
        "claim": claim.id,
        "quote": claim.span.quote,
        **figure_fields(claim),
        "claimant": claim.claimant.quote if claim.claimant else None,
        "claimant_kind": claim.claimant_kind,
        "voice": _voice_name(incident, said.voice_id),
        "cue": claim.cue.quote if claim.cue else None,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "provisional": claim.provisional,
        "scope": claim.scope,
        "period": claim.period,
        "part_of": claim.part_of,
        "means": claim.means,
        "score": round(claim.score, 4),
        "decided": said.decided is not None,
        "more_quotes": _joined(s.quote for s in claim.more_quotes),
        **_document_cells(said, documents),
    }


def statement_row(incident: Incident, said: SaidStatement, documents: Mapping[str, Document]) -> dict[str, Cell]:
    """Give one statement as flat cells."""
    statement = said.statement
    return {
        "incident": incident.id,
        "statement": statement.id,
        "kind": statement.kind,
        "quote": statement.span.quote,
        "actor": statement.actor.quote if statement.actor else None,
        "actor_id": statement.actor_id,
        "object": statement.object.quote if statement.object else None,
        "claimant": statement.claimant.quote if statement.claimant else None,
        "claimant_kind": statement.claimant_kind,
        "voice": _voice_name(incident, said.voice_id),
        "cue": statement.cue.quote if statement.cue else None,
        "certainty": statement.certainty,
        "score": round(statement.score, 4),
        "decided": said.decided is not None,
        "more_quotes": _joined(s.quote for s in statement.more_quotes),
        **_document_cells(said, documents),
    }


def losses(published: Published) -> tuple[Lost, ...]:
    """Name what flat tables cannot carry."""
    incidents = published.incidents
    other_rules = sum(not _is_stated(t) for i in incidents for t in i.tallies)
    return (
        Lost("tallies", other_rules, "the table of incidents gives the rule stated-range alone"),
        Lost(
            "statements.start",
            sum(len(i.statements) for i in incidents),
            "a quote is given as words, without its place in the text",
        ),
        *lost_by_summaries(published, "a row has one place"),
        Lost("cells", _escaped(published), "begin like a formula and have an apostrophe put before them"),
    )


def _write_rows(sink: BinaryIO, rows: Iterable[Mapping[str, Cell]], columns: tuple[str, ...]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row[name]) for name in columns] for row in rows)
    sink.write(text.getvalue().encode("utf-8", "surrogatepass"))


def _figures(tallies: Iterable[Tally]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for effect in COUNTED:
        for who in (*STATUSES, *GROUPS):
            found = [t for t in tallies if _is_stated(t) and t.effect == effect and _column(t) == who]
            lows = [t.low for t in found if t.low is not None]
            # One open end leaves the whole open: nobody said how many at most.
            highs = [t.high for t in found if t.high is not None]
            cells[f"{effect}_{who}_low"] = min(lows, default=None)
            cells[f"{effect}_{who}_high"] = max(highs) if found and len(highs) == len(found) else None
    return cells


def _column(tally: Tally) -> str | None:
    return tally.status if tally.group == "none" else tally.group


def _has_column(tally: Tally) -> bool:
    return tally.effect in COUNTED and _column(tally) in (*STATUSES, *GROUPS)


def _is_stated(tally: Tally) -> bool:
    return tally.rule.partition("/")[0] == RULE


def _tally_words(tally: Tally) -> str:
    low, high = ("" if n is None else str(n) for n in (tally.low, tally.high))
    return f"{tally.effect} {_column(tally)} {low}–{high}"


def _voice_name(incident: Incident, voice_id: str) -> str | None:
    return next((v.name for v in incident.voices if v.id == voice_id), None)


def _document_cells(said: SaidClaim | SaidStatement, documents: Mapping[str, Document]) -> dict[str, Cell]:
    document = documents.get(said.document_id)
    return {
        "document": said.document_id,
        "source": document.source_name if document else None,
        "published": document.published_at if document else None,
        "url": document.url if document else None,
        "copies": _joined(said.copies),
    }


def _joined(words: Iterable[str]) -> str | None:
    return " | ".join(words) or None


def _escaped(published: Published) -> int:
    rows: list[dict[str, Cell]] = []
    for i in published.incidents:
        rows.append(incident_row(i, published.documents))
        rows.extend(claim_row(i, s, published.documents) for s in i.claims)
        rows.extend(statement_row(i, s, published.documents) for s in i.statements)
    return sum(safe_cell(c) != c for row in rows for c in row.values() if isinstance(c, str))


CSV = Exporter(
    "csv",
    "tables of incidents, claims and statements for a spreadsheet",
    (Part("incidents", write_incidents), Part("claims", write_claims), Part("statements", write_statements)),
    losses,
)
