"""The door: under which names it answers, whose forms it takes, how often, and what it tells the browser."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.testclient import TestClient

from tests.run.staff import MONDAY, SECRET, at, hand, staff_in
from tollbook.errors import PeopleError
from tollbook.run import people_acts as acts
from tollbook.run.people import Staff, sign_in
from tollbook.run.people_roles import PERMISSIONS, ROLES, permissions_of
from tollbook.web import guard
from tollbook.web.guard_forms import token_for
from tollbook.web.guard_rates import RATES, Rates

HERE = "http://localhost:8765"
COOKIE = "tollbook-8765"
SHOWN_ONCE = re.compile(r"tollbook-8765=([\w-]{43}); Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax")


@dataclass
class Desk:
    """What the door needs to know of an office: its people and the time."""

    people: Staff
    time: datetime = MONDAY
    clock: Callable[[], datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.clock = lambda: self.time


def application(staff: Staff, *hosts: str) -> FastAPI:
    """A small application behind the door: for each permission a page and a call of the API that take it."""
    app = FastAPI()
    app.state.office = Desk(staff)
    guard.install(app, guard.Settings(local_name="Ada", hosts=hosts, port=8765))
    router = APIRouter()

    @router.post("/add")
    async def add(request: Request) -> int:
        return len(await request.body())

    for permission in PERMISSIONS:
        add_routes(router, permission)
    app.include_router(router)
    return app


def add_routes(router: APIRouter, permission: guard.Permission) -> None:
    def asked(visitor: guard.Visitor = Depends(guard.require(permission))) -> str:  # noqa: B008
        return visitor.name

    router.add_api_route(f"/{permission}", asked, methods=["GET", "POST"])
    router.add_api_route(f"/api/v1/{permission}", asked, methods=["GET", "POST", "PUT"])


@pytest.fixture
def local(tmp_path: Path) -> Iterator[TestClient]:
    """A browser before a workspace without accounts."""
    staff = staff_in(tmp_path)
    yield TestClient(application(staff), base_url=HERE)
    staff.close()


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    opened = staff_in(tmp_path, ("Ada", "admin"), ("Rui", "reviewer"), ("Cleo", "coder"), ("Rea", "reader"))
    yield opened
    opened.close()


@pytest.fixture
def team(staff: Staff) -> TestClient:
    """A browser before a workspace with accounts, where nobody has signed in yet."""
    return TestClient(application(staff, "toll.example"), base_url=HERE)


def signed_in(team: TestClient, name: str) -> TestClient:
    began = sign_in(team.app.state.office.people, name, SECRET, at())  # type: ignore[attr-defined]
    assert began is not None
    team.cookies.clear()
    team.cookies.set(COOKIE, began.secret)
    return team


def token_of(client: TestClient) -> str:
    return token_for(str(client.cookies[COOKIE]))


# Under which names the server answers


@pytest.mark.parametrize(
    ("host", "answers"),
    [
        ("localhost:8765", True),
        ("127.0.0.1:8765", True),
        ("[::1]:8765", True),
        ("LOCALHOST:8765", True),
        ("localhost:9000", False),
        ("localhost", False),
        ("toll.example:8765", False),
        ("evil.example:8765", False),
        ("evil.example", False),
        ("127.0.0.1.evil.example:8765", False),
        ("localhost.evil.example", False),
        ("192.168.1.7:8765", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_a_local_server_answers_to_this_machine_alone(local: TestClient, host: str, answers: bool) -> None:
    got = local.get("/look", headers={"Host": host})
    assert got.status_code == (200 if answers else 421)
    assert answers or "not called so" in got.text


@pytest.mark.parametrize(
    ("host", "answers"),
    [("toll.example", True), ("TOLL.example.:443", True), ("localhost:8765", True), ("www.toll.example", False)],
)
def test_a_team_server_answers_to_the_names_it_was_given(team: TestClient, host: str, answers: bool) -> None:
    # A name that is answered to is asked who is there.
    assert team.get("/look", headers={"Host": host}).status_code == (401 if answers else 421)


@pytest.mark.parametrize(
    ("host", "accounts", "names", "says"),
    [
        ("127.0.0.1", False, (), None),
        ("localhost", False, (), None),
        ("::1", False, (), None),
        ("127.0.0.2", False, (), None),
        ("0.0.0.0", False, (), "make accounts first"),
        ("192.168.1.7", False, ("toll.example",), "make accounts first"),
        ("toll.example", False, (), "make accounts first"),
        ("::", True, (), "--name"),
        ("0.0.0.0", True, ("toll.example",), None),
    ],
)
def test_others_are_let_in_only_where_people_sign_in(
    host: str, accounts: bool, names: tuple[str, ...], says: str | None
) -> None:
    if says is None:
        guard.check_address(host, accounts, names)
    else:
        with pytest.raises(PeopleError, match=says):
            guard.check_address(host, accounts, names)


# Who may do what


@pytest.mark.parametrize("door", ["/", "/api/v1/"])
@pytest.mark.parametrize("role", ROLES)
def test_each_role_at_each_door(team: TestClient, door: str, role: str) -> None:
    client = signed_in(team, {"admin": "Ada", "reviewer": "Rui", "coder": "Cleo", "reader": "Rea"}[role])
    opened = {p for p in PERMISSIONS if client.get(f"{door}{p}").status_code == 200}
    assert opened == permissions_of(role)  # type: ignore[arg-type]


def test_who_has_not_signed_in_gets_nowhere(team: TestClient) -> None:
    for permission in PERMISSIONS:
        got = team.get(f"/{permission}")
        assert (got.status_code, got.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_what_is_refused_is_said_with_the_role(team: TestClient) -> None:
    assert signed_in(team, "Cleo").get("/grade").json()["detail"] == (
        "Your role is coder: you may not grade incidents; ask an admin"
    )
    assert "An admin lets people see the names" in team.get("/see_victims").json()["detail"]


def test_without_accounts_the_local_user_may_do_all(local: TestClient) -> None:
    assert {local.get(f"/{p}").json() for p in PERMISSIONS} == {"Ada"}


def test_accounts_that_are_made_while_the_server_runs_hold_at_once(local: TestClient) -> None:
    assert local.get("/look").status_code == 200
    acts.add_person(local.app.state.office.people, hand(), "Ada", "admin", SECRET)  # type: ignore[attr-defined]
    assert local.get("/look").status_code == 401


@pytest.mark.parametrize(
    ("made", "status"),
    [("Bearer {}", 200), ("bearer {}", 200), ("Bearer x{}", 401), ("Basic {}", 401), ("{}", 401), ("Bearer ", 401)],
)
def test_an_api_token_lets_in_without_a_form_token(team: TestClient, staff: Staff, made: str, status: int) -> None:
    token = acts.make_token(staff, hand("Rui"), "Rui", "a script")
    headers = {"Authorization": made.format(token)}
    assert team.get("/api/v1/decide", headers=headers).status_code == status
    assert team.post("/api/v1/decide", headers=headers, json={}).status_code == status


def test_a_session_that_rests_too_long_is_over(team: TestClient) -> None:
    client = signed_in(team, "Rui")
    for hours, status in ((11.9, 200), (23, 200), (35.1, 401)):
        team.app.state.office.time = at(hours)  # type: ignore[attr-defined]
        assert client.get("/look").status_code == status


# Whose forms are taken


def test_a_form_carries_the_token_of_its_browser(local: TestClient) -> None:
    secret = SHOWN_ONCE.fullmatch(local.get("/look").headers["Set-Cookie"])
    assert secret
    assert "Set-Cookie" not in local.get("/look").headers
    right = token_for(secret[1])
    assert local.post("/decide", data={"csrf": right}).status_code == 200
    assert local.post("/decide", files={"report": b"x"}, data={"csrf": right}).status_code == 200
    assert local.post("/decide", headers={"X-CSRF-Token": right}).status_code == 200
    for wrong in ("", right[:-1], token_for("x" * 43), right.upper()):
        assert local.post("/decide", data={"csrf": wrong}).status_code == 403
        assert local.post("/decide", headers={"X-CSRF-Token": wrong}).status_code == 403
    assert local.post("/decide").json()["detail"].startswith("This form is too old")


def test_the_token_of_another_browser_is_refused(local: TestClient) -> None:
    local.get("/look")
    other = TestClient(local.app, base_url=HERE)
    other.get("/look")
    assert other.post("/decide", data={"csrf": token_of(local)}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),  # what our own referrer policy leads to
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HERE}, 403),
        ({"Origin": HERE}, 200),
        ({"Origin": "http://localhost:9999"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({}, 200),
    ],
)
def test_a_form_of_another_page_is_refused_even_with_the_token(
    local: TestClient, headers: dict[str, str], status: int
) -> None:
    local.get("/look")
    assert local.post("/decide", data={"csrf": token_of(local)}, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"json": {}}, 200),
        ({"content": b"{}", "headers": {"Content-Type": "text/plain"}}, 403),
        ({"data": {"kind": "accept"}}, 403),
        ({"files": {"report": b"x"}}, 403),
        ({"json": {}, "headers": {"Origin": "https://evil.example"}}, 403),
        ({"json": {}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    ],
)
def test_a_program_on_this_machine_needs_no_token_where_no_page_could_have_sent_it(
    local: TestClient, content: dict[str, object], status: int
) -> None:
    assert local.post("/api/v1/decide", **content).status_code == status  # type: ignore[arg-type]
    if "json" in content and status == 200:
        assert local.post("/decide", **content).status_code == 403  # type: ignore[arg-type]


def test_a_session_alone_changes_nothing_through_the_api(team: TestClient) -> None:
    client = signed_in(team, "Rui")
    assert client.post("/api/v1/decide", json={}).status_code == 403
    assert client.put("/api/v1/decide", json={}).status_code == 403
    assert client.post("/api/v1/decide", json={}, headers={"X-CSRF-Token": token_of(client)}).status_code == 200


@pytest.mark.parametrize("secret", ["short", "x" * 44, "a b" + "x" * 40, ""])
def test_a_cookie_that_is_none_of_ours_is_replaced(local: TestClient, secret: str) -> None:
    got = local.get("/look", headers={"Cookie": f"{COOKIE}={secret}"})
    assert SHOWN_ONCE.fullmatch(got.headers["Set-Cookie"])


def test_behind_tls_the_cookie_is_for_tls_alone(staff: Staff) -> None:
    client = TestClient(application(staff, "toll.example"), base_url="https://toll.example")
    got = client.get("/look")
    assert got.headers["Set-Cookie"].startswith("__Host-tollbook=")
    assert got.headers["Set-Cookie"].endswith("; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure")
    assert got.headers["Strict-Transport-Security"] == "max-age=31536000"


# How much and how often


def test_a_body_is_taken_up_to_its_bounds(local: TestClient) -> None:
    local.get("/look")
    headers = {"X-CSRF-Token": token_of(local)}
    assert local.post("/decide", content=b"x" * 1_000_000, headers=headers).status_code == 200
    assert local.post("/decide", data={"csrf": "x" * 1_000_001}).status_code == 413
    assert local.post("/add", content=b"x" * 25_000_000, headers=headers).json() == 25_000_000
    assert local.post("/add", content=b"x" * 25_000_001, headers=headers).json()["detail"] == (
        "This is more than the 25 MB that are taken here"
    )


def test_a_body_that_does_not_say_its_length_is_counted(local: TestClient) -> None:
    local.get("/look")
    got = local.post("/add", content=iter([b"x" * 10_000_000] * 3), headers={"X-CSRF-Token": token_of(local)})
    assert got.status_code == 413


def test_who_asks_too_often_waits(team: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from limits import RateLimitItemPerMinute

    monkeypatch.setitem(RATES, "look", RateLimitItemPerMinute(3))
    monkeypatch.setitem(RATES, "nobody", RateLimitItemPerMinute(2))
    assert [team.get("/look").status_code for _ in range(3)] == [401, 401, 429]
    client = signed_in(team, "Rui")
    answers = [client.get("/look") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert signed_in(team, "Rea").get("/look").status_code == 200, "another session has its own count"


def test_one_who_works_alone_is_not_held_up(local: TestClient) -> None:
    assert {local.get("/look").status_code for _ in range(150)} == {200}


def test_passwords_cannot_be_tried_at_will() -> None:
    rates = Rates()
    tried = [rates.wait("sign_in", "ada", "203.0.113.7") for _ in range(11)]
    assert tried[:10] == [None] * 10
    assert tried[10] is not None
    assert 1 <= tried[10] <= 600
    assert rates.wait("sign_in", "ada", "203.0.113.8") is None


# What the browser is told


@pytest.mark.parametrize("path", ["/look", "/nowhere", "/static/x.js", "/api/v1/look"])
def test_every_answer_is_protected(local: TestClient, path: str) -> None:
    headers = local.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "script-src" not in policy, "scripts fall back to default-src: this server alone"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "private, no-cache"


def test_a_refused_host_is_protected_too(local: TestClient) -> None:
    got = local.get("/look", headers={"Host": "evil.example"})
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in got.headers
