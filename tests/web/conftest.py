"""A served workspace with the sample reports, and a browser that notices whatever goes wrong on a page."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tollbook.run.inputs import gather
from tollbook.run.kit import build_reader
from tollbook.run.local import take_inputs
from tollbook.store.db import open_workspace
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office
from tollbook.web.serving import open_office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REVIEWER = "amina"


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the sample reports into a workspace, once for all tests; copy it before changing it."""
    directory = tmp_path_factory.mktemp("samples") / "ws"
    with as_file(files("tollbook") / "samples") as samples, open_workspace(directory, create=True) as ws:
        folders = sorted(str(f) for f in samples.iterdir() if f.is_dir())
        take_inputs(ws, gather(folders), build_reader())
    with open_office(directory) as office:
        office.live.now()
    return directory


@pytest.fixture
def workspace(read_samples: Path, tmp_path: Path) -> Path:
    """Give a workspace with the samples that a test may change."""
    return shutil.copytree(read_samples, tmp_path / "ws")


@pytest.fixture
def office(workspace: Path) -> Iterator[Office]:
    """Open the office over a workspace of this test's own."""
    with open_office(workspace) as opened:
        yield opened


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    office: Office


@contextmanager
def serve(office: Office, settings: Settings | None = None) -> Iterator[Served]:
    """Run the application on a free port of this machine until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = settings or Settings(local_name=REVIEWER)
    server = uvicorn.Server(uvicorn.Config(create_app(office, given), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, "the server did not start within 20 s"
    yield Served(f"http://127.0.0.1:{port}", office)
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def served(office: Office) -> Iterator[Served]:
    """Serve a workspace of this test's own, for the one local user."""
    with serve(office) as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start Debian's Chromium once for all tests."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; `apt install chromium` lets the browser tests run")
    started = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader"]
    )
    yield started
    started.close()


@dataclass
class Watch:
    """What a page did that no page may do."""

    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """Open a browser context on the served workspace; a script error or a request elsewhere fails the test."""
    made = browser.new_context(base_url=served.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watch = watch_over(made, served.url)
    yield made
    made.close()
    assert not watch.wrong, "\n".join(watch.wrong)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a page at 1440 px."""
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    return opened


def watch_over(context: BrowserContext, url: str) -> Watch:
    """Note script errors, refused styles or scripts, and requests that leave the host."""
    watch = Watch()
    host = urlsplit(url).netloc

    def asked(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
            watch.wrong.append(f"a request left the host: {address}")

    def said(kind: str, text: str) -> None:
        # The status of a refused form is shown by the browser as an error; the test itself looks at what was said.
        if kind == "error" and not re.search(r"status of 4\d\d", text):
            watch.wrong.append(f"console: {text}")

    context.on("request", lambda r: asked(r.url))
    context.on("console", lambda m: said(m.type, m.text))
    context.on("weberror", lambda e: watch.wrong.append(f"script error: {e.error}"))
    return watch


def axe_faults(page: Page) -> list[str]:
    """Give what axe finds against WCAG 2.2 AA on the page as it stands: rule, element, what is wrong."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{v['id']}: {n['target']} {n.get('failureSummary', '')[:200]}"
        for v in found.response["violations"]
        for n in v["nodes"]
    ]


def overflows(page: Page) -> int:
    """Give by how many pixels the page is wider than its window: 0 where nothing must be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def find_incident(office: Office, place: str) -> str:
    """Give the id of the sample incident with most reports at a place of this name."""
    found = [i for i in office.live.now().incidents.values() if i.place and place in i.place.name]
    return max(found, key=lambda i: len(i.accounts)).id
