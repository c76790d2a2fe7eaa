"""`tollbook serve`: the review pages and the API, on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, Workspace
from tollbook.errors import InputError

if TYPE_CHECKING:
    import socket

PORT = 8765
Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open the pages in the browser.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("serve", short_help="Review in the browser: look, compare, decide.")(serve)


def serve(
    workspace: Workspace = DEFAULT_WORKSPACE,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Port = PORT,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which others reach this server; may repeat.")
    ] = None,
    open_browser: Open = False,
) -> None:
    """Serve the review pages and the API. Without accounts for the one who started it, on this machine alone.

    Others can be let in once there are accounts: see `tollbook people add --help`.

    \b
    Examples:
      tollbook serve
      tollbook serve --workspace mali --port 9000 --open
      tollbook serve --host 0.0.0.0 --name toll.example.org      # with accounts
    """
    run_server(workspace, host, port, tuple(name or ()), open_browser)


def run_server(workspace: Path, host: str, port: int, names: tuple[str, ...], open_browser: bool) -> None:
    """Open the workspace, derive its record, and serve until stopped with Ctrl-C."""
    import uvicorn

    from tollbook.cli.progress import steps
    from tollbook.cli.screen import say
    from tollbook.publish.wording import count_of
    from tollbook.web.app import create_app
    from tollbook.web.guard import Settings, check_address
    from tollbook.web.serving import open_office

    _check_there(workspace)
    with open_office(workspace) as office:
        check_address(host, office.people.accounts_are_on, names)
        listening = _listen(host, port)
        with steps("opening the workspace", None) as step:
            step(str(workspace))
            snapshot = office.live.now()
        bound = listening.getsockname()[1]
        app = create_app(office, Settings(hosts=names, port=bound))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        address = f"http://{'[::1]' if ':' in host else 'localhost'}:{bound}/"
        told = f"{count_of(len(snapshot.incidents), 'incident')}, {count_of(len(snapshot.queue), 'thing')} to decide."
        say(f"{told} Open {address} in a browser. Ctrl-C stops.")
        if open_browser:
            typer.launch(address)
        server.run([listening])


def _check_there(workspace: Path) -> None:
    from tollbook.run.desk import open_desk

    with open_desk(workspace):
        pass


def _listen(host: str, port: int) -> "socket.socket":
    """Take the port now, so that what is wrong with it is said before the workspace is opened for long."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host.strip("[]"), port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror}; give another with --port, or 0 for a free one"
        ) from error
    return listening
