"""What a person may choose for a field of a claim or statement: the codebook's code, and plain words for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.model import Account, Claim
from tollbook.model.codes import (
    CERTAINTIES,
    CLAIMANT_KINDS,
    EFFECTS,
    GROUPS,
    MEANS,
    POLARITIES,
    SCOPES,
    STATEMENT_KINDS,
    STATUSES,
    WORDINGS,
)
from tollbook.publish import words
from tollbook.publish.wording import one_line

LONGEST = 60  # characters of a claim by which it can be told from the others in a list
WORDING_WORDS = {
    "exact": "exactly",
    "at_least": "at least",
    "at_most": "at most",
    "about": "about",
    "range": "from … to …",
    "vague": "no number: several, dozens",
}
POLARITY_WORDS = {"affirmed": "affirms it", "denied": "denies it"}
CERTAINTY_WORDS = {"stated": "plainly", "reported": "reportedly, allegedly", "possible": "possibly, feared"}
SCOPE_WORDS = {"incident": "one incident", "cumulative": "more than one"}
STATEMENT_WORDS = {
    "blames": "says who did it",
    "admits": "says that it did it itself",
    "denies": "says that it, or another, did not do it",
    "target": "says what was hit or aimed at",
    "disputes": "rejects another account",
}
_NOT_SAID = {"unknown": "not said", "none": "none named"}
_WORDS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "effect": (EFFECTS, words.EFFECTS),
    "wording": (WORDINGS, WORDING_WORDS),
    "status": (STATUSES, words.STATUSES),
    "group": (GROUPS, words.GROUPS),
    "claimant_kind": (CLAIMANT_KINDS, words.KINDS),
    "polarity": (POLARITIES, POLARITY_WORDS),
    "certainty": (CERTAINTIES, CERTAINTY_WORDS),
    "scope": (SCOPES, SCOPE_WORDS),
    "means": (MEANS, words.MEANS),
    "kind": (STATEMENT_KINDS, STATEMENT_WORDS),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list: what is kept, and what it means in plain words."""

    code: str
    words: str


def choices_of(field: str) -> tuple[Choice, ...]:
    """Give the closed list of a field in the codebook's order, each in words with its code where that is another."""
    codes, said = _WORDS[field]
    return tuple(Choice(code, _with_code(said.get(code) or _NOT_SAID[code], code)) for code in codes)


def choices_of_account(accounts: Iterable[Account]) -> tuple[Choice, ...]:
    """Give the incidents of a text, one more that is not told apart yet, and none of them."""
    ordered = sorted(accounts, key=lambda a: a.n)
    known = [Choice(str(a.n), f"incident {a.n}: {_told(a)}") for a in ordered]
    fresh = max((a.n for a in ordered), default=0) + 1
    new = Choice(str(fresh), "another incident of this text" if known else "the incident of this text")
    return (*known, new, Choice("", "no one incident of this text"))


def choices_of_whole(claims: Iterable[Claim], but: str | None) -> tuple[Choice, ...]:
    """Give the claims of a text that another, `but` itself, can be a part of."""
    there = (c for c in claims if c.id != but)
    return (Choice("", "no part of another"), *(Choice(c.id, _in_short(c)) for c in there))


def _with_code(words: str, code: str) -> str:
    plain = code.replace("_", " ")
    return words if plain == words else f"{words} ({plain})"


def _told(account: Account) -> str:
    place = account.place.name if account.place else next((s.quote for s in account.place_words), None)
    return f"{one_line(place) if place else 'place unknown'}, {words.when(account.time)}"


def _in_short(claim: Claim) -> str:
    by = f", says {one_line(claim.claimant.quote)}" if claim.claimant else ""
    said = words.said_in_short(claim) + by
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
