"""What the claims add up to: a row a kind of harm, a column a rule."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tollbook.model import Incident, Tally
from tollbook.model.codes import EFFECTS, GROUPS, STATUSES
from tollbook.publish import words

LABEL, NARROWEST = 30, 9
RULES = {
    "stated-range": "lowest to highest that anyone states",
    "presumed-civilian": "people are civilians unless said to be fighters",
    "lowest": "the most cautious claim",
    "majority": "what most independent voices say",
    "most-recent": "what was said last",
}


def print_tallies(console: Console, incident: Incident) -> None:
    """Print the tallies of all rules side by side, in as many blocks as the screen needs."""
    tallies = [t for t in incident.tallies if not is_cumulative(t)]
    rules = _rules(tallies)
    keys = sorted({_key(t) for t in tallies})
    fits = max(1, (console.width - LABEL) // (NARROWEST + 5))
    for n in range(0, len(rules), fits):
        if n:
            console.print()
        console.print(_table(tallies, rules[n : n + fits], keys))
    known = [f"{r.partition('/')[0]}: {RULES[r.partition('/')[0]]}" for r in rules if r.partition("/")[0] in RULES]
    console.print(Text("; ".join(known), style="dim"))


def in_short(incident: Incident, effect: str) -> list[str]:
    """Say the stated ranges of an effect in short, one a status: 21 civilians, at least 15 people; none if unsaid."""
    found = [t for t in incident.tallies if is_stated(t) and t.effect == effect and t.group == "none"]
    found.sort(key=_key)
    if len(found) == 1 and found[0].status == "unknown":
        return [words.tally_bounds(found[0])]
    said = [f"{words.tally_bounds(t)} {_noun(t)}" for t in found if (t.low, t.high) != (0, 0)]
    return said or (["none"] if found else [])


SHORT = {
    "civilian": "civilians",
    "unknown": "people",
    "combatant": "fighters",
    "security_forces": "police",
    "disputed": "disputed",
}


ONE = {"civilian": "civilian", "unknown": "person", "combatant": "fighter", "security_forces": "police officer"}


def _noun(tally: Tally) -> str:
    """Say civilian of one, civilians of any other number or range."""
    one = tally.low == tally.high == 1 and tally.best in (None, 1)
    return ONE.get(tally.status, SHORT[tally.status]) if one else SHORT[tally.status]


def is_stated(tally: Tally) -> bool:
    """Tell whether a tally is of the rule that only repeats what is said."""
    return tally.rule.partition("/")[0] == "stated-range"


def is_cumulative(tally: Tally) -> bool:
    """Tell whether a tally is of figures over more than this incident, which belong in no count of it."""
    return tally.rule.startswith("cumulative")


def highest(incident: Incident, effect: str) -> int | None:
    """Give the highest figure that anyone states for an effect, whatever the status."""
    found = [t.high if t.high is not None else t.low for t in incident.tallies if is_stated(t) and t.effect == effect]
    return max((n for n in found if n is not None), default=None)


def _rules(tallies: Sequence[Tally]) -> list[str]:
    known = list(RULES)
    return sorted(
        {t.rule for t in tallies},
        key=lambda r: (known.index(r.partition("/")[0]) if r.partition("/")[0] in known else len(known), r),
    )


def _key(tally: Tally) -> tuple[int, int, int]:
    return (EFFECTS.index(tally.effect), STATUSES.index(tally.status), (GROUPS.index(tally.group) + 1) % len(GROUPS))


def _table(tallies: Sequence[Tally], rules: Sequence[str], keys: Sequence[tuple[int, int, int]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
    table.add_column("", min_width=LABEL - 4)
    for rule in rules:
        table.add_column(rule.partition("/")[0].replace("-", "-\n", 1), overflow="fold", header_style="bold cyan")
    for key in keys:
        found = {t.rule: t for t in tallies if _key(t) == key}
        effect, status, group = EFFECTS[key[0]], STATUSES[key[1]], GROUPS[key[2] - 1]
        indent = "  " if group != "none" else ""
        name = f"{indent}{words.whom(status, group)} {words.EFFECTS[effect]}"
        if status == "unknown" and group == "none":
            name = f"people {words.EFFECTS[effect]}, status unsaid"
        table.add_row(Text(name), *(_figure(found.get(r)) for r in rules))
    return table


def _figure(tally: Tally | None) -> Text:
    return Text(words.tally_bounds(tally), style="bold") if tally else Text("·", style="dim")
