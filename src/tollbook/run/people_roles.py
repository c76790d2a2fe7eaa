"""Who may do what: the one table of roles and permissions, and the visitor that every door asks about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from tollbook.model import Decision, DecisionKind

Role = Literal["reader", "coder", "reviewer", "admin"]
Permission = Literal[
    "look",  # read incidents, reports, the queue
    "export",  # take the published record away
    "add",  # mark words that no reader found
    "note",
    "propose",  # propose a grade
    "code",  # code a report blind
    "take_in",  # bring reports in
    "download",  # take a report's original bytes away
    "decide",  # accept, correct, reject, join, part, place, date, copies
    "grade",
    "restrict",  # keep an incident from being published
    "assign",  # say who looks after an incident
    "adjudicate",  # settle where two coders differ
    "see_confidential",
    "see_victims",
    "withdraw",  # take a report out for good
    "people",  # add people, change roles, end sessions
    "audit",  # see who did what
    "settings",
]
ROLES: tuple[Role, ...] = get_args(Role)
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)

# What each role adds to the one before it. Victims' names are no part of any role: they are given person by person.
_ADDS: Mapping[Role, tuple[Permission, ...]] = {
    "reader": ("look", "export"),
    "coder": ("add", "note", "propose", "code", "take_in", "download"),
    "reviewer": ("decide", "grade", "restrict", "assign", "adjudicate", "see_confidential"),
    "admin": ("withdraw", "people", "audit", "settings"),
}

# Every kind of decision, and what it takes to make it. An undo takes what the decision that it undoes took.
NEEDED: Mapping[DecisionKind, Permission] = {
    "add": "add",
    "accept": "decide",
    "correct": "decide",
    "reject": "decide",
    "same_incident": "decide",
    "different_incidents": "decide",
    "copy_of": "decide",
    "place": "decide",
    "date": "decide",
    "grade": "grade",
    "propose_grade": "propose",
    "note": "note",
    "restrict": "restrict",
    "withdraw": "withdraw",
    "undo": "decide",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking, and what they may do.

    `session_id` names the session or API token that they came with; a local visitor, the one user of a workspace
    without accounts, has none.
    """

    name: str
    role: Role
    permissions: frozenset[Permission] = frozenset()
    session_id: str | None = None
    by_token: bool = False

    def may(self, permission: Permission) -> bool:
        """Tell whether the visitor holds a permission."""
        return permission in self.permissions

    @property
    def has_account(self) -> bool:
        """Tell whether the visitor signed in, and is not the one local user."""
        return self.session_id is not None


def permissions_of(role: Role, may_see_victims: bool = False) -> frozenset[Permission]:
    """Give all that a role may do; victims' names come with the person, not with the role."""
    held = {p for r in ROLES[: ROLES.index(role) + 1] for p in _ADDS[r]}
    return frozenset(held | ({"see_victims"} if may_see_victims else set()))


def lower_of(one: Role, other: Role) -> Role:
    """Give the role that may do less."""
    return min(one, other, key=ROLES.index)


def local_visitor(name: str) -> Visitor:
    """Give the one user of a workspace without accounts, who may do all."""
    return Visitor(name, "admin", frozenset(PERMISSIONS))


def may_decide(visitor: Visitor, kind: DecisionKind, undone: Decision | None = None) -> bool:
    """Tell whether a visitor may take a decision of this kind.

    What one has added, noted or proposed oneself one may take back; what others did, only who may decide.
    """
    if kind != "undo" or undone is None:
        return visitor.may(NEEDED[kind])
    own = undone.decided_by == visitor.name
    return visitor.may(NEEDED[undone.kind]) and (own or visitor.may("decide"))
