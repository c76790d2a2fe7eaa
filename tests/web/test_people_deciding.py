"""Deciding with accounts: each role takes its decisions, a grading needs two people, and the audit tells of it."""

import re

import pytest
from starlette.testclient import TestClient

from tests.run.staff import SECRET, cheap, hand
from tests.web.conftest import find_incident
from tollbook.run import people_acts as acts
from tollbook.run.people import sign_in
from tollbook.run.people_passwords import Passwords
from tollbook.store import people_audit
from tollbook.store.people_audit import Sought
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office

TEAM = {"Ada": "admin", "Rui": "reviewer", "Cleo": "coder", "Rea": "reader"}


@pytest.fixture
def client(office: Office) -> TestClient:
    office.people.passwords = Passwords(cheap())
    for name, role in TEAM.items():
        acts.add_person(office.people, hand("Ada"), name, role, SECRET)
    return TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")


def decide(client: TestClient, office: Office, name: str, path: str = "/decisions", **form: str) -> int:
    """Send a form as a person, and give the status of the answer."""
    began = sign_in(office.people, name, SECRET, office.clock())
    assert began is not None
    client.cookies.clear()
    client.cookies.set("tollbook-80", began.secret)
    token = re.search(r'name="csrf" value="(\w{64})"', client.get("/account").text)
    assert token
    sent = {"csrf": token[1], "reason": f"as {name} sees it", **{k.replace("__", "."): v for k, v in form.items()}}
    return client.post(path, data=sent, follow_redirects=False).status_code


def test_a_grading_needs_two_people(client: TestClient, office: Office) -> None:
    incident = find_incident(office, "Tinzaouatine")

    def grade(name: str, value: str) -> tuple[int, str | None]:
        status = decide(client, office, name, kind="grade", subject=incident, f__grade=value)
        grading = office.live.now().incidents[incident].grading
        return status, grading.decided_by if grading else None

    assert grade("Rea", "fair") == (403, None)
    assert grade("Cleo", "fair") == (303, None)
    assert grade("Cleo", "fair") == (422, None)
    assert grade("Rui", "weak") == (303, None)
    assert grade("Ada", "fair") == (303, "Ada")
    told = people_audit.entries(office.people.people, Sought(what="decision"), 10)
    assert [(e.who, e.detail) for e in told] == [
        ("Ada", "grade"),
        ("Rui", "propose_grade"),
        ("Cleo", "propose_grade"),
    ]


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("note", "Cleo Rui Ada"),
        ("restrict", "Rui Ada"),
        ("place", "Rui Ada"),
        ("date", "Rui Ada"),
    ],
)
def test_each_role_takes_its_decisions(client: TestClient, office: Office, kind: str, may: str) -> None:
    fields = {
        "note": {"f__note": "ask the doctor again"},
        "restrict": {},
        "place": {"f__name": "Tinzaouatine"},
        "date": {"f__first": "2024-08-25"},
    }[kind]
    for name in ("Rea", "Cleo", "Rui", "Ada"):
        incident = find_incident(office, "Tinzaouatine")
        status = decide(client, office, name, kind=kind, subject=incident, **fields)
        assert status == (303 if name in may.split() else 403), name


def test_what_others_did_is_taken_back_by_reviewers(client: TestClient, office: Office) -> None:
    incident = find_incident(office, "Tinzaouatine")
    for who, status in (("Cleo", 303), ("Rui", 303)):
        decide(client, office, "Cleo", kind="note", subject=incident, f__note=f"a note for {who}")
        note = office.live.now().decisions[-1].id
        assert decide(client, office, who, f"/decisions/{note}/undo") == status
    decide(client, office, "Rui", kind="note", subject=incident, f__note="a note of Rui")
    assert decide(client, office, "Cleo", f"/decisions/{office.live.now().decisions[-1].id}/undo") == 403
