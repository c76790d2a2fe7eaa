"""Measure what a reviewer waits for in the browser: the list of incidents, and a decision until its new tally is shown.

usage: python -m training.measure_pages WORKSPACE [--times 15]
WORKSPACE as `training.measure_review --workspace` makes it; it is copied, and stays as it is. Chromium and the server
share the processors. A claim is corrected by the form of its incident's page; the clock runs from the click until the
page has taken in what follows.
"""

import argparse
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import uvicorn
from playwright.sync_api import Page, sync_playwright

from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.serving import open_office

LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
# From the click on a button to the page's own parts swapped in anew, as the page itself sees it.
WATCH = """() => {
  window.waits = [];
  let clicked = 0;
  document.addEventListener('submit', () => { clicked = performance.now(); }, true);
  document.addEventListener('htmx:after:swap', (event) => {
    const target = event.detail?.ctx?.target ?? event.target;
    if (clicked && target?.id !== 'messages') {
      window.waits.push(performance.now() - clicked);
      clicked = 0;
    }
  });
}"""


def main() -> None:
    """Print median and longest of each wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--times", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        directory = shutil.copytree(args.workspace, Path(folder) / "ws")
        with open_office(directory) as office, socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            office.live.now()
            server = uvicorn.Server(uvicorn.Config(create_app(office, Settings(local_name="m")), log_level="warning"))
            thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
            thread.start()
            ids = list(office.live.now().incidents)[: args.times]
            measure(f"http://127.0.0.1:{listening.getsockname()[1]}", ids)
            server.should_exit = True
            thread.join(10)


def measure(url: str, ids: list[str]) -> None:
    """Open the list, then correct a claim of each incident."""
    with sync_playwright() as started:
        chromium = shutil.which("chromium") or "chromium"
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900}).new_page()
        shown = []
        for _ in ids:
            page.goto("/incidents?view=table", wait_until="domcontentloaded")
            shown.append(float(page.evaluate(LOADED)))
        say("list of incidents usable", shown)
        say("decision until its tally is shown", [corrected(page, i) for i in ids])
        browser.close()


def corrected(page: Page, incident_id: str) -> float:
    """Correct the first claim of an incident's page and give the milliseconds until the page shows what follows."""
    page.goto(f"/incidents/{incident_id}")
    page.locator("#claims article.claim.killed").first.get_by_role("link", name="Correct").click()
    form = page.locator("form.claim-form")
    form.get_by_label("At most").fill("900")
    form.get_by_label("Why (others").fill("measured")
    page.evaluate(WATCH)
    form.get_by_role("button", name="Keep the correction").click()
    until = time.monotonic() + 10
    while not (waits := page.evaluate("window.waits")) and time.monotonic() < until:
        time.sleep(0.05)
    return float(waits[0])


def say(what: str, waits: list[float]) -> None:
    """Print one line."""
    print(f"{what:36} median {median(waits):6.0f} ms  longest {max(waits):6.0f} ms  of {len(waits)}")


if __name__ == "__main__":
    main()
