"""`tollbook serve`: one command, on this machine alone, with words for whatever is in the way."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Hold a port for the length of a test."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield int(held.getsockname()[1])


def test_pages_until_stopped(workspace: Path) -> None:
    command = [sys.executable, "-m", "tollbook", "serve", "-w", str(workspace), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        address = re.search(r"http://localhost:\d+/", told)
        assert address, told
        answer = httpx2.get(address.group() + "reports")
        assert answer.status_code == 200
        assert "Outlet of market.txt" in answer.text
        server.send_signal(signal.SIGINT)
        assert server.wait(10) in (0, 130)
        assert "Traceback" not in server.stderr.read()


def test_no_workspace_is_made_by_serving(cli: Cli, tmp_path: Path) -> None:
    answer = cli("serve", "-w", str(tmp_path / "none"))
    assert answer.code == 2
    assert "There is no workspace" in answer.err
    assert not (tmp_path / "none").exists()


def test_others_are_kept_out_without_accounts(cli: Cli, workspace: Path) -> None:
    answer = cli("serve", "-w", str(workspace), "--host", "0.0.0.0")
    assert answer.code == 2
    assert "tollbook people add" in answer.err


def test_a_port_in_use_is_said(cli: Cli, workspace: Path, taken_port: int) -> None:
    answer = cli("serve", "-w", str(workspace), "--port", str(taken_port))
    assert answer.code == 2
    assert f"port {taken_port}" in answer.err
