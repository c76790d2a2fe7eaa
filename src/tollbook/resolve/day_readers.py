"""What matched words say: each function reads one kind of phrase, and gives a stretch of days or None."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.resolve.calendar import (
    Stretch,
    day_of,
    last_weekday,
    month_back,
    month_stretch,
    past_day,
    past_month,
    week_stretch,
    weekday_of_month,
    year_stretch,
)

Match = re.Match[str]
Reader = Callable[[Match, "Frame"], Stretch | None]

_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a reader of the words knows: the day of publication, the year that the text itself states, the tables."""

    published: date | None
    stated_year: int | None
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]


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


def one_day(match: Match, frame: Frame) -> Stretch | None:
    """Read "3 May", with or without a year."""
    day = _dated(frame, match["y"], _month(match, frame), _number(match["d"]), _weekday(match, frame))
    return (day, day) if day else None


def some_days(match: Match, frame: Frame) -> Stretch | None:
    """Read "3 to 7 May"."""
    month, last = _month(match, frame), _number(match["d2"])
    end = _dated(frame, match["y"], month, last)
    first = end and day_of(end.year, month, _number(match["d"]))
    return (first, end) if first and end and first < end else None


def iso(match: Match, _: Frame) -> Stretch | None:
    """Read "2024-05-03"."""
    day = day_of(int(match["y"]), int(match["m2"]), int(match["d"]))
    return (day, day) if day else None


def figures(match: Match, _: Frame) -> Stretch | None:
    """Read day/month/year only where one order alone is possible."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    orders = {day_of(year, second, first), day_of(year, first, second)} - {None}
    day = orders.pop() if len(orders) == 1 else None
    return (day, day) if day else None


def month_of_year(match: Match, frame: Frame) -> Stretch | None:
    """Read "late May 2024"."""
    return month_stretch(int(match["y"]), _month(match, frame), _part(match))


def month_alone(match: Match, frame: Frame) -> Stretch | None:
    """Read "in late July"; a bare month with no word that makes it one is not taken."""
    if not (match["pre"] or match["part"] or match["ly"]):
        return None
    month, later = _month(match, frame), (match["ly"] or "").casefold()
    if not frame.published:
        return month_stretch(frame.stated_year, month, _part(match)) if frame.stated_year else None
    year = past_month(month, frame.published, last="last" in (match["pre"] or "").casefold())
    if later:
        year = frame.published.year - ("last" in later or "previous" in later)
    return month_stretch(year, month, _part(match))


def year_alone(match: Match, _: Frame) -> Stretch | None:
    """Read "in early 2020"."""
    return year_stretch(int(match["y"]), _part(match))


def day_of_week(match: Match, frame: Frame) -> Stretch | None:
    """Read "Sunday", "last Friday", "Monday of last week", "overnight into Sunday"; "next" is not over yet."""
    weekday, which, week = _weekday(match, frame), (match["which"] or "").casefold(), (match["week"] or "").casefold()
    if frame.published is None or weekday is None or which in ("next", "every", "each", "the following"):
        return None
    if "next" in week:
        return None
    if week:
        back = 0 if "this" in week else 1
        day = week_stretch(frame.published, back)[0] + timedelta(days=weekday)
        day = day if day <= frame.published else day - timedelta(days=7)
    else:
        day = last_weekday(weekday, frame.published, before=which in ("last", "past", "this past", "the previous"))
    return (day - timedelta(days=1), day) if match["into"] else (day, day)


def weekday_the(match: Match, frame: Frame) -> Stretch | None:
    """Read "Friday the 15th"."""
    weekday = _weekday(match, frame)
    if frame.published is None or weekday is None:
        return None
    day = weekday_of_month(weekday, _number(match["d"]), frame.published)
    return (day, day) if day else None


def not_yet(_: Match, __: Frame) -> Stretch | None:
    """Read what is still to come: it is no time of an incident."""
    return None


def days_back(days: int, length: int = 1) -> Callable[[Match, Frame], Stretch | None]:
    """Give a reader of words that lie so many days before publication."""

    def stretch(_: Match, frame: Frame) -> Stretch | None:
        if frame.published is None:
            return None
        first = frame.published - timedelta(days=days)
        return first, first + timedelta(days=length - 1)

    return stretch


def _count(match: Match, frame: Frame) -> int:
    word = match["n"].casefold()
    return int(word) if word.isdigit() else frame.numbers[word]


def ago(match: Match, frame: Frame) -> Stretch | None:
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


def few_ago(match: Match, frame: Frame) -> Stretch | None:
    """Give "a few days ago" as 2 to 6 days before, weeks and months likewise; years are too vague."""
    if frame.published is None:
        return None
    length = {"day": 1, "week": 7, "month": 30}[match["u"].casefold()]
    return frame.published - timedelta(days=6 * length), frame.published - timedelta(days=2 * length)


def past_stretch(match: Match, frame: Frame) -> Stretch | None:
    """Give "the past three days", "the last 48 hours", "recent weeks": up to the day of publication."""
    if frame.published is None:
        return None
    n = _count(match, frame) if match["n"] else (6 if match["recent"] else 1)
    unit = match["u"].casefold()
    days = -(-n // 24) if unit == "hour" else n * {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    return frame.published - timedelta(days=days), frame.published


def named_stretch(match: Match, frame: Frame) -> Stretch | None:
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
