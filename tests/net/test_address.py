"""No address but those of the public internet is called, however it is written."""

import time
from collections.abc import Sequence

import httpcore2
import pytest

from tests.net.site import html, moved, site
from tollbook.errors import FetchError
from tollbook.net.address import GuardedBackend, is_public, require_public
from tollbook.net.http import FetchPolicy, fetch

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:82a::200e"]
NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.127.255.254", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    "2001::1", "2001:db8::1", "2002:7f00:1::", "100::1", "::ffff:0:7f00:1", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def unreachable(*_: object) -> Sequence[str]:
    raise AssertionError("an address that is no web address was resolved")


def to_loopback(host: str, port: int) -> Sequence[str]:
    return ("127.0.0.1",)


REFUSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://127.1/",
    "http://0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://10.0.0.8:8080/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "https://127.0.0.1/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_attempt_at_a_private_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch(url)


@pytest.mark.parametrize("url", ["http://intern.example/", "https://intern.example:8443/x"])
def test_a_name_that_leads_to_loopback_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match=r"intern\.example is at 127\.0\.0\.1"):
        fetch(url, FetchPolicy(resolve=to_loopback))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example/", "data:text/html,x", "javascript:alert(1)",
     "//a.example/", "http://", "http:///x", "http://user:pw@a.example/", "http://[::1", "http://a.example:99999/",
     "http://0177.0.0.1/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, FetchPolicy(resolve=unreachable))


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        require_public("a.example", 80, lambda *_: ("8.8.8.8", "10.0.0.1"))
    with pytest.raises(FetchError, match="no address"):
        require_public("a.example", 80, lambda *_: ())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_private_address_is_refused(status: int) -> None:
    # The first hop is allowed as if it were public; the guard of the second is asked with the same policy.
    with site({"/hidden": html(b"secret")}) as (inner, inner_asked):
        target = f"http://localhost:{inner.rsplit(':', 1)[1]}/hidden"
        with site({"/go": moved(target, status)}) as (outer, asked):
            guard = OnlyOnce("127.0.0.1")
            with pytest.raises(FetchError, match="localhost is at 10"):
                fetch(f"{outer}/go", FetchPolicy(resolve=guard, respect_robots=False, allow_private=True))
        assert [a.split()[0] for a in asked] == ["/go"]
        assert not inner_asked


class OnlyOnce:
    """A resolver that knows one address, and refuses the rest as the guard does."""

    def __init__(self, known: str) -> None:
        self.known = known

    def __call__(self, host: str, port: int) -> Sequence[str]:
        if host == self.known:
            return (host,)
        return require_public(host, port, lambda *_: ("10.0.0.1",))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "http://[::1", "http://"])
def test_a_redirect_away_from_the_web_is_refused(target: str) -> None:
    with site({"/go": moved(target)}) as (here, _), pytest.raises(FetchError):
        fetch(f"{here}/go", FetchPolicy(allow_private=True, respect_robots=False, pause_seconds=0.0))


class Rebinding:
    """A resolver that gives a public address when it is first asked and a private one ever after."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return ("93.184.216.34",) if self.asked == 1 else ("127.0.0.1",)


def test_the_address_that_was_checked_is_the_one_that_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def connect(_: object, host: str, *rest: object) -> httpcore2.NetworkStream:
        called.append(host)
        raise httpcore2.ConnectError("not in a test")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    resolver = Rebinding()
    backend = GuardedBackend(resolver, allow_private=False, deadline=time.monotonic() + 5)
    with pytest.raises(httpcore2.ConnectError):
        backend.connect_tcp("rebind.example", 80)
    assert (resolver.asked, called) == (1, ["93.184.216.34"])
    with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
        backend.connect_tcp("rebind.example", 80)
    assert called == ["93.184.216.34"]


def test_the_next_address_is_called_where_one_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def connect(_: object, host: str, *rest: object) -> httpcore2.NetworkStream:
        called.append(host)
        if host == "8.8.8.8":
            raise httpcore2.ConnectTimeout
        return httpcore2.MockStream([])

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    backend = GuardedBackend(lambda *_: ("8.8.8.8", "9.9.9.9"), allow_private=False, deadline=time.monotonic() + 5)
    backend.connect_tcp("a.example", 80)
    assert called == ["8.8.8.8", "9.9.9.9"]


def test_a_socket_of_this_machine_is_never_called() -> None:
    with pytest.raises(FetchError):
        GuardedBackend(to_loopback, allow_private=True, deadline=0).connect_unix_socket("/run/x")


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with site({"/": html(b"through a proxy")}) as (proxy, asked):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        with pytest.raises(FetchError, match="not on the public internet"):
            fetch("http://intern.example/", FetchPolicy(resolve=to_loopback))
        assert not asked
