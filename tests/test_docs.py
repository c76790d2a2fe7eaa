"""The documents say what is there: links lead somewhere, commands parse, every verb that prints has a schema."""

import json
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "training").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
PATH = re.compile(r"`((?:src|docs|tests|training|requirements)/[\w./-]+)`")
COMMAND = re.compile(r"^\s*(tollbook [^#\n]+)", re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    missing += [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    assert not missing, f"{page.relative_to(ROOT)} names what is not there: {missing}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_left_to_fill_in(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"^(?:MEASURED|FIGURES|TODO|TBD)\b", text, re.M)


def commands() -> list[str]:
    fenced = re.findall(r"```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    return [c.strip() for block in fenced for c in COMMAND.findall(block)]


@pytest.mark.parametrize("command", commands())
def test_commands_of_the_readme_parse(command: str, tmp_path: Path) -> None:
    """Every command is known and takes these options: it may fail for want of a workspace, never for its words."""
    import subprocess
    import sys

    words = ["none.txt" if w.startswith("http") else w for w in shlex.split(command)[1:]]
    ran = subprocess.run(
        [sys.executable, "-m", "tollbook", *words], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert "No such option" not in ran.stderr
    assert "No such command" not in ran.stderr
    assert "Usage:" not in ran.stderr, ran.stderr


def test_schemas_are_json_of_the_declared_draft() -> None:
    schemas = sorted((ROOT / "docs" / "json").glob("*.schema.json"))
    assert len(schemas) >= 12
    for path in schemas:
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"].endswith("2020-12/schema"), path.name


def test_every_export_format_has_its_page() -> None:
    from tollbook.publish import EXPORTERS

    pages = {p.stem for p in (ROOT / "docs" / "formats").glob("*.md")}
    assert set(EXPORTERS) <= pages


def test_every_decision_record_says_why() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(p.name[:4]) for p in records] == list(range(1, len(records) + 1))
    assert all(len(p.read_text(encoding="utf-8")) > 200 for p in records)
