"""What a site asks of programs (robots.txt, RFC 9309): read once for each site, and respected."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

MOST_BYTES = 500 * 1024  # RFC 9309 asks to read at least so much
MOST_SECONDS = 15.0
LONGEST_DELAY = 10.0


@dataclass(slots=True)
class Site:
    """What is known of one site: its rules, and when it was last asked for a page."""

    rules: Protego
    asked_at: float | None = None


@dataclass(slots=True)
class Manners:
    """The sites that one run has asked, so that each is asked for its rules once and for pages one after another."""

    sites: dict[str, Site] = field(default_factory=dict)


ALLOW_ALL = ""
ALLOW_NOTHING = "User-agent: *\nDisallow: /\n"


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rsplit('@', 1)[-1].casefold()}"


def rules_of(status: int, raw: bytes) -> Protego:
    """Read robots.txt: none (4xx) allows everything, a failing server (5xx) allows nothing (RFC 9309, 2.3.1)."""
    if status >= 500:
        return Protego.parse(ALLOW_NOTHING)
    if status >= 400:
        return Protego.parse(ALLOW_ALL)
    return Protego.parse(raw[:MOST_BYTES].decode("utf-8", "replace"))


def seconds_to_wait(site: Site, agent: str, now: float, least: float) -> float:
    """Give how long to wait before the next page of a site: what it asks for, within reason, and at least `least`."""
    if site.asked_at is None:
        return 0.0
    asked = site.rules.crawl_delay(agent) or 0.0
    return max(0.0, site.asked_at + min(max(asked, least), LONGEST_DELAY) - now)
