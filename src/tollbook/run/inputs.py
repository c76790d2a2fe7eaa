"""Gathering inputs: files, folders with their sidecars, and addresses; one that cannot be had stops no other."""

import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tollbook.errors import FetchError, InputError
from tollbook.ingest.feeds import FeedLink, feed_links
from tollbook.ingest.plain import decode
from tollbook.ingest.taking import DEFAULT_LIMITS, Given, Limits, kind_of, require_size
from tollbook.ingest.unpack import unpack_gzip
from tollbook.model import Issue
from tollbook.net.http import FetchPolicy, fetch
from tollbook.net.robots import Manners
from tollbook.store.db import DATABASE

SIDECAR_KEYS = ("published", "source", "url", "title", "language", "lang", "confidential")
SIDECAR_BYTES = 1_000_000
# What lies in folders beside reports; named on its own such a file is tried.
_NO_REPORTS = ".yml .yaml .toml .ini .cfg .py .sh .log .csv .tsv .css .js .sqlite .sqlite-wal .sqlite-shm"
NO_REPORTS = frozenset(_NO_REPORTS.split())


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How large an input may be, whether the links of feeds are followed, and how addresses are asked."""

    max_bytes: int = 20_000_000
    follow: bool = False
    policy: FetchPolicy = field(default_factory=FetchPolicy)


_NOTHING_GIVEN = Given()
_OPTIONS = InputOptions()


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one file or page, with what is said about it beside it; `issues` are doubts about the sidecar.

    `limits` are those that `take` is to keep to, so that a limit raised for reading holds for taking.
    """

    name: str
    raw: bytes
    given: Given
    issues: tuple[Issue, ...] = ()
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class InputRefused:
    """An input that could not be had, and why."""

    issue: Issue


def find_inputs(paths_or_urls: Sequence[str]) -> tuple[str, ...]:
    """List every file and address that `gather` will try, in order: folders opened and sorted, sidecars left out."""
    found: list[str] = []
    for given in paths_or_urls:
        if is_address(given):
            found.append(given)
        elif given and Path(given).is_dir():
            found += _files_under(Path(given)) or [given]
        elif not _is_sidecar(Path(given)):
            found.append(given)
    return tuple(dict.fromkeys(found))


def gather(
    paths_or_urls: Sequence[str], given: Given = _NOTHING_GIVEN, options: InputOptions = _OPTIONS
) -> Iterator[Input | InputRefused]:
    """Give each input with its bytes, or the reason why it could not be had; never raises for one bad input."""
    manners = Manners()
    for name in find_inputs(paths_or_urls):
        got = _fetched(name, given, options, manners) if is_address(name) else _read(name, given, options)
        yield got
        if options.follow and isinstance(got, Input):
            yield from _followed(got, options, manners)


def is_address(name: str) -> bool:
    """Tell an address (`https://…`, and `file:` or `ftp:`, which are refused later) from a path."""
    scheme, found, _ = name.partition("://")
    return bool(found) and scheme.isalnum()


def _files_under(folder: Path) -> list[str]:
    """Every file below a folder, sorted; the hidden and workspaces are left out, a loop of links is walked once."""
    seen: set[tuple[int, int]] = set()
    files: list[str] = []
    closed: list[OSError] = []  # folders that cannot be opened are tried, and refused by name
    for root, folders, names in os.walk(folder, followlinks=True, onerror=closed.append):
        here = Path(root).stat()
        if (here.st_dev, here.st_ino) in seen:
            folders.clear()
            continue
        seen.add((here.st_dev, here.st_ino))
        if DATABASE in names:  # a workspace: the bytes in it were taken already
            folders.clear()
            continue
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        paths = [Path(root) / n for n in sorted(names)]
        files += [str(p) for p in paths if not (_is_no_report(p) or _is_sidecar(p))]
    return [*files, *(str(error.filename) for error in closed)]


def _is_no_report(path: Path) -> bool:
    return path.name.startswith((".", "README")) or path.suffix.casefold() in NO_REPORTS


def _read(name: str, given: Given, options: InputOptions) -> Input | InputRefused:
    shown = os.fsencode(name).decode("utf-8", "replace")
    try:
        raw = _bytes_of(Path(name), options.max_bytes)
    except InputError as error:
        return InputRefused(Issue("ingest", shown, "input_refused", str(error)))
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return InputRefused(
            Issue("ingest", shown, "input_unreadable", f"{reason}. Check the path and its permissions.")
        )
    beside, issues = _sidecar(Path(name), shown)
    return Input(shown, raw, _merged(given, beside), issues, _limits(options))


def _bytes_of(path: Path, limit: int) -> bytes:
    """Read a file whose size was looked at first; a pipe or device, which may have no end, is refused."""
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise InputError(
            "it is a folder that cannot be opened or holds no report. Check its permissions and its files."
        )
    if not stat.S_ISREG(about.st_mode):
        raise InputError("it is no ordinary file. Give a file, a folder or an address.")
    require_size(about.st_size, limit)
    with path.open("rb") as file:
        raw = file.read(limit + 1)
    require_size(len(raw), limit)
    return raw


def _sidecar(path: Path, shown: str) -> tuple[Given, tuple[Issue, ...]]:
    """What the file beside a report (`report.txt.json` or `report.json`) says about it."""
    for beside in _sidecar_paths(path):
        if beside != path and beside.is_file() and (said := _sidecar_words(beside)) is not None:
            return _given_of(said, os.fsencode(beside).decode("utf-8", "replace"))
    broken = path.with_name(path.name + ".json")
    if broken.is_file():
        detail = f"it holds no JSON object, so that nothing is known about {shown} from it. Correct it and read again."
        subject = os.fsencode(broken).decode("utf-8", "replace")
        return Given(), (Issue("ingest", subject, "sidecar_unreadable", detail),)
    return Given(), ()


def _sidecar_paths(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + ".json"), path.with_suffix(".json")


def _sidecar_words(path: Path) -> dict[str, Any] | None:
    """The object in a sidecar, or None where the file is no sidecar: broken, or a report or an export itself."""
    try:
        value = json.loads(_bytes_of(path, SIDECAR_BYTES))
    except (OSError, ValueError, RecursionError, InputError):
        return None
    if not isinstance(value, dict) or not value.keys().isdisjoint({"text", "messages", "chats"}):
        return None
    return value


def _given_of(said: dict[str, Any], shown: str) -> tuple[Given, tuple[Issue, ...]]:
    issues: list[Issue] = []
    kept: dict[str, Any] = {}
    for key, value in said.items():
        kind = bool if key == "confidential" else str
        if key not in SIDECAR_KEYS:
            detail = f'"{key}" is no key of a sidecar; it was left out. Known are: {", ".join(SIDECAR_KEYS)}.'
            issues.append(Issue("ingest", shown, "sidecar_key_unknown", detail))
        elif value is not None and not isinstance(value, kind):
            detail = f'"{key}" is {value!r}; it was left out. Write {"true or false" if kind is bool else "words"}.'
            issues.append(Issue("ingest", shown, "sidecar_value_unreadable", detail))
        elif value is not None:
            kept["language" if key == "lang" else key] = value
    return Given(**kept, published_basis="sidecar", beside=frozenset(kept)), tuple(issues)


def _is_sidecar(path: Path) -> bool:
    """Tell whether a file only speaks about the one beside it."""
    if path.suffix.casefold() != ".json":
        return False
    if path.with_suffix("").is_file():  # report.txt.json beside report.txt
        return True
    try:
        beside = [p for p in path.parent.iterdir() if p.stem == path.stem and p != path and p.suffix and p.is_file()]
    except OSError:
        return False
    return bool(beside) and _sidecar_words(path) is not None


def _merged(given: Given, beside: Given) -> Given:
    """What a person says now goes before the sidecar, word for word."""
    said = {f.name: getattr(given, f.name) for f in fields(Given)}
    merged = replace(beside, **{k: v for k, v in said.items() if v and k != "published_basis"})
    basis = given.published_basis if given.published else beside.published_basis
    return replace(merged, published_basis=basis, beside=frozenset(n for n in beside.beside if not said[n]))


def _fetched(url: str, given: Given, options: InputOptions, manners: Manners) -> Input | InputRefused:
    policy = replace(options.policy, max_bytes=options.max_bytes)
    try:
        got = fetch(url, policy, manners)
        require_size(len(got.raw), options.max_bytes)
    except (FetchError, InputError) as error:
        return InputRefused(Issue("net", url, "fetch_refused", str(error)))
    at = given.fetched_at or datetime.now(UTC)
    said = replace(given, url=given.url or got.final_url, fetched_at=at, charset=got.charset)
    return Input(url, got.raw, said, limits=_limits(options))


def _limits(options: InputOptions) -> Limits:
    return Limits(options.max_bytes, max(options.max_bytes, DEFAULT_LIMITS.unpacked))


def _followed(feed: Input, options: InputOptions, manners: Manners) -> Iterator[Input | InputRefused]:
    """The pages that a feed points to, with what the feed says of each where the page itself is silent."""
    for link in _links(feed, options):
        said = replace(feed.given, url=link.url, title=None, charset=None)
        if link.published and not said.published:
            said = replace(said, published=link.published.at, published_basis="feed")
        yield _fetched(link.url, replace(said, source=said.source or link.source), options, manners)


def _links(feed: Input, options: InputOptions) -> tuple[FeedLink, ...]:
    try:
        raw = unpack_gzip(feed.raw, options.max_bytes) if feed.raw[:2] == b"\x1f\x8b" else feed.raw
        decoded = decode(raw, feed.given.charset) if kind_of(raw, feed.name) == "feed" else None
        return feed_links(raw, decoded.text) if decoded else ()
    except InputError:
        return ()  # `take` says why when it comes to this input
