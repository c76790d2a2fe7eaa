"""Under which names this server answers, and on which addresses it may listen."""

import ipaddress
from collections.abc import Collection

from tollbook.errors import PeopleError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def check_address(host: str, accounts_are_on: bool, names: Collection[str] = ()) -> None:
    """Refuse to listen where others can come in, unless people sign in here and the server's name is known."""
    if is_loopback(host):
        return
    if not accounts_are_on:
        raise PeopleError(
            f"listening on {host} would let anyone who reaches this machine decide and read everything; make accounts "
            "first with `tollbook people add NAME --role admin`, or leave --host out"
        )
    if not names:
        raise PeopleError(f"listening on {host} needs the name that people type: give --name tollbook.example.org")


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_known_host(header: str | None, names: Collection[str]) -> bool:
    """Tell whether a request asks for this machine by a name of its own.

    A page elsewhere can point a name of its own at this machine and so read what is here (DNS rebinding); such a
    request carries that name. The port is not compared: behind a tunnel it is another, and it tells nothing of the
    page that asks.
    """
    name = host_name(header or "")
    return name in LOOPBACK or name in names


def host_name(header: str) -> str:
    """Give the name in a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].casefold()
    return header.partition(":")[0].casefold().rstrip(".")
