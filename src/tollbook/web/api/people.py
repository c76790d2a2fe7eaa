"""Who works here, what was done by whom, and who looks after what."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from tollbook.publish.fields import Json
from tollbook.run import people_acts
from tollbook.run.people import known_person
from tollbook.store import people as store
from tollbook.store import people_audit
from tollbook.store.people import Person
from tollbook.store.people_audit import Care, Entry, Sought
from tollbook.web import guard
from tollbook.web.api.answers import Look, Peeks, encoded, paged
from tollbook.web.api.cursors import Cursor, fingerprint, read_cursor, write_cursor
from tollbook.web.api.names import PersonName, Subject
from tollbook.web.guard import Visitor
from tollbook.web.wire import Paging
from tollbook.web.wire_people import (
    AskedAssignments,
    AskedAudit,
    Assigned,
    Assignment,
    AssignmentPage,
    AuditPage,
    ChangedPerson,
    NewPerson,
    PersonPage,
)
from tollbook.web.wire_people import Person as WirePerson

router = APIRouter()
Admin = Annotated[Visitor, Depends(guard.require("people"))]
Assigns = Annotated[Visitor, Depends(guard.require("assign"))]


@router.get(
    "/people", operation_id="listPeople", response_model=PersonPage, tags=["People"], summary="List who works here"
)
def list_people(request: Request, visitor: Admin, asked: Annotated[Paging, Query()]) -> Response:
    """List all who work or worked here, by name."""
    everyone = store.persons(guard.staff_of(request).people)
    return _json(paged(asked, everyone, lambda p: p.name, _person))


@router.post(
    "/people",
    operation_id="addPerson",
    response_model=WirePerson,
    status_code=201,
    tags=["People"],
    summary="Let one more person in",
)
def post_person(request: Request, visitor: Admin, new: NewPerson) -> Response:
    """Let one more person in. The first of a workspace is an admin, and from then on all sign in."""
    staff = guard.staff_of(request)
    made = people_acts.add_person(staff, guard.by(request), new.name, new.role, new.password, new.may_see_victims)
    return _json(_person(made), 201)


@router.patch(
    "/people/{name}", operation_id="changePerson", response_model=WirePerson, tags=["People"], summary="Change a person"
)
def patch_person(request: Request, visitor: Admin, name: PersonName, change: ChangedPerson) -> Response:
    """Give a person another role or password, let them go or in again, or let them see the names of victims.

    Where a role or password changes, their sessions and tokens end. What they decided stays signed with their name.
    """
    staff, by = guard.staff_of(request), guard.by(request)
    person = known_person(staff, name)
    if change.role is not None and change.role != person.role:
        people_acts.change_role(staff, by, person.name, change.role)
    if change.may_see_victims is not None and change.may_see_victims != person.may_see_victims:
        people_acts.allow_victims(staff, by, person.name, change.may_see_victims)
    if change.active is not None and change.active != person.active:
        (people_acts.let_in_again if change.active else people_acts.let_go)(staff, by, person.name)
    if change.password is not None:
        people_acts.set_password(staff, by, person.name, change.password)
    return _json(_person(known_person(staff, person.name)))


@router.get("/audit", operation_id="listAudit", response_model=AuditPage, tags=["People"], summary="Who did what")
def list_audit(
    request: Request,
    visitor: Annotated[Visitor, Depends(guard.require("audit"))],
    asked: Annotated[AskedAudit, Query()],
) -> Response:
    """List who did what and when, the newest first."""
    people, about = guard.staff_of(request).people, fingerprint(asked)
    before = read_cursor(asked.cursor, about).given if asked.cursor else None
    sought = Sought(asked.who, asked.what, asked.subject, asked.since, asked.until)
    found = people_audit.entries(people, sought, asked.limit + 1, before)
    shown = found[: asked.limit]
    more = write_cursor(Cursor(shown[-1].seq, shown[-1].seq, ""), about) if len(found) > asked.limit else None
    total = people_audit.count_entries(people, sought)
    return _json({"items": [_entry(e) for e in shown], "total": total, "next": more})


@router.get(
    "/assignments",
    operation_id="listAssignments",
    response_model=AssignmentPage,
    tags=["Assignments"],
    summary="Who looks after what",
)
def list_assignments(request: Request, look: Peeks, asked: Annotated[AskedAssignments, Query()]) -> Response:
    """List who looks after which incident or report."""
    cares = people_audit.assignments(guard.staff_of(request).people)
    found = [(s, c) for s, c in cares.items() if _is_seen(look, s) and asked.person in (None, c.person)]
    return _json(paged(asked, found, lambda sc: sc[0], lambda sc: _care(*sc)))


@router.put(
    "/assignments/{subject}",
    operation_id="assign",
    response_model=Assignment,
    tags=["Assignments"],
    summary="Say who looks after it",
)
def put_assignment(request: Request, look: Peeks, visitor: Assigns, subject: Subject, asked: Assigned) -> Response:
    """Say who looks after an incident or a report from now on; where people have accounts, one of them."""
    found, staff = _subject(look, subject), guard.staff_of(request)
    person = known_person(staff, asked.person).name if staff.accounts_are_on else asked.person
    people_acts.assign(staff, guard.by(request), found, person)
    return _json(_care(found, people_audit.assignments(staff.people)[found]))


@router.delete(
    "/assignments/{subject}",
    operation_id="free",
    status_code=204,
    tags=["Assignments"],
    summary="Nobody looks after it any more",
)
def delete_assignment(request: Request, look: Peeks, visitor: Assigns, subject: Subject) -> Response:
    """Free an incident or a report, so that anyone may look after it."""
    people_acts.assign(guard.staff_of(request), guard.by(request), _subject(look, subject), None)
    return Response(status_code=204)


def _subject(look: Look, subject: str) -> str:
    if subject.startswith("d-"):
        return look.report(subject).id
    if not subject.startswith("i-"):
        raise HTTPException(404, f"There is no incident or report {subject} in this workspace")
    return look.incident(subject).id


def _is_seen(look: Look, subject: str) -> bool:
    return subject in look.snapshot.incidents or subject in look.snapshot.documents


def _person(person: Person) -> Json:
    return {
        "name": person.name,
        "role": person.role,
        "active": person.active,
        "may_see_victims": person.may_see_victims,
        "made": person.made,
    }


def _entry(entry: Entry) -> Json:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "who": entry.who,
        "what": entry.what,
        "subject": entry.subject,
        "detail": entry.detail,
    }


def _care(subject: str, care: Care) -> Json:
    return {"subject": subject, "person": care.person, "by": care.by, "at": care.at}


def _json(told: Json, status: int = 200) -> Response:
    return Response(encoded(told), status, media_type="application/json")
