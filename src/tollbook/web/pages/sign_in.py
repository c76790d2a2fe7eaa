"""Signing in and out, and one's own account: password, sessions, API tokens."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.errors import PeopleError
from tollbook.run import people, people_acts
from tollbook.run.people_roles import ROLES
from tollbook.store import people_keys
from tollbook.store.people import folded
from tollbook.store.people_keys import Key
from tollbook.web import guard, render
from tollbook.web.guard_rates import Doing, Rates
from tollbook.web.pages.decisions import Form, first, form_of

router = APIRouter()
ROLE_WORDS = {
    "reader": "looks, searches and exports",
    "coder": "a reader who also adds claims and reports, writes notes, proposes gradings and codes blind",
    "reviewer": "a coder who also decides on claims, incidents and gradings, and sees what is confidential",
    "admin": "a reviewer who also withdraws reports, says who works here and reads the audit",
}
# What browsers call themselves, the most telling word first: each claims to be several others too.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Windows": "Windows",
    "Mac OS X": "a Mac",
    "Linux": "Linux",
}
LONGEST_TRIED = 200  # letters of a name that is tried: each try is counted under it
Signed = Annotated[guard.Visitor, Depends(guard.require("look"))]
Sent = Annotated[Form, Depends(form_of)]


@router.get("/sign-in")
def show_sign_in(request: Request, next: str = "") -> Response:
    """Show the form to sign in with; who is in already goes on."""
    if guard.visitor_of(request) is not None:
        return RedirectResponse(own_address(next), status_code=303)
    return render.page(request, "sign_in.html", {"next": next, "name": "", "wrong": None})


@router.post("/sign-in")
def post_sign_in(request: Request, form: Sent) -> Response:
    """Begin a session for who gives a name and its password."""
    staff, name, after = guard.staff_of(request), first(form, "name")[:LONGEST_TRIED], first(form, "next")
    seconds = _wait(request, name)
    if seconds is not None:
        wrong = f"Too many tries. Wait {_minutes(seconds)}, then try again."
        answer = render.page(request, "sign_in.html", {"next": after, "name": name, "wrong": wrong}, status=429)
        answer.headers["Retry-After"] = str(seconds)
        return answer
    password = form.get("password", ("",))[0]
    began = people.sign_in(staff, name, password, guard.by(request).at, browser_of(request))
    if began is None:
        wrong = "This name and this password do not go together."
        return render.page(request, "sign_in.html", {"next": after, "name": name, "wrong": wrong}, status=422)
    request.state.cookie = began.secret
    return RedirectResponse(own_address(after), status_code=303)


@router.post("/sign-out")
def post_sign_out(request: Request, visitor: Signed) -> Response:
    """End this session."""
    people.sign_out(guard.staff_of(request), visitor, guard.by(request).at)
    request.state.cookie = secrets.token_urlsafe(32)
    return RedirectResponse("/sign-in", status_code=303, headers={"Clear-Site-Data": '"cache"'})


@router.get("/account")
def show_account(request: Request, visitor: Signed) -> Response:
    """Show one's own account; of a workspace without accounts, how to let others in."""
    return _account(request, visitor)


@router.post("/account/password")
def post_password(request: Request, visitor: Signed, form: Sent) -> Response:
    """Change one's own password; all sessions end, and this browser begins a new one."""
    new = form.get("new", ("",))[0]
    if new != form.get("again", ("",))[0]:
        return _account(request, visitor, wrong="The new password was typed in two ways; nothing was changed.")
    staff, by = guard.staff_of(request), guard.by(request)
    if guard.rates_of(request).wait("sign_in", folded(visitor.name), "account") is not None:
        return _account(request, visitor, wrong="Too many tries; wait ten minutes.")
    try:
        people_acts.change_own_password(staff, by, form.get("old", ("",))[0], new)
    except PeopleError as error:
        return _account(request, visitor, wrong=str(error))
    began = people.sign_in(staff, visitor.name, new, by.at, browser_of(request))
    request.state.cookie = began.secret if began else secrets.token_urlsafe(32)
    return RedirectResponse("/account?done=password_changed", status_code=303)


@router.post("/account/end")
def post_end(request: Request, visitor: Signed, form: Sent) -> Response:
    """End a session or an API token of one's own."""
    try:
        ended = people_acts.end_key(guard.staff_of(request), guard.by(request), first(form, "key"))
    except PeopleError as error:
        return _account(request, visitor, wrong=str(error))
    return RedirectResponse(f"/account?done={ended.kind}_ended", status_code=303)


@router.post("/account/tokens")
def post_token(request: Request, visitor: Signed, form: Sent) -> Response:
    """Make an API token, and show its secret this once."""
    label, days = first(form, "label"), first(form, "days")
    role = first(form, "role") or visitor.role
    try:
        number = int(days) if days.isdigit() else 0
        secret = people_acts.make_token(guard.staff_of(request), guard.by(request), visitor.name, label, role, number)
    except PeopleError as error:
        return _account(request, visitor, wrong=str(error))
    answer = _account(request, visitor, shown={"label": label, "secret": secret})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def browser_of(request: Request) -> str:
    """Say which browser asks, as a person knows it; no more of what it tells of itself is kept."""
    agent = request.headers.get("user-agent", "")
    browser = next((said for mark, said in BROWSERS.items() if mark in agent), "a program")
    system = next((said for mark, said in SYSTEMS.items() if mark in agent), None)
    return f"{browser} on {system}" if system else browser


def own_address(given: str) -> str:
    """Give the page to go on to: one of this server alone, whatever a link says."""
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if own else "/incidents"


def alive(staff: people.Staff, name: str, kind: people_keys.KeyKind, request: Request) -> list[Key]:
    """Give the sessions or tokens of a person that still let in."""
    at = guard.by(request).at
    return [k for k in people_keys.keys_of(staff.people, name, kind) if people.is_alive(k, at)]


def _account(
    request: Request, visitor: guard.Visitor, wrong: str | None = None, shown: dict[str, str] | None = None
) -> Response:
    staff = guard.staff_of(request)
    context: dict[str, Any] = {
        "wrong": wrong,
        "shown": shown,
        "role_words": ROLE_WORDS,
        "roles": ROLES[: ROLES.index(visitor.role) + 1],
        "sessions": alive(staff, visitor.name, "session", request) if visitor.has_account else [],
        "tokens": alive(staff, visitor.name, "token", request) if visitor.has_account else [],
        "done": request.query_params.get("done", ""),
        "token_days": people_acts.TOKEN_DAYS,
    }
    return render.page(request, "account.html", context, status=422 if wrong else 200)


def _wait(request: Request, name: str) -> int | None:
    rates: Rates = guard.rates_of(request)
    address = guard.address_of(request)
    counted: list[tuple[Doing, tuple[str, ...]]] = [
        ("sign_in", (folded(name), address)),
        ("sign_in_address", (address,)),
        ("sign_in_name", (folded(name),)),
    ]
    waits = [w for w in (rates.wait(doing, *who) for doing, who in counted) if w is not None]
    return max(waits, default=None)


def _minutes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
