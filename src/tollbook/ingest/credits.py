"""Credits, which say that a text is an agency's, and the furniture of the page that it came out of."""

import re
from collections.abc import Iterator
from functools import cache

from tollbook.lang import load
from tollbook.lang.furniture import Furniture
from tollbook.lang.phrases import plain
from tollbook.model import Span

EDGE_LINES = 4  # a credit stands in the first or last lines; further in, "(AP)" is a source of one sentence
DATELINE_LENGTH = 90
LINE_EDGE = 200  # of a longer line only the start and the end are looked at: credits stand there
LONGEST_NAME = 70
MOST_WORDS = 24  # a longer line is the report's, whatever it begins with

_INPUTS = re.compile(
    r"\bwith\s+(?:additional\s+)?(?:inputs?|reporting|contributions?)\s+(?:from|by)\s+(?P<a>[^\n()]{2,80})"
    r"|\bwith\s+(?P<b>[^\n()]{2,60}?)\s+inputs?\b"
    r"|^\W*source\s*:\s*(?P<c>[^\n()]{2,60})",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(r"^\W*(?P<a>[^\n.]{2,60}?)\s+contributed to this (?:report|story|article)", re.IGNORECASE)
_AGENCIES = re.compile(r"^\W*(?:by\s+|from\s+)?(?:news\s+)?agencies\W*$", re.IGNORECASE)
_SIGNS = ("agencies", "input", "reporting", "contribut", "source")
_PEOPLE = re.compile(
    r"\b(?:writers?|journalists?|reporters?|correspondents?|staff|producers?|editors?)\b", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,|;|/|&|\band\b)\s*", re.IGNORECASE)
_AFTER_DASH = re.compile(r"(?:[–—]|\s-)\s*([^–—\n(),:]{2,60}?)[\s.]*$")
_BY_ALONE = re.compile(r"\s*(?:by\s+)?([^–—\n(),:]{2,60}?)[\s.]*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*\s*$")


def find_credits(text: str) -> tuple[str, ...]:
    """Name the agencies that a text is credited to, as written, in order: "(AP)", "With PTI inputs", "— Reuters"."""
    return tuple(dict.fromkeys(span.quote for span in credit_spans(text)))


def credit_spans(text: str) -> tuple[Span, ...]:
    """Give the names in credits where they stand: in a dateline, or at either end on a line or in brackets."""
    lines = [line for line in _lines(text) if line.quote.strip()]
    found: list[Span] = []
    for n, line in enumerate(lines):
        first, last = n < EDGE_LINES, n >= len(lines) - EDGE_LINES
        for piece in _ends_of(line) if first or last else ():
            found += _in_words(piece)
            found += _in_brackets(piece, dateline=first and piece.start == line.start)
            found += _in_tail(piece)
    return tuple(sorted(set(found)))


def _ends_of(line: Span) -> tuple[Span, ...]:
    if len(line.quote) <= 2 * LINE_EDGE:
        return (line,)
    head, tail = line.quote[:LINE_EDGE], line.quote[-LINE_EDGE:]
    return Span(line.start, line.start + LINE_EDGE, head), Span(line.end - LINE_EDGE, line.end, tail)


def furniture_spans(text: str, furniture: Furniture) -> tuple[Span, ...]:
    """Give the lines that are page furniture and nothing of the report ("Follow us on", "Image Source : X").

    A line that ends as a sentence does is the report's unless a phrase of two words opens it.
    """
    return tuple(line for line in _lines(text) if _is_furniture(line.quote, furniture))


def _is_furniture(line: str, furniture: Furniture) -> bool:
    words = len(line.split())
    if not words or words > MOST_WORDS:
        return False
    within = bool(_phrases_within(furniture).search(plain(line)))
    if _SENTENCE_END.search(line) and words > 5:
        return within and furniture.is_furniture(line)
    return within or furniture.is_furniture(line)


@cache
def _phrases_within(furniture: Furniture) -> re.Pattern[str]:
    """Phrases of two and more words, such as "follow us on": these are furniture wherever in a line they stand."""
    # "breaking news" opens reports as often as it labels pages.
    phrases = [plain(p) for p in furniture.beginnings if " " in p and p != "breaking news"]
    body = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")


def _in_words(line: Span) -> Iterator[Span]:
    """Credits that say so: "With inputs from PTI and AFP", "Source: Reuters", "The AP contributed to this report"."""
    words = line.quote.lower()
    if not any(sign in words for sign in _SIGNS):  # the patterns cost ten times as much
        return
    if _AGENCIES.match(line.quote):
        yield _stripped(line)
        return
    for found in (_INPUTS.search(line.quote), _CONTRIBUTED.search(line.quote)):
        group = found.lastgroup if found else None
        if found and group:
            # "With inputs from the City Times" names an outlet, "with reporting by" and "a writer of" name people.
            outlets = "reporting" not in words and not _PEOPLE.search(found[group])
            yield from _names(line, found.start(group), found.end(group), any_name=outlets)


def _in_brackets(line: Span, dateline: bool) -> Iterator[Span]:
    """The agency of a dateline ("GAO, Mali (AP) —") or in brackets at the end of a line."""
    for found in re.finditer(r"\(([^()\n]{2,60})\)", line.quote):
        at_end = not line.quote[found.end() :].strip(" .\t\r")
        if at_end or (dateline and found.end() <= DATELINE_LENGTH):
            yield from _names(line, found.start(1), found.end(1), any_name=False)


def _in_tail(line: Span) -> Iterator[Span]:
    """An agency after a dash at the end of a line ("— Reuters"), or alone on it ("AFP", "By The Associated Press")."""
    tail = max(0, len(line.quote) - LONGEST_NAME)
    found = _AFTER_DASH.search(line.quote, tail) or (_BY_ALONE.match(line.quote) if tail == 0 else None)
    if found:
        yield from _names(line, found.start(1), found.end(1), any_name=False, whole=True)


def _names(line: Span, start: int, end: int, *, any_name: bool, whole: bool = False) -> Iterator[Span]:
    """Cut a list of names; only known agencies count, unless the words around already say that these are sources."""
    at = start
    parts: list[tuple[int, int]] = []
    for joint in _AND.finditer(line.quote, start, end):
        parts.append((at, joint.start()))
        at = joint.end()
    parts.append((at, end))
    spans = [_stripped(Span.of(line.quote, a, b)) for a, b in parts if line.quote[a:b].strip(" .\t\r")]
    known = [s for s in spans if _is_agency(s.quote)]
    if (whole and len(known) < len(spans)) or not (known or any_name):
        return
    for span in spans if any_name else known:
        yield Span(line.start + span.start, line.start + span.end, span.quote)


def _is_agency(name: str) -> bool:
    words = plain(name)
    if words in ("agencies", "agency"):
        return True
    # "una", "mena", "ina" are words as well: a short name counts in capitals only.
    return words in load("en").furniture.agencies and (len(words) > 4 or name.isupper())


def _lines(text: str) -> Iterator[Span]:
    for found in re.finditer(r"[^\r\n]+", text):
        yield Span.of(text, found.start(), found.end())


def _stripped(span: Span) -> Span:
    words = span.quote
    left = len(words) - len(words.lstrip(" \t\r.:([—–-"))
    right = len(words.rstrip(" \t\r.:)]—–-"))
    return Span(span.start + left, span.start + right, words[left:right]) if left < right else span
