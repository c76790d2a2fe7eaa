"""The list of reports: found by words, outlet, day and what became of them."""

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.web.conftest import Served, axe_faults, overflows
from tests.web.reports import report_of_outlet, take_text
from tollbook.ingest.documents import Given
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_list_in_both_lights_and_sizes(page: Page, theme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/reports")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    assert overflows(page) == 0
    assert axe_faults(page) == []


def test_reports_are_found_by_their_words_and_outlet(page: Page, served: Served) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto("/reports")
    page.get_by_label("Words of the report", exact=True).fill("pharmacy manager")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(f'a[href="/reports/{report.id}"]')).to_be_visible()
    page.get_by_label("Outlet").fill("Nobody's Gazette")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", name="No report holds all of this")).to_be_visible()


# what is asked → the outlets that are listed, in order
ASKED = [
    ("only=no_incident", ["B", "A"]),
    ("only=no_incident&order=published", ["A", "B"]),
    ("only=not_read", ["B"]),
    ("language=fr", ["B"]),
    ("since=2030-01-02", ["B"]),
    ("until=2030-01-01&since=2030-01-01", ["A"]),
    ("outlet=A", ["A"]),
    ("q=bergers", ["B"]),
    ("only=confidential", ["A"]),
]


@pytest.mark.parametrize(("asked", "outlets"), ASKED)
def test_what_is_asked_is_what_is_listed(office: Office, asked: str, outlets: list[str]) -> None:
    take_text(office, "Nothing happened.", Given(source="A", published="2030-01-01", confidential=True))
    take_text(office, "Trois bergers et leurs chiens.", Given(source="B", published="2030-01-02", language="fr"))
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    rows = client.get(f"/reports?{asked}").text.split("<tr>")[2:]
    assert [o for row in rows for o in "AB" if f"<bdi>{o}</bdi>" in row] == outlets


def test_many_reports_are_leafed_through(office: Office) -> None:
    for n in range(105):
        take_text(office, f"Nothing happened on day {n}.", Given(source="Daily", published="2031-01-01"))
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    first = client.get("/reports?outlet=Daily").text
    assert first.count("<bdi>Daily</bdi>") == 100
    assert 'href="/reports?outlet=Daily&amp;page=2"' in first
    assert client.get("/reports?outlet=Daily&page=2").text.count("<bdi>Daily</bdi>") == 5
    assert client.get("/reports?outlet=Daily&page=99999999").text.count("<bdi>Daily</bdi>") == 5
