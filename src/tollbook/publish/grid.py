"""Who says what: one row a kind of harm, one column an independent voice, the figures as they were said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tollbook.model import Claim, Document, Incident, SaidClaim, SaidStatement, Statement, Voice
from tollbook.model.codes import EFFECTS, GROUPS, STATUSES
from tollbook.publish import words
from tollbook.publish.wording import one_line
from tollbook.text import fold

DISPUTED = "≠"
_ORDER = ("civilian", "unknown", "combatant", "security_forces", "disputed")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said in one cell; `ids` are the claims or statements that say it, the earliest first."""

    text: str
    qualified: str = ""
    day: str | None = None
    disputed: bool = False
    denied: bool = False
    superseded: bool = False
    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Row:
    """One row: its name, how deep it stands, and what each voice says."""

    name: str
    depth: int = 1
    cells: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def disputed(self) -> bool:
        """Tell whether something in this row cannot be right together with another account."""
        return any(e.disputed for entries in self.cells.values() for e in entries)


def voices_in_order(incident: Incident) -> tuple[Voice, ...]:
    """Put those quoted before the reports' own voices, and of each those first that contradict another or say most."""
    disputed = disputed_ids(incident)
    said: dict[str, list[str]] = {}
    for claim in incident.claims:
        if claim.claim.scope == "incident":
            said.setdefault(claim.voice_id, []).append(claim.claim.id)
    for statement in incident.statements:
        said.setdefault(statement.voice_id, []).append(statement.statement.id)
    found = [v for v in incident.voices if v.id in said]
    return tuple(
        sorted(found, key=lambda v: (v.kind == "outlet", not disputed & set(said[v.id]), -len(said[v.id]), v.name))
    )


def disputed_ids(incident: Incident) -> set[str]:
    """Name the claims and statements that stand against another."""
    return {side for c in incident.conflicts for side in (c.left, c.right)}


def rows_of(incident: Incident, documents: Mapping[str, Document]) -> list[Row]:
    """Build the rows, killed first, each kind of harm under its own heading; then who did it and what was hit."""
    disputed = disputed_ids(incident)
    rows: list[Row] = []
    counted = [s for s in incident.claims if s.claim.scope == "incident"]
    for effect in EFFECTS:
        of_effect = [s for s in counted if s.claim.effect == effect]
        if of_effect:
            rows.append(Row(words.EFFECTS[effect].upper(), 0))
            rows.extend(_claim_rows(of_effect, documents, disputed))
    rows.extend(_statement_rows(incident.statements, documents, disputed))
    return rows


def _claim_rows(said: Sequence[SaidClaim], documents: Mapping[str, Document], disputed: set[str]) -> list[Row]:
    keyed: dict[tuple[int, int, int], Row] = {}
    for one in sorted(said, key=lambda s: _published(s.document_id, documents)):
        claim = one.claim
        row = keyed.setdefault(
            row_key(claim), Row(_row_name(claim), 2 if _is_part(claim) or claim.group != "none" else 1)
        )
        entry = _claim_entry(claim, _published(one.document_id, documents), claim.id in disputed)
        row.cells.setdefault(one.voice_id, []).append(entry)
    for row in keyed.values():
        row.cells = {voice: _condensed(entries) for voice, entries in row.cells.items()}
    return [keyed[k] for k in sorted(keyed)]


def row_key(claim: Claim) -> tuple[int, int, int]:
    """Tell which row a claim belongs to: by status, then group; people singled out of a total have their own."""
    single = claim.group == "none" and _is_part(claim)
    status = _ORDER.index(claim.status)
    if claim.group != "none" and claim.status == "unknown":
        status = _ORDER.index("civilian")  # "11 children" and "11 children among the civilians" are one row
    return (status, len(GROUPS) if single else (GROUPS.index(claim.group) + 1) % len(GROUPS), 0)


def _is_part(claim: Claim) -> bool:
    return claim.part_of is not None


def _row_name(claim: Claim) -> str:
    if claim.group == "none" and _is_part(claim):
        return "singled out"
    if claim.group == "none" and claim.status == "unknown":
        return "people, status unsaid"
    return words.whom(claim.status, claim.group)


def _claim_entry(claim: Claim, day: str | None, disputed: bool) -> Entry:
    single = claim.group == "none" and _is_part(claim)
    text = f"“{one_line(claim.span.quote)}”" if single else words.figure(claim)
    return Entry(text, ", ".join(words.marks(claim)), day, disputed, claim.polarity == "denied", ids=(claim.id,))


def _condensed(entries: list[Entry]) -> list[Entry]:
    """Say each figure once; where a voice changed its figure, say when, the last one standing out."""
    by_text: dict[tuple[str, bool], Entry] = {}
    for entry in entries:
        key = (entry.text.casefold(), entry.denied)
        by_text[key] = _together(by_text[key], entry) if key in by_text else entry
    kept = list(by_text.values())
    days = {(e.day or "")[:10] for e in kept}
    if len(kept) < 2 or len(days) < 2:
        return [replace(e, day=None) for e in kept]
    last = max(days)
    return [replace(e, superseded=(e.day or "")[:10] < last) for e in kept]


def _together(kept: Entry, other: Entry) -> Entry:
    """One entry for what is said twice: in the words of the one, with the ids of both."""
    return replace(kept, disputed=kept.disputed or other.disputed, ids=(*kept.ids, *other.ids))


def _statement_rows(
    said: Sequence[SaidStatement], documents: Mapping[str, Document], disputed: set[str]
) -> Iterable[Row]:
    responsible, target, other = Row("WHO DID IT", 0), Row("WHAT WAS HIT", 0), Row("OTHER ACCOUNTS", 0)
    row_of = {"blames": responsible, "admits": responsible, "denies": responsible, "target": target, "disputes": other}
    for one in sorted(said, key=lambda s: _published(s.document_id, documents)):
        statement = one.statement
        cells = row_of[statement.kind].cells.setdefault(one.voice_id, [])
        doubt = {"stated": "", "reported": "reportedly", "possible": "possibly"}[statement.certainty]
        denied = statement.kind == "denies"
        entry = Entry(statement_words(statement), doubt, None, statement.id in disputed, denied, ids=(statement.id,))
        _put_once(cells, entry)
    return [r for r in (responsible, target, other) if r.cells]


def _put_once(cells: list[Entry], entry: Entry) -> None:
    """Say like things once ("the pharmacy", "a pharmacy"), in the longest of their wordings."""
    for n, there in enumerate(cells):
        old, new = _bare(there.text), _bare(entry.text)
        if f" {new} " in f" {old} " or f" {old} " in f" {new} ":
            joined = _together(there, entry)
            cells[n] = replace(joined, text=entry.text, qualified=entry.qualified) if len(new) > len(old) else joined
            return
    cells.append(entry)


def _bare(text: str) -> str:
    return " ".join(w for w in fold(text.strip("“”")).split() if w not in ("the", "a", "an"))


def statement_words(statement: Statement) -> str:
    """Say a statement in one phrase: blames the army; says it did it; “a pharmacy”."""
    actor = one_line(statement.actor.quote) if statement.actor else "someone not named"
    if statement.kind == "target":
        return f"“{one_line(statement.object.quote if statement.object else statement.span.quote)}”"
    if statement.kind == "blames":
        return f"blames {actor}"
    if statement.kind == "disputes":
        return "rejects another account"
    speaks_of_itself = statement.actor is None or statement.actor_id in (None, statement.claimant_id)
    if statement.kind == "admits":
        return "says it carried out the attack" if speaks_of_itself else f"{actor} carried it out, in its own account"
    return "denies it" if speaks_of_itself else f"says it was not {actor}"


def _published(document_id: str, documents: Mapping[str, Document]) -> str:
    document = documents.get(document_id)
    return (document.published_at if document else None) or ""


assert set(_ORDER) == set(STATUSES)
