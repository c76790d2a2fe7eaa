"""One sitting at the queue: since when, how many decisions, what was set aside; kept in a cookie of this browser."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from fastapi import Request, Response

COOKIE = "queue"
LASTS = timedelta(hours=12)
# A cookie holds 4 kB: 300 keys of 10 letters take 3.3 kB. Of more, those set aside first come back.
MOST_LATER = 300
_WRITTEN = re.compile(r"(\d{1,11})\.(\d{1,6})\.([0-9a-f-]{0,4000})")


@dataclass(frozen=True, slots=True)
class Sitting:
    """Since when a person has been at the queue, how many decisions were made, which items were set aside."""

    since: datetime
    decisions: int = 0
    later: tuple[str, ...] = ()

    def decided(self, number: int) -> "Sitting":
        """Count decisions, or take them off again."""
        return replace(self, decisions=max(0, self.decisions + number))

    def set_aside(self, key: str) -> "Sitting":
        """Leave an item for later."""
        return replace(self, later=(*(k for k in self.later if k != key), key)[-MOST_LATER:])

    def minutes(self, now: datetime) -> int:
        """Give how long it has lasted, in full minutes."""
        return max(0, int((now - self.since).total_seconds() // 60))


def sitting_of(request: Request, now: datetime) -> Sitting:
    """Read the sitting of this browser; a new one where there is none, or where it is of another day."""
    found = _WRITTEN.fullmatch(request.cookies.get(COOKIE, ""))
    if not found:
        return Sitting(now)
    since = datetime.fromtimestamp(int(found[1]), UTC)
    if not now - LASTS < since <= now:
        return Sitting(now)
    return Sitting(since, int(found[2]), tuple(k for k in found[3].split("-") if k))


def keep_sitting(request: Request, response: Response, sitting: Sitting) -> None:
    """Write the sitting into the answer."""
    written = f"{int(sitting.since.timestamp())}.{sitting.decisions}.{'-'.join(sitting.later)}"
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, written, path="/queue", httponly=True, samesite="lax", secure=secure)
