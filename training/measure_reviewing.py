"""Measure what reviewing the sample workspace takes: keystrokes, decisions, machine time, and estimated human minutes.

usage: python -m training.measure_reviewing [--workspace DIR] [--most N]
Chromium works through the whole queue by keyboard, by a plain policy that is no judgement: conflicts are held to be
said by both, claims that the reader is fairly sure of are accepted, others rejected by the first reason, pairs of
incidents held apart; what is decided elsewhere is set aside. DIR is copied first and stays as it is.

The minutes of a person are an estimate by the keystroke-level model (Card, Moran and Newell 1980, The Keystroke-Level
Model for User Performance Time with Interactive Systems): 0.28 s a key (a person who is no typist), 1.35 s to make up
one's mind before a decision, the machine's time as measured; and reading at 230 words a minute. It is given twice: each
paragraph read whenever it is shown, and read once, then only recognised.
"""

import argparse
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median

import uvicorn
from playwright.sync_api import Page, sync_playwright

from tollbook.run.inputs import gather
from tollbook.run.kit import build_reader
from tollbook.run.local import take_inputs
from tollbook.store.db import open_workspace
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office
from tollbook.web.serving import open_office

KEY, MIND, WORDS_A_MINUTE = 0.28, 1.35, 230
# What a person reads of an item: the question, what is said, the paragraphs, and what hangs on it.
READ = ", ".join(
    f"#card {part}" for part in ("h2", ".says", "blockquote", ".moves", ".rivals", ".pair td", ".weights", ".detail")
)
LOOK = """(read) => {
  const state = document.querySelector('.queue-state'), card = document.getElementById('card');
  return {
    key: state.dataset.keyNow,
    left: Number(state.dataset.waiting),
    kind: card.querySelector('.kind')?.className.split(' ')[1] ?? '',
    sure: card.querySelector('.side')?.textContent.includes('fairly sure') ?? false,
    apart: card.querySelector('[data-key=s]') === null,
    passages: [...document.querySelectorAll(read)].map((e) => e.innerText.trim()).filter(Boolean),
  };
}"""
# The time from a key to the next item on the screen, as the page itself sees it.
WATCH = """() => {
  window.waits = [];
  let pressed = 0;
  document.addEventListener('keydown', () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    if (pressed) requestAnimationFrame(() => { window.waits.push(performance.now() - pressed); pressed = 0; });
  }).observe(document.getElementById('desk'), { childList: true });
}"""
KEYS = {"conflict": "a", "possible_same": "d", "decision_lost": "a", "decision_doubtful": "a"}


@dataclass
class Session:
    """What was pressed, decided and read."""

    keys: int = 0
    items: dict[str, int] = field(default_factory=dict)
    aside: int = 0
    words: int = 0
    new_words: int = 0
    read: set[str] = field(default_factory=set)

    def reads(self, passages: list[str]) -> None:
        """Count the words of what is shown, and those that were not shown before."""
        for passage in passages:
            number = len(passage.split())
            self.words += number
            self.new_words += number if passage not in self.read else 0
            self.read.add(passage)


def main() -> None:
    """Work through the queue and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, help="a workspace that was read; the samples without it")
    parser.add_argument("--most", type=int, default=1_000, help="at most so many things")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "ws"
        if given.workspace:
            shutil.copytree(given.workspace, directory)
        else:
            read_samples(directory)
        with open_office(directory) as office, served(office) as address, opened(address) as page:
            print_figures(office, *worked_through(page, given.most))


def read_samples(directory: Path) -> None:
    """Read the sample reports into a new workspace."""
    with as_file(files("tollbook") / "samples") as samples, open_workspace(directory, create=True) as ws:
        take_inputs(ws, gather(sorted(str(f) for f in samples.iterdir() if f.is_dir())), build_reader())


@contextmanager
def served(office: Office) -> Iterator[str]:
    """Serve a workspace on a free port until the block ends."""
    office.live.now()
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(office, Settings(local_name="reviewer")), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """Open the queue in Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/queue")
        page.evaluate(WATCH)
        yield page
        browser.close()


def worked_through(page: Page, most: int) -> tuple[Session, list[float], int, float]:
    """Decide on one thing after the other until nothing waits that was not set aside."""
    session, started = Session(), time.monotonic()
    seen = page.evaluate(LOOK, READ)
    at_first = seen["left"]
    while seen["key"] and sum(session.items.values()) < most:
        session.reads(seen["passages"])
        keys = keys_for(seen)
        for key in keys:
            page.keyboard.press(key)
        session.keys += len(keys)
        session.items[seen["kind"]] = session.items.get(seen["kind"], 0) + 1
        session.aside += keys == "l"
        page.wait_for_function("k => document.querySelector('.queue-state').dataset.keyNow !== k", arg=seen["key"])
        seen = page.evaluate(LOOK, READ)
    return session, page.evaluate("window.waits"), at_first, time.monotonic() - started


def keys_for(seen: dict[str, object]) -> str:
    """Give the keys that the policy presses on an item."""
    kind = str(seen["kind"])
    if kind == "unsure_claim":
        return "a" if seen["sure"] else "r1"
    return KEYS.get(kind, "l")


def print_figures(office: Office, session: Session, waits: list[float], at_first: int, took: float) -> None:
    """Print what it took."""
    snapshot = office.live.now()
    items = sum(session.items.values())
    waits = sorted(waits)
    machine = sum(waits) / 1000
    deciding = items * MIND + session.keys * KEY + machine
    every, once = (words / WORDS_A_MINUTE + deciding / 60 for words in (session.words, session.new_words))
    whole = sum(len(d.text.split()) for d in snapshot.documents.values())
    shown = ", ".join(f"{kind.replace('_', ' ')} {n}" for kind, n in sorted(session.items.items()))
    print(f"things that waited at first      {at_first}")
    print(f"things that were looked at       {items} ({shown})")
    print(f"set aside                        {session.aside}")
    print(f"keystrokes                       {session.keys} ({session.keys / max(items, 1):.2f} a thing)")
    print(f"decisions in the record          {len(snapshot.decisions)}")
    slow = waits[int(0.95 * len(waits))]
    print(f"from key to next item            median {median(waits):.0f} ms, 95 of 100 {slow:.0f} ms")
    print(f"machine, all items               {machine:.1f} s; with the script that presses {took:.0f} s")
    print(f"words to read                    {session.words:,}, {session.new_words:,} of them not shown before")
    print(f"a person, reading all each time  {every:.0f} minutes")
    print(f"a person, reading each once      {once:.0f} minutes")
    print(f"all reports read instead         {whole:,} words, {whole / WORDS_A_MINUTE:.0f} minutes of reading alone")


if __name__ == "__main__":
    main()
