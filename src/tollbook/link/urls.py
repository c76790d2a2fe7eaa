"""Addresses, normalised so that the same page has one."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say how a reader came, not which page it is.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "ref", "cmp", "amp", "outputtype", "share", "source")


@lru_cache(maxsize=65_536)
def normal_url(url: str | None) -> str | None:
    """Give an address without scheme, www, fragment and tracking; None where it names no single page."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    query = sorted((k, v) for k, v in parse_qsl(parts.query) if not k.casefold().startswith(_TRACKING))
    path = parts.path.rstrip("/").removesuffix("/amp")
    if not host or not (path or query):
        return None
    return f"{host}{path}" + (f"?{urlencode(query)}" if query else "")
