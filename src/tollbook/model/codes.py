"""The closed lists of the codebook (parts 2, 4 and 5): a value outside them stops, it is never guessed."""

from typing import Literal, get_args

from tollbook.errors import CodeError

Effect = Literal["killed", "injured", "missing", "abducted", "detained", "displaced", "harmed"]
Wording = Literal["exact", "at_least", "at_most", "about", "range", "vague"]
Status = Literal["civilian", "combatant", "security_forces", "disputed", "unknown"]
Group = Literal[
    "children",
    "women",
    "men",
    "elderly",
    "medics",
    "journalists",
    "aid_workers",
    "displaced_people",
    "family",
    "peacekeepers",
    "none",
]
ClaimantKind = Literal[
    "belligerent",
    "official",
    "medical",
    "civil_defence",
    "witness",
    "family",
    "ngo",
    "international_org",
    "media",
    "social_media_user",
    "outlet",
    "unknown",
]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["stated", "reported", "possible"]
Scope = Literal["incident", "cumulative"]
Means = Literal[
    "airstrike",
    "drone_strike",
    "shelling",
    "rocket_missile",
    "ied",
    "suicide_attack",
    "vehicle_bomb",
    "landmine_uxo",
    "shooting",
    "ground_attack",
    "abduction",
    "arson",
    "stabbing",
    "chemical",
    "other",
    "unknown",
]
StatementKind = Literal["blames", "admits", "denies", "target", "disputes"]
Stance = Literal["blames", "admits", "denies"]
Sex = Literal["f", "m"]

EFFECTS: tuple[Effect, ...] = get_args(Effect)
WORDINGS: tuple[Wording, ...] = get_args(Wording)
STATUSES: tuple[Status, ...] = get_args(Status)
GROUPS: tuple[Group, ...] = get_args(Group)
CLAIMANT_KINDS: tuple[ClaimantKind, ...] = get_args(ClaimantKind)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
SCOPES: tuple[Scope, ...] = get_args(Scope)
MEANS: tuple[Means, ...] = get_args(Means)
STATEMENT_KINDS: tuple[StatementKind, ...] = get_args(StatementKind)


def require_code(value: str, known: tuple[str, ...], field: str) -> None:
    """Stop with a CodeError that lists the known values when `value` is not one of them."""
    if value not in known:
        raise CodeError(f"{field} {value!r} is not in the codebook; known: {', '.join(known)}")
