"""What the claims add up to, as a table: a row a kind of harm, a column a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import Tally
from tollbook.model.codes import EFFECTS, GROUPS, STATUSES, Effect, Group, Status
from tollbook.publish import words

RULES = {
    "stated-range": "lowest to highest that anyone states",
    "presumed-civilian": "people are civilians unless said to be fighters",
    "lowest": "the most cautious claim",
    "majority": "what most independent voices say",
    "most-recent": "what was said last",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of harm, and what each rule makes of it; a rule that says nothing of it is missing."""

    effect: Effect
    status: Status
    group: Group
    by_rule: dict[str, Tally]

    @property
    def name(self) -> str:
        """Say who was harmed and how: civilians killed."""
        if self.status == "unknown" and self.group == "none":
            return f"people {words.EFFECTS[self.effect]}, status unsaid"
        return f"{words.whom(self.status, self.group)} {words.EFFECTS[self.effect]}"


def lines_of(tallies: Sequence[Tally]) -> list[Line]:
    """Give a line a kind of harm of this incident, in the order of the codebook, all people before groups of them."""
    found: dict[tuple[int, int, int], Line] = {}
    for tally in tallies:
        if not is_cumulative(tally):
            line = found.setdefault(key_of(tally), Line(tally.effect, tally.status, tally.group, {}))
            line.by_rule[tally.rule] = tally
    return [found[key] for key in sorted(found)]


def rules_of(tallies: Sequence[Tally]) -> list[str]:
    """Name the rules with their versions, those known here in their order."""
    known = list(RULES)
    rules = {t.rule for t in tallies if not is_cumulative(t)}
    return sorted(rules, key=lambda r: (known.index(bare(r)) if bare(r) in known else len(known), r))


def key_of(tally: Tally) -> tuple[int, int, int]:
    """Give the place of a kind of harm in the codebook's order."""
    return (EFFECTS.index(tally.effect), STATUSES.index(tally.status), (GROUPS.index(tally.group) + 1) % len(GROUPS))


def bare(rule: str) -> str:
    """Give the name of a rule without its version."""
    return rule.partition("/")[0]


def is_stated(tally: Tally) -> bool:
    """Tell whether a tally is of the rule that only repeats what is said."""
    return bare(tally.rule) == "stated-range"


def is_cumulative(tally: Tally) -> bool:
    """Tell whether a tally is of figures over more than this incident, which belong in no count of it."""
    return tally.rule.startswith("cumulative")
