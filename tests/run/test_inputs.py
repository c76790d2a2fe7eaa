"""Gathering: files, folders, sidecars and addresses; what cannot be had is named and stops nothing."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tollbook
from tests.ingest.bytes_of import LEAD, SECOND, article, feed
from tests.net.site import html, moved, site
from tollbook.ingest.taking import Given, take
from tollbook.net.http import FetchPolicy
from tollbook.run.inputs import Input, InputOptions, InputRefused, find_inputs, gather

ANYWHERE = FetchPolicy(allow_private=True, pause_seconds=0.0)


def fill(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return folder


def got(paths: list[str], given: Given = Given(), options: InputOptions = InputOptions()) -> list[Input]:  # noqa: B008
    found = list(gather(paths, given, options))
    assert all(isinstance(f, Input) for f in found), found
    return [f for f in found if isinstance(f, Input)]


def test_a_folder_is_opened_in_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    files = ["b.txt", "a/z.txt", "a/b/c.html", ".hidden.txt", ".git/x.txt", "d.txt", "README.md", "notes.yml"]
    sidecars = {"b.txt.json": "{}", "d.json": '{"source": "City Times"}'}
    reports = {"result.json": '{"messages": []}', "d2.json": '{"text": "Twelve died."}', "d2.txt": "Ten died."}
    fill(tmp_path, {**dict.fromkeys(files, LEAD), **sidecars, **reports})
    names = [str(Path(n).relative_to(tmp_path)) for n in find_inputs([str(tmp_path)])]
    assert names == ["b.txt", "d.txt", "d2.json", "d2.txt", "result.json", "a/z.txt", "a/b/c.html"]


def test_a_workspace_among_the_reports_is_no_report(tmp_path: Path) -> None:
    kept = ["tollbook.sqlite", "tollbook.sqlite-wal", "originals/ab/ab12", "added/notes.txt"]
    fill(tmp_path, {"a.txt": LEAD, **{f"tollbook-data/{name}": LEAD for name in kept}})
    fill(tmp_path, {"b/old.sqlite-wal": LEAD, "b/old.sqlite-shm": LEAD, "b/x.txt": LEAD})
    names = [str(Path(n).relative_to(tmp_path)) for n in find_inputs([str(tmp_path)])]
    assert names == ["a.txt", "b/x.txt"]


def test_a_loop_of_links_is_walked_once(tmp_path: Path) -> None:
    fill(tmp_path, {"a/x.txt": LEAD, "b/y.txt": LEAD})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b" / "over").symlink_to(tmp_path / "a")
    names = [Path(n).name for n in find_inputs([str(tmp_path)])]
    assert sorted(names) == ["x.txt", "y.txt"]


def test_an_input_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    path = str(fill(tmp_path, {"a.txt": LEAD}) / "a.txt")
    assert find_inputs([path, path, "https://a.example/", "https://a.example/"]) == (path, "https://a.example/")


SAID = {"published": "2024-08-26", "source": "City Times", "url": "https://a.example/1", "title": "Arkot", "lang": "en"}
_KEYS = frozenset({"published", "source", "url", "title", "language"})
BESIDE = Given(
    "City Times", "https://a.example/1", "2024-08-26", "en", "Arkot", published_basis="sidecar", beside=_KEYS
)


@pytest.mark.parametrize("name", ["a.txt.json", "a.json"])
def test_a_sidecar_says_what_a_bare_text_cannot(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {"a.txt": LEAD, name: json.dumps(SAID)})
    (found,) = got([str(tmp_path)])
    assert (found.given, found.issues, found.raw) == (BESIDE, (), LEAD.encode())
    document = take(found.raw, found.name, found.given).documents[0].document
    assert (document.published_at, document.published_basis) == ("2024-08-26", "sidecar")
    assert got([str(tmp_path / "a.txt"), str(tmp_path / name)]) == [found]


def test_what_a_person_says_now_goes_before_the_sidecar(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": LEAD, "a.txt.json": json.dumps(SAID)})
    (found,) = got([str(tmp_path)], Given(published="2024-08-27", confidential=True))
    assert (found.given.published, found.given.published_basis) == ("2024-08-27", "given")
    assert (found.given.source, found.given.confidential) == ("City Times", True)


@pytest.mark.parametrize(
    ("sidecar", "code", "words"),
    [
        ('{"publisher": "x", "title": "Arkot"}', "sidecar_key_unknown", '"publisher"'),
        ('{"published": 20240826, "title": "Arkot"}', "sidecar_value_unreadable", "20240826"),
        ('{"confidential": "yes", "title": "Arkot"}', "sidecar_value_unreadable", "true or false"),
        ('{"title": "Arkot"', "sidecar_unreadable", "a.txt"),
        ('["title"]', "sidecar_unreadable", "a.txt"),
    ],
)
def test_a_doubt_about_a_sidecar_is_named_and_the_report_is_taken(
    tmp_path: Path, sidecar: str, code: str, words: str
) -> None:
    fill(tmp_path, {"a.txt": LEAD, "a.txt.json": sidecar})
    (found,) = got([str(tmp_path)])
    assert [(i.subject, i.code) for i in found.issues] == [(str(tmp_path / "a.txt.json"), code)]
    assert words in found.issues[0].detail
    assert found.given.title == (None if code == "sidecar_unreadable" else "Arkot")


def test_what_cannot_be_read_is_named_and_the_rest_is_gathered(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": LEAD, "empty.txt": "", "large.txt": b"x" * 3000})
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loose.txt").symlink_to(tmp_path / "gone")
    missing = str(tmp_path / "missing.txt")
    found = list(gather([str(tmp_path), missing, "bad\0name"], Given(), InputOptions(max_bytes=2000)))
    refused = {Path(f.issue.subject).name: f.issue.detail for f in found if isinstance(f, InputRefused)}
    assert [Path(f.name).name for f in found if isinstance(f, Input)] == ["a.txt"]
    assert set(refused) == {"empty.txt", "large.txt", "pipe.txt", "loose.txt", "missing.txt", "bad\0name"}
    assert "limit" in refused["large.txt"]
    assert "ordinary file" in refused["pipe.txt"]


def test_a_folder_without_reports_is_named(tmp_path: Path) -> None:
    fill(tmp_path, {"notes.yml": "a: 1", ".hidden": LEAD})
    for name in (str(tmp_path), ""):
        (found,) = gather([name])
        assert isinstance(found, InputRefused)
        assert "folder" in found.issue.detail


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    (found,) = gather([str(path)])
    assert isinstance(found, InputRefused)
    assert "50.0 MB" in found.issue.detail


def test_a_limit_that_is_raised_holds_for_taking_too(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": LEAD.encode() * 220_000})
    (found,) = got([str(tmp_path)], options=InputOptions(max_bytes=30_000_000))
    assert len(found.raw) > 20_000_000
    assert found.limits.raw == 30_000_000


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/x", "http://127.0.0.1/", "http://no.such.host.invalid/"]
)
def test_an_address_that_is_refused_is_named(address: str) -> None:
    (found,) = gather([address])
    assert isinstance(found, InputRefused)
    assert (found.issue.room, found.issue.subject, found.issue.code) == ("net", address, "fetch_refused")


def test_an_address_gives_its_page_with_when_it_was_fetched() -> None:
    with site({"/a": moved("/b"), "/b": html(article(LEAD, SECOND))}) as (here, _):
        before = datetime.now(UTC)
        (found,) = got([f"{here}/a"], Given(source="City Times"), InputOptions(policy=ANYWHERE))
    assert (found.name, found.given.url, found.given.charset) == (f"{here}/a", f"{here}/b", "utf-8")
    assert found.given.fetched_at is not None
    assert before <= found.given.fetched_at <= datetime.now(UTC)
    document = take(found.raw, found.name, found.given).documents[0].document
    assert (document.text, document.source_name, document.published_at) == (f"{LEAD}\n{SECOND}", "City Times", None)


def test_an_address_that_is_empty_is_refused() -> None:
    with site({"/a": html(b"")}) as (here, _):
        (found,) = gather([f"{here}/a"], Given(), InputOptions(policy=ANYWHERE))
    assert isinstance(found, InputRefused)


@pytest.mark.parametrize("packed", [False, True])
def test_the_links_of_a_feed_are_followed_where_asked_for(tmp_path: Path, packed: bool) -> None:
    pages = {"/1": html(article(LEAD, SECOND)), "/2": html(article(SECOND, LEAD))}
    with site({**pages}) as (here, asked):
        raw = feed(
            f"<title>One</title><link>{here}/1</link><pubDate>Mon, 26 Aug 2024 10:00:00 GMT</pubDate>",
            f"<title>Two</title><link>{here}/2</link>",
            f"<title>Gone</title><link>{here}/3</link>",
            "<title>Private</title><link>http://[::1]/</link>",
            "<title>File</title><link>file:///etc/passwd</link>",
        )
        fill(tmp_path, {"feed.xml.gz" if packed else "feed.xml": gzip.compress(raw) if packed else raw})
        alone = got([str(tmp_path)], options=InputOptions(policy=ANYWHERE))
        assert not asked
        found = list(gather([str(tmp_path)], Given(), InputOptions(follow=True, policy=ANYWHERE)))
    assert len(alone) == 1
    assert found[0] == Input(alone[0].name, alone[0].raw, alone[0].given, limits=found[0].limits)  # type: ignore[union-attr]
    first, second = found[1], found[2]
    assert isinstance(first, Input)
    assert isinstance(second, Input)
    assert (first.given.published, first.given.published_basis) == ("2024-08-26T10:00:00+00:00", "feed")
    assert (first.given.source, second.given.published) == ("City Times", None)
    assert [f.issue.subject for f in found[3:] if isinstance(f, InputRefused)] == [f"{here}/3", "http://[::1]/"]


def test_the_links_of_a_feed_are_guarded_too(tmp_path: Path) -> None:
    fill(tmp_path, {"feed.xml": feed("<title>One</title><link>http://127.0.0.1:9/1</link>")})
    found = list(gather([str(tmp_path)], Given(), InputOptions(follow=True)))
    assert isinstance(found[1], InputRefused)
    assert "public internet" in found[1].issue.detail


def test_the_samples_are_taken_whole() -> None:
    folder = Path(tollbook.__file__).parent / "samples"
    inputs = got([str(folder)])
    assert len(inputs) >= 16
    takings = [take(i.raw, i.name, i.given) for i in inputs]
    assert [i for t in takings for i in t.issues] == []
    documents = [d.document for t in takings for d in t.documents]
    assert all(d.published_at and d.source_name and d.language == "en" for d in documents)
    assert len({d.id for d in documents}) == len(documents)
