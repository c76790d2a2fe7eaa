"""Help, exit codes and starting: what a newcomer meets first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tollbook import __version__

VERBS = (
    "read incidents show search queue extract export verify withdraw demo",
    "decide:add accept correct reject same different copy grade restrict place date note undo list",
    "gazetteer:add",
    "people:add list role password deactivate token",
)
COMMANDS = [
    (*([group] if group else []), verb)
    for group, _, verbs in (v.rpartition(":") for v in VERBS)
    for verb in verbs.split()
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_verb_explains_itself_with_an_example(cli: Cli, command: tuple[str, ...]) -> None:
    answer = cli(*command, "--help")
    assert answer.code == 0
    assert "Examples:" in answer.out
    assert f"tollbook {' '.join(command)}" in answer.out


def test_the_list_of_verbs_says_what_each_does_in_full_words(cli: Cli) -> None:
    out = cli("--help").out
    assert "..." not in out.partition("Commands:")[2]
    for verb in VERBS[0].split():
        assert f"\n  {verb} " in out
    assert "Exit codes" in out


def test_the_version(cli: Cli) -> None:
    assert cli("--version").out == f"tollbook {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("shw",), 2, "Did you mean 'show'"),
        (("show", "--colour"), 2, "No such option"),
        (("show", "i-zzzz"), 2, "There is no incident i-zzzz"),
        (("show", "d-zzzz"), 2, "There is no report d-zzzz"),
        (("incidents", "--since", "yesterday"), 2, "YYYY-MM-DD"),
        (("incidents", "--country", "Atlantis"), 2, "no country known here"),
        (("export", "xls", "-o", "x"), 2, "There is no format 'xls'; known: jsonl, csv, geojson"),
        (("export", "jsonl"), 2, "Say which format and where"),
        (("decide", "reject", "c-123"), 2, "--reason"),
        (("decide", "accept", "c-zzzz"), 2, "There is no claim or statement c-zzzz"),
        (("extract", "/nowhere/x.jsonl"), 2, "/nowhere/x.jsonl: No such file"),
        (("show", "-w", "/nowhere"), 2, "There is no workspace in /nowhere. Make one with `tollbook read"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_what_goes_wrong_is_said_in_words_on_stderr(cli: Cli, arguments: tuple[str, ...], code: int, said: str) -> None:
    answer = cli(*arguments)
    assert answer.code == code
    assert said in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err


def test_the_beginning_of_a_report_id_is_enough_and_a_near_one_is_suggested(cli: Cli, market: str) -> None:
    assert cli("show", market[:6]).code == 0
    wrong = market[:-1] + ("0" if market[-1] != "0" else "1")
    assert f"Did you mean {market}" in cli("show", wrong).err


def test_help_starts_without_loading_what_reads(tmp_path: Path) -> None:
    heavy = "sqlalchemy numpy onnxruntime tokenizers trafilatura httpx2 msgspec tollbook.flow"
    code = (
        "import sys; from tollbook.cli.main import run; run(['--help']); "
        f"print([m for m in {heavy.split()!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=_env(), check=True)
    assert done.stderr.strip() == "[]"


def test_a_closed_pipe_is_no_error(workspace: Path) -> None:
    command = f"{sys.executable} -m tollbook show --help | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env=_env(), check=False
    )
    assert done.stderr == ""
    assert done.stdout.startswith("Usage: tollbook show")


def _env() -> dict[str, str]:
    import tollbook

    return {**os.environ, "PYTHONPATH": str(Path(tollbook.__file__).parents[1])}
