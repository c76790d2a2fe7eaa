"""The table of who says what, on the screen: one row a kind of harm, one column an independent voice."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tollbook.model import Document, Incident, Voice
from tollbook.publish import words
from tollbook.publish.grid import DISPUTED, Entry, Row, rows_of, voices_in_order
from tollbook.publish.wording import one_line

LABEL, NARROWEST = 25, 16  # columns for the row's name, and the least that a voice needs to stay readable
WIDEST = 24  # a longer word in a name is broken


def print_grid(console: Console, incident: Incident, documents: Mapping[str, Document]) -> None:
    """Print the table, in as many blocks of voices as the screen needs; nothing is cut off."""
    rows, voices = rows_of(incident, documents), voices_in_order(incident)
    for n, block in enumerate(blocks(voices, console.width)):
        if n:
            console.print()
        ids = {v.id for v in block}
        kept = _without_empty([r for r in rows if r.depth == 0 or ids & r.cells.keys()], ids)
        console.print(_table(kept, block, console.width))
    if any(r.disputed for r in rows):
        console.print(Text(f"{DISPUTED} accounts that cannot all be right; see “Where accounts differ”", style="dim"))


def blocks(voices: Sequence[Voice], width: int) -> list[Sequence[Voice]]:
    """Part the voices into evenly filled blocks that fit the width."""
    longest = max((len(w) for v in voices for w in one_line(v.name).split()), default=0)
    # Beside its words a column has a blank on either side and one between columns.
    fits = max(1, (width - LABEL) // (max(NARROWEST - 1, min(longest, WIDEST)) + 3))
    needed = max(1, -(-len(voices) // fits))
    size = -(-len(voices) // needed) if voices else 1
    return [voices[n : n + size] for n in range(0, len(voices), size)]


def _without_empty(rows: list[Row], ids: set[str]) -> list[Row]:
    """Leave out a heading with nothing under it."""
    kept = []
    for n, row in enumerate(rows):
        followed = n + 1 < len(rows) and rows[n + 1].depth > 0
        if row.depth > 0 or ids & row.cells.keys() or (followed and not row.cells):
            kept.append(row)
    return kept


def _table(rows: Sequence[Row], voices: Sequence[Voice], width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, width=min(width, LABEL + 34 * len(voices)), padding=(0, 1), show_edge=False)
    table.add_column("", width=LABEL - 2)
    for voice in voices:
        table.add_column(_heading(voice), ratio=1, overflow="fold")
    for n, row in enumerate(rows):
        last = n + 1 == len(rows) or rows[n + 1].depth == 0
        table.add_row(_name(row), *(_cell(row.cells.get(v.id, []), heading=not row.cells) for v in voices))
        if last and n + 1 < len(rows):
            table.add_row("", *("" for _ in voices))
    return table


def _heading(voice: Voice) -> Text:
    kind = words.KINDS[voice.kind]
    reports = f"in {len(voice.document_ids)} report{'' if len(voice.document_ids) == 1 else 's'}"
    return Text.assemble(
        (words.named(one_line(voice.name)), "bold cyan"), "\n", (f"{kind}\n{reports}" if kind else reports, "dim")
    )


def _name(row: Row) -> Text:
    mark = f" {DISPUTED}" if row.disputed else ""
    indent = "  " * max(0, row.depth - 1)
    style = "bold" if row.depth < 2 else ""
    return Text.assemble((indent + row.name, style), (mark, "bold red"))


def _cell(entries: Sequence[Entry], heading: bool) -> Text:
    if not entries:
        return Text("" if heading else "·", style="dim")
    return Text("\n").join(_entry_text(e) for e in entries)


def _entry_text(entry: Entry) -> Text:
    style = "dim" if entry.superseded else "bold red" if entry.denied else "bold"
    text = Text.assemble((entry.text, style))
    if entry.qualified:
        text.append(f" {entry.qualified}", style="italic")
    if entry.day:
        text.append(f" ({words.short_day(entry.day)[:-5]})", style="dim")
    if entry.disputed:
        text.append(f" {DISPUTED}", style="bold red")
    return text
