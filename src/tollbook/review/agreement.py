"""How far two people who coded the same reports apart agree: what both found, and field by field in what they said.

Two claims are paired where their quotes overlap and their effect is the same (`words.likeness`), best pairs first, each
claim once; what is left over was found by one coder only. What both found is counted as F1, the share of all that the
two found that is in pairs (positive specific agreement: Hripcsak & Rothschild 2005), since nobody can count the claims
that neither found. Of the pairs, each field is held against the other: the share that is the same, with Wilson's
interval (1927), Cohen's kappa (1960) and Krippendorff's alpha (2004, nominal; for figures interval too).
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from tollbook.model import Claim, Coding, Span, Statement
from tollbook.review.chance import alpha, interval_distance, kappa, wilson
from tollbook.review.words import Thing, likeness, same_claimant

# Fields whose values are a closed list, so that chance can be taken off; effect and kind are the same in every pair.
CLAIM_CODES = "wording status group claimant_kind polarity certainty provisional scope means".split()
STATEMENT_CODES = ("claimant_kind", "certainty")
FIGURES = ("low", "high")


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim or statement as the first and the second coder have it; None where that one did not find it."""

    first: Thing | None
    second: Thing | None

    @property
    def anyone(self) -> Thing:
        """The first coder's, or the second's where the first has none."""
        found = self.first or self.second
        assert found is not None, "a pair has at least one side"
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs of one report, in the order of its text."""

    document_id: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How many claims, or statements, both coders found, and each alone."""

    what: str
    both: int
    first_only: int
    second_only: int

    @property
    def f1(self) -> float | None:
        """The share of what the two found that stands in pairs; None where neither found anything."""
        total = 2 * self.both + self.first_only + self.second_only
        return 2 * self.both / total if total else None


@dataclass(frozen=True, slots=True)
class Field:
    """How far the coders agree in one field of what both found.

    `kappa` and `alpha` are None where they say nothing: for free words, and where both coders used one value only.
    `within_one` counts figures that differ by one at most, `figures` those that have a number on both sides.
    """

    of: str
    name: str
    n: int
    same: int
    kappa: float | None = None
    alpha: float | None = None
    interval_alpha: float | None = None
    figures: int | None = None
    within_one: int | None = None

    @property
    def share(self) -> float | None:
        """The share of pairs that agree; None where there is no pair."""
        return self.same / self.n if self.n else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the share."""
        return wilson(self.same, self.n)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two coders over the reports that both have coded."""

    comparisons: tuple[Comparison, ...]
    found: tuple[Found, ...]
    fields: tuple[Field, ...]


def agreement(codings: Iterable[tuple[Coding, Coding]]) -> Agreement:
    """Compare two coders over reports: each the first coder's coding, then the second's."""
    comparisons = tuple(compare(first, second) for first, second in codings)
    pairs = [p for c in comparisons for p in c.pairs]
    return Agreement(
        comparisons,
        tuple(found_in(pairs, kind) for kind in (Claim, Statement)),
        (*_claim_fields(comparisons), *_statement_fields(pairs)),
    )


def compare(first: Coding, second: Coding) -> Comparison:
    """Pair what two coders found in one report."""
    ours, theirs = first.things, second.things
    partner = paired(ours, theirs)
    pairs = [Pair(a, theirs[partner[i]] if i in partner else None) for i, a in enumerate(ours)]
    pairs += [Pair(None, b) for j, b in enumerate(theirs) if j not in partner.values()]
    return Comparison(first.document_id, tuple(sorted(pairs, key=_place)))


def paired(ours: Sequence[Thing], theirs: Sequence[Thing]) -> dict[int, int]:
    """Pair the things of two lists by their numbers in them, the likest first, each once."""
    ranked = sorted(
        ((_worth(a, b), -i, -j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if likeness(a, b) > 0),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for _, i, j in ranked:
        if -i not in partner and -j not in partner.values():
            partner[-i] = -j
    return partner


def found_in(pairs: Sequence[Pair], kind: type[Thing]) -> Found:
    """Count which claims, or statements, both found and which one alone."""
    held = [p for p in pairs if isinstance(p.anyone, kind)]
    both = sum(p.first is not None and p.second is not None for p in held)
    first_only = sum(p.second is None for p in held)
    what = "claims" if kind is Claim else "statements"
    return Found(what, both, first_only, len(held) - both - first_only)


def differing(pair: Pair) -> tuple[str, ...]:
    """Name the fields in which the two sides of a pair differ, as they stand in a claim or statement."""
    a, b = pair.first, pair.second
    if a is None or b is None:
        return ()
    if isinstance(a, Claim) and isinstance(b, Claim):
        named = [f for f in FIGURES if getattr(a.count, f) != getattr(b.count, f)]
        named += [f for f in CLAIM_CODES if _code(a, f) != _code(b, f)]
        words = [("claimant", same_claimant(a, b))]
    else:
        named = [f for f in STATEMENT_CODES if _code(a, f) != _code(b, f)]
        words = [(f, test(a, b)) for f, test in _STATEMENT_WORDS.items()]
    return (*named, *(f for f, same in words if not same), *(() if a.span == b.span else ("quote",)))


def _worth(a: Thing, b: Thing) -> tuple[float, bool, bool]:
    same_figure = isinstance(a, Claim) and isinstance(b, Claim) and a.count == b.count
    return round(likeness(a, b), 6), same_claimant(a, b), same_figure


def _place(pair: Pair) -> tuple[bool, int, int, str]:
    thing = pair.anyone
    return isinstance(thing, Statement), thing.span.start, thing.span.end, thing.id


def _claim_fields(comparisons: Sequence[Comparison]) -> tuple[Field, ...]:
    pairs = [p for c in comparisons for p in _both(c.pairs, Claim)]
    claims = [(a, b) for a, b in pairs if isinstance(a, Claim) and isinstance(b, Claim)]
    parts = [same for c in comparisons for same in _same_whole(c)]
    return (
        *(_figure(name, [(getattr(a.count, name), getattr(b.count, name)) for a, b in claims]) for name in FIGURES),
        *(_coded("claim", name, [(_code(a, name), _code(b, name)) for a, b in claims]) for name in CLAIM_CODES),
        _told("claim", "claimant", [same_claimant(a, b) for a, b in claims]),
        _told("claim", "quote", [a.span == b.span for a, b in claims]),
        _told("claim", "part_of", parts),
        _told("claim", "incident", [same for c in comparisons for same in _same_incident(c)]),
    )


def _statement_fields(pairs: Sequence[Pair]) -> tuple[Field, ...]:
    both = _both(pairs, Statement)
    coded = (_coded("statement", name, [(_code(a, name), _code(b, name)) for a, b in both]) for name in STATEMENT_CODES)
    words = (_told("statement", name, [test(a, b) for a, b in both]) for name, test in _STATEMENT_WORDS.items())
    return (*coded, *words, _told("statement", "quote", [a.span == b.span for a, b in both]))


def _both(pairs: Iterable[Pair], kind: type[Thing]) -> list[tuple[Thing, Thing]]:
    return [(p.first, p.second) for p in pairs if p.first and p.second and isinstance(p.first, kind)]


def _code(thing: Thing, name: str) -> Hashable:
    value: Hashable = thing.count.wording if name == "wording" and isinstance(thing, Claim) else getattr(thing, name)
    return value


def _coded(of: str, name: str, values: Sequence[tuple[Hashable, Hashable]]) -> Field:
    return Field(of, name, len(values), sum(a == b for a, b in values), kappa(values), alpha(values))


def _figure(name: str, values: Sequence[tuple[int | None, int | None]]) -> Field:
    """An open end is a value of its own; distances are taken where both give a number."""
    numbers = [(a, b) for a, b in values if a is not None and b is not None]
    return Field(
        "claim",
        name,
        len(values),
        sum(a == b for a, b in values),
        kappa(values),
        alpha(values),
        alpha(numbers, interval_distance),
        len(numbers),
        sum(abs(a - b) <= 1 for a, b in numbers),
    )


def _told(of: str, name: str, same: Sequence[bool]) -> Field:
    return Field(of, name, len(same), sum(same))


def _same_whole(comparison: Comparison) -> list[bool]:
    """Tell of each pair of claims whether both are parts of the same claim, or of none."""
    both = _both(comparison.pairs, Claim)
    partner = {a.id: b.id for a, b in both}
    found = []
    for a, b in both:
        assert isinstance(a, Claim)
        assert isinstance(b, Claim)
        found.append(a.part_of is b.part_of is None or (a.part_of is not None and partner.get(a.part_of) == b.part_of))
    return found


def _same_incident(comparison: Comparison) -> list[bool]:
    """Tell of every two pairs of a report whether both coders put them together, or both apart.

    Incidents are numbered by each coder alone, so the numbers themselves cannot be held against each other.
    """
    both = _both(comparison.pairs, Claim)
    return [(a.account == c.account) == (b.account == d.account) for k, (a, b) in enumerate(both) for c, d in both[:k]]


def _same_words(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.overlaps(other) or one.quote == other.quote


def _same_actor(a: Thing, b: Thing) -> bool:
    return isinstance(a, Statement) and isinstance(b, Statement) and _same_words(a.actor, b.actor)


def _same_object(a: Thing, b: Thing) -> bool:
    return isinstance(a, Statement) and isinstance(b, Statement) and _same_words(a.object, b.object)


_STATEMENT_WORDS: dict[str, Callable[[Thing, Thing], bool]] = {
    "claimant": same_claimant,
    "actor": _same_actor,
    "object": _same_object,
}
