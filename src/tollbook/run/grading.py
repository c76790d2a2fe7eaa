"""Gradings that need two people: the first proposes, and the second who gives the same grade makes it stand."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tollbook.errors import DecisionError, PeopleError
from tollbook.model import Decision, Incident
from tollbook.review.decide import Anchor, Signature, decide_grade, decide_propose_grade
from tollbook.review.standing import standing
from tollbook.run.deciding import accounts
from tollbook.run.people import known_person, open_staff
from tollbook.run.people_roles import Role, permissions_of
from tollbook.run.wishes import Wish
from tollbook.store import read
from tollbook.store.people import has_people

if TYPE_CHECKING:
    from tollbook.run.desk import Desk


def grade_by_two(desk: "Desk", wish: Wish, signature: Signature, may_grade: bool = True) -> Decision:
    """Give the decision that a wish to grade comes to: a proposal, or the grade where another person proposed the same.

    Who may not grade can still propose. The reason of the grade names the proposal by its id, not its person by name:
    reasons of gradings are published.
    """
    if len(wish.subjects) != 1:
        raise DecisionError("name one incident to grade")
    told, value = accounts(desk, wish.subjects[0]), str(wish.fields.get("grade", "")).strip().casefold()
    open_ones = proposals(_incident_of(desk, told), read.decisions(desk.ws))
    agreed = [p for p in open_ones if p.grade == value and p.decided_by != signature.by]
    if agreed and may_grade:
        first = agreed[0]
        reason = f"{signature.reason} (agrees with {first.id})"
        return decide_grade(told, value, replace(signature, reason=reason, supersedes=first.id))
    own = next((p for p in open_ones if p.decided_by == signature.by), None)
    if own is not None and own.grade == value:
        raise DecisionError(f"you proposed {value} already ({own.id}); a second person has to agree before it stands")
    return decide_propose_grade(told, value, replace(signature, supersedes=own.id if own else None))


def with_account(directory: Path, signature: Signature) -> tuple[Signature, bool] | None:
    """Give a signature under the name of an account, and whether that person may grade; None without accounts.

    Two spellings of one person would otherwise count as two people.
    """
    if not has_people(directory):
        return None
    with closing(open_staff(directory)) as staff:
        person = known_person(staff, signature.by)
    if not person.active:
        raise PeopleError(f"{person.name} was let go and signs nothing any more")
    return replace(signature, by=person.name), "grade" in permissions_of(cast(Role, person.role))


def proposals(incident: Incident, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Give the grades that were proposed for an incident and wait for a second person, oldest first."""
    about = set(incident.decision_ids)
    return tuple(d for d in standing(decisions) if d.kind == "propose_grade" and d.id in about)


def _incident_of(desk: "Desk", told: Sequence[Anchor]) -> Incident:
    ids = {a.account_id for a in told}
    return next(i for i in desk.record.incidents if any(a.id in ids for a in i.accounts))
