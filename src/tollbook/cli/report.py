"""One report: its text with the quotes marked and numbered, what each is, and what was refused and why."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tollbook.cli.quoting import Mark, marked, quote_mark
from tollbook.cli.screen import has_colour
from tollbook.model import Claim, Document, Reading, Record, Span, Statement
from tollbook.publish import words
from tollbook.publish.contract import all_issues
from tollbook.publish.grid import statement_words
from tollbook.publish.wording import one_line, short_id
from tollbook.run.titles import title_of


def print_report(console: Console, document: Document, reading: Reading | None, record: Record) -> None:
    """Print a report so that a person can check every quote against its text."""
    console.print(Text(one_line(title_of(document)), style="bold"))
    for name, value in _facts(document, reading, record):
        console.print(Text.assemble((f"{name:<10}", "dim"), one_line(value)))
    things = _things(reading)
    _heading(console, "Text")
    console.print(marked(document.text, 0, len(document.text.rstrip()), _marks(things, has_colour(console))))
    if things:
        _heading(console, "What was read")
    for number, thing in enumerate(things, 1):
        _print_thing(console, number, thing)
    issues = all_issues(reading) if reading else ()
    if issues:
        _heading(console, "Refused, left out or uncertain")
    for issue in issues:
        console.print(Text.assemble("- ", one_line(issue.detail), (f"  [{issue.room}: {issue.code}]", "dim")))


def _facts(document: Document, reading: Reading | None, record: Record) -> list[tuple[str, str]]:
    told = [i.id for i in record.incidents if document.id in {a.document_id for a in i.accounts}]
    return [
        ("Report", document.id + (" (confidential: never published)" if document.confidential else "")),
        ("Outlet", document.source_name or "not said"),
        ("Published", words.short_day(document.published_at) + _basis(document)),
        ("Address", document.url or "not said"),
        ("Credits", "; ".join(document.credits) or "none"),
        ("Language", document.language or "not known"),
        ("Original", f"SHA-256 {document.raw_sha256}"),
        ("Read by", str(reading.reader) if reading else "not read"),
        ("Incidents", ", ".join(told) or "none"),
    ]


def _basis(document: Document) -> str:
    return f" ({document.published_basis})" if document.published_at and document.published_basis else ""


def _things(reading: Reading | None) -> list[Claim | Statement]:
    if reading is None:
        return []
    return sorted((*reading.claims, *reading.statements), key=lambda x: (x.span.start, -x.span.end, x.id))


def _marks(things: Sequence[Claim | Statement], colour: bool) -> list[Mark]:
    marks = []
    for number, thing in enumerate(things, 1):
        for span in _apart((thing.span, *thing.more_quotes)):
            mark = quote_mark(span, colour, f"[{number}]")
            if isinstance(thing, Statement) and colour:
                mark = Mark(mark.start, mark.end, "bold black on cyan", mark.before, mark.after)
            marks.append(mark)
    return marks


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Leave out words that lie within others of the same claim: one mark shows both."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


def _print_thing(console: Console, number: int, thing: Claim | Statement) -> None:
    if isinstance(thing, Claim):
        what = words.said_in_short(thing)
        extra = [*words.marks(thing), *(["part of a total"] if thing.part_of else [])]
        if thing.scope == "cumulative":
            extra.append("over more than one incident")
    else:
        what = ("hit or aimed at: " if thing.kind == "target" else "") + statement_words(thing)
        extra = [] if thing.certainty == "stated" else [thing.certainty]
    by = f"“{one_line(thing.claimant.quote)}”" if thing.claimant else "the report's own voice"
    console.print(Text.assemble((f"[{number}] ", "bold"), (what, "bold"), *(f", {e}" for e in extra)))
    incident = f"incident {thing.account} of this text" if thing.account else "no one incident of this text"
    detail = f"by {by} · {incident} · score {thing.score:.2f} · {short_id(thing.id)}"
    console.print(Padding(Text(detail, style="dim"), (0, 0, 0, 4)))


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title.upper(), style="bold underline" if has_colour(console) else "bold"))
