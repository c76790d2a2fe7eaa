"""Under which names this server answers, and on which addresses it may listen."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that a team gave this server, and the port that it is served on."""

    names: frozenset[str] = frozenset()
    port: int | None = None


def is_known_host(header: str | None, hosts: Hosts) -> bool:
    """Tell whether a request asks for this machine by a name of its own.

    A page elsewhere can point a name of its own at this machine and so read what is here (DNS rebinding); such a
    request carries that name. This machine's own names go with the port that is served, where it is known; the names
    that a team gave go with any, since what stands before the server can have another.
    """
    name, given = _parts(header or "")
    if name in LOOPBACK:
        return hosts.port is None or (given or "80") == str(hosts.port)
    return name in hosts.names


def _parts(header: str) -> tuple[str, str]:
    """Give the name and the port of a Host header."""
    if header.startswith("["):
        name, _, rest = header[1:].partition("]")
        return name.casefold(), rest.removeprefix(":")
    name, _, port = header.partition(":")
    return name.casefold().rstrip("."), port
