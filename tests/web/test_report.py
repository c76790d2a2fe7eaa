"""The page of a report: the text and the list move together, and what is known of the report is told."""

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.web.conftest import Served, axe_faults, overflows
from tests.web.reports import report_of_outlet, take_text
from tollbook.ingest.documents import Given
from tollbook.model.ids import sha256_bytes
from tollbook.run.people import By, now, sign_in
from tollbook.run.people_acts import add_person
from tollbook.store.people_audit import Sought, entries
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_report_in_both_lights_and_sizes(page: Page, served: Served, theme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto(f"/reports/{report.id}")
    page.locator(".said-item > summary", has_text="21 civilians killed").click()
    page.get_by_role("link", name="Correct …").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Correct this claim")).to_be_focused()
    page.locator(".about > summary").click()
    assert overflows(page) == 0
    assert axe_faults(page) == []


def test_the_text_is_shown_letter_for_letter(page: Page, served: Served) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto(f"/reports/{report.id}")
    assert page.locator("#text").evaluate("e => e.textContent") == report.text


def test_choosing_in_the_list_lights_the_words(page: Page, served: Served) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto(f"/reports/{report.id}")
    page.locator(".said-item > summary", has_text="21 civilians killed").click()
    expect(page.locator("mark.now.killed").first).to_be_visible()
    assert "".join(page.locator("mark.now.killed").all_text_contents()) == "21 civilians"
    expect(page.locator("mark.now.claimant")).to_have_text("Mohamed Elmaouloud Ramadane")


def test_choosing_words_opens_their_line(page: Page, served: Served) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto(f"/reports/{report.id}")
    page.locator("#text mark.injured").first.click()
    expect(page.locator(".said-item[open] .said-quote")).to_have_text("dozens of people")


def test_arrows_move_through_the_list(page: Page, served: Served) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto(f"/reports/{report.id}")
    page.locator(".said-item > summary").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".said-item > summary").nth(1)).to_be_focused()
    expect(page.locator(".said-item[open]")).to_have_count(1)


def test_without_scripts_the_list_leads_to_the_form(served: Served, office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    report = report_of_outlet(office, "Sahel Wire")
    claim = office.live.now().told[report.id].claims[0]
    shown = client.get(f"/reports/{report.id}/claims/{claim.id}/form")
    assert "Correct this claim" in shown.text
    assert "<html" in shown.text


def test_what_was_not_read_says_why(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    report = take_text(office, "Trois bergers ont été tués près de Kidal, a dit un instituteur.", Given(language="fr"))
    shown = client.get(f"/reports/{report.id}").text
    assert "is not read yet" in shown
    assert "in no incident" in shown


def test_editions_and_copies_lead_to_one_another(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    address = "https://wire.example/kutum"
    early = take_text(office, "Two people died in Kutum.", Given(url=address, published="2024-05-01"))
    late = take_text(
        office, "Three people died in Kutum, the wire now says.", Given(url=address, published="2024-05-02")
    )
    history = client.get(f"/reports/{early.id}").text
    assert "an earlier edition" in history
    assert f'href="/reports/{late.id}"' in history
    assert "data-actions" not in history
    assert "add-words" not in history
    assert f'href="/reports/{early.id}"' in client.get(f"/reports/{late.id}").text


def test_the_original_is_taken_away_and_never_shown(office: Office) -> None:
    page = b"<html><body><script>alert(1)</script><p>Three people were killed in Kutum on Monday.</p></body></html>"
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    report = take_text(office, page.decode(), Given(title='x"\r\nSet-Cookie: a=b', published="2024-05-01"), "page.html")
    answer = client.get(f"/reports/{report.id}/original")
    assert sha256_bytes(answer.content) == report.raw_sha256
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{report.id}.html"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "a=b" not in str(answer.headers)


def test_a_download_is_in_the_audit(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    report = report_of_outlet(office, "Sahel Wire")
    client.get(f"/reports/{report.id}/original")

    assert [(e.who, e.subject) for e in entries(office.people.people, Sought(what="download"), 9)] == [
        ("amina", report.id)
    ]


@pytest.mark.parametrize("path", ["", "/original", "/form?words=Kutum"])
def test_a_confidential_report_is_not_there_for_a_coder(office: Office, path: str) -> None:
    report = take_text(office, "Three people died in Kutum.", Given(confidential=True))
    client = signed_in(office, "coder")
    assert client.get(f"/reports/{report.id}{path}").status_code == 404


def test_a_confidential_report_says_so_to_who_may_see_it(office: Office) -> None:
    report = take_text(office, "Three people died in Kutum.", Given(confidential=True))
    assert "confidential: never published" in signed_in(office, "reviewer").get(f"/reports/{report.id}").text


def signed_in(office: Office, role: str) -> TestClient:
    """Let a person of a role in and give their browser."""
    by = By("root", now())
    add_person(office.people, by, "root", "admin", "seven quiet harbours")
    add_person(office.people, by, "cem", role, "nine copper lanterns")
    client = TestClient(create_app(office, Settings()), base_url="http://localhost")
    session = sign_in(office.people, "cem", "nine copper lanterns", now())
    assert session is not None
    client.cookies.set("tollbook-80", session.secret)
    return client
