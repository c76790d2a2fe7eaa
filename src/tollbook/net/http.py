"""Fetching one page that a person asked for: guarded, bounded, polite."""

import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore2
import httpx2
from protego import Protego

from tollbook import __version__
from tollbook.errors import FetchError
from tollbook.net.address import GuardedBackend, Resolve, resolve_host, time_left
from tollbook.net.robots import MOST_BYTES, MOST_SECONDS, Manners, Site, origin_of, rules_of, seconds_to_wait

ROBOT_NAME = "tollbook"
USER_AGENT = f"{ROBOT_NAME}/{__version__} (+casualty recording; fetches single pages that a person asks for)"
_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, */*;q=0.5"
_REFUSALS = {
    401: "asks for a password",
    403: "refuses",
    404: "does not have it",
    410: "has removed it",
    429: "asks to wait",
}


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What a fetch may do: where to, how long, how much."""

    allow_private: bool = False
    respect_robots: bool = True
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    pause_seconds: float = 1.0
    resolve: Resolve = resolve_host


DEFAULT_POLICY = FetchPolicy()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, unpacked from the transfer, and where they came from in the end."""

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes

    @property
    def charset(self) -> str | None:
        """The encoding that the server named, or None."""
        said = dict(self.headers).get("content-type", "")
        _, found, rest = said.partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None if found else None


def fetch(url: str, policy: FetchPolicy = DEFAULT_POLICY, manners: Manners | None = None) -> Fetched:
    """Fetch one address, or raise FetchError that says in plain words why not.

    Every hop of a redirect is checked as the first address is. `manners` are kept over several fetches, so that one
    site is asked for its rules once and for its pages with a pause between.
    """
    manners = manners if manners is not None else Manners()
    deadline = time.monotonic() + policy.total_seconds
    here = web_address(url)
    for _ in range(policy.max_redirects + 1):
        deadline += _wait_for_leave(here, policy, manners, deadline)
        got = _get(here, policy, deadline)
        target = dict(got.headers).get("location")
        if got.status not in _REDIRECTS or not target:
            return replace(_answered(got), url=url)
        here = _target(here, target)
    raise FetchError(f"{url} redirects more than {policy.max_redirects} times. Give the address that it ends at.")


def web_address(url: str) -> str:
    """Give an address without its fragment, or raise FetchError where it is not one of the web."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise FetchError(f"{url} is no address that can be read. Check it.") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{url} is not fetched: only http and https addresses are.")
    if not host:
        raise FetchError(f"{url} names no host. Check the address.")
    if parts.username or parts.password:
        raise FetchError(f"the address of {host} holds a name or password; it is not fetched. Leave them out.")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def _target(here: str, target: str) -> str:
    try:
        return web_address(urljoin(here, target))
    except ValueError:
        raise FetchError(f"{here} redirects to {target!r}, which is no address.") from None


def _answered(got: Fetched) -> Fetched:
    if got.status == 200:
        return got
    words = _REFUSALS.get(got.status, "has a fault" if got.status >= 500 else "gives no page")
    raise FetchError(f"{got.final_url}: the server {words} (status {got.status}). Save the page from a browser.")


def _wait_for_leave(url: str, policy: FetchPolicy, manners: Manners, deadline: float) -> float:
    """Ask the site's rules, and wait as long as it asks between pages; gives the seconds waited."""
    origin = origin_of(url)
    site = manners.sites.get(origin)
    if site is None:
        site = manners.sites[origin] = Site(_rules(origin, policy, deadline))
    if policy.respect_robots and not site.rules.can_fetch(url, ROBOT_NAME):
        raise FetchError(f"{url}: the site asks programs not to fetch this page (robots.txt). Save it from a browser.")
    wait = seconds_to_wait(site, ROBOT_NAME, time.monotonic(), policy.pause_seconds)
    time.sleep(wait)
    site.asked_at = time.monotonic()
    return wait


def _rules(origin: str, policy: FetchPolicy, deadline: float) -> Protego:
    if not policy.respect_robots:
        return rules_of(404, b"")
    here = f"{origin}/robots.txt"
    limit = min(deadline, time.monotonic() + MOST_SECONDS)
    small = replace(policy, max_bytes=MOST_BYTES)
    for _ in range(policy.max_redirects + 1):
        got = _get(here, small, limit, cut=True)
        target = dict(got.headers).get("location")
        if got.status not in _REDIRECTS or not target:
            return rules_of(got.status, got.raw)
        here = _target(here, target)
    return rules_of(404, b"")


def _get(url: str, policy: FetchPolicy, deadline: float, cut: bool = False) -> Fetched:
    """Ask for one address, without following it on."""
    seconds = httpx2.Timeout(policy.read_seconds, connect=policy.connect_seconds)
    transport = _GuardedTransport(policy, deadline)
    headers = {"user-agent": USER_AGENT, "accept": _ACCEPT, "accept-encoding": "gzip"}
    with (
        _plain_errors(url),
        httpx2.Client(transport=transport, trust_env=False, timeout=seconds, follow_redirects=False) as client,
        client.stream("GET", url, headers=headers) as response,
    ):
        said = tuple((k.lower(), v) for k, v in response.headers.items())
        raw = b"" if response.status_code in _REDIRECTS else _body(response, url, policy.max_bytes, cut)
        return Fetched(url, url, response.status_code, said, raw)


def _body(response: httpx2.Response, url: str, limit: int, cut: bool) -> bytes:
    said = response.headers.get("content-length", "")
    if said.isdigit() and int(said) > limit and not cut:
        raise FetchError(_too_large(url, limit))
    got = bytearray()
    for chunk in _unpacked(response, limit):
        got += chunk
        if len(got) > limit:
            if cut:
                break
            raise FetchError(_too_large(url, limit))
    return bytes(got[:limit])


def _unpacked(response: httpx2.Response, limit: int) -> Iterator[bytes]:
    """Undo gzip in steps of bounded size: a small answer may unpack to one without end."""
    encoding = response.headers.get("content-encoding", "identity").strip().casefold()
    if encoding in ("", "identity"):
        yield from response.iter_raw()
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchError(f"{response.url} answers in the encoding {encoding}, which was not asked for.")
    packed = zlib.decompressobj(16 + zlib.MAX_WBITS)
    for chunk in response.iter_raw():
        yield packed.decompress(chunk, limit + 1)
        if packed.unconsumed_tail:
            yield packed.decompress(packed.unconsumed_tail, limit + 1)
    if not packed.eof:
        raise FetchError(f"{response.url} broke off before its end. Try again.")


def _too_large(url: str, limit: int) -> str:
    return f"{url} is larger than {limit / 1e6:.0f} MB. Raise the limit, or save the part that is the report."


@contextmanager
def _plain_errors(url: str) -> Iterator[None]:
    host = urlsplit(url).hostname
    try:
        yield
    except (httpcore2.TimeoutException, httpx2.TimeoutException):
        raise FetchError(f"{host} did not answer in time. Try again later.") from None
    except (httpcore2.NetworkError, httpx2.NetworkError) as error:
        raise FetchError(f"{host} cannot be reached ({error}). Check the address and the connection.") from None
    except (httpcore2.ProtocolError, httpx2.HTTPError, httpx2.InvalidURL, zlib.error) as error:
        raise FetchError(f"{host} answers in a way that cannot be read ({error}).") from None


class _GuardedTransport(httpx2.BaseTransport):
    """The way to the network: through the guard, with no proxy, and with certificates checked."""

    def __init__(self, policy: FetchPolicy, deadline: float) -> None:
        self._deadline = deadline
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_ssl_context(),
            max_connections=1,
            network_backend=GuardedBackend(policy.resolve, policy.allow_private, deadline),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        time_left(self._deadline, None)
        url = httpcore2.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(
            httpcore2.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Stream(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpx2.create_ssl_context(trust_env=False)
