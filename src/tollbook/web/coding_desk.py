"""What the pages and the API of coding share: whose round it is, what may be chosen for it, how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import HTTPException

from tollbook.model import Coding, CodingRound, Document
from tollbook.review.agreement import compare
from tollbook.run import coding, settling
from tollbook.run.coding import Plan, Task
from tollbook.run.coding_choice import Choosing, choose
from tollbook.run.desk import UnknownId
from tollbook.run.people import By, known_person
from tollbook.run.people_roles import ROLES, Role, Visitor, permissions_of
from tollbook.run.settling import Case
from tollbook.store import coding as store
from tollbook.store import read
from tollbook.web.guard import check_permission
from tollbook.web.office import Office

NO_ACCOUNTS = (
    "Coding twice takes two people who sign in. Make the first account with `tollbook people add NAME --role admin`"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round is: the tasks of each coder, how many are done, how many reports both have handed in."""

    made: CodingRound
    tasks: Mapping[tuple[str, str], Task]

    def done(self, coder: str) -> int:
        """How many reports a coder has handed in."""
        return sum(t.submitted for t in self.tasks.values() if t.coder == coder)

    def both(self) -> tuple[str, ...]:
        """The reports that both have handed in."""
        return tuple(d for d in self.made.document_ids if all(self.tasks[d, c].submitted for c in self.made.coders))

    def left(self, coder: str) -> tuple[str, ...]:
        """The reports that a coder has not handed in; none where the round is closed."""
        if self.made.closed_at is not None:
            return ()
        return tuple(d for d in self.made.document_ids if not self.tasks[d, coder].submitted)


def check_accounts(visitor: Visitor) -> None:
    """Refuse where one local user does all: nobody could code apart from another."""
    if not visitor.has_account:
        raise HTTPException(403, NO_ACCOUNTS)


def rounds_for(office: Office, visitor: Visitor) -> list[CodingRound]:
    """Give the rounds that a visitor codes in, or, where they may settle, all of them; the newest first."""
    found = store.rounds(office.ws)
    mine = [r for r in found if visitor.name in r.coders or visitor.may("adjudicate")]
    return mine[::-1]


def round_for(office: Office, visitor: Visitor, round_id: str) -> CodingRound:
    """Give a round that a visitor may know of; of others not even that they are there."""
    check_accounts(visitor)
    made = coding.round_named(office.ws, round_id)
    if visitor.name not in made.coders and not visitor.may("adjudicate"):
        raise UnknownId(f"There is no round {round_id} in this workspace.")
    return made


def standing_of(office: Office, made: CodingRound) -> Standing:
    """Tell how far a round is."""
    return Standing(made, coding.tasks(office.ws, made))


def own_coding(
    office: Office, visitor: Visitor, round_id: str, document_id: str
) -> tuple[CodingRound, Document, Coding]:
    """Give a visitor's own coding of a report, and no other's; UnknownId where it is not theirs to code."""
    made = round_for(office, visitor, round_id)
    check_permission(visitor, "code")
    document = read.document(office.ws, document_id) if document_id in made.document_ids else None
    if document is None:
        raise UnknownId(f"There is no report {document_id} in this round: it was withdrawn, or never asked for.")
    machine = office.live.now().readings.get(document_id)
    return made, document, coding.coding_to_show(office.ws, made, document, visitor.name, machine)


def start_round(office: Office, visitor: Visitor, by: By, plan: Plan, choosing: Choosing) -> CodingRound:
    """Set a round up with the reports that a person chose, of those that they and both coders may see."""
    check_accounts(visitor)
    check_permission(visitor, "adjudicate")
    documents = documents_for(office, visitor, plan.coders)
    ids, chosen = choose(office.ws, documents, choosing)
    full = Plan(plan.name, ids, plan.coders, plan.blind, chosen)
    return coding.open_round(office.ws, office.people, by, full, documents)


def documents_for(office: Office, visitor: Visitor, coders: tuple[str, str]) -> dict[str, Document]:
    """Give the reports that stand and that this visitor and both coders may see, other rounds aside."""
    seen = office.now(visitor)
    found = {d: seen.documents[d] for d in seen.told if d in seen.documents}
    for name in coders:
        role = known_person(office.people, name).role
        held = next((permissions_of(r) for r in ROLES if r == role), frozenset())
        shown = office.now(Visitor(name, _role(role), held)).documents
        found = {d: document for d, document in found.items() if d in shown}
    return found


def check_may_compare(office: Office, made: CodingRound, visitor: Visitor) -> None:
    """Refuse a coder who would see the other before both have handed all of the round in."""
    if not coding.may_compare(office.ws, made, visitor.name):
        raise HTTPException(403, "You see how far you agree when both of you have handed in every report of the round")


def case_for(office: Office, visitor: Visitor, round_id: str, document_id: str) -> Case:
    """Give a report to settle, for a third person, once both coders have handed it in."""
    made = round_for(office, visitor, round_id)
    check_permission(visitor, "adjudicate")
    if visitor.name in made.coders:
        raise HTTPException(403, "You coded this round; a third person settles where the two of you differ")
    for first, second in coding.pairs_of_codings(office.ws, made):
        if first.document_id == document_id:
            verdicts = [v for v in store.verdicts(office.ws, made.id) if v.document_id == document_id]
            return Case(made, compare(first, second), verdicts)
    raise UnknownId(f"Report {document_id} is not handed in by both coders yet, or was withdrawn.")


def settled_of(office: Office, made: CodingRound) -> dict[str, tuple[int, int]]:
    """Count, for each report that both handed in, how many pairs are settled and how many there are."""
    verdicts, decisions = store.verdicts(office.ws, made.id), office.live.now().decisions
    found = {}
    for first, second in coding.pairs_of_codings(office.ws, made):
        compared = compare(first, second)
        of_report = [v for v in verdicts if v.document_id == first.document_id]
        settled = settling.standing_verdicts(of_report, decisions)
        pairs = [settling.ids_of(p) for p in compared.pairs]
        found[first.document_id] = (sum(p in settled for p in pairs), len(pairs))
    return found


def _role(role: str) -> Role:
    return next(r for r in ROLES if r == role)
