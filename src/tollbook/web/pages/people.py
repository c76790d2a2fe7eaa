"""Who works here: letting people in and go, roles, what they may see, and their sessions."""

from collections.abc import Callable, Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.errors import PeopleError
from tollbook.run import people_acts
from tollbook.run.people import By, Staff
from tollbook.run.people_roles import ROLES
from tollbook.store import people as store
from tollbook.web import guard, render
from tollbook.web.pages.decisions import Form, first, form_of
from tollbook.web.pages.sign_in import ROLE_WORDS, alive

router = APIRouter()
Admin = Annotated[guard.Visitor, Depends(guard.require("people"))]
Act = Callable[[Staff, By, str, Form], object]

# What an admin may do about one person, by the name of the button.
ACTS: Mapping[str, Act] = {
    "role": lambda staff, by, name, form: people_acts.change_role(staff, by, name, first(form, "role")),
    "victims": lambda staff, by, name, form: people_acts.allow_victims(
        staff, by, name, first(form, "victims") == "yes"
    ),
    "password": lambda staff, by, name, form: people_acts.set_password(staff, by, name, form.get("password", ("",))[0]),
    "let_go": lambda staff, by, name, form: people_acts.let_go(staff, by, name),
    "let_in": lambda staff, by, name, form: people_acts.let_in_again(staff, by, name),
    "end": lambda staff, by, name, form: people_acts.end_key(staff, by, first(form, "key"), others=True),
}
DONE = {
    "add": "may sign in now",
    "role": "has another role; signing in anew is needed",
    "victims": "sees victims' names as you have said",
    "password": "has another password; signing in anew is needed",
    "let_go": "is let in no longer",
    "let_in": "may sign in again",
    "end": "has to sign in anew there",
}


@router.get("/people")
def show_people(request: Request, visitor: Admin) -> Response:
    """Show who works here."""
    return _people(request)


@router.post("/people")
def post_person(request: Request, visitor: Admin, form: Annotated[Form, Depends(form_of)]) -> Response:
    """Let one more person in."""
    name, role, password = first(form, "name"), first(form, "role"), form.get("password", ("",))[0]
    staff, victims = guard.staff_of(request), first(form, "victims") == "yes"
    try:
        person = people_acts.add_person(staff, guard.by(request), name, role, password, victims)
    except PeopleError as error:
        return _people(request, str(error), {"name": name, "role": role})
    return _done("add", person.name)


@router.post("/people/change")
def post_change(request: Request, visitor: Admin, form: Annotated[Form, Depends(form_of)]) -> Response:
    """Change something about one person."""
    act, name = first(form, "act"), first(form, "name")
    if act not in ACTS:
        return _people(request, f"There is no such change as {act!r}.")
    try:
        ACTS[act](guard.staff_of(request), guard.by(request), name, form)
    except PeopleError as error:
        return _people(request, str(error))
    return _done(act, name)


def _done(act: str, name: str) -> Response:
    return RedirectResponse(f"/people?{urlencode({'done': act, 'name': name})}", status_code=303)


def _people(request: Request, wrong: str | None = None, given: Mapping[str, str] | None = None) -> Response:
    staff = guard.staff_of(request)
    everyone = store.persons(staff.people)
    context = {
        "people": everyone,
        "sessions": {p.name: alive(staff, p.name, "session", request) for p in everyone},
        "tokens": {p.name: alive(staff, p.name, "token", request) for p in everyone},
        "roles": ROLES,
        "role_words": ROLE_WORDS,
        "wrong": wrong,
        "given": given or {},
        "done": DONE.get(request.query_params.get("done", "")),
        "done_name": request.query_params.get("name", ""),
    }
    return render.page(request, "people.html", context, status=422 if wrong else 200)
