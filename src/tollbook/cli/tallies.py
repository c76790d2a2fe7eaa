"""What the claims add up to: a row a kind of harm, a column a rule."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tollbook.model import Incident, Tally
from tollbook.publish import words
from tollbook.publish.adding_up import RULES, Line, bare, is_stated, key_of, lines_of, rules_of

LABEL, NARROWEST = 30, 9


def print_tallies(console: Console, incident: Incident) -> None:
    """Print the tallies of all rules side by side, in as many blocks as the screen needs."""
    lines, rules = lines_of(incident.tallies), rules_of(incident.tallies)
    fits = max(1, (console.width - LABEL) // (NARROWEST + 5))
    for n in range(0, len(rules), fits):
        if n:
            console.print()
        console.print(_table(lines, rules[n : n + fits]))
    known = [f"{bare(r)}: {RULES[bare(r)]}" for r in rules if bare(r) in RULES]
    console.print(Text("; ".join(known), style="dim"))


def in_short(incident: Incident, effect: str) -> list[str]:
    """Say the stated ranges of an effect in short, one a status: 21 civilians, at least 15 people; none if unsaid."""
    found = [t for t in incident.tallies if is_stated(t) and t.effect == effect and t.group == "none"]
    found.sort(key=key_of)
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


def highest(incident: Incident, effect: str) -> int | None:
    """Give the highest figure that anyone states for an effect, whatever the status."""
    found = [t.high if t.high is not None else t.low for t in incident.tallies if is_stated(t) and t.effect == effect]
    return max((n for n in found if n is not None), default=None)


def _table(lines: Sequence[Line], rules: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
    table.add_column("", min_width=LABEL - 4)
    for rule in rules:
        table.add_column(bare(rule).replace("-", "-\n", 1), overflow="fold", header_style="bold cyan")
    for line in lines:
        indent = "  " if line.group != "none" else ""
        table.add_row(Text(indent + line.name), *(_figure(line.by_rule.get(r)) for r in rules))
    return table


def _figure(tally: Tally | None) -> Text:
    return Text(words.tally_bounds(tally), style="bold") if tally else Text("·", style="dim")
