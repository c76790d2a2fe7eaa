"""When: the times that a text says, and which of them is the time of an incident.

Refuses rather than guesses: a time that rests on the day of publication is not told where that day is unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache

from tollbook.lang.tables import read_table
from tollbook.model import Span, TimeSpan
from tollbook.resolve.calendar import Stretch, precision_of
from tollbook.resolve.day_readers import Frame
from tollbook.resolve.day_words import Said, frame_of, said_in

_SINCE = re.compile(r"(?:^|\b)since\s+$|since\s", re.IGNORECASE)
_UNITS = {"day": 1, "week": 7}
# "two days earlier", "a week later": reckoned from the last time that stands before these words.
_SHIFTED = re.compile(
    r"\b(?P<n>\d{1,2}|a|an|one|two|three|four|five|six|seven|ten)\s+(?P<u>day|week)s?\s+(?P<way>earlier|before|later|after)\b",
    re.IGNORECASE,
)
_NEXT_TO = re.compile(
    r"\b(?:the\s+)?(?P<way>previous|same|next|following)\s+(?:day|morning|afternoon|evening|night)\b"
    r"|\b(?P<before>the day before|the night before)\b"
    r"(?!\s+(?:the|a|an|his|her|their|its|that)\b)|\b(?P<that>that same day|that day)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s*(?:[-–—]|,?\s*(?:to|and|until|through|or|into|and into|and early))\s*(?:on\s+|the\s+|early\s+)*", re.IGNORECASE
)
_OF_SOMETHING = re.compile(r"\s+(?:the|a|an|his|her|their|its|that)\b", re.IGNORECASE)
_ANCHOR_REACH = 60  # letters between "three days after" and the day that it counts from
_DATELINE_PLACE = re.compile(r"(?:^|\n)[A-Z][^\n!?]{0,60}$")
_DATELINE_END = re.compile(r"\s*(?:\(|\)|\[|-|–|—|\||/|:|\n|$|\.\s|,?\s*\d{1,2}[:.h]\d\d)")
_STOP = re.compile(r"[.!?;]\s|\n|[”\"]")
_HEAD = 400  # letters of a report in which its own date stands
_LONGEST_JOIN = 31  # days; two times farther apart than that are two times
_DATELINE = re.compile(
    r"(?:\bdate[:\s]|\bpublished(?:\s+on)?[:\s]|\bposted(?:\s+on)?[:\s]|[A-Z]{3,}[^\n]{0,40}\(\s*)\s*(?=[A-Z0-9])",
    re.IGNORECASE,
)


def find_times(text: str, published: date | None, language: str = "en") -> tuple[TimeSpan, ...]:
    """Give every time that the text says, in text order, each with its words; none overlaps another."""
    frame = frame_of(published, None, language)
    said = _settled(text, frame, language)
    if published is None:
        years = {s.stretch[0].year for s in said if s.year_said}
        if len(years) == 1:
            said = _settled(text, frame_of(None, years.pop(), language), language)
    joined = _joined(text, said)
    return tuple(_time(text, s) for s in _with_neighbours(text, joined))


def publication_day(text: str, language: str = "en") -> date | None:
    """Give the day in a report's own dateline ("KABUL (Nov. 20, 2011)", "date 2024-08-26"), where its head has one."""
    head = text[:_HEAD]
    years = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", head)}
    year = years.pop() if len(years) == 1 else None
    days = {s.start: s for s in said_in(head, frame_of(None, year, language), language) if s.basis == "stated"}
    for mark in _DATELINE.finditer(head):
        said = days.get(mark.end())
        if said and said.stretch[0] == said.stretch[1]:
            return said.stretch[0]
    return None


def is_open_ended(text: str, time: TimeSpan, language: str = "en") -> bool:
    """Tell whether the words are where a stretch begins or ends ("since Monday"), not when something happened."""
    return time.words is not None and bool(_before(text, time.words, "open", language, reach=14))


def is_day_of(kind: str, text: str, time: TimeSpan, language: str = "en") -> bool:
    """Tell whether the day is that of words ("saying": "said on Friday") or of what came `later`, not of an attack."""
    if time.words is None:
        return False
    if _listed(kind, language).match(text[time.words.end :].lstrip(" ")[:24]):
        return True  # "the army on Wednesday denied"
    cue = _before(text, time.words, kind, language, reach=60)
    attack = _before(text, time.words, "attack", language, reach=60)
    return bool(cue and (not attack or cue.end() > attack.end()))


def is_dateline(text: str, time: TimeSpan, published: date | None) -> bool:
    """Tell whether the words are the date of the report in its own head: "BAMAKO, March 19 (Savane Press) -"."""
    words = time.words
    if words is None or words.start >= _HEAD:
        return False
    if words.start in _dateline_ends(text[:_HEAD]):
        return True
    before = text[: words.start].rstrip(" \t*_#")
    alone = not before or before.endswith("\n") or bool(_DATELINE_PLACE.search(before))
    is_day = published is not None and time.basis == "stated" and abs((time.earliest - published).days) <= 1
    return is_day and bool(_DATELINE_END.match(text, words.end)) and (alone or text[words.end : words.end + 1] == "\n")


def is_to_come(text: str, time: TimeSpan, language: str = "en") -> bool:
    """Tell whether the words before say that it is still to come ("will vote on Sunday")."""
    return time.words is not None and bool(_before(text, time.words, "future", language, reach=40))


def _settled(text: str, frame: Frame, language: str) -> list[Said]:
    """Give the times of a text without the titles of papers, and "since Monday" as Monday until publication."""
    told = (s for s in said_in(text, frame, language) if not _is_title(text, s, language))
    return [_until_now(text, s, frame.published) for s in told]


def _until_now(text: str, said: Said, published: date | None) -> Said:
    begins = _SINCE.search(text[max(0, said.start - 10) : said.start]) or _SINCE.match(
        text[said.start : said.end] + " "
    )
    if not begins or published is None or said.stretch[0] >= published:
        return said
    return replace(said, stretch=(said.stretch[0], published))


def _joined(text: str, said: list[Said]) -> list[Said]:
    """Join "28 February to 3 March", "Friday night into Saturday": two times with only a joining word between."""
    joined: list[Said] = []
    for this in said:
        last = joined[-1] if joined else None
        between = text[last.end : this.start] if last else ""
        if last and _JOINED.fullmatch(between) and (stretch := _span_of(last, this)):
            joined[-1] = Said(last.start, this.end, stretch, this.basis, this.year_said)
        else:
            joined.append(this)
    return joined


def _span_of(first: Said, second: Said) -> Stretch | None:
    start, end = first.stretch[0], second.stretch[1]
    if not first.year_said and second.year_said and first.basis == "stated":
        start = start.replace(year=end.year) if (start.month, start.day) != (2, 29) else start
    if start > end and first.basis == "relative_to_publication":
        start -= timedelta(days=min(7, (start - date.min).days))
    return (start, end) if start < end and (end - start).days <= _LONGEST_JOIN else None


def _with_neighbours(text: str, said: list[Said]) -> list[Said]:
    """Add the times that are reckoned from another: "two days earlier", "the same day"."""
    found = list(said)
    for match in sorted([*_SHIFTED.finditer(text), *_NEXT_TO.finditer(text)], key=lambda m: m.start()):
        anchor = _anchor(text, match, found)
        if anchor is None or any(s.start < match.end() and match.start() < s.end for s in found):
            continue
        try:
            day = anchor.stretch[0] + timedelta(days=_shift(match))
        except OverflowError:
            continue
        found.append(Said(match.start(), match.end(), (day, day), anchor.basis))
    return sorted(found, key=lambda s: s.start)


def _anchor(text: str, match: re.Match[str], found: Sequence[Said]) -> Said | None:
    """Give the day that is counted from: the last one before, or the one after "three days after the strike of"."""
    way = (match.groupdict().get("way") or "before").casefold()
    if way in ("before", "after") and _OF_SOMETHING.match(text, match.end()):
        after = [s for s in found if 0 <= s.start - match.end() <= _ANCHOR_REACH]
        between = text[match.end() : after[0].start] if after else "."
        chosen = after[0] if after and not re.search(r"[.;!?\n]", between) else None
    else:
        chosen = max((s for s in found if s.end <= match.start()), key=lambda s: s.start, default=None)
    return chosen if chosen and chosen.stretch[0] == chosen.stretch[1] else None


def _shift(match: re.Match[str]) -> int:
    named = match.groupdict()
    if "u" in named:
        words = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
        n = int(match["n"]) if match["n"].isdigit() else words[match["n"].casefold()]
        return n * _UNITS[match["u"].casefold()] * (1 if match["way"].casefold() in ("later", "after") else -1)
    if named["before"]:
        return -1
    way = (named["way"] or "same").casefold()
    return {"previous": -1, "same": 0, "next": 1, "following": 1}[way]


def _time(text: str, said: Said) -> TimeSpan:
    return TimeSpan(*said.stretch, precision_of(said.stretch), said.basis, Span.of(text, said.start, said.end))


def _is_title(text: str, said: Said, language: str) -> bool:
    after = re.match(r"\s+(\w+)", text[said.end : said.end + 20])
    known: Sequence[str] = read_table(language, "dates")["titles"]
    return bool(after and after[1][0].isupper() and after[1].casefold() in known)


@lru_cache(maxsize=64)
def _dateline_ends(head: str) -> frozenset[int]:
    return frozenset(m.end() for m in _DATELINE.finditer(head))


def _before(text: str, words: Span, kind: str, language: str, *, reach: int) -> re.Match[str] | None:
    """Find the last word of a kind that stands in the same sentence before these words, within reach."""
    before = _STOP.split(text[max(0, words.start - reach) : words.start])[-1]
    pattern = _listed(kind, language)
    if kind == "open":
        return pattern.search(before) or pattern.search(words.quote.split()[0] + " ")
    found = None
    for found in pattern.finditer(before):  # noqa: B007
        pass
    return found


@cache
def _listed(kind: str, language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_table(language, "dates")[kind]))
    end = r"\s+(?:at least\s+|the\s+)?$" if kind == "open" else r"\b"
    return re.compile(rf"\b(?:{words}){end}", re.IGNORECASE)
