"""One incident in plain words, as every door tells it: what, where, when, by whom told, what is said alike."""

import re
from collections.abc import Iterator, Mapping

from tollbook.model import Claim, Conflict, Document, Grading, Incident, SaidClaim, SaidStatement, Statement
from tollbook.model.codes import EFFECTS
from tollbook.publish import words
from tollbook.publish.gate import review_state, said_in
from tollbook.publish.grid import row_key, statement_words
from tollbook.publish.incident import copies_of
from tollbook.publish.wording import count_of, listed, one_line, short_id

Documents = Mapping[str, Document]
Said = SaidClaim | SaidStatement
_REVIEWS = {
    "no": "no person has reviewed this yet: every figure is as the reader found it",
    "partly": "some of it has been reviewed by a person",
    "yes": "all claims and statements have been reviewed by a person",
}


def title(incident: Incident) -> str:
    """Name an incident in one line: drone strike, Tinzaouatine, Mali, Sunday 25 August 2024."""
    return f"{what(incident)} · {one_line(words.where(incident.place))} · {words.when(incident.time)}"


def what(incident: Incident) -> str:
    """Say what happened in a word or two: Drone strike; Incident, where the means is not said."""
    means = words.MEANS[incident.means] if incident.means != "unknown" else "incident"
    return f"{means[0].upper()}{means[1:]}"


def when(incident: Incident) -> str:
    """Say the days, how precise they are, and what they rest on."""
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


def where(incident: Incident) -> str:
    """Say the place with its province and country, its point, and how precise that is."""
    place = incident.place
    if place is None:
        return "the reports name no place that could be found"
    name = one_line(", ".join(p for p in (place.name, place.admin1) if p))
    if place.country:
        name += f", {words.country(place.country)}"
    point = words.coordinates(place)
    precision = words.PLACE_PRECISION[place.precision] if place.precision else "how precise is not known"
    return f"{name} · {point} ({precision})" if point else f"{name} · no coordinates: not found, or too uncertain"


def how(incident: Incident) -> str:
    """Say by what means, and whether a further strike hit those who came to help."""
    follow_up = ", then a further strike on those who gathered or came to help" if incident.follow_up else ""
    return words.MEANS[incident.means] + follow_up


def graded_by(grading: Grading) -> str:
    """Say whether a rule suggests a grading or who decided it."""
    who = grading.decided_by
    return f"decided by {one_line(who)}" if who else f"suggested, rule {grading.rule}"


def grading_reasons(incident: Incident) -> tuple[str, ...]:
    """Give the reasons of a grading, with voices by name."""
    return tuple(with_names(one_line(r), incident) for r in (incident.grading.reasons if incident.grading else ()))


def reviewed(incident: Incident) -> str:
    """Say how much of an incident people have looked at."""
    return _REVIEWS[review_state(incident)]


def told_by(incident: Incident, documents: Documents) -> str:
    """Say how many independent voices, reports, origins, copies and outlets tell of it."""
    copies = copies_of(incident)
    outlets = [words.named(one_line(o)) for o in incident.outlets]
    reports = {a.document_id for a in incident.accounts} | set(copies)
    copied = f", {count_of(len(copies), 'copy', 'copies')}" if copies else ""
    return (
        f"{count_of(len(incident.voices), 'independent voice')}, in {count_of(len(reports), 'report')} "
        f"({count_of(len(incident.origins), 'origin')}{copied}) of {count_of(len(incident.outlets), 'outlet')}"
        + (f": {listed(outlets)}" if outlets else "")
    )


def sides(conflict: Conflict, incident: Incident) -> tuple[Said, Said] | None:
    """Give the two that contradict each other; None where one of them is no longer in the incident."""
    by_id = {id_of(s): s for s in said_in(incident)}
    left, right = by_id.get(conflict.left), by_id.get(conflict.right)
    return (left, right) if left is not None and right is not None else None


def voice_name(voice_id: str, incident: Incident) -> str:
    """Name a voice so that a person can read it."""
    name = next((v.name for v in incident.voices if v.id == voice_id), "a voice not named")
    return words.named(one_line(name))


def with_names(text: str, incident: Incident) -> str:
    """Put the names of voices where a rule's reason has their ids."""
    names = {v.id: one_line(v.name) for v in incident.voices}
    ids = "|".join(re.escape(i) for i in sorted(names, key=len, reverse=True))
    if not ids:
        return words.named(text)
    return re.sub(rf"(?<![\w-])(?:{ids})(?![\w-])", lambda m: words.named(names[m.group()]), text)


def said_alike(incident: Incident, voice_id: str, documents: Documents) -> Iterator[list[Said]]:
    """Put together what one voice says alike in several reports, the earliest report first."""
    claims = [s for s in incident.claims if s.voice_id == voice_id and s.claim.scope == "incident"]
    statements = [s for s in incident.statements if s.voice_id == voice_id]
    groups: dict[tuple[object, ...], list[Said]] = {}
    for said in sorted(claims, key=lambda s: (_place_in_grid(s.claim), day_of(s, documents), s.claim.span.start)):
        groups.setdefault((_place_in_grid(said.claim), words.said_in_short(said.claim)), []).append(said)
    for one in sorted(statements, key=lambda s: (s.statement.kind, day_of(s, documents), s.statement.span.start)):
        groups.setdefault((one.statement.kind, statement_words(one.statement).casefold()), []).append(one)
    yield from groups.values()


def in_short(said: Said) -> tuple[str, tuple[str, ...]]:
    """Say a claim or statement in one phrase, and give the words that qualify it: so far, reportedly."""
    if isinstance(said, SaidStatement):
        doubt = () if said.statement.certainty == "stated" else (said.statement.certainty,)
        kind = "hit or aimed at: " if said.statement.kind == "target" else ""
        return kind + statement_words(said.statement), doubt
    part = "of them: " if said.claim.part_of else ""
    return part + words.said_in_short(said.claim), words.marks(said.claim)


def copied_by(said: Said, documents: Documents) -> tuple[str, ...]:
    """Name the outlets that carry the same text."""
    names = (documents[c].source_name or "an outlet not named" if c in documents else c for c in said.copies)
    return tuple(dict.fromkeys(words.named(one_line(n)) for n in names))


def outlet_and_day(said: Said, documents: Documents) -> str:
    """Say which outlet published it and when."""
    document = documents.get(said.document_id)
    if document is None:
        return f"report {said.document_id} (not in the workspace)"
    return f"{outlet_of(document)}, {words.short_day(document.published_at)}"


def outlet_of(document: Document) -> str:
    """Name the outlet of a report, or the report where the outlet is not said."""
    return words.named(one_line(document.source_name)) if document.source_name else f"report {short_id(document.id)}"


def thing_of(said: Said) -> Claim | Statement:
    """Give what was said, without where."""
    return said.claim if isinstance(said, SaidClaim) else said.statement


def id_of(said: Said) -> str:
    """Give the id of a claim or statement."""
    return thing_of(said).id


def day_of(said: Said, documents: Documents) -> str:
    """Give when it was published, to sort by: what is undated comes last."""
    document = documents.get(said.document_id)
    return (document.published_at if document else None) or "9999"


def _place_in_grid(claim: Claim) -> tuple[object, ...]:
    return (EFFECTS.index(claim.effect), row_key(claim))
