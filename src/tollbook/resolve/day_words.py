"""The grammar of English dates: which words say a day, and which stretch of days they say.

Every rule is a pattern and a function from its match to a stretch, or None where the words say no day that can be
known.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from tollbook.lang.tables import read_table
from tollbook.model.time_span import DateBasis
from tollbook.resolve.calendar import Stretch
from tollbook.resolve.day_readers import (
    Frame,
    Match,
    Reader,
    ago,
    day_of_week,
    days_back,
    few_ago,
    figures,
    iso,
    month_alone,
    month_of_year,
    named_stretch,
    not_yet,
    one_day,
    past_stretch,
    some_days,
    weekday_the,
    year_alone,
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a text that say a stretch of days; `year_said` False where the year was inferred."""

    start: int
    end: int
    stretch: Stretch
    basis: DateBasis
    year_said: bool = True


Trigger = Literal["month", "weekday", "figure", "word"]
Rule = tuple[re.Pattern[str], Reader, DateBasis, Trigger]

# Rules run only around a word that one of them needs: a tenth of the time of running each over the whole text.
_BEFORE, _BEHIND = 70, 60  # letters around such a word

_SHORT = 5  # letters of the longest name that is cut short ("thurs")
# Month names that are words of other meaning too count only with a capital.
_DOUBTFUL = frozenset("may march mar sun sat wed mon sep dec jan".split())


@cache
def rules(language: str = "en") -> tuple[Rule, ...]:
    """Give the rules, with the month and weekday names of the language's tables built in."""
    months, weekdays = _calendar(language)
    # Groups are cut before the names go in: {M} month, {W} weekday, {D} day of the month, {Y} year, {P} part.
    named = {
        "{M}": _one_of(months),
        "{W}": _one_of(weekdays),
        "{D}": r"\d{1,2}(?:st|nd|rd|th)?(?![\d:]|\.\d)",
        "{Y}": r"(?:19|20)\d\d(?!\d)",
        "{P}": r"(?P<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[\s-]+",
        "{T}": r"morning|afternoon|evening|night|noon|dawn|dusk|midnight",
        "{N}": r"(?P<n>\d{1,3}|" + "|".join(map(re.escape, _numbers(language))) + ")",
    }
    made: list[Rule] = []
    for pattern, function, basis in _RULES:
        trigger = _trigger_of(pattern)
        for mark, words in named.items():
            pattern = pattern.replace(mark, words)
        made.append((re.compile(pattern, re.IGNORECASE), function, basis, trigger))
    return tuple(made)


def frame_of(published: date | None, stated_year: int | None, language: str = "en") -> Frame:
    """Make the frame in which the words of one text are read."""
    return Frame(published, stated_year, *_calendar(language), _numbers(language))


def said_in(text: str, frame: Frame, language: str = "en") -> Iterator[Said]:
    """Give the words that say a time, the longest of overlapping ones, in text order.

    Words that a rule understands but cannot tell ("31 February 2024") keep shorter words within them silent.
    """
    kept: list[tuple[int, int]] = []
    told: list[Said] = []
    found = sorted(_matches(text, frame, language), key=lambda m: (m[0] - m[1], m[2] is None, m[0]))
    for start, end, said in found:
        if not any(start < k[1] and k[0] < end for k in kept):
            kept.append((start, end))
            told.extend([said] if said else [])
    yield from sorted(told, key=lambda s: s.start)


def _matches(text: str, frame: Frame, language: str) -> Iterator[tuple[int, int, Said | None]]:
    """Find all words that a rule understands, overlapping ones too."""
    windows = _windows(text, language)
    for pattern, function, basis, trigger in rules(language):
        for match in (m for first, last in windows[trigger] for m in pattern.finditer(text, first, last)):
            if not _is_name(match):
                continue
            stretch = _read(function, match, frame)
            year_said = bool(match.groupdict().get("y")) or basis == "relative_to_publication"
            told = Said(match.start(), match.end(), stretch, basis, year_said) if stretch else None
            yield match.start(), match.end(), told


def _read(function: Reader, match: Match, frame: Frame) -> Stretch | None:
    """Read one match; days that no calendar has ("900 years ago" of an early date) are not told."""
    try:
        stretch = function(match, frame)
    except (ValueError, OverflowError):
        return None
    return stretch if stretch and stretch[0] <= stretch[1] else None


def _trigger_of(pattern: str) -> Trigger:
    if "{M}" in pattern:
        return "month"
    if "{W}" in pattern:
        return "weekday"
    return "figure" if "P<y>" in pattern else "word"


def _windows(text: str, language: str) -> dict[Trigger, list[tuple[int, int]]]:
    """Give, for every kind of rule, the stretches of text around the words without which it says nothing."""
    windows: dict[Trigger, list[tuple[int, int]]] = {"month": [], "weekday": [], "figure": [], "word": []}
    for hit in _triggers(language).finditer(text):
        kind: Trigger = next(k for k in windows if hit.group(k))
        first, last = max(0, hit.start() - _BEFORE), min(len(text), hit.end() + _BEHIND)
        known = windows[kind]
        if known and first <= known[-1][1]:
            first = known.pop()[0]
        known.append((first, last))
    return windows


@cache
def _triggers(language: str) -> re.Pattern[str]:
    months, weekdays = _calendar(language)
    words = "|".join(map(re.escape, read_table(language, "dates")["triggers"]))
    return re.compile(
        rf"\b(?:(?P<month>{_one_of(months)})|(?P<weekday>{_one_of(weekdays)})|(?P<word>(?:{words})\b)"
        r"|(?P<figure>(?:19|20)\d\d(?!\d)))",
        re.IGNORECASE,
    )


@cache
def _calendar(language: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    table = read_table(language, "calendar")
    months, weekdays = ({w: n for n, words in table[k].items() for w in words} for k in ("months", "weekdays"))
    return months, weekdays


@cache
def _numbers(language: str) -> Mapping[str, int]:
    numbers: Mapping[str, int] = read_table(language, "dates")["numbers"]
    return numbers


def _one_of(words: Mapping[str, int]) -> str:
    """Give a pattern for any of these names; a name cut short may have a full stop, "Wednesday" ends a sentence."""
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    full, short = [w for w in longest if len(w) > _SHORT], [w for w in longest if len(w) <= _SHORT]
    return "(?:(?:" + "|".join(full) + r")\b|(?:" + "|".join(short) + r")\b(?:\.(?=\s*(?-i:[\d,a-z])))?)"


def _is_name(match: Match) -> bool:
    """Tell whether the name of a month or weekday is one: "may" and "sat" are verbs unless capital."""
    for group in ("m", "wd"):
        word = (match.groupdict().get(group) or "").rstrip(".")
        if word.casefold() in _DOUBTFUL and word[0].islower():
            return False
    return True


_MONTH_LEAD = r"in|during|since|from|of|until|by|throughout|before|after|earlier in|later in|back in"
_RULES: tuple[tuple[str, Reader, DateBasis], ...] = (
    (
        r"(?<![\d.,:/])\b(?:(?P<wd>{W}),?\s+(?:the\s+)?)?(?P<d>{D})(?:\s+of)?[\s-]+(?P<m>{M})"
        r"(?:(?:,|\s+of)?[\s-]*(?P<y>{Y}))?",
        one_day,
        "stated",
    ),
    (r"\b(?:(?P<wd>{W}),?\s+)?(?P<m>{M})\s*(?P<d>{D})(?:(?:,\s*|\s+)(?P<y>{Y}))?", one_day, "stated"),
    (
        r"(?<![\d.,:/])\b(?P<d>{D})\s*(?:to|and|or|until|through|[-–—])\s*(?:the\s+)?(?P<d2>{D})(?:\s+of)?\s+(?P<m>{M})"
        r"(?:(?:,|\s+of)?\s+(?P<y>{Y}))?",
        some_days,
        "stated",
    ),
    (
        r"\b(?P<m>{M})\s+(?P<d>{D})\s*(?:to|and|or|until|through|[-–—])\s*(?:the\s+)?(?P<d2>{D})"
        r"(?:(?:,\s*|\s+)(?P<y>{Y}))?",
        some_days,
        "stated",
    ),
    (r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m2>\d\d)[-/.](?P<d>\d\d)(?!\d)", iso, "stated"),
    (r"(?<![\d/])(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)(?!\d)", figures, "stated"),
    (r"\b(?:{P})?(?P<m>{M})(?:\s+of|,)?\s+(?P<y>{Y})", month_of_year, "stated"),
    (
        r"\b(?:(?P<pre>" + _MONTH_LEAD + r"|last|this|this past)[\s-]+)?(?:{P})?(?P<m>{M})"
        r"(?:,?\s+(?:of\s+)?(?P<ly>last year|this year|the previous year))?(?!\.?\s*\d)",
        month_alone,
        "stated",
    ),
    (
        r"\b(?:in|during|since|from|of|until|by|summer|spring|autumn|winter|between)\s+(?:{P})?(?P<y>{Y})"
        r"(?!\s*(?:people|civilians|[-–/]?\d)|[-/])",
        year_alone,
        "stated",
    ),
    (r"\b{P}(?P<y>{Y})", year_alone, "stated"),
    (
        r"\b(?:(?P<into>overnight (?:in)?to|the night to)\s+)?(?:(?P<which>last|this past|this|past|next|every|each|"
        r"the previous|the following)\s+)?(?:(?:late|early|overnight)\s+(?:on\s+)?)?(?P<wd>{W})(?![\w])(?:['’]s\b)?"
        r"(?:\s+(?:{T})\b)?"
        r"(?:,?\s+(?:of\s+)?(?P<week>(?:last|this|next|the previous) week))?(?!\s+the\s+\d)",
        day_of_week,
        "relative_to_publication",
    ),
    (
        r"\b(?P<wd>{W}),?\s+the\s+(?P<d>\d{1,2}(?:st|nd|rd|th))\b(?!\s+(?:of\s+)?{M})",
        weekday_the,
        "relative_to_publication",
    ),
    (r"\bnext week(?:\s+on)?\s+(?P<wd>{W})", not_yet, "relative_to_publication"),
    (r"\b(?:the\s+)?day before yesterday\b", days_back(2), "relative_to_publication"),
    (r"\byesterday\b", days_back(1), "relative_to_publication"),
    (r"\blast night\b", days_back(1), "relative_to_publication"),
    (
        r"\bovernight\b|\b(?:during|in) the night\b(?!\s+(?:from|of|to|between)\b)",
        days_back(1, 2),
        "relative_to_publication",
    ),
    (
        r"\b(?:(?:earlier|early|late|later)\s+)?(?:today|tonight|this (?:morning|afternoon|evening))\b",
        days_back(0),
        "relative_to_publication",
    ),
    (
        r"\b(?:(?:about|around|some|nearly|almost|just)\s+)?{N}\s+(?P<u>hour|day|week|month|year)s?\s+ago\b",
        ago,
        "relative_to_publication",
    ),
    (
        r"\b(?:a few|several|a couple of|some)\s+(?P<u>day|week|month)s\s+ago\b",
        few_ago,
        "relative_to_publication",
    ),
    (
        r"\b(?:the\s+)?(?:(?:past|last)\s+{N}\s+|past\s+|(?P<recent>recent)\s+)(?P<u>hour|day|week|month|year)s?\b",
        past_stretch,
        "relative_to_publication",
    ),
    (
        r"\b(?:(?P<part>earlier|later|early|mid|late|the end of|the beginning of|the start of)[\s-]+(?:in\s+)?)?"
        r"(?P<which>last|this|the previous)\s+(?P<u>week|weekend|month|year)(?:['’]s)?\b",
        named_stretch,
        "relative_to_publication",
    ),
    (
        r"\b(?:over|at|during|on)\s+(?P<which>the)\s+(?P<u>weekend)\b",
        named_stretch,
        "relative_to_publication",
    ),
)
