"""Who did what and when: asked by person, act, day and subject, page by page."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from tollbook.store import people_audit
from tollbook.store.people_audit import ACTS, Act, Sought
from tollbook.web import guard, render

router = APIRouter()
A_PAGE = 100
ACT_WORDS: dict[Act, str] = {
    "sign_in": "signed in",
    "sign_in_failed": "failed to sign in",
    "sign_out": "signed out",
    "session_ended": "ended a session",
    "password_changed": "changed a password",
    "person_added": "let in",
    "role_changed": "changed a role",
    "victims_allowed": "let see victims' names",
    "victims_hidden": "hid victims' names",
    "person_let_go": "let go",
    "person_let_in": "let in again",
    "token_made": "made an API token",
    "token_ended": "ended an API token",
    "decision": "decided",
    "taken_in": "brought a report in",
    "made_confidential": "made confidential",
    "withdrawn": "withdrew",
    "download": "downloaded",
    "export": "exported",
    "victims_opened": "opened victims' names",
    "assigned": "assigned",
    "coding": "coded",
    "settings": "changed settings",
}


@dataclass(frozen=True)
class Asked:
    """What is asked of the audit, as the address says it; empty is any."""

    who: str = ""
    what: str = ""
    subject: str = ""
    since: str = ""
    until: str = ""
    before: str = ""

    def sought(self) -> Sought:
        """Read the address; a day or act that is none asks for nothing."""
        what = next((a for a in ACTS if a == self.what), None)
        until = _day(self.until)
        after = until + timedelta(days=1) if until else None
        return Sought(self.who or None, what, self.subject.strip() or None, _day(self.since), after)

    def before_line(self) -> int | None:
        """Give the line to go on from; None is the newest."""
        return int(self.before) if re.fullmatch(r"[0-9]{1,18}", self.before) else None

    def address(self, before: int) -> str:
        """Give the address of the next page of the same question."""
        given = {k: getattr(self, k) for k in ("who", "what", "subject", "since", "until") if getattr(self, k)}
        return f"/audit?{urlencode({**given, 'before': before})}"


@router.get("/audit")
def show_audit(
    request: Request,
    visitor: Annotated[guard.Visitor, Depends(guard.require("audit"))],
    asked: Annotated[Asked, Depends()],
) -> Response:
    """Show who did what, the newest first."""
    people, sought = guard.staff_of(request).people, asked.sought()
    found = people_audit.entries(people, sought, A_PAGE + 1, asked.before_line())
    shown = found[:A_PAGE]
    context = {
        "entries": shown,
        "asked": asked,
        "total": people_audit.count_entries(people, sought),
        "names": people_audit.audited_names(people),
        "acts": ACT_WORDS,
        "older": asked.address(shown[-1].seq) if len(found) > A_PAGE else None,
    }
    return render.page(request, "audit.html", context)


def _day(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
