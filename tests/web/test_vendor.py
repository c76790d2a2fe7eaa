"""What others made and the pages serve: as its makers published it, with its licence, and quiet on the network."""

import hashlib
import importlib.util
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

VENDOR = Path(str(files("tollbook.web") / "static" / "vendor"))
MANIFEST: dict[str, Any] = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))
LIMIT = 4_000_000  # bytes; a clone and a wheel stay small
FREE = {"0BSD", "BSD-0-Clause", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "(MIT OR Apache-2.0)"}
# Addresses that stand in the files and are never asked: names of XML vocabularies, links and comments for people.
# `maplibre.invalid` is a base to resolve relative addresses against; the name cannot exist (RFC 2606).
NEVER_ASKED = {"www.w3.org", "github.com", "maplibre.org", "wiki.openstreetmap.org", "maplibre.invalid"}


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda e: e["file"])
def test_a_file_is_what_the_manifest_says(entry: dict[str, Any]) -> None:
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])


@pytest.mark.parametrize("entry", MANIFEST["packages"], ids=lambda e: e["name"])
def test_each_package_ships_under_a_free_licence_with_its_text(entry: dict[str, Any]) -> None:
    text = (VENDOR / entry["text"]).read_bytes()
    assert hashlib.sha256(text).hexdigest() == entry["sha256"]
    assert entry["licence"] in FREE
    assert len(text) > 300


def test_the_manifest_names_every_file_and_every_package() -> None:
    there = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    named = {e["file"] for e in MANIFEST["files"]} | {e["text"] for e in MANIFEST["packages"]}
    assert there == named | {"MANIFEST.json"}
    assert {p for e in MANIFEST["files"] for p in e["holds"]} == {e["name"] for e in MANIFEST["packages"]}


def test_all_of_it_stays_small() -> None:
    assert sum(p.stat().st_size for p in VENDOR.rglob("*") if p.is_file()) < LIMIT


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda e: e["file"])
def test_no_file_names_a_host_that_it_could_ask(entry: dict[str, Any]) -> None:
    text = (VENDOR / entry["file"]).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:https?|wss?)://([a-z0-9.-]+)", text)) <= NEVER_ASKED


def test_the_versions_are_those_that_the_refreshing_script_asks_for(root: Path) -> None:
    asked = json.loads((root / "tools/vendor/package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {e["package"]: e["version"] for e in MANIFEST["files"]}.items() <= asked.items()
    assert MANIFEST["bundler"] == f"esbuild {asked['esbuild']}"


def test_the_names_on_the_map_follow_from_the_gazetteer_and_the_borders(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("map_names", root / "tools/map_names.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert (VENDOR.parent / "map-names.json").read_text(encoding="utf-8") == tool.text()


@pytest.fixture
def root() -> Path:
    return Path(__file__).parents[2]
