"""Pages: their main text, title, publisher, address and publication date; nothing is run and nothing is fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from tollbook.errors import InputError
from tollbook.ingest.dates import Published, iso_time
from tollbook.model import Extractor

# A page is bounded by what it is made of and not by seconds, so that it gives the same text on every machine.
MOST_ELEMENTS = 30_000  # two seconds; the largest of 181 news pages has 1,600
MOST_DEPTH = 250  # the deepest has 51; the extractor recurses, and Python stops it near 1,000
LEAST_TEXT = 25  # a shorter main text is a menu entry or a cookie note
LATEST = date(2100, 1, 1)  # htmldate would take today, and the same page would read otherwise tomorrow
_TIMES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='DC.date.issued' or @name='dc.date.issued' or @name='parsely-pub-date' or @name='pubdate']/@content",
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # lxml takes no such characters
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article header footer figure figcaption".split()
)
_SILENT = frozenset("script style template noscript iframe object head svg".split())


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page, and what the page says of itself."""

    text: str
    title: str | None
    url: str | None
    source: str | None
    published: Published | None


def extract_page(page: str, url: str | None) -> Page:
    """Find the main text of a page and what it says of itself; `url` is where it was fetched, if it was.

    Raises InputError where there is no main text, or where the page is too large or too deep to be a report.
    """
    tree = _tree(page)
    import trafilatura  # 0.3 s: only where there is a page

    published = _published(tree, url)
    canonical = _canonical(tree)
    options: dict[str, Any] = {
        "include_comments": False,
        "with_metadata": True,
        "date_extraction_params": _date_options(),
    }
    found: Any = trafilatura.bare_extraction(tree, url=url or canonical, **options)
    text = (found.text or "").strip() if found is not None else ""
    if len(text) < LEAST_TEXT:
        raise InputError(
            "the page holds no main text (a menu, a picture, or words that a script would bring). "
            "Save the page from a browser as text, or give another address."
        )
    return Page(text, _clean(found.title), canonical or url, _site(found.sitename), published)


def page_extractor() -> Extractor:
    """Name the program that finds the main text, with its version and what it was asked."""
    from importlib.metadata import version

    return Extractor("trafilatura", version("trafilatura"), "main text, no comments")


def said_charset(head: bytes) -> str | None:
    """Read which encoding a page says that it is in."""
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", head[:4096], re.IGNORECASE)
    declared = found or re.match(rb"\s*<\?xml[^>]*encoding=[\"']([A-Za-z0-9_\-]+)", head[:200])
    return declared[1].decode("ascii") if declared else None


def text_of_fragment(fragment: str) -> str:
    """Give the words of a piece of HTML, as in a feed: blocks on lines of their own, nothing cut out but scripts."""
    if "<" not in fragment and "&" not in fragment:
        return _lines_of(fragment)
    try:
        _require_few_tags(fragment)
        fragment = _NO_XML.sub(" ", fragment)
        tree = lxml_html.fragment_fromstring(f"<div>{fragment}</div>", create_parent="div", parser=_parser())
    except (etree.LxmlError, ValueError, InputError):
        return _lines_of(re.sub(r"<[^>]*>", " ", fragment))
    return _lines_of("".join(_words_of(tree)))


def _words_of(tree: Any) -> Iterator[str]:
    """Walk a tree: line breaks around blocks, and all words but those of scripts and the like."""
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        silent = element.tag in _SILENT
        words = element.text if event == "start" else element.tail
        hidden += silent if event == "start" else -silent
        if element.tag in _BLOCKS:
            yield "\n"
        if words and not hidden:
            yield _one_line(words)


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _lines_of(text: str) -> str:
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


def _tree(page: str) -> Any:
    page = _NO_XML.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", page.lstrip("\ufeff")))
    _require_few_tags(page)
    try:
        tree = lxml_html.document_fromstring(page, parser=_parser())
    except (etree.LxmlError, ValueError):
        raise InputError("the page holds no HTML that can be read. Save it again from a browser.") from None
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH or count > 2 * MOST_ELEMENTS:
            raise InputError(
                f"the page is nested more than {MOST_DEPTH} deep or has more than {MOST_ELEMENTS} elements. "
                "Save the part that is the report as text."
            )
    return tree


def _require_few_tags(page: str) -> None:
    if page.count("<") > 2 * MOST_ELEMENTS:
        raise InputError(f"the page has more than {MOST_ELEMENTS} elements. Save the part that is the report as text.")


@cache
def _parser() -> Any:
    return lxml_html.HTMLParser(encoding=None, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)


def _date_options() -> dict[str, Any]:
    return {"extensive_search": False, "original_date": True, "max_date": LATEST.isoformat()}


def _published(tree: Any, url: str | None) -> Published | None:
    """What the page says in its metadata, with its time; else the day that htmldate finds outside the paragraphs."""
    said = [str(value) for path in _TIMES for value in tree.xpath(path)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        said += _JSON_DATE.findall(str(script))
    for words in said:
        at = iso_time(words)
        if at and at[:4] >= "1990":
            return Published(at, "metadata")
    day = _day_beside_text(tree)
    return Published(day, "page") if day else None


def _day_beside_text(tree: Any) -> str | None:
    """Ask htmldate, but not about the paragraphs: a date in those is one of the story's."""
    from copy import deepcopy

    from htmldate import find_date

    rest = deepcopy(tree)
    for element in rest.xpath("//p[string-length(normalize-space(.)) > 80] | //link[@rel='canonical'] | //footer"):
        if element.getparent() is not None:
            element.drop_tree()
    day = find_date(rest, extensive_search=False, original_date=True, max_date=LATEST.isoformat())
    return iso_time(day) if day else None


def _canonical(tree: Any) -> str | None:
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in tree.xpath(path):
            address = str(value).strip()
            if is_web(address):
                return address
    return None


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web (http, https) with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _site(name: str | None) -> str | None:
    clean = _clean(name)
    return clean.removeprefix("www.") if clean else None


def _clean(words: str | None) -> str | None:
    return (" ".join(words.split()) or None) if words else None
