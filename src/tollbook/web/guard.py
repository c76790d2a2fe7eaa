"""Who is asking and what they may do: the door of every page and of the API.

`install` puts the door before an application; a route says `Depends(require("decide"))` and is given its `Visitor`.
"""

import os
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from fastapi import Depends, FastAPI, HTTPException, Request

from tollbook.errors import PeopleError
from tollbook.model import Decision
from tollbook.run import people
from tollbook.run.people import By, Staff
from tollbook.run.people_roles import Permission, Visitor, may_decide
from tollbook.store.people_audit import Act
from tollbook.web.guard_door import Door
from tollbook.web.guard_forms import CHANGES_NOTHING, check_form, token_for
from tollbook.web.guard_hosts import Hosts, check_address
from tollbook.web.guard_rates import Rates

REFUSALS: dict[Permission, str] = {
    "look": "look at this workspace",
    "export": "export the record",
    "add": "add claims",
    "note": "write notes",
    "propose": "propose a grade",
    "code": "code reports",
    "take_in": "bring reports in",
    "download": "download originals",
    "decide": "decide on claims and incidents",
    "grade": "grade incidents",
    "restrict": "restrict incidents",
    "assign": "assign incidents",
    "adjudicate": "settle where coders differ",
    "see_confidential": "see what is confidential",
    "see_victims": "see the names of victims",
    "withdraw": "withdraw reports",
    "people": "change who works here",
    "audit": "read the audit",
    "settings": "change settings",
}


def login_name() -> str:
    """Give the name of the one local user: TOLLBOOK_BY, or who is logged in on this machine."""
    import getpass

    try:
        return os.environ.get("TOLLBOOK_BY", "").strip() or getpass.getuser()
    except (KeyError, OSError):
        raise PeopleError("no login name is known here; say who decides: set TOLLBOOK_BY") from None


@dataclass(frozen=True)
class Settings:
    """Who may come in and from where: the local user's name, and the names and port that this server is called by."""

    local_name: str = field(default_factory=login_name)
    hosts: Collection[str] = ()
    port: int | None = None


def install(app: FastAPI, settings: Settings) -> None:
    """Put the door before an application; called before its routes are added, so that each of them is checked."""
    office = app.state.office
    app.state.rates = Rates()
    app.router.dependencies.append(Depends(_arrive))
    hosts = Hosts(frozenset(settings.hosts), settings.port)
    app.add_middleware(Door, office=office, local_name=settings.local_name, hosts=hosts)


async def _arrive(request: Request) -> None:
    """Hold what was asked against how often one may ask and where forms may come from."""
    visitor = visitor_of(request)
    seconds = _wait(request, visitor)
    if seconds is not None:
        raise HTTPException(429, f"Too many requests; wait {seconds} seconds", {"Retry-After": str(seconds)})
    await check_form(request, visitor)


def _wait(request: Request, visitor: Visitor | None) -> int | None:
    rates = rates_of(request)
    if visitor is None:
        return rates.wait("nobody", address_of(request))
    if not visitor.has_account:
        return None  # one's own machine needs no protection from oneself
    return rates.wait("look" if request.method in CHANGES_NOTHING else "change", visitor.session_id or "")


def visitor_of(request: Request) -> Visitor | None:
    """Give who is asking; None for who has not signed in."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


def require(permission: Permission) -> Callable[[Request], Awaitable[Visitor]]:
    """Make the dependency of a route that takes a permission: it gives the visitor, or refuses with words."""

    async def check(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor is None:
            bearer = {"WWW-Authenticate": "Bearer", "HX-Redirect": "/sign-in"}
            raise HTTPException(401, "Sign in first, or bring an API token that holds", bearer)
        check_permission(visitor, permission)
        return visitor

    return check


def check_permission(visitor: Visitor, permission: Permission) -> None:
    """Refuse, with words, what a visitor may not do."""
    if not visitor.may(permission):
        if permission == "see_victims":
            raise HTTPException(403, "An admin lets people see the names of victims; you may not see them yet")
        raise HTTPException(403, f"Your role is {visitor.role}: you may not {REFUSALS[permission]}; ask an admin")


def check_decision(visitor: Visitor, made: Decision, undone: Decision | None = None) -> None:
    """Refuse a decision that a visitor may not take; of an undo, `undone` is what it takes back."""
    if not may_decide(visitor, made.kind, undone):
        what = "take back this decision of another person" if undone else made.kind.replace("_", " ")
        raise HTTPException(403, f"Your role is {visitor.role}: you may not {what}; ask an admin")


def csrf_token(request: Request) -> str:
    """Give the token that the forms of this page carry."""
    secret = getattr(request.state, "cookie", None) or getattr(request.state, "cookie_sent", None)
    return token_for(secret or "")


def staff_of(request: Request) -> Staff:
    """Give the people of this workspace."""
    staff: Staff = request.app.state.office.people
    return staff


def rates_of(request: Request) -> Rates:
    """Give the counts of how often one may ask."""
    rates: Rates = request.app.state.rates
    return rates


def by(request: Request) -> By:
    """Give who does something now, for the audit."""
    visitor = visitor_of(request)
    at = request.app.state.office.clock()
    return By(visitor.name if visitor else "", at, "by API token" if visitor and visitor.by_token else "")


def audit(request: Request, what: Act, subject: str = "", detail: str = "") -> None:
    """Keep that the visitor did this now; ids and codes only, never words of a report."""
    people.audit(staff_of(request), by(request), what, subject, detail)


def address_of(request: Request) -> str:
    """Give the address that a request came from."""
    return request.client.host if request.client else ""


__all__ = [
    "Permission",
    "Settings",
    "Visitor",
    "address_of",
    "audit",
    "by",
    "check_address",
    "check_decision",
    "check_permission",
    "csrf_token",
    "install",
    "login_name",
    "rates_of",
    "require",
    "staff_of",
    "visitor_of",
]
