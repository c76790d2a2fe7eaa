"""Credits as reasons for copies: who an outlet says it has a text from."""

import re

from tollbook.model import Document
from tollbook.text import fold

# Words of an agency's name that its initials leave out: Press Trust of India is PTI.
# A shorter name ("AP", "X") may be anything in running text; ingest finds it where it is a credit.
SHORTEST_NAME = 4
_SMALL = frozenset({"of", "the", "and", "for", "de", "la"})


def same_outlet(name: str | None, other: str | None) -> bool:
    """Tell whether two names are one outlet's: the same folded words, one within the other, or its initials."""
    left, right = fold(name or "").split(), fold(other or "").split()
    if not left or not right:
        return False
    left, right = (left, right) if len(left) <= len(right) else (right, left)
    within = any(right[i : i + len(left)] == left for i in range(len(right) - len(left) + 1))
    initials = "".join(w[0] for w in right if w not in _SMALL)
    return within or (len(left) == 1 and len(initials) > 1 and left[0] == initials)


def credited_to_another(document: Document) -> bool:
    """Tell whether a document credits an outlet that is not its own publisher."""
    return any(not same_outlet(c, document.source_name) for c in document.credits)


def names_outlet(document: Document, other: Document) -> bool:
    """Tell whether a report names the other's publisher in its words: "(Nile Dispatch)" in a dateline."""
    name = other.source_name or ""
    if len(name) < SHORTEST_NAME or same_outlet(document.source_name, name):
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", document.text) is not None


def shared_credits(left: Document, right: Document) -> str:
    """Give the credit that binds two documents, in words: one names the other, or both credit one agency."""
    for credit in sorted({*left.credits, *right.credits}):
        ours = credit in left.credits or same_outlet(credit, left.source_name)
        theirs = credit in right.credits or same_outlet(credit, right.source_name)
        if ours and theirs:
            return credit
    for one, other in ((left, right), (right, left)):
        if names_outlet(one, other):
            return other.source_name or ""
    return ""


def root_outlet(document: Document) -> str | None:
    """Name the outlet whose own voice a document is: the one agency that it credits, else its publisher, if known."""
    others = [c for c in document.credits if not same_outlet(c, document.source_name)]
    return others[0] if len(others) == 1 else document.source_name
