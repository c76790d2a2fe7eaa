"""What a newcomer does after `tollbook demo --serve`, from the list of incidents to the history, in one browser.

With TOLLBOOK_PICTURES naming a folder, the pictures of the README are taken on the way.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.conftest import REVIEWER, watch_over
from tests.web.reports import select

READY = re.compile(r"http://localhost:\d+/")
WHY = "the spokesman gave it as a floor"
MISSED = "up to three may be trapped under the rubble"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """Run `tollbook demo --serve` as a newcomer would, and give the address that it says."""
    command = [sys.executable, "-m", "tollbook", "demo", "--serve", "--port", "0", "-w", str(tmp_path / "demo")]
    environment = {**os.environ, "TOLLBOOK_BY": REVIEWER, "BROWSER": "true"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as run:
        assert run.stderr is not None
        said = next((found.group() for line in run.stderr if (found := READY.search(line))), None)
        assert said, "the demo did not say where it serves"
        yield said.rstrip("/")
        run.send_signal(signal.SIGINT)
        run.wait(10)


@pytest.fixture
def visit(browser: Browser, demo: str) -> Iterator[BrowserContext]:
    """Open a browser on the demo; a script error or a request that leaves the host fails the story."""
    context = browser.new_context(base_url=demo, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watch = watch_over(context, demo)
    yield context
    context.close()
    assert not watch.wrong, "\n".join(watch.wrong)


def test_a_newcomer_finds_compares_corrects_adds_merges_and_takes_back(visit: BrowserContext) -> None:
    page = visit.new_page()
    page.set_default_timeout(20_000)
    find_tinzaouatine(page)
    see_who_says_what(page)
    correct_a_figure(page)
    add_what_the_reader_missed(page)
    merge_and_take_back(page)
    look_at_the_history(page)
    take_pictures(page)


def find_tinzaouatine(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Incidents", exact=True)).to_be_visible()
    page.get_by_role("link", name="Tinzaouatine").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tinzaouatine")


def see_who_says_what(page: Page) -> None:
    grid = page.locator("#who-says-what, .grid").first
    expect(grid).to_contain_text("CSP-DPA")
    expect(grid).to_contain_text("21")
    expect(grid).to_contain_text("terrorists")
    expect(grid).to_contain_text("accounts differ")
    grid.evaluate("e => e.scrollIntoView()")
    picture(page, "incident")


def correct_a_figure(page: Page) -> None:
    claim = page.locator("[data-claim], article, li").filter(has_text="21 civilians killed").first
    claim.get_by_role("link", name="Correct").first.click()
    form = page.locator("form.claim-form")
    form.get_by_label("At most").fill("")
    form.get_by_label("Why (others").fill(WHY)
    form.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#messages")).to_contain_text("correct")
    expect(page.locator("main")).to_contain_text("at least 21 civilians killed")


def add_what_the_reader_missed(page: Page) -> None:
    page.goto("/reports?q=rubble")
    page.get_by_role("link", name="Missile on bus depot").first.click()
    page.wait_for_load_state("load")
    select(page, MISSED)
    page.get_by_role("button", name="Add a claim", exact=True).click()
    page.get_by_label("What happened to them").select_option("missing")
    page.get_by_label("At most").fill("3")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("mark.decided", has_text="up to three").first).to_be_visible()
    picture(page, "report")


def merge_and_take_back(page: Page) -> None:
    page.goto("/links")
    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_label("Reason to hold them one").fill("both count the dead of one market")
    page.get_by_role("button", name="One and the same").click()
    expect(page.get_by_role("heading", name="No two incidents may be one")).to_be_visible()
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="One incident or two?")).to_be_visible()


def look_at_the_history(page: Page) -> None:
    page.goto("/incidents")
    page.get_by_role("link", name="Tinzaouatine").first.click()
    history = page.locator("#history")
    expect(history).to_contain_text(WHY)
    expect(history).to_contain_text("21 → at least 21")
    page.goto("/incidents?q=rubble")
    page.locator("table").get_by_role("link", name=re.compile("kostiantynivka", re.IGNORECASE)).first.click()
    expect(page.locator("#history")).to_contain_text("missed by the reader")
    page.goto("/incidents?q=Kutum")
    page.locator("table").get_by_role("link", name=re.compile("kutum", re.IGNORECASE)).first.click()
    expect(page.locator("#history")).to_contain_text("both count the dead of one market")
    expect(page.locator("#history")).to_contain_text(re.compile("taken back|undone|undo", re.IGNORECASE))


def take_pictures(page: Page) -> None:
    for name, address in (("incidents", "/incidents"), ("queue", "/queue")):
        page.goto(address)
        picture(page, name)


def picture(page: Page, name: str) -> None:
    """Take one picture of the README, where a folder for it is named."""
    folder = os.environ.get("TOLLBOOK_PICTURES")
    if folder:
        page.wait_for_timeout(2500)  # for the map's tiles, which are drawn here
        # As it stands: to hide the caret Playwright would write a style into the page, which the page refuses.
        page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")
