"""The API's document is complete and kept, and its page shows it whole, in the look of all pages."""

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.web.conftest import axe_faults, overflows
from tollbook.client import Tollbook
from tollbook.web.api.names import CLAIM, EL_FASHER, INCIDENT, KUTUM, OTHER_INCIDENT, REPORT, STATEMENT
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office
from tollbook.web.pages.api_docs import PYTHON

ROOT = Path(__file__).parents[2]


@pytest.fixture
def client(office: Office) -> TestClient:
    return TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")


@pytest.fixture
def document(client: TestClient) -> Any:
    return client.get("/api/v1/openapi.json").json()


def operations(document: Any) -> Iterator[tuple[str, Any]]:
    for path, item in document["paths"].items():
        for method, told in item.items():
            yield f"{method} {path}", told


def test_the_document_is_kept() -> None:
    spec = importlib.util.spec_from_file_location("openapi", ROOT / "tools/openapi.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = (ROOT / "docs/json/openapi.json").read_text(encoding="utf-8")
    assert kept == module.text(), "the API has changed: run python tools/openapi.py"


def test_every_operation_is_described(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    tags = {t["name"] for t in document["tags"]}
    for name, told in operations(document):
        assert told["summary"], name
        assert told["description"], name
        assert told["operationId"].isalnum(), name
        assert len(told["tags"]) == 1, name
        assert set(told["tags"]) <= tags, f"{name}: {told['tags']} has no words in the document"
        for status, answer in told["responses"].items():
            if status.startswith("4"):
                assert list(answer["content"]) == ["application/problem+json"], f"{name} {status}"
    assert "HTTPValidationError" not in document["components"]["schemas"]
    ids = [told["operationId"] for _, told in operations(document)]
    assert len(ids) == len(set(ids))


# What the pages let a person do, and the operation that does the same.
TWINS = {
    "find incidents by filters and words": "listIncidents",
    "count what filters could still ask": "countIncidents",
    "look at an incident, now or as known on a day": "getIncident",
    "see its history": "listHistory",
    "list reports": "listReports",
    "read a report with its claims and what was refused": "getReport",
    "download its original": "getOriginal",
    "add a report by text or address": "addReport",
    "add a file": "addReportFile",
    "withdraw a report": "withdrawReport",
    "search all reports": "search",
    "accept, correct, reject, add, join, part, split, copy, place, date, grade, restrict, note": "decide",
    "take back": "undo",
    "work through the queue": "listQueue",
    "see pairs that may be one": "listLinks",
    "compare two incidents": "getPair",
    "see rules and versions": "getMethods",
    "export": "export",
    "say who looks after what": "assign",
    "free it": "free",
    "say that one has looked": "noteLook",
    "see one's account": "getMe",
    "see one's sessions and tokens": "listMyKeys",
    "make a token": "makeToken",
    "end a session or token": "endKey",
    "change one's password": "changePassword",
    "see who works here": "listPeople",
    "let people in": "addPerson",
    "change their role, let them go": "changePerson",
    "read the audit": "listAudit",
}


def test_every_act_of_the_pages_has_its_twin(document: Any) -> None:
    there = {told["operationId"] for _, told in operations(document)}
    assert {act: twin for act, twin in TWINS.items() if twin not in there} == {}


def test_the_ids_in_examples_are_those_of_the_samples(office: Office) -> None:
    now = office.live.now()
    assert {INCIDENT, OTHER_INCIDENT, KUTUM, EL_FASHER} <= set(now.incidents)
    assert REPORT in now.documents
    held = {x.id for r in now.told.values() for x in (*r.claims, *r.statements)}
    assert {CLAIM, STATEMENT} <= held


def test_examples_in_python_call_what_the_client_has(document: Any) -> None:
    there = {told["operationId"] for _, told in operations(document)}
    assert set(PYTHON) <= there
    for operation, example in PYTHON.items():
        compile(example, operation, "exec")
        for method in re.findall(r"\bt\.(\w+)\(", example):
            assert hasattr(Tollbook, method), f"{operation}: the client has no {method}"


def test_the_page_has_every_operation_and_shape(client: TestClient, document: Any) -> None:
    page = client.get("/api").text
    for name, told in operations(document):
        assert f'id="{told["operationId"]}"' in page, name
    for name in document["components"]["schemas"]:
        assert f'id="shape-{name}"' in page
    for target in set(re.findall(r'href="#(shape-[^"]+)"', page)):
        assert f'id="{target}"' in page
    assert "style=" not in page
    assert json.dumps("<script>") not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_is_open_to_everyone(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/api#decide")
    expect(page.get_by_role("heading", name="The API")).to_be_visible()
    expect(page.locator("#decide")).to_be_visible()
    page.get_by_text("List incidents").click()
    expect(page.locator("#listIncidents")).to_contain_text("min_killed")
    assert overflows(page) == 0
    assert axe_faults(page) == []
