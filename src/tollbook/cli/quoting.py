"""Words in their place: a quote within its sentence, and a whole report with its quotes marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from tollbook.model import Span
from tollbook.publish.quoting import around
from tollbook.publish.wording import safe

QUOTE = "bold black on yellow"
OPEN, CLOSE = ">>", "<<"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark: how they are coloured, and what is written around them."""

    start: int
    end: int
    style: str
    before: str = ""
    after: str = ""


def quote_mark(span: Span, colour: bool, label: str = "") -> Mark:
    """Mark a quote: by colour where there is any, else between >> and <<."""
    return Mark(span.start, span.end, QUOTE, "" if colour else OPEN, ("" if colour else CLOSE) + label)


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Text:
    """Give the words from `start` to `end`, made safe, with the marks that fall among them."""
    inside = [m for m in marks if start <= m.start and m.end <= end]
    cuts = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    out = Text()
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        # What ends here is closed innermost first, then what begins here is opened outermost first.
        for m in sorted((m for m in inside if m.end == left), key=lambda m: -m.start):
            out.append(m.after, style="bold")
        for m in sorted((m for m in inside if m.start == left), key=lambda m: -m.end):
            out.append(m.before, style="bold")
        styles = [m.style for m in sorted(inside, key=lambda m: m.start - m.end) if m.start <= left and right <= m.end]
        out.append(safe(text[left:right]), style=" ".join(styles[-1:]))
    return out


def in_context(text: str, span: Span, marks: Sequence[Mark]) -> Text:
    """Give a quote with the words of its sentence around it, on one line; "…" stands where words are left out."""
    shown = around(text, span)
    flat = _one_line(marked(text, shown.start, shown.end, marks))
    return Text.assemble("… " if shown.goes_back else "", flat, " …" if shown.goes_on else "")


def _one_line(text: Text) -> Text:
    """Join lines; a line break inside a quote is shown as a space."""
    flat = Text()
    for n, line in enumerate(text.split("\n", allow_blank=True)):
        if n:
            flat.append(" ")
        flat.append_text(line)
    return flat
