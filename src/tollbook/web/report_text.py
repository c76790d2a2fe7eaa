"""The archived text of a report as a page shows it: a window of it, with every mark, that no browser chokes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Claim, Span
from tollbook.publish.marked import Mark, cut
from tollbook.publish.runs import Run, runs_of
from tollbook.run.report import Report, marks_of

LONGEST = 50_000  # characters shown at once: a page of 5 MB stops a browser for seconds, one of these does not
MOST_RUNS = 6_000  # elements of a window; a text full of signs or marks is shown in shorter windows
MOST_DEEP = 6  # marks shown around one word
_PLACE_TO_CUT = 400  # how far before the end of a window a line end or blank is looked for


@dataclass(frozen=True, slots=True)
class Shade:
    """A mark around words: the claim or statement it belongs to, how it looks, and its anchor where it begins."""

    of: str
    classes: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words under the same marks."""

    shades: tuple[Shade, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text, from one character to another, with where the parts before and after it begin."""

    start: int
    end: int
    length: int
    stretches: tuple[Stretch, ...]

    @property
    def before(self) -> int | None:
        """Where the part before this one begins; None where this is the first."""
        return max(0, self.start - LONGEST) if self.start else None

    @property
    def after(self) -> int | None:
        """Where the part after this one begins; None where this is the last."""
        return self.end if self.end < self.length else None


def window_of(report: Report, start: int = 0, longest: int = LONGEST) -> Window:
    """Give the window of a report's text that begins at `start`, with the marks of all that was read in it."""
    text = report.document.text
    start = min(max(0, start), max(0, len(text) - 1))
    end = _end(text, start, longest)
    looks = looks_of(report)
    marks = [m for m in marks_of(report) if m.span.start < end and m.span.end > start]
    stretches, end = _stretches(text[start:end], start, marks, looks)
    return Window(start, end, len(text), stretches)


def looks_of(report: Report) -> Mapping[str, str]:
    """Say how the words of each claim and statement look: what happened, denied, decided on, rejected."""
    looks = {}
    for thing in report.things:
        kind = thing.effect if isinstance(thing, Claim) else "statement"
        denied = " denied" if isinstance(thing, Claim) and thing.polarity == "denied" else ""
        looks[thing.id] = kind + denied + (" decided" if thing.id in report.decided else "")
    return {**looks, **{thing.id: "rejected" for thing, _ in report.rejected}}


def _end(text: str, start: int, longest: int) -> int:
    end = start + longest
    if end >= len(text):
        return len(text)
    for sign in "\n ":
        place = text.rfind(sign, end - _PLACE_TO_CUT, end)
        if place > start:
            return place + 1
    return end


def _stretches(
    text: str, start: int, marks: Sequence[Mark], looks: Mapping[str, str]
) -> tuple[tuple[Stretch, ...], int]:
    """Cut a window where marks begin and end, as far as the browser carries it; gives where it ends too."""
    made: list[Stretch] = []
    count = 0
    anchored: set[str] = set()
    for piece in cut(text, [_within(m, start, text) for m in marks]):
        shades = tuple(_shade(m, looks, anchored if m in piece.opens else None) for m in piece.marks[:MOST_DEEP])
        runs: list[Run] = []
        for run in runs_of(piece.text, start + piece.start):
            if count >= MOST_RUNS:
                made.append(Stretch(shades, tuple(runs)))
                return tuple(made), run.start
            runs.append(run)
            count += 1
        made.append(Stretch(shades, tuple(runs)))
    return tuple(made), start + len(text)


def _within(mark: Mark, start: int, text: str) -> Mark:
    return Mark(
        Span.of(text, max(0, mark.span.start - start), min(len(text), mark.span.end - start)), mark.of, mark.role
    )


def _shade(mark: Mark, looks: Mapping[str, str], anchored: set[str] | None) -> Shade:
    anchor = ""
    if anchored is not None and mark.role == "quote" and mark.of not in anchored:
        anchored.add(mark.of)
        anchor = f"at-{mark.of}"
    return Shade(mark.of, looks.get(mark.of, "") if mark.role in ("quote", "again") else mark.role, anchor)
