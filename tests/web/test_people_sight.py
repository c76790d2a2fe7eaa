"""A confidential report and a restricted incident, looked for at every address by one who may not see them."""

import re

import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from tests.run.staff import SECRET, cheap, hand
from tollbook.model import Document, Incident
from tollbook.run import people_acts as acts
from tollbook.run.people import sign_in
from tollbook.run.people_passwords import Passwords
from tollbook.run.people_roles import local_visitor
from tollbook.run.wishes import Wish
from tollbook.store import write
from tollbook.store.said import Said
from tollbook.web.app import create_app
from tollbook.web.deciding import decide
from tollbook.web.guard import Settings
from tollbook.web.office import Office

QUESTIONS = {
    "/incidents": ("", "?view=map", "?view=time", "?view=table", "?q={word}"),
    "/search": ("?q={word}",),
    "/api/v1/search": ("?q={word}",),
}


@pytest.fixture
def client(office: Office) -> TestClient:
    office.people.passwords = Passwords(cheap())
    acts.add_person(office.people, hand("Ada"), "Ada", "admin", SECRET)
    acts.add_person(office.people, hand("Ada"), "Cleo", "coder", SECRET)
    return TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")


def sign(client: TestClient, office: Office, name: str) -> None:
    began = sign_in(office.people, name, SECRET, office.clock())
    assert began is not None
    client.cookies.clear()
    client.cookies.set("tollbook-80", began.secret)


def told_alone(office: Office) -> tuple[Incident, Document]:
    """An incident that one report tells, which tells no other, and has a title and a claim."""
    snapshot = office.live.now()
    for incident in snapshot.incidents.values():
        document = snapshot.documents[incident.accounts[0].document_id]
        alone = len(incident.accounts) == 1 and len(snapshot.incidents_of_document[document.id]) == 1
        if alone and incident.claims and document.title:
            return incident, document
    raise AssertionError("no sample incident is told by one report alone")


def addresses(client: TestClient, names: dict[str, str]) -> list[str]:
    """Every address that can be looked at, with what is looked for in its place."""
    found = []
    for route in iter_route_contexts(client.app.routes):  # type: ignore[attr-defined]
        if "GET" in (route.methods or ()) and route.path and "openapi" not in route.path:
            path = re.sub(r"\{(\w+)[^}]*\}", lambda m: names.get(m[1], names["other"]), route.path)
            found += [path + question.format(**names) for question in QUESTIONS.get(route.path, ("",))]
    assert len(found) > 20
    return found


def traces(client: TestClient, names: dict[str, str], secrets: list[str]) -> list[str]:
    """Name every answer that gives something away; an id that was asked for may be said back."""
    given_away = []
    for path in addresses(client, names):
        got = client.get(path)
        assert got.status_code < 500, (path, got.text[:300])
        given_away += [f"{path} tells {s!r}" for s in secrets if s not in path and s in got.text]
        if any(s in path for s in secrets) and got.status_code == 200:
            given_away.append(f"{path} answers 200")
    return given_away


def test_nobody_else_learns_that_a_confidential_report_is_there(client: TestClient, office: Office) -> None:
    incident, document = told_alone(office)
    write.add_said(office.ws, Said(document.id, office.clock(), "Ada", confidential=True))
    word = incident.claims[0].claim.span.quote
    names = {
        "report_id": document.id,
        "document_id": document.id,
        "incident_id": incident.id,
        "other": document.id,
        "word": f'"{word}"',
    }
    secrets = [document.id, incident.id, str(document.title), incident.claims[0].claim.id]
    sign(client, office, "Cleo")
    assert traces(client, names, secrets) == []
    sign(client, office, "Ada")
    assert client.get(f"/incidents/{incident.id}").status_code == 200, "who may see it does"
    assert client.get(f"/reports/{document.id}").status_code == 200


def test_a_restricted_incident_is_shown_to_reviewers_alone(client: TestClient, office: Office) -> None:
    incident, document = told_alone(office)
    decide(office, local_visitor("Ada"), Wish("restrict", (incident.id,), reason="her mother asked us"))
    sign(client, office, "Cleo")
    names = {"report_id": "d-0", "document_id": "d-0", "incident_id": incident.id, "other": incident.id, "word": "x"}
    assert traces(client, names, [incident.id, "her mother asked us"]) == []
    sign(client, office, "Ada")
    assert client.get(f"/incidents/{incident.id}").status_code == 200
    assert document.id in client.get("/reports").text
