"""The grammar of English dates: which words say a day, and which stretch of days they say.

Every rule is a pattern and a function from its match to a stretch, or None where the words say no day that can be known.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tollbook.lang.tables import read_table
from tollbook.model.time_span import DateBasis
from tollbook.resolve.calendar import (
    Stretch,
    day_of,
    last_weekday,
    month_back,
    month_stretch,
    past_day,
    past_month,
    week_stretch,
    year_stretch,
)

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a reader of the words knows: the day of publication, the year that the text itself states, the tables."""

    published: date | None
    stated_year: int | None
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a text that say a stretch of days; `year_said` False where the year was inferred."""

    start: int
    end: int
    stretch: Stretch
    basis: DateBasis
    year_said: bool = True


Rule = tuple[re.Pattern[str], Callable[[Match, Frame], Stretch | None], DateBasis]

_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
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
        for mark, words in named.items():
            pattern = pattern.replace(mark, words)
        made.append((re.compile(pattern, re.IGNORECASE), function, basis))
    return tuple(made)


def frame_of(published: date | None, stated_year: int | None, language: str = "en") -> Frame:
    """Make the frame in which the words of one text are read."""
    return Frame(published, stated_year, *_calendar(language), _numbers(language))


def said_in(text: str, frame: Frame, language: str = "en") -> Iterator[Said]:
    """Find all words that a rule understands, overlapping ones too."""
    for pattern, function, basis in rules(language):
        for match in pattern.finditer(text):
            if not _is_name(match):
                continue
            stretch = function(match, frame)
            if stretch and stretch[0] <= stretch[1]:
                year_said = bool(match.groupdict().get("y")) or basis == "relative_to_publication"
                yield Said(match.start(), match.end(), stretch, basis, year_said)


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
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b\.?"


def _is_name(match: Match) -> bool:
    """Tell whether the name of a month or weekday is one: "may" and "sat" are verbs unless capital."""
    for group in ("m", "wd"):
        word = (match.groupdict().get(group) or "").rstrip(".")
        if word.casefold() in _DOUBTFUL and word[0].islower():
            return False
    return True


def _month(match: Match, frame: Frame) -> int:
    return frame.months[match["m"].rstrip(".").casefold()]


def _weekday(match: Match, frame: Frame) -> int | None:
    word = match.groupdict().get("wd")
    return frame.weekdays[word.rstrip(".").casefold()] if word else None


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _part(match: Match) -> str | None:
    said = (match.groupdict().get("part") or "").casefold().removeprefix("the ").split(" ")[0]
    return _PARTS.get(said, said) or None


def _dated(frame: Frame, year: str | None, month: int, day: int, weekday: int | None = None) -> date | None:
    if year:
        return day_of(int(year), month, day)
    if frame.published:
        return past_day(month, day, frame.published, weekday)
    return day_of(frame.stated_year, month, day) if frame.stated_year else None


def _one_day(match: Match, frame: Frame) -> Stretch | None:
    day = _dated(frame, match["y"], _month(match, frame), _number(match["d"]), _weekday(match, frame))
    return (day, day) if day else None


def _some_days(match: Match, frame: Frame) -> Stretch | None:
    month, last = _month(match, frame), _number(match["d2"])
    end = _dated(frame, match["y"], month, last)
    first = end and day_of(end.year, month, _number(match["d"]))
    return (first, end) if first and end and first < end else None


def _iso(match: Match, _: Frame) -> Stretch | None:
    day = day_of(int(match["y"]), int(match["m2"]), int(match["d"]))
    return (day, day) if day else None


def _figures(match: Match, _: Frame) -> Stretch | None:
    """Read day/month/year only where one order alone is possible."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    orders = {day_of(year, second, first), day_of(year, first, second)} - {None}
    day = orders.pop() if len(orders) == 1 else None
    return (day, day) if day else None


def _month_of_year(match: Match, frame: Frame) -> Stretch | None:
    return month_stretch(int(match["y"]), _month(match, frame), _part(match))


def _month_alone(match: Match, frame: Frame) -> Stretch | None:
    month, later = _month(match, frame), (match["ly"] or "").casefold()
    if not frame.published:
        return month_stretch(frame.stated_year, month, _part(match)) if frame.stated_year else None
    year = past_month(month, frame.published, last="last" in (match["pre"] or "").casefold())
    if later:
        year = frame.published.year - ("last" in later or "previous" in later)
    return month_stretch(year, month, _part(match))


def _year_alone(match: Match, _: Frame) -> Stretch | None:
    return year_stretch(int(match["y"]), _part(match))


def _day_of_week(match: Match, frame: Frame) -> Stretch | None:
    weekday, which, week = _weekday(match, frame), (match["which"] or "").casefold(), (match["week"] or "").casefold()
    if frame.published is None or weekday is None or which in ("next", "every", "each", "the following"):
        return None
    if week:
        back = 0 if "this" in week else 1
        day = week_stretch(frame.published, back)[0] + timedelta(days=weekday)
        day = day if day <= frame.published else day - timedelta(days=7)
    else:
        day = last_weekday(weekday, frame.published, before=which in ("last", "past", "this past", "the previous"))
    return (day - timedelta(days=1), day) if match["into"] else (day, day)


def _days_back(days: int, length: int = 1) -> Callable[[Match, Frame], Stretch | None]:
    def stretch(_: Match, frame: Frame) -> Stretch | None:
        if frame.published is None:
            return None
        first = frame.published - timedelta(days=days)
        return first, first + timedelta(days=length - 1)

    return stretch


def _count(match: Match, frame: Frame) -> int:
    word = match["n"].casefold()
    return int(word) if word.isdigit() else frame.numbers[word]


def _ago(match: Match, frame: Frame) -> Stretch | None:
    """Give "three days ago" as a day, "two weeks ago" as the week around it, months and years as such."""
    if frame.published is None:
        return None
    n, unit = _count(match, frame), match["u"].casefold()
    if unit == "day":
        day = frame.published - timedelta(days=n)
        return day, day
    if unit == "week":
        middle = frame.published - timedelta(days=7 * n)
        return middle - timedelta(days=3), middle + timedelta(days=3)
    if unit == "month":
        return month_stretch(*month_back(frame.published, n))
    if unit == "year":
        return year_stretch(frame.published.year - n)
    first = frame.published - timedelta(days=(n + 23) // 24 if unit == "hour" else 0)
    return first, frame.published


def _few_ago(match: Match, frame: Frame) -> Stretch | None:
    """Give "a few days ago" as 2 to 6 days before, weeks and months likewise; years are too vague."""
    if frame.published is None:
        return None
    length = {"day": 1, "week": 7, "month": 30}[match["u"].casefold()]
    return frame.published - timedelta(days=6 * length), frame.published - timedelta(days=2 * length)


def _past_stretch(match: Match, frame: Frame) -> Stretch | None:
    """Give "the past three days", "the last 48 hours", "recent weeks": up to the day of publication."""
    if frame.published is None:
        return None
    n = _count(match, frame) if match["n"] else (6 if match["recent"] else 1)
    unit = match["u"].casefold()
    days = -(-n // 24) if unit == "hour" else n * {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    return frame.published - timedelta(days=days), frame.published


def _named_stretch(match: Match, frame: Frame) -> Stretch | None:
    """Give "last week", "earlier this month", "late last year"."""
    if frame.published is None:
        return None
    back, unit, part = int(match["which"].casefold() != "this"), match["u"].casefold(), _part(match)
    running = back == 0
    if unit == "weekend":
        saturday = last_weekday(5, frame.published)
        return saturday, min(saturday + timedelta(days=1), max(frame.published, saturday))
    if unit == "week":
        first, end = week_stretch(frame.published, back)
        if part:
            first, end = (first, first + timedelta(days=2)) if part == "early" else (first + timedelta(days=3), end)
    elif unit == "month":
        first, end = month_stretch(*month_back(frame.published, back), part)
    else:
        first, end = year_stretch(frame.published.year - back, part)
    return first, min(end, frame.published) if running else end


_MONTH_LEAD = r"in|during|since|from|of|until|by|throughout|before|after|earlier in|later in|back in"
_RULES: tuple[tuple[str, Callable[[Match, Frame], Stretch | None], DateBasis], ...] = (
    (
        r"(?<![\d.,:/])\b(?:(?P<wd>{W}),?\s+(?:the\s+)?)?(?P<d>{D})(?:\s+of)?[\s-]+(?P<m>{M})"
        r"(?:(?:,|\s+of)?[\s-]*(?P<y>{Y}))?",
        _one_day,
        "stated",
    ),
    (r"\b(?:(?P<wd>{W}),?\s+)?(?P<m>{M})\s*(?P<d>{D})(?:(?:,\s*|\s+)(?P<y>{Y}))?", _one_day, "stated"),
    (
        r"(?<![\d.,:/])\b(?P<d>{D})\s*(?:to|and|or|until|through|[-–—])\s*(?:the\s+)?(?P<d2>{D})(?:\s+of)?\s+(?P<m>{M})"
        r"(?:(?:,|\s+of)?\s+(?P<y>{Y}))?",
        _some_days,
        "stated",
    ),
    (
        r"\b(?P<m>{M})\s+(?P<d>{D})\s*(?:to|and|or|until|through|[-–—])\s*(?:the\s+)?(?P<d2>{D})"
        r"(?:(?:,\s*|\s+)(?P<y>{Y}))?",
        _some_days,
        "stated",
    ),
    (r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m2>\d\d)[-/.](?P<d>\d\d)(?!\d)", _iso, "stated"),
    (r"(?<![\d/])(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)(?!\d)", _figures, "stated"),
    (r"\b(?:{P})?(?P<m>{M})(?:\s+of|,)?\s+(?P<y>{Y})", _month_of_year, "stated"),
    (
        r"\b(?:(?P<pre>" + _MONTH_LEAD + r"|last|this|this past)[\s-]+)?(?:{P})?(?P<m>{M})"
        r"(?:,?\s+(?:of\s+)?(?P<ly>last year|this year|the previous year))?(?!\s*\d)",
        lambda match, frame: _month_alone(match, frame) if match["pre"] or match["part"] or match["ly"] else None,
        "stated",
    ),
    (
        r"\b(?:in|during|since|from|of|until|by|summer|spring|autumn|winter|between)\s+(?:{P})?(?P<y>{Y})(?!\s*(?:people|civilians|[-–/]?\d))",
        _year_alone,
        "stated",
    ),
    (r"\b{P}(?P<y>{Y})", _year_alone, "stated"),
    (
        r"\b(?:(?P<into>overnight (?:in)?to|the night to)\s+)?(?:(?P<which>last|this past|this|past|next|every|each|the "
        r"previous|the following)\s+)?(?:(?:late|early|overnight)\s+(?:on\s+)?)?(?P<wd>{W})(?![\w])(?:['’]s\b)?(?:\s+(?:{T})\b)?"
        r"(?:,?\s+(?:of\s+)?(?P<week>last week|this week|the previous week))?",
        _day_of_week,
        "relative_to_publication",
    ),
    (r"\b(?:the\s+)?day before yesterday\b", _days_back(2), "relative_to_publication"),
    (r"\byesterday\b", _days_back(1), "relative_to_publication"),
    (r"\blast night\b", _days_back(1), "relative_to_publication"),
    (r"\bovernight\b", _days_back(1, 2), "relative_to_publication"),
    (
        r"\b(?:(?:earlier|early|late|later)\s+)?(?:today|tonight|this (?:morning|afternoon|evening))\b",
        _days_back(0),
        "relative_to_publication",
    ),
    (
        r"\b(?:(?:about|around|some|nearly|almost|just)\s+)?{N}\s+(?P<u>hour|day|week|month|year)s?\s+ago\b",
        _ago,
        "relative_to_publication",
    ),
    (
        r"\b(?:a few|several|a couple of|some)\s+(?P<u>day|week|month)s\s+ago\b",
        _few_ago,
        "relative_to_publication",
    ),
    (
        r"\b(?:the\s+)?(?:(?:past|last)\s+{N}\s+|past\s+|(?P<recent>recent)\s+)(?P<u>hour|day|week|month|year)s?\b",
        _past_stretch,
        "relative_to_publication",
    ),
    (
        r"\b(?:(?P<part>earlier|later|early|mid|late|the end of|the beginning of|the start of)[\s-]+(?:in\s+)?)?"
        r"(?P<which>last|this|the previous)\s+(?P<u>week|weekend|month|year)(?:['’]s)?\b",
        _named_stretch,
        "relative_to_publication",
    ),
    (
        r"\b(?:over|at|during|on)\s+(?P<which>the)\s+(?P<u>weekend)\b",
        _named_stretch,
        "relative_to_publication",
    ),
)
