"""A workspace that was read once, and a way to run the command line in it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.main import run

MARKET = (
    "Shelling hit the market of Kutum, Sudan, on Wednesday. A hospital doctor said that 14 people were killed and 40 "
    "wounded. The army denied that it had shelled the town."
)
HOSTILE = (
    "Drone strikes on Tinzaouatine, Mali, killed 21 civilians \x1b[31mon Sunday\x1b]0;owned\x07, \u202erebels "
    "said.\x9b2J"
)
FRENCH = "Une frappe de drone a tué douze civils à Tinzaouatine dimanche, selon un élu local qui a requis l'anonymat."


@dataclass(frozen=True)
class Answer:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Cli = Callable[..., Answer]


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read three reports into a workspace."""
    folder = tmp_path_factory.mktemp("cli")
    reports = folder / "reports"
    reports.mkdir()
    for name, text, day in (
        ("market.txt", MARKET, "2024-06-14"),
        ("hostile.txt", HOSTILE, "2024-08-26"),
        ("french.txt", FRENCH, "2024-08-26"),
    ):
        (reports / name).write_text(text, encoding="utf-8")
        said = {"published": day, "source": f"Outlet of {name}"}
        (reports / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    assert run(["read", str(reports), "-w", str(folder / "ws")]) == 0
    return folder


@pytest.fixture
def workspace(ready: Path, tmp_path: Path) -> Path:
    """Give a copy of the read workspace."""
    return Path(shutil.copytree(ready / "ws", tmp_path / "ws"))


@pytest.fixture
def cli(workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in the workspace and give what it did."""
    monkeypatch.setenv("TOLLBOOK_WORKSPACE", str(workspace))
    monkeypatch.setenv("TOLLBOOK_BY", "A. Recorder")
    monkeypatch.setenv("COLUMNS", "100")
    capsys.readouterr()

    def do(*arguments: str) -> Answer:
        code = run(arguments)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return do


@pytest.fixture
def market(cli: Cli) -> str:
    """Give the id of the report of the market."""
    return str(cli("search", "Kutum", "--json").json["reports"][0]["id"])
