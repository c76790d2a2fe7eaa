"""Reckoning with days: which year, which Sunday, how long a stretch; nothing here reads words."""

from datetime import date, timedelta

from tollbook.model import DatePrecision

Stretch = tuple[date, date]

_DAY = timedelta(days=1)


def day_of(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def past_day(month: int, day: int, published: date, weekday: int | None = None) -> date | None:
    """Give the last such day on or before publication (a day's grace for time zones); a weekday beside it may choose.

    Where neither of the last two fits the weekday, the weekday is the slip and the last such day is given.
    """
    fitting = [
        d
        for year in range(published.year + 1, max(0, published.year - 8), -1)
        if (d := day_of(year, month, day)) and d <= published + _DAY
    ]
    if weekday is not None:
        return next((d for d in fitting[:2] if d.weekday() == weekday), fitting[0] if fitting else None)
    return fitting[0] if fitting else None


def last_weekday(weekday: int, published: date, *, before: bool = False) -> date:
    """Give the last such day of the week on or before publication, or before it."""
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=back or (7 if before else 0))


def weekday_of_month(weekday: int, day: int, published: date) -> date | None:
    """Give the last "Friday the 15th" on or before publication, of the last year."""
    past = (published - timedelta(days=back) for back in range(366))
    return next((d for d in past if d.day == day and d.weekday() == weekday), None)


def month_stretch(year: int, month: int, part: str | None = None) -> Stretch:
    """Give the days of a month, or of its early (1–10), middle (11–20) or late (21–) part."""
    end = date(year + month // 12, month % 12 + 1, 1) - _DAY
    first = date(year, month, 1)
    if part == "early":
        return first, date(year, month, 10)
    if part == "mid":
        return date(year, month, 11), date(year, month, 20)
    return (date(year, month, 21), end) if part == "late" else (first, end)


def past_month(month: int, published: date, *, last: bool = False) -> int:
    """Give the year of the last such month on or before publication; `last` means not the running one."""
    passed = month < published.month or (month == published.month and not last)
    return published.year if passed else published.year - 1


def year_stretch(year: int, part: str | None = None) -> Stretch:
    """Give the days of a year, or of its early, middle or late third."""
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part or "", (1, 12))
    return date(year, months[0], 1), month_stretch(year, months[1])[1]


def month_back(published: date, months: int) -> tuple[int, int]:
    """Give year and month that lie so many months before the month of publication."""
    index = published.year * 12 + published.month - 1 - months
    return index // 12, index % 12 + 1


def week_stretch(day: date, weeks_back: int = 0) -> Stretch:
    """Give Monday to Sunday of the week of a day, or of so many weeks before."""
    monday = day - timedelta(days=day.weekday() + 7 * weeks_back)
    return monday, monday + timedelta(days=6)


def precision_of(stretch: Stretch) -> DatePrecision:
    """Give UCDP's date precision for a stretch: 1 day, 2–6 days, a week, up to a month, up to a year, more."""
    days = (stretch[1] - stretch[0]).days + 1
    limits: tuple[tuple[int, DatePrecision], ...] = ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (366, "year"))
    return next((name for limit, name in limits if days <= limit), "none")
