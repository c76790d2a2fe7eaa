"""What the trained reader can say: its tag layers, the fields of each kind of span, the links between spans.

Training and reading share these lists; the shipped weights are of no use with others, so they carry them too.
"""

from typing import Literal

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

Family = Literal["quote", "statement", "victim", "claimant", "cue", "place", "actor", "object"]

# Claims nest ("21 civilians, including 11 children") and so do statements: the second layer takes what overlaps.
LAYERS: tuple[tuple[Family, int], ...] = (
    ("quote", 0),
    ("quote", 1),
    ("statement", 0),
    ("statement", 1),
    ("victim", 0),
    ("claimant", 0),
    ("cue", 0),
    ("place", 0),
    ("actor", 0),
    ("object", 0),
)
FAMILIES: tuple[Family, ...] = ("quote", "statement", "victim", "claimant", "cue", "place", "actor", "object")
ITEMS: tuple[Family, ...] = ("quote", "statement", "victim")  # what belongs to an incident

YES_NO = ("no", "yes")
FIELDS: dict[Family, dict[str, tuple[str, ...]]] = {
    "quote": {
        "status": STATUSES,
        "group": GROUPS,
        "polarity": POLARITIES,
        "certainty": CERTAINTIES,
        "provisional": YES_NO,
        "scope": SCOPES,
        "wording": WORDINGS,
        "means": MEANS,
        "claimant_kind": CLAIMANT_KINDS,
        "main": YES_NO,
        "placed": YES_NO,
    },
    "statement": {"certainty": CERTAINTIES, "claimant_kind": CLAIMANT_KINDS, "main": YES_NO},
    "victim": {"effect": (*EFFECTS, "none"), "sex": ("unknown", "f", "m"), "main": YES_NO},
    "claimant": {"kind": CLAIMANT_KINDS},
}
# Several of these may hold of one span ("killed and injured 30"; a blame that names the target); none: a false span.
SEVERAL: dict[Family, tuple[str, ...]] = {"quote": EFFECTS, "statement": STATEMENT_KINDS}

# Each link scores every span of the left families against every span of the right one and against "none".
LINKS: dict[str, tuple[tuple[Family, ...], Family]] = {
    "claimant": (ITEMS, "claimant"),
    "cue": (("quote", "statement"), "cue"),
    "part_of": (("quote",), "quote"),
    "actor": (("statement",), "actor"),
    "object": (("statement",), "object"),
    "place": (ITEMS, "place"),
}
# Pairs of like spans that are one thing: one claim said again, one statement said again, one incident.
PAIRS: dict[str, tuple[Family, ...]] = {
    "same_claim": ("quote",),
    "same_statement": ("statement",),
    "same_incident": ITEMS,
}

SPAN = 192  # width of a span's vector
INNER = 96  # width inside a pair's comparison
PAIR_FEATURES = 24
