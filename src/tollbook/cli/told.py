"""One incident told whole: when and where, who says what, then every claim and statement with its words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tollbook.cli.grid import print_grid
from tollbook.cli.quoting import Mark, in_context, quote_mark
from tollbook.cli.screen import has_colour
from tollbook.cli.tallies import is_cumulative, print_tallies
from tollbook.model import Claim, Conflict, Document, Incident, Issue, SaidClaim, SaidStatement, Span, Statement
from tollbook.publish import words
from tollbook.publish.gate import review_state, said_in
from tollbook.publish.grid import row_key, statement_words, voices_in_order
from tollbook.publish.incident import copies_of
from tollbook.publish.wording import count_of, listed, one_line, short_id

CONFLICTS = 12  # as many as a person will read before the claims themselves
Documents = Mapping[str, Document]
Said = SaidClaim | SaidStatement


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
        claims = [s for s in incident.claims if s.voice_id == voice.id and s.claim.scope == "incident"]
        statements = [s for s in incident.statements if s.voice_id == voice.id]
        for same in _grouped(claims, statements, documents):
            _print_said(console, same, documents, full)


def title(incident: Incident) -> str:
    """Name an incident in one line: drone strike, Tinzaouatine, Mali, Sunday 25 August 2024."""
    means = words.MEANS[incident.means] if incident.means != "unknown" else "incident"
    return f"{means[0].upper()}{means[1:]} · {one_line(words.where(incident.place))} · {words.when(incident.time)}"


def _print_head(console: Console, incident: Incident, documents: Documents) -> None:
    console.print(Text(title(incident), style="bold"))
    for name, value in _facts(incident, documents):
        _hanging(console, f"{name:<8}", Text(value))


def _facts(incident: Incident, documents: Documents) -> Iterator[tuple[str, str]]:
    yield "Id", incident.id
    yield "When", _when(incident)
    yield "Where", _where(incident)
    yield (
        "How",
        words.MEANS[incident.means]
        + (", then a further strike on those who gathered or came to help" if incident.follow_up else ""),
    )
    if incident.grading:
        who = incident.grading.decided_by
        by = f"decided by {one_line(who)}" if who else f"suggested, rule {incident.grading.rule}"
        reasons = "; ".join(_with_names(one_line(r), incident) for r in incident.grading.reasons)
        yield "Grading", f"{words.GRADES[incident.grading.grade]} ({by}){f': {reasons}' if reasons else ''}"
    yield "Told by", _told_by(incident, documents)
    yield (
        "Review",
        {
            "no": "no person has reviewed this yet: every figure is as the reader found it",
            "partly": "some of it has been reviewed by a person",
            "yes": "all claims and statements have been reviewed by a person",
        }[review_state(incident)],
    )
    for note in incident.notes:
        yield "Note", one_line(note)


def _when(incident: Incident) -> str:
    time = incident.time
    if time is None:
        return words.DATE_PRECISION["none"]
    basis = {
        "stated": "as stated",
        "relative_to_publication": "counted from the day of publication",
        "decision": "decided by a person",
    }[time.basis]
    said = f": “{one_line(time.words.quote)}”" if time.words else ""
    precision = words.DATE_PRECISION[time.precision]
    return f"{words.when(time)}{', ' + precision if precision else ''} ({basis}{said})"


def _where(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return "the reports name no place that could be found"
    where = one_line(", ".join(p for p in (place.name, place.admin1) if p))
    if place.country:
        where += f", {words.country(place.country)}"
    point = words.coordinates(place)
    precision = words.PLACE_PRECISION[place.precision] if place.precision else "how precise is not known"
    return f"{where} · {point} ({precision})" if point else f"{where} · no coordinates: not found, or too uncertain"


def _told_by(incident: Incident, documents: Documents) -> str:
    copies = copies_of(incident)
    outlets = [words.named(one_line(o)) for o in incident.outlets]
    reports = {a.document_id for a in incident.accounts} | set(copies)
    copied = f", {count_of(len(copies), 'copy', 'copies')}" if copies else ""
    return (
        f"{count_of(len(incident.voices), 'independent voice')}, in {count_of(len(reports), 'report')} "
        f"({count_of(len(incident.origins), 'origin')}{copied}) of {count_of(len(incident.outlets), 'outlet')}"
        + (f": {listed(outlets)}" if outlets else "")
    )


def _conflict(conflict: Conflict, incident: Incident) -> Text:
    by_id = {_id(s): s for s in said_in(incident)}
    left, right = by_id.get(conflict.left), by_id.get(conflict.right)
    if left is None or right is None:
        return Text(f"{conflict.kind}: {_with_names(one_line(conflict.detail), incident)}")
    sides = [_side(s, incident) for s in (left, right)]
    return Text.assemble((f"{conflict.kind}: ", "dim"), *sides[0], (" against ", "dim"), *sides[1])


def _side(said: Said, incident: Incident) -> list[tuple[str, str]]:
    name = next((v.name for v in incident.voices if v.id == said.voice_id), "a voice not named")
    return [(words.named(one_line(name)), "bold cyan"), (f" “{one_line(_what(said).span.quote)}”", "")]


def _with_names(text: str, incident: Incident) -> str:
    """Put the names of voices where a rule's reason has their ids."""
    names = {v.id: one_line(v.name) for v in incident.voices}
    ids = "|".join(re.escape(i) for i in sorted(names, key=len, reverse=True))
    return (
        re.sub(rf"(?<![\w-])(?:{ids})(?![\w-])", lambda m: words.named(names[m.group()]), text)
        if ids
        else words.named(text)
    )


def _grouped(
    claims: Sequence[SaidClaim], statements: Sequence[SaidStatement], documents: Documents
) -> Iterator[list[Said]]:
    """Put together what one voice says alike in several reports, the earliest report first."""
    groups: dict[tuple[object, ...], list[Said]] = {}
    for said in sorted(claims, key=lambda s: (_key(s.claim), _day(s, documents), s.claim.span.start)):
        groups.setdefault((_key(said.claim), words.said_in_short(said.claim)), []).append(said)
    for one in sorted(statements, key=lambda s: (s.statement.kind, _day(s, documents), s.statement.span.start)):
        groups.setdefault((one.statement.kind, statement_words(one.statement).casefold()), []).append(one)
    yield from groups.values()


def _key(claim: Claim) -> tuple[object, ...]:
    from tollbook.model.codes import EFFECTS

    return (EFFECTS.index(claim.effect), row_key(claim))


def _print_said(console: Console, same: Sequence[Said], documents: Documents, full: bool) -> None:
    first = same[0]
    console.print(Padding(_said_head(first), (0, 0, 0, 2)))
    for said in same if full else same[:1]:
        document = documents.get(said.document_id)
        if document is not None:
            console.print(Padding(_context(said, document, has_colour(console)), (0, 0, 0, 6)))
        console.print(Padding(Text(_credits(said, documents), style="dim"), (0, 0, 0, 6)))
    for said in () if full else same[1:]:
        also = f"also {_outlet(said, documents)}: “{one_line(_what(said).span.quote)}” · {short_id(_id(said))}"
        console.print(Padding(Text(also, style="dim"), (0, 0, 0, 6)))


def _said_head(said: Said) -> Text:
    if isinstance(said, SaidStatement):
        doubt = "" if said.statement.certainty == "stated" else f" ({said.statement.certainty})"
        kind = "hit or aimed at: " if said.statement.kind == "target" else ""
        return Text.assemble((kind + statement_words(said.statement), "bold"), doubt)
    claim = said.claim
    part = "of them: " if claim.part_of else ""
    return Text.assemble((part + words.said_in_short(claim), "bold"), *(f", {m}" for m in words.marks(claim)))


def _context(said: Said, document: Document, colour: bool) -> Text:
    what = _what(said)
    marks = [quote_mark(what.span, colour)]
    if colour:
        named: list[tuple[Span | None, str]] = [(what.claimant, "bold cyan"), (what.cue, "italic cyan")]
        marks += [Mark(s.start, s.end, style) for s, style in named if s and not s.overlaps(what.span)]
    return in_context(document.text, what.span, marks)


def _credits(said: Said, documents: Documents) -> str:
    what = _what(said)
    parts = [_outlet(said, documents)]
    if said.copies:
        copies = (
            one_line(documents[c].source_name or "an outlet not named") if c in documents else c for c in said.copies
        )
        parts[0] += f" (copied by {listed(dict.fromkeys(copies))})"
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


def _what(said: Said) -> Claim | Statement:
    return said.claim if isinstance(said, SaidClaim) else said.statement


def _id(said: Said) -> str:
    return _what(said).id


def _day(said: Said, documents: Documents) -> str:
    document = documents.get(said.document_id)
    return (document.published_at if document else None) or "9999"


def _outlet(said: Said, documents: Documents) -> str:
    document = documents.get(said.document_id)
    if document is None:
        return f"report {said.document_id} (not in the workspace)"
    name = one_line(document.source_name) if document.source_name else f"report {short_id(document.id)}"
    return f"{name}, {words.short_day(document.published_at)}"
