"""Making a report confidential and withdrawing it for good, from its page."""

import re

import pytest
from starlette.testclient import TestClient

from tests.run.staff import SECRET, cheap, hand
from tollbook.model import Document
from tollbook.run import people_acts as acts
from tollbook.run.people import sign_in
from tollbook.run.people_passwords import Passwords
from tollbook.store import people_audit
from tollbook.store.people_audit import Sought
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office


@pytest.fixture
def client(office: Office) -> TestClient:
    office.people.passwords = Passwords(cheap())
    for name, role in (("Ada", "admin"), ("Rui", "reviewer"), ("Cleo", "coder")):
        acts.add_person(office.people, hand("Ada"), name, role, SECRET)
    return TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")


@pytest.fixture
def document(office: Office) -> Document:
    """The first report of the samples that came in a file of its own."""
    documents = sorted(office.live.now().documents.values(), key=lambda d: d.id)
    files = [d.raw_sha256 for d in documents]
    return next(d for d in documents if files.count(d.raw_sha256) == 1)


def sign(client: TestClient, office: Office, name: str) -> None:
    began = sign_in(office.people, name, SECRET, office.clock())
    assert began is not None
    client.cookies.clear()
    client.cookies.set("tollbook-80", began.secret)


def post(client: TestClient, path: str, **form: str) -> tuple[int, str]:
    token = re.search(r'name="csrf" value="(\w{64})"', client.get("/account").text)
    assert token
    got = client.post(path, data={"csrf": token[1], **form}, follow_redirects=False)
    return got.status_code, got.text


def acts_on(office: Office, document: Document) -> list[tuple[str, str]]:
    found = people_audit.entries(office.people.people, Sought(subject=document.id), 10)
    return [(e.who, e.what) for e in found]


@pytest.mark.parametrize(
    ("name", "confidential", "withdraw"), [("Cleo", 403, 403), ("Rui", 303, 403), ("Ada", 303, 422)]
)
def test_who_may_protect_a_report(
    client: TestClient, office: Office, document: Document, name: str, confidential: int, withdraw: int
) -> None:
    sign(client, office, name)
    assert post(client, f"/reports/{document.id}/confidential")[0] == confidential
    assert post(client, f"/reports/{document.id}/withdraw")[0] == withdraw
    assert client.get(f"/reports/{document.id}/protect").status_code == (403 if name == "Cleo" else 200)


def test_a_report_is_made_confidential_once_and_for_good(
    client: TestClient, office: Office, document: Document
) -> None:
    sign(client, office, "Cleo")
    assert document.id in client.get("/reports").text
    sign(client, office, "Rui")
    for _ in range(2):
        assert post(client, f"/reports/{document.id}/confidential")[0] == 303
    assert "is confidential" in client.get(f"/reports/{document.id}/protect").text
    assert acts_on(office, document) == [("Rui", "made_confidential")]
    sign(client, office, "Cleo")
    assert document.id not in client.get("/reports").text


def test_a_report_is_withdrawn_by_who_types_its_id(client: TestClient, office: Office, document: Document) -> None:
    sign(client, office, "Ada")
    path = f"/reports/{document.id}/withdraw"
    assert "nothing was withdrawn" in post(client, path, reason="the witness asked", again="d-0")[1]
    assert "needs a reason" in post(client, path, reason=" ", again=document.id)[1]
    assert document.id in office.live.now().documents
    status, text = post(client, path, reason="the witness asked", again=document.id)
    assert (status, "is gone" in text) == (200, True)
    assert document.id not in office.live.now().documents
    assert acts_on(office, document) == [("Ada", "withdrawn")]
    assert client.get(f"/reports/{document.id}").status_code == 404
