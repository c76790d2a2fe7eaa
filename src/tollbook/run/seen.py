"""What a reviewer saw, as a token, so that two who decide on one thing at once learn of each other.

A token is the number of decisions known then and a hash of the state: if the state differs when the decision arrives,
the decisions that came between are shown, and nothing is lost or overwritten without a word.
"""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tollbook.model import Decision
from tollbook.review.words import Thing, things_of
from tollbook.store import read

if TYPE_CHECKING:
    from tollbook.run.live_desk import LiveDesk


def seen_token(desk: "LiveDesk", subjects: Sequence[str]) -> str:
    """Give the token of the state that these subjects are in."""
    return f"{len(desk.snapshot.decisions)}.{_state(desk, subjects)}"


def decided_since(desk: "LiveDesk", subjects: Sequence[str], seen: str | None) -> tuple[Decision, ...] | None:
    """Give the decisions that changed these subjects since a token was made; None where nothing changed.

    An empty tuple says that something else changed them: a new report, a new edition, another reader.
    """
    if not seen:
        return None
    count, _, state = seen.partition(".")
    if state == _state(desk, subjects):
        return None
    start = int(count) if count.isdigit() else 0
    touched = _touching(desk, subjects)
    return tuple(d for d in desk.snapshot.decisions[start:] if touched & {*d.subjects, d.id})


def _state(desk: "LiveDesk", subjects: Sequence[str]) -> str:
    # An incident and its accounts are one state: a form that names some accounts was made before they were chosen.
    states = dict.fromkeys(tuple(_parts(desk, subject)) for subject in sorted(subjects))
    said = "\x1f".join(part for state in states for part in state)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _parts(desk: "LiveDesk", subject: str) -> list[str]:
    """What a person sees of a subject: of an incident its accounts and decisions, of a claim its fields."""
    snapshot = desk.snapshot
    incident = snapshot.incidents.get(snapshot.redirects.get(subject, subject))
    if incident is not None:
        return [incident.id, *(a.id for a in incident.accounts), *incident.decision_ids]
    if subject in snapshot.incident_of:
        return _parts(desk, snapshot.incident_of[subject])
    if subject.startswith(("c-", "s-")):
        return [subject, *(repr(x) for x in _things(desk, subject))]
    if subject in snapshot.told:
        told = snapshot.told[subject]
        return [subject, str(told.reader), *(d for _, d in told.decided)]
    return [subject, *(d.id for d in snapshot.decisions if d.kind == "undo" and subject in d.subjects)]


def _things(desk: "LiveDesk", thing_id: str) -> list[Thing]:
    homes = read.documents_with(desk.ws, thing_id)
    told = (desk.snapshot.told[i] for i in homes if i in desk.snapshot.told)
    return [x for reading in told for x in things_of(reading) if x.id == thing_id]


def _touching(desk: "LiveDesk", subjects: Sequence[str]) -> set[str]:
    found, snapshot = set(subjects), desk.snapshot
    for subject in subjects:
        incident = snapshot.incidents.get(snapshot.redirects.get(subject, subject))
        if incident is not None:
            found |= {a.id for a in incident.accounts} | {a.document_id for a in incident.accounts}
    return found
