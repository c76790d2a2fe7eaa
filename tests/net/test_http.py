"""Fetching from a site on this machine: what arrives, and every bound on it."""

import gzip
import time

import pytest

from tests.net.site import cut_short, dripping, endless, html, moved, packed, site
from tollbook import __version__
from tollbook.errors import FetchError
from tollbook.net.http import USER_AGENT, FetchPolicy, fetch
from tollbook.net.robots import Manners, Site, origin_of, rules_of, seconds_to_wait

HERE = FetchPolicy(allow_private=True, pause_seconds=0.0)
ROBOTS = (
    b"User-agent: *\nDisallow: /private/\nDisallow: /*.pdf$\nCrawl-delay: 3\n\nUser-agent: tollbook\nDisallow: /no/\n"
)


def test_a_page_arrives_with_where_it_is_from() -> None:
    with site({"/a": html(b"<p>caf\xc3\xa9</p>")}) as (here, asked):
        got = fetch(f"{here}/a#part", HERE)
    assert (got.raw, got.status, got.charset) == (b"<p>caf\xc3\xa9</p>", 200, "utf-8")
    assert (got.url, got.final_url) == (f"{here}/a#part", f"{here}/a")
    assert asked == [f"/robots.txt {USER_AGENT}", f"/a {USER_AGENT}"]
    assert USER_AGENT.startswith(f"tollbook/{__version__} (+casualty recording")


def test_redirects_are_followed_to_their_end() -> None:
    pages = {"/a": moved("/b", 301), "/b": moved("c?x=1", 307), "/c?x=1": html(b"here")}
    with site(pages) as (here, _):
        got = fetch(f"{here}/a", HERE)
    assert (got.raw, got.final_url) == (b"here", f"{here}/c?x=1")


def test_redirects_in_a_ring_end() -> None:
    with (
        site({"/a": moved("/b"), "/b": moved("/a")}) as (here, _),
        pytest.raises(FetchError, match="more than 5 times"),
    ):
        fetch(f"{here}/a", HERE)


def test_a_packed_page_is_unpacked() -> None:
    with site({"/a": packed(b"words " * 1000)}) as (here, _):
        assert fetch(f"{here}/a", HERE).raw == b"words " * 1000


BOMB = gzip.compress(b"\0" * 30_000_000)
TOO_LARGE = [
    ("a length that is too large", html(b"", **{"content-length": "999999999"})),
    ("a body without end", endless),
    ("a packed body without end", html(BOMB, **{"content-encoding": "gzip"})),
]


@pytest.mark.parametrize(("case", "page"), TOO_LARGE, ids=[t[0] for t in TOO_LARGE])
def test_a_page_over_the_limit_is_stopped(case: str, page: object) -> None:
    policy = FetchPolicy(allow_private=True, max_bytes=1_000_000)
    with site({"/a": page}) as (here, _), pytest.raises(FetchError, match="larger than 1 MB"):  # type: ignore[dict-item]
        fetch(f"{here}/a", policy)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ((404, {}, b""), "does not have it .status 404"),
        ((403, {}, b""), "refuses"),
        ((410, {}, b""), "removed"),
        ((500, {}, b""), "fault"),
        ((204, {}, b""), "no page"),
        ((302, {}, b""), "no page"),
        (html(b"x", **{"content-encoding": "br"}), "not asked for"),
        (html(b"not gzip at all", **{"content-encoding": "gzip"}), "cannot be read"),
        (html(BOMB[:500], **{"content-encoding": "gzip"}), "broke off"),
        (cut_short, "cannot be read"),
    ],
)
def test_an_answer_that_is_no_page_is_said_in_plain_words(page: object, words: str) -> None:
    with site({"/a": page}) as (here, _), pytest.raises(FetchError, match=words):  # type: ignore[dict-item]
        fetch(f"{here}/a", HERE)


def silent(_: object) -> None:
    time.sleep(3)


@pytest.mark.parametrize("page", [dripping, silent], ids=["one byte now and then", "nothing at all"])
def test_a_slow_server_is_left_at_the_deadline(page: object) -> None:
    policy = FetchPolicy(allow_private=True, respect_robots=False, total_seconds=0.6, read_seconds=0.5)
    begun = time.monotonic()
    with site({"/a": page}) as (here, _), pytest.raises(FetchError, match=r"in time|too long"):  # type: ignore[dict-item]
        fetch(f"{here}/a", policy)
    assert time.monotonic() - begun < 2.5


def test_a_host_that_does_not_answer_is_named() -> None:
    with site({}) as (here, _):
        pass
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 cannot be reached"):
        fetch(f"{here}/a", HERE)


@pytest.mark.parametrize(
    ("path", "allowed"), [("/open/a", True), ("/no/a", False), ("/private/a", True), ("/x.pdf", True)]
)
def test_the_rules_for_this_program_are_respected(path: str, allowed: bool) -> None:
    with site({"/robots.txt": html(ROBOTS), path: html(b"page")}) as (here, asked):
        if allowed:
            assert fetch(here + path, HERE).raw == b"page"
        else:
            with pytest.raises(FetchError, match="robots"):
                fetch(here + path, HERE)
            assert [a.split()[0] for a in asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("path", "allowed"), [("/open/a", True), ("/private/a", False), ("/x.pdf", False), ("/x.pdf?y", True)]
)
def test_the_rules_for_everyone_are_respected(path: str, allowed: bool) -> None:
    rules = rules_of(200, ROBOTS.split(b"\n\n")[0])
    assert rules.can_fetch(f"https://a.example{path}", "tollbook") is allowed


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_site_without_rules_allows_and_a_failing_one_does_not(status: int, allowed: bool) -> None:
    with site({"/robots.txt": (status, {}, b""), "/a": html(b"page")}) as (here, _):
        if allowed:
            assert fetch(f"{here}/a", HERE).raw == b"page"
        else:
            with pytest.raises(FetchError, match="robots"):
                fetch(f"{here}/a", HERE)


def test_rules_without_end_are_read_to_their_limit() -> None:
    pages = {"/robots.txt": html(ROBOTS + b"# x\n" * 500_000), "/no/a": html(b"")}
    with site(pages) as (here, _), pytest.raises(FetchError, match="robots"):
        fetch(f"{here}/no/a", HERE)


def test_rules_that_lead_to_a_private_address_are_refused() -> None:
    # The site itself is allowed; its robots.txt sends to a scheme that never is.
    with site({"/robots.txt": moved("file:///etc/passwd"), "/a": html(b"")}) as (here, _), pytest.raises(FetchError):
        fetch(f"{here}/a", HERE)


def test_a_redirect_into_a_forbidden_part_is_refused() -> None:
    pages = {"/robots.txt": html(ROBOTS), "/a": moved("/no/b"), "/no/b": html(b"")}
    with site(pages) as (here, asked), pytest.raises(FetchError, match="robots"):
        fetch(f"{here}/a", HERE)
    assert [a.split()[0] for a in asked] == ["/robots.txt", "/a"]


def test_one_site_is_asked_for_its_rules_once_and_not_in_a_rush() -> None:
    manners = Manners()
    policy = FetchPolicy(allow_private=True, pause_seconds=0.3)
    with site({"/a": html(b"1"), "/b": html(b"2")}) as (here, asked):
        begun = time.monotonic()
        fetch(f"{here}/a", policy, manners)
        fetch(f"{here}/b", policy, manners)
    assert time.monotonic() - begun >= 0.3
    assert [a.split()[0] for a in asked] == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(("delay", "wait"), [("", 1.0), ("Crawl-delay: 4", 4.0), ("Crawl-delay: 9999", 10.0)])
def test_the_pause_is_the_one_asked_for_within_reason(delay: str, wait: float) -> None:
    known = Site(rules_of(200, f"User-agent: *\n{delay}\n".encode()), asked_at=100.0)
    assert seconds_to_wait(known, "tollbook", now=100.0, least=1.0) == wait
    assert seconds_to_wait(known, "tollbook", now=150.0, least=1.0) == 0.0


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://A.example:8443/x?y", "https://a.example:8443"),
        ("http://a.example", "http://a.example"),
    ],
)
def test_rules_speak_for_one_origin(url: str, origin: str) -> None:
    assert origin_of(url) == origin
