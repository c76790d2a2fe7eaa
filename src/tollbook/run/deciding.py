"""What a person decides on: claims in every report that holds them, accounts of an incident, decisions to take back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tollbook.errors import DecisionError

if TYPE_CHECKING:
    from tollbook.model import Claim, Decision, Document, Reading, Statement
    from tollbook.review.decide import Anchor
    from tollbook.run.desk import Desk


def things(desk: "Desk", name: str) -> "list[tuple[Document, Reading, Claim | Statement]]":
    """Find a claim or statement in every report that holds it; outlets can share one text."""
    from tollbook.store import read

    thing_id = desk.find(name, "c s")
    found: list[tuple[Document, Reading, Claim | Statement]] = []
    for document_id in read.documents_with(desk.ws, thing_id):
        document = desk.documents.get(document_id)
        reading = desk.reading(document) if document else None
        if document is None or reading is None:
            continue
        said: list[Claim | Statement] = [*reading.claims, *reading.statements]
        found += [(document, reading, x) for x in said if x.id == thing_id]
    if not found:
        raise DecisionError(
            f"{thing_id} stands in no report as it is read now: it was rejected, corrected or withdrawn"
        )
    return found


def to_undo(desk: "Desk", names: Sequence[str]) -> "list[Decision]":
    """Find the decisions to take back, each once; refuse one that is taken back already, and say by which."""
    from tollbook.review.standing import taken_back
    from tollbook.store import read

    made = read.decisions(desk.ws)
    by_id, gone = {d.id: d for d in made}, taken_back(made)
    found = list(dict.fromkeys(desk.find(name, "v") for name in names))
    for one in found:
        if one in gone:
            undo = next(d for d in made if d.kind == "undo" and one in d.subjects and d.id not in gone)
            raise DecisionError(
                f"{one} was taken back already, by {undo.id} of {undo.decided_by}; undo that one to have it again"
            )
    return [by_id[one] for one in found]


def accounts(desk: "Desk", name: str) -> "list[Anchor]":
    """Find the accounts that a person means: an incident's all, a report's only one, or one by its id (d-…/1)."""
    from tollbook.review.decide import anchor

    document_id, slash, number = name.partition("/")
    if slash:
        if not number.isdigit():
            raise DecisionError(f"{name} is no account; write it as d-0123456789abcdef/1")
        document = desk.document(document_id)
        return [anchor(_reading(desk, document), int(number))]
    if not name.startswith("d-"):
        told = desk.incident(name).accounts
        return [anchor(_reading(desk, desk.documents[a.document_id]), a.n) for a in told]
    document = desk.document(name)
    reading = _reading(desk, document)
    if len(reading.accounts) != 1:
        shown = ", ".join(a.id for a in reading.accounts) or "none"
        raise DecisionError(f"{document.id} tells {len(reading.accounts)} incidents ({shown}); name one of these")
    return [anchor(reading, reading.accounts[0].n)]


def _reading(desk: "Desk", document: "Document") -> "Reading":
    reading = desk.reading(document)
    if reading is None:
        raise DecisionError(f"{document.id} has not been read; run `tollbook read` on it first")
    return reading
