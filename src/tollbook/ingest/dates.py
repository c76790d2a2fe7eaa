"""Publication dates: read where someone wrote them out in full, else unknown; never today's."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from tollbook.lang import load

EARLIEST_YEAR = 1900
HEADER_LINES = 6  # a line further down is the story, whose dates are those of incidents
HEADER_LINE_LENGTH = 200

_MONTHS = load("en").months
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
_DAY_FIRST = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})(?!\d)"
_MONTH_FIRST = rf"(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
_FULL_DATE = rf"(?:{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_LABEL = r"(?:(?:first\s+)?published|posted|publication date|date published|pub(?:lish)? date|date|dated)"
_LABELLED = re.compile(rf"^\W*{_LABEL}(?:\s+(?:on|at))?\s*[:\-–|]?\s*{_WEEKDAY}{_FULL_DATE}", re.IGNORECASE)
# "BAMAKO, Mali, August 26, 2024 (AP) —": place, full date, then an agency or a dash, at the start of a line.
_DATELINE = re.compile(
    rf"^\s*[A-Z][^\W\d_]+(?:[\s,/'’.\-]+[^\W\d_]+){{0,5}}?[\s,]+{_WEEKDAY}{_FULL_DATE}\s*(?:\([^)\n]{{2,40}}\)|[-–—:])",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*{_WEEKDAY}{_FULL_DATE}\W*$", re.IGNORECASE)
_IN_PATH = re.compile(r"(?:^|/)(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/_\-.]|$)")
_IN_NAME = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published, as precise as it was said, and where that was said."""

    at: str
    basis: str


def iso_time(words: str) -> str | None:
    """Read an ISO date, or an ISO date and time; a time without offset leaves only its day; None if it is neither."""
    words = words.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return words if _day(*map(int, words.split("-"))) else None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    if moment.year < EARLIEST_YEAR:
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


def unix_time(seconds: str | int | float) -> str | None:
    """Read seconds since 1970 as a date and time in UTC, or None where they are no number."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def date_in_header(text: str) -> Published | None:
    """Read the date of publication where a line at the start says so ("date 2024-08-26", "Published: 26 August 2024").

    A dateline counts if its date is full, and a line that is nothing but a full date; "26/08/2024" has two readings
    and counts for none.
    """
    lines = [line for line in text[:4000].splitlines() if line.strip()][:HEADER_LINES]
    for line in lines:
        found = _LABELLED.match(line) or _DATELINE.match(line)
        if found is None and len(line) <= HEADER_LINE_LENGTH:
            found = _ALONE.match(line)
        day = _matched_day(found) if found else None
        if day:
            return Published(day, "header")
    return None


def date_in_url(url: str | None) -> Published | None:
    """Read a full date in the path of an address (`/2024/08/26/`), or None."""
    try:
        found = _IN_PATH.search(urlsplit(url or "").path)
    except ValueError:
        return None
    day = _day(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    return Published(day, "url") if day else None


def date_in_name(name: str) -> Published | None:
    """Read an ISO date in the name of a file (`mali-2024-08-26.txt`), or None; two different dates are no date."""
    if name.startswith(("http://", "https://")):
        return None
    found = {_day(int(m["y"]), int(m["m"]), int(m["d"])) for m in _IN_NAME.finditer(name.rsplit("/", 1)[-1])}
    day = found.pop() if len(found) == 1 else None
    return Published(day, "file_name") if day else None


def _matched_day(found: re.Match[str]) -> str | None:
    if found["iso"]:
        return iso_time(found["iso"])
    n = "1" if found["m1"] else "2"
    return _day(int(found[f"y{n}"]), _MONTHS[found[f"m{n}"].casefold()], int(found[f"d{n}"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= EARLIEST_YEAR else None
    except ValueError:
        return None
