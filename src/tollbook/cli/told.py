"""One incident told whole: when and where, who says what, then every claim and statement with its words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tollbook.cli.grid import print_grid
from tollbook.cli.quoting import Mark, in_context, quote_mark
from tollbook.cli.screen import has_colour
from tollbook.cli.tallies import print_tallies
from tollbook.model import Conflict, Document, Incident, Issue, SaidStatement, Span
from tollbook.publish import told, words
from tollbook.publish.adding_up import is_cumulative
from tollbook.publish.grid import voices_in_order
from tollbook.publish.told import Documents, Said
from tollbook.publish.wording import count_of, listed, one_line, short_id

CONFLICTS = 12  # as many as a person will read before the claims themselves


def print_incident(
    console: Console, incident: Incident, documents: Documents, full: bool = False, issues: Sequence[Issue] = ()
) -> None:
    """Print an incident so that a person sees at a glance who says what, and below it in which words."""
    print_at_a_glance(console, incident, documents, full)
    print_in_their_words(console, incident, documents, full)
    _print_cumulative(console, incident, documents)
    _print_victims(console, incident)
    _print_left_out(console, incident, issues)


def print_at_a_glance(console: Console, incident: Incident, documents: Documents, full: bool = False) -> None:
    """Print when and where, who says what, what the claims add up to and where accounts differ."""
    _print_head(console, incident, documents)
    _heading(console, "Who says what")
    print_grid(console, incident, documents)
    if any(not is_cumulative(t) for t in incident.tallies):
        _heading(console, "What the claims add up to, by rule")
        print_tallies(console, incident)
    if incident.conflicts:
        _heading(console, "Where accounts differ")
    shown = incident.conflicts if full else incident.conflicts[:CONFLICTS]
    for conflict in shown:
        _item(console, _conflict(conflict, incident), "≠")
    if len(shown) < len(incident.conflicts):
        _item(console, Text(f"{len(incident.conflicts) - len(shown)} more: --full shows them", style="dim"), "…")


def print_in_their_words(
    console: Console, incident: Incident, documents: Documents, full: bool = False, voices: int | None = None
) -> None:
    """Print every claim and statement with its words, voice by voice; `voices` limits to the first so many."""
    _heading(console, "In their words")
    for n, voice in enumerate(voices_in_order(incident)[:voices]):
        if n:
            console.print()
        console.print(
            Text.assemble((words.named(one_line(voice.name)), "bold cyan"), (f"  {words.KINDS[voice.kind]}", "dim"))
        )
        for same in told.said_alike(incident, voice.id, documents):
            _print_said(console, same, documents, full)


def _print_head(console: Console, incident: Incident, documents: Documents) -> None:
    console.print(Text(told.title(incident), style="bold"))
    for name, value in _facts(incident, documents):
        _hanging(console, f"{name:<8}", Text(value))


def _facts(incident: Incident, documents: Documents) -> Iterator[tuple[str, str]]:
    yield "Id", incident.id
    yield "When", told.when(incident)
    yield "Where", told.where(incident)
    yield "How", told.how(incident)
    if incident.grading:
        reasons = "; ".join(told.grading_reasons(incident))
        graded = f"{words.GRADES[incident.grading.grade]} ({told.graded_by(incident.grading)})"
        yield "Grading", f"{graded}{f': {reasons}' if reasons else ''}"
    yield "Told by", told.told_by(incident, documents)
    yield "Review", told.reviewed(incident)
    for note in incident.notes:
        yield "Note", one_line(note)


def _conflict(conflict: Conflict, incident: Incident) -> Text:
    pair = told.sides(conflict, incident)
    if pair is None:
        return Text(f"{conflict.kind}: {told.with_names(one_line(conflict.detail), incident)}")
    left, right = (_side(s, incident) for s in pair)
    return Text.assemble((f"{conflict.kind}: ", "dim"), *left, (" against ", "dim"), *right)


def _side(said: Said, incident: Incident) -> list[tuple[str, str]]:
    quote = one_line(told.thing_of(said).span.quote)
    return [(told.voice_name(said.voice_id, incident), "bold cyan"), (f" “{quote}”", "")]


def _print_said(console: Console, same: Sequence[Said], documents: Documents, full: bool) -> None:
    first = same[0]
    console.print(Padding(_said_head(first), (0, 0, 0, 2)))
    for said in same if full else same[:1]:
        document = documents.get(said.document_id)
        if document is not None:
            console.print(Padding(_context(said, document, has_colour(console)), (0, 0, 0, 6)))
        console.print(Padding(Text(_credits(said, documents), style="dim"), (0, 0, 0, 6)))
    for said in () if full else same[1:]:
        what = told.thing_of(said)
        where = told.outlet_and_day(said, documents)
        also = f"also {where}: “{one_line(what.span.quote)}” · {short_id(what.id)}"
        console.print(Padding(Text(also, style="dim"), (0, 0, 0, 6)))


def _said_head(said: Said) -> Text:
    text, marks = told.in_short(said)
    if isinstance(said, SaidStatement):
        return Text.assemble((text, "bold"), *(f" ({m})" for m in marks))
    return Text.assemble((text, "bold"), *(f", {m}" for m in marks))


def _context(said: Said, document: Document, colour: bool) -> Text:
    what = told.thing_of(said)
    marks = [quote_mark(what.span, colour)]
    if colour:
        named: list[tuple[Span | None, str]] = [(what.claimant, "bold cyan"), (what.cue, "italic cyan")]
        marks += [Mark(s.start, s.end, style) for s, style in named if s and not s.overlaps(what.span)]
    return in_context(document.text, what.span, marks)


def _credits(said: Said, documents: Documents) -> str:
    what = told.thing_of(said)
    parts = [told.outlet_and_day(said, documents)]
    if said.copies:
        parts[0] += f" (copied by {listed(told.copied_by(said, documents))})"
    if what.claimant:
        parts.append(f"claimant “{one_line(what.claimant.quote)}”")
    else:
        parts.append("in the report's own voice")
    if what.cue:
        parts.append(f"cue “{one_line(what.cue.quote)}”")
    parts.append("decided by a person" if said.decided else f"score {what.score:.2f}")
    parts.append(short_id(what.id))
    return " · ".join(parts)


def _print_cumulative(console: Console, incident: Incident, documents: Documents) -> None:
    cumulative = [s for s in incident.claims if s.claim.scope == "cumulative"]
    if cumulative:
        _heading(console, "Figures over more than this incident (in no count above)")
        for said in cumulative:
            _print_said(console, [said], documents, full=True)


def _print_victims(console: Console, incident: Incident) -> None:
    if incident.victims:
        _heading(console, "Named people")
    for victim in incident.victims:
        age = f", {victim.age}" if victim.age is not None else ""
        _item(console, Text(f"{one_line(victim.name.quote)}{age}: {words.EFFECTS[victim.effect]}"), "-")


def _print_left_out(console: Console, incident: Incident, issues: Sequence[Issue]) -> None:
    """Say what is uncertain of the incident, and count what was refused or left out in its reports."""
    reports = {a.document_id for a in incident.accounts}
    within = Counter(i.code for i in issues if i.subject.partition("/")[0] in reports)
    if incident.issues or within:
        _heading(console, "Left out or uncertain")
    for (code, detail), number in Counter((i.code, one_line(i.detail)) for i in incident.issues).items():
        times = f" ({number} times)" if number > 1 else ""
        _item(console, Text.assemble(detail, times, (f"  [{code}]", "dim")), "-")
    if within:
        codes = ", ".join(f"{number} {code.replace('_', ' ')}" for code, number in sorted(within.items()))
        total = count_of(sum(within.values()), "thing")
        _item(console, Text(f"in its reports, {total}: {codes} (`tollbook show DOCUMENT` tells each)"), "-")


def _heading(console: Console, words_: str) -> None:
    console.print()
    console.print(Text(words_.upper(), style="bold underline" if has_colour(console) else "bold"))


def _item(console: Console, text: Text, sign: str) -> None:
    _hanging(console, f"{sign} ", text)


def _hanging(console: Console, name: str, text: Text) -> None:
    """Print a name and, beside it, words that wrap under themselves."""
    lines = text.wrap(console, max(20, console.width - len(name)))
    for n, line in enumerate(lines):
        console.print(Text.assemble((name if n == 0 else " " * len(name), "dim"), line))
