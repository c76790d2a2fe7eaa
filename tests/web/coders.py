"""Three people who sign in at one server, each in a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.run.staff import SECRET, cheap, hand
from tests.web.conftest import watch_over
from tollbook.run import people_acts as acts
from tollbook.run.people_passwords import Passwords
from tollbook.web.office import Office

TEAM = (("Amina Diallo", "admin"), ("Ada", "coder"), ("Ben", "coder"), ("Cleo", "reviewer"))
TEXT = (
    "Shelling killed at least nine people, among them four children, in the market of Kutum on Monday, "
    "a doctor said. Dozens were wounded. The army said that it had struck a depot of the rebels."
)


@dataclass(frozen=True)
class Coders:
    """The windows of the two coders and of the reviewer."""

    ada: Page
    ben: Page
    cleo: Page


def with_team(office: Office) -> Office:
    """Let four people in; passwords cost nothing here."""
    office.people.passwords = Passwords(cheap())
    for name, role in TEAM:
        acts.add_person(office.people, hand("Amina Diallo"), name, role, SECRET)
    return office


@contextmanager
def window(browser: Browser, url: str, name: str) -> Iterator[Page]:
    """Sign one person in; a script error or a request elsewhere fails the test."""
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watch = watch_over(context, url)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/sign-in?next=/coding")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/coding")
    yield page
    context.close()
    assert not watch.wrong, "\n".join(watch.wrong)
