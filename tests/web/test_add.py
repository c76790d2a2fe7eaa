"""Adding reports by text, file and address, and watching them being read."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.web.conftest import Served, axe_faults, overflows
from tollbook.run.inputs import InputOptions
from tollbook.store.people_audit import Sought, entries
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office
from tollbook.web.pages import add

REPORT = (
    "KUTUM, Sudan - An airstrike on the market of Kutum killed 14 civilians and wounded nine on Monday, "
    "the local emergency room said.\n\nThe army did not comment."
)
PAGE = f"<html><head><title>Strike on Kutum</title></head><body><article><p>{REPORT}</p></article></body></html>"
SOON = 60_000  # the reader is loaded first, on a machine that may be busy


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_form_in_both_lights_and_sizes(page: Page, theme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/add")
    expect(page.get_by_role("heading", name="Add reports")).to_be_visible()
    assert overflows(page) == 0
    assert axe_faults(page) == []


def test_a_pasted_text_is_read_while_one_watches(page: Page, served: Served) -> None:
    page.goto("/add")
    page.get_by_label("The text of a report").fill(REPORT)
    page.get_by_label("Outlet").fill("Kutum Morning")
    page.get_by_label("Published on").fill("2024-05-14")
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_role("heading", name="1 report taken in")).to_be_visible(timeout=SOON)
    expect(page.locator("mark.killed").first).to_contain_text("14 civilians")
    expect(page.get_by_text("In the incident")).to_be_visible()
    assert axe_faults(page) == []
    document = next(d for d in served.office.live.now().documents.values() if d.source_name == "Kutum Morning")
    assert document.text == REPORT
    assert document.published_at == "2024-05-14"
    kept = entries(served.office.people.people, Sought(what="taken_in"), 9)
    assert [(e.who, e.subject) for e in kept] == [("amina", document.id)]


def test_files_are_read_and_what_is_none_is_refused_with_the_reason(page: Page, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    page.goto("/add")
    page.get_by_label("Files:").set_input_files([tmp_path / "page.html", tmp_path / "picture.png"])
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_role("heading", name="1 report taken in")).to_be_visible(timeout=SOON)
    expect(page.locator(".refused")).to_contain_text("picture.png")
    expect(page.get_by_role("link", name="Strike on Kutum")).to_be_visible()


def test_an_address_of_this_machine_is_not_fetched(page: Page) -> None:
    page.goto("/add")
    page.get_by_label("Addresses of pages").fill(
        "http://127.0.0.1:1/x file:///etc/passwd /etc/passwd javascript:alert(1)"
    )
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_role("heading", name="Nothing was taken in")).to_be_visible(timeout=SOON)
    expect(page.locator(".refused li")).to_have_count(4)


def test_a_page_is_fetched_by_its_address(page: Page, web_page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = replace(InputOptions().policy, allow_private=True, pause_seconds=0.0)
    monkeypatch.setattr(add, "OPTIONS", InputOptions(policy=policy))
    page.goto("/add")
    page.get_by_label("Addresses of pages").fill(web_page)
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_role("link", name="Strike on Kutum")).to_be_visible(timeout=SOON)


def test_nothing_is_refused(office: Office) -> None:
    client = browser_of(office)
    answer = client.post("/add", data={"csrf": csrf(client)}, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 422
    assert "Give an address, a text or a file" in answer.text


def test_the_same_text_twice_is_known_and_a_confidential_one_stays_so(office: Office) -> None:
    client = browser_of(office)
    sent = {"csrf": csrf(client), "text": "Nobody was hurt in Kutum on Monday.", "confidential": "yes"}
    first = over(client, sent)
    assert "1 report taken in" in first
    assert '<li class="chip warn">confidential</li>' in first
    assert "Known already" in over(client, {**sent, "confidential": ""})


def test_file_names_are_names_and_nothing_else(office: Office) -> None:
    client = browser_of(office)
    files = {"files": ("..\\..\\etc/<img src=x onerror=alert(1)>\u202e.png", b"\x89PNG\r\n\x1a\n" + bytes(64))}
    shown = over(client, {"csrf": csrf(client)}, files)
    assert "&lt;img src=x onerror=alert(1)&gt;&lt;U+202E&gt;.png" in shown
    assert "etc/" not in shown


def test_an_intake_is_shown_to_who_began_it(office: Office) -> None:
    client = browser_of(office)
    assert client.get("/add/0123456789abcdef").status_code == 404


def browser_of(office: Office) -> TestClient:
    """Give a browser without scripts."""
    return TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")


def csrf(client: TestClient) -> str:
    """Give the token of the form."""
    return client.get("/add").text.partition('name="csrf" value="')[2].partition('"')[0]


def over(client: TestClient, sent: dict[str, str], files: object = None) -> str:
    """Send a form and give the page when the intake is over."""
    headers = {"sec-fetch-site": "same-origin"}
    given = files or {"files": ("", b"")}
    answer = client.post("/add", data=sent, files=given, headers=headers)  # type: ignore[arg-type]
    address = str(answer.url)
    until = time.monotonic() + SOON / 1000
    while 'hx-trigger="every' in answer.text and time.monotonic() < until:
        time.sleep(0.1)
        answer = client.get(address)
    return answer.text


@pytest.fixture
def web_page() -> Iterator[str]:
    """Serve a page as a site of the web would."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/kutum"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode() if found else b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/kutum"
    server.shutdown()
    server.server_close()
