"""Signing in, one's account, people and the audit, as a browser meets them."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from tests.run.staff import SECRET, cheap, hand
from tests.web.conftest import Served, axe_faults, overflows, serve, watch_over
from tollbook.run import people_acts as acts
from tollbook.run.people import sign_in
from tollbook.run.people_passwords import Passwords
from tollbook.store import people as store
from tollbook.store import people_audit
from tollbook.store.people_audit import Sought
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office

TEAM = (("Amina Diallo", "admin"), ("Rui", "reviewer"), ("Cleo", "coder"), ("Rea", "reader"))
NEW = "nine blue kettles"


@pytest.fixture
def team(office: Office) -> Office:
    """The samples with four people, one of each role."""
    office.people.passwords = Passwords(cheap())
    for name, role in TEAM:
        acts.add_person(office.people, hand("Amina Diallo"), name, role, SECRET)
    return office


@pytest.fixture
def client(team: Office) -> TestClient:
    return TestClient(create_app(team, Settings(local_name="amina")), base_url="http://localhost")


def csrf(client: TestClient, path: str = "/sign-in") -> str:
    found = re.search(r'name="csrf" value="(\w{64})"', client.get(path).text)
    assert found, "the page has no form"
    return found[1]


def enter(client: TestClient, name: str, password: str = SECRET, after: str = "", where: str = "/sign-in") -> int:
    form = {"name": name, "password": password, "next": after, "csrf": csrf(client, where)}
    return client.post("/sign-in", data=form, follow_redirects=False).status_code


def told(office: Office, n: int = 1) -> list[tuple[str, str, str]]:
    found = people_audit.entries(office.people.people, Sought(), n)
    return [(e.who, e.what, e.detail) for e in found]


def test_a_page_is_shown_to_who_signed_in(client: TestClient, team: Office) -> None:
    turned_away = client.get("/reports", follow_redirects=False)
    assert (turned_away.status_code, turned_away.headers["Location"]) == (303, "/sign-in?next=/reports")
    assert enter(client, "rui") == 303
    assert client.get("/reports").status_code == 200
    assert client.get("/sign-in", follow_redirects=False).headers["Location"] == "/incidents"
    assert told(team) == [("Rui", "sign_in", "")]


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ("/reports", "/reports"),
        ("/incidents?country=ML", "/incidents?country=ML"),
        ("", "/incidents"),
        ("https://evil.example/", "/incidents"),
        ("//evil.example/", "/incidents"),
        ("/\\evil.example/", "/incidents"),
        ("javascript:alert(1)", "/incidents"),
        ("/a\nb", "/incidents"),
    ],
)
def test_signing_in_leads_to_a_page_of_this_server(client: TestClient, given: str, after: str) -> None:
    form = {"name": "Rui", "password": SECRET, "next": given, "csrf": csrf(client)}
    assert client.post("/sign-in", data=form, follow_redirects=False).headers["Location"] == after


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client: TestClient) -> None:
    answers = []
    for name, password in (("Rui", "a wrong password"), ("Nobody", SECRET)):
        got = client.post("/sign-in", data={"name": name, "password": password, "csrf": csrf(client)})
        answers.append((got.status_code, got.text.replace(name, "").replace(csrf(client), "")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert "do not go together" in answers[0][1]


def test_too_many_tries_wait(client: TestClient) -> None:
    token = csrf(client)
    tries = [
        client.post("/sign-in", data={"name": "Rui", "password": "a wrong password", "csrf": token}) for _ in range(11)
    ]
    assert [t.status_code for t in tries] == [422] * 10 + [429]
    assert int(tries[-1].headers["Retry-After"]) <= 600
    assert re.search(r"Too many tries. Wait (a minute|\d+ minutes)", tries[-1].text)
    assert enter(client, "Rui") == 429, "the right password waits too"
    assert enter(client, "Rea") == 303


def test_the_cookie_changes_with_signing_in_and_out(client: TestClient) -> None:
    """A session id that someone else planted before is worth nothing after."""
    client.get("/sign-in")
    before = client.cookies["tollbook-80"]
    enter(client, "Rui")
    inside = client.cookies["tollbook-80"]
    assert before != inside
    out = client.post("/sign-out", data={"csrf": csrf(client, "/account")}, follow_redirects=False)
    assert (out.headers["Location"], out.headers["Clear-Site-Data"]) == ("/sign-in", '"cache"')
    assert client.cookies["tollbook-80"] not in (before, inside)
    client.cookies.set("tollbook-80", inside)
    assert client.get("/reports", follow_redirects=False).status_code == 303, "the old session is over"


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every method and address of the application, with an id that nothing has."""
    found = [
        (method, re.sub(r"\{[^}]+\}", "x", route.path or ""))
        for route in iter_route_contexts(client.app.routes)  # type: ignore[attr-defined]
        for method in sorted(route.methods or ())
    ]
    assert len(found) > 20
    return found


def test_every_route_that_changes_something_needs_a_token_and_a_person(client: TestClient) -> None:
    client.get("/sign-in")
    changing = [(m, p) for m, p in routes(client) if m not in ("GET", "HEAD", "OPTIONS")]
    assert ("POST", "/decisions") in changing
    for method, path in changing:
        got = client.request(method, path, json={}, follow_redirects=False)
        assert got.status_code in (401, 403), (method, path, got.status_code)


def test_every_page_needs_a_person(client: TestClient) -> None:
    open_to_all = ("/", "/sign-in", "/static/x", "/api/v1/openapi.json", "/api/v1/health")
    for method, path in routes(client):
        if method == "GET" and path not in open_to_all:
            got = client.get(path, follow_redirects=False)
            assert got.status_code in (303, 401), (path, got.status_code)
            assert got.status_code == 401 or got.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("path", ["/people", "/audit"])
@pytest.mark.parametrize(("name", "status"), [("Amina Diallo", 200), ("Rui", 403), ("Cleo", 403), ("Rea", 403)])
def test_people_and_audit_are_for_admins(client: TestClient, path: str, name: str, status: int) -> None:
    enter(client, name)
    assert client.get(path).status_code == status
    assert (f'href="{path}"' in client.get("/account").text) is (status == 200)


def test_an_admin_lets_in_changes_and_lets_go(client: TestClient, team: Office) -> None:
    enter(client, "Amina Diallo")
    token = csrf(client, "/people")

    def post(path: str, **form: str) -> int:
        return client.post(path, data={"csrf": token, **form}, follow_redirects=False).status_code

    assert post("/people", name="Noor", role="coder", password=NEW, victims="yes") == 303
    assert post("/people", name="noor", role="coder", password=NEW) == 422
    assert post("/people", name="Ben", role="coder", password="short") == 422
    assert post("/people", name="Ben", role="king", password=NEW) == 422
    assert sign_in(team.people, "Noor", NEW, hand().at) is not None
    for act, more in (
        ("role", {"role": "reviewer"}),
        ("victims", {"victims": "no"}),
        ("password", {"password": SECRET}),
        ("let_go", {}),
        ("let_in", {}),
    ):
        assert post("/people/change", act=act, name="Noor", **more) == 303, act
    noor = store.person_named(team.people.people, "Noor")
    assert noor is not None
    assert (noor.role, noor.may_see_victims, noor.active) == ("reviewer", False, True)
    assert post("/people/change", act="let_go", name="Amina Diallo") == 422, "the only admin stays"
    assert post("/people/change", act="fire", name="Noor") == 422
    assert [what for _, what, _ in told(team, 5)] == [
        "person_let_in",
        "person_let_go",
        "password_changed",
        "victims_hidden",
        "role_changed",
    ]
    assert "argon2" not in client.get("/people").text


def test_an_admin_ends_the_session_of_another(client: TestClient, team: Office) -> None:
    began = sign_in(team.people, "Rea", SECRET, team.clock())
    enter(client, "Amina Diallo")
    assert began is not None
    form = {"csrf": csrf(client, "/people"), "act": "end", "name": "Rea", "key": began.visitor.session_id or ""}
    assert client.post("/people/change", data=form, follow_redirects=False).status_code == 303
    client.cookies.clear()
    client.cookies.set("tollbook-80", began.secret)
    assert client.get("/account", follow_redirects=False).status_code == 303


def test_one_changes_ones_own_password(client: TestClient) -> None:
    enter(client, "Rea")
    token = csrf(client, "/account")

    def change(old: str, new: str, again: str) -> tuple[int, str]:
        form = {"old": old, "new": new, "again": again, "csrf": token}
        got = client.post("/account/password", data=form, follow_redirects=False)
        return got.status_code, got.text

    assert "typed in two ways" in change(SECRET, NEW, NEW + "x")[1]
    assert "present password is another" in change("a wrong password", NEW, NEW)[1]
    assert "12 to 256" in change(SECRET, "short", "short")[1]
    assert change(SECRET, NEW, NEW)[0] == 303
    assert client.get("/account").status_code == 200, "this browser stays signed in"
    client.cookies.clear()
    assert enter(client, "Rea") == 422
    assert enter(client, "Rea", NEW) == 303


def test_a_token_is_shown_once(client: TestClient, team: Office) -> None:
    enter(client, "Rui")
    form = {"csrf": csrf(client, "/account"), "label": "<b>nightly</b>", "role": "coder", "days": "30"}
    shown = client.post("/account/tokens", data=form)
    assert shown.headers["Cache-Control"] == "no-store"
    secret = re.search(r"tollbook_[\w-]{43}", shown.text)
    assert secret
    assert "<b>nightly</b>" not in shown.text
    assert secret[0] not in client.get("/account").text
    key = re.search(r'name="key" value="(t-\w+)"', client.get("/account").text)
    assert key
    other = TestClient(client.app, base_url="http://localhost", headers={"Authorization": f"Bearer {secret[0]}"})
    assert other.get("/api/v1/me").json()["role"] == "coder"
    assert other.get("/account", follow_redirects=False).status_code == 303, "a token opens the API, not the pages"
    client.post("/account/end", data={"csrf": csrf(client, "/account"), "key": key[1]})
    assert other.get("/api/v1/me").status_code == 401
    for wrong in ({"role": "admin"}, {"days": "4000"}, {"days": "x"}, {"label": " "}):
        assert (
            client.post("/account/tokens", data={**form, "csrf": csrf(client, "/account"), **wrong}).status_code == 422
        )


def test_the_audit_is_asked_and_turned_over(client: TestClient, team: Office) -> None:
    with team.people.people.writing() as connection:
        for n in range(120):
            entry = people_audit.Entry(
                0, datetime.fromisoformat("2024-08-01T12:00:00+00:00"), "Rui", "export", f"n-{n}", ""
            )
            people_audit.add_entry(connection, entry)
    enter(client, "Amina Diallo")
    first = client.get("/audit?who=Rui&what=export&since=2024-08-01&until=2024-08-01").text
    assert "120 lines" in first
    assert ">n-119<" in first
    assert ">n-0<" not in first
    older = re.search(r'href="(/audit\?[^"]*before=\d+)"', first)
    assert older
    assert ">n-0<" in client.get(older[1].replace("&amp;", "&")).text
    for nothing in ("who=Eve", "until=2024-07-31", "subject=n-500"):
        assert "Nothing here" in client.get(f"/audit?{nothing}").text
    for odd in ("since=yesterday", "before=x", "before=99999999999999999999999", "what=%00", "who=%F0"):
        assert client.get(f"/audit?{odd}").status_code == 200


def test_names_are_text_wherever_they_stand(client: TestClient, team: Office) -> None:
    acts.add_person(team.people, hand("Amina Diallo"), "<script>alert(1)</script>", "reader", SECRET)
    enter(client, "Amina Diallo")
    for path in ("/people", "/audit"):
        assert "<script>alert(1)" not in client.get(path).text
        assert "&lt;script&gt;alert(1)" in client.get(path).text


def test_without_accounts_the_pages_say_how_to_begin(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    for path in ("/account", "/people"):
        assert "tollbook people add NAME --role admin" in client.get(path).text
    assert client.get("/audit").status_code == 200
    assert client.get("/sign-in", follow_redirects=False).status_code == 303
    got = client.post("/account/tokens", data={"csrf": csrf_of(client), "label": "x", "days": "30"})
    assert got.status_code == 422


def csrf_of(client: TestClient) -> str:
    from tollbook.web.guard_forms import token_for

    client.get("/account")
    return token_for(client.cookies["tollbook-80"])


@pytest.fixture
def served_team(team: Office) -> Iterator[Served]:
    with serve(team, Settings(local_name="amina")) as running:
        yield running


def test_a_day_of_an_admin_in_the_browser(browser: Browser, served_team: Served, tmp_path: Path) -> None:
    context = browser.new_context(base_url=served_team.url, viewport={"width": 1440, "height": 900})
    watch = watch_over(context, served_team.url)
    page = context.new_page()
    page.goto("/people")
    looks_well(page)
    page.get_by_label("Name").fill("amina diallo")
    page.get_by_label("Password").fill(SECRET)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    page.get_by_label("Name, as decisions are signed").fill("Noor")
    page.get_by_label("First password").fill(NEW)
    page.get_by_role("button", name="Let in", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Noor may sign in now")).to_be_visible()
    person = page.locator("details", has_text="Noor")
    person.locator("summary").click()
    looks_well(page)
    person.get_by_role("button", name="Let go").click()
    expect(page.locator("details", has_text="Noor").get_by_text("let go", exact=True)).to_be_visible()
    page.get_by_role("link", name="Audit").click()
    page.get_by_label("Did what").select_option("let go")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    looks_well(page)
    page.get_by_role("link", name="Your account").click()
    page.get_by_label("What it is for").fill("nightly export")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("code.secret")).to_contain_text("tollbook_")
    looks_well(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/people")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()
    assert not watch.wrong, "\n".join(watch.wrong)


def looks_well(page: Page) -> None:
    """Nothing is wider than a small window, and axe finds nothing, in both lights."""
    for width, light in ((1440, "light"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if light == "dark" else "light")
        assert overflows(page) == 0, f"too wide at {width}"
        assert axe_faults(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
