"""The guard of addresses: only the public internet is called, and at the very address that was checked."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

from tollbook.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

# `is_global` holds for these, yet each carries an IPv4 address inside that a gateway may turn into a private one.
_TRANSLATED = tuple(
    ipaddress.ip_network(net)
    for net in (
        "64:ff9b::/96",  # NAT64, RFC 6052
        "64:ff9b:1::/48",  # NAT64 for local use, RFC 8215
        "2002::/16",  # 6to4, RFC 3056
        "2001::/32",  # Teredo, RFC 4380
        "::/96",  # IPv4-compatible, RFC 4291
        "::ffff:0:0/96",  # IPv4-mapped, RFC 4291
        "::ffff:0:0:0/96",  # IPv4-translated, RFC 2765
        "fec0::/10",  # site-local, RFC 3879
    )
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # behind a provider's NAT, RFC 6598
_RELAY = ipaddress.ip_network("192.88.99.0/24")  # 6to4 relays, RFC 7526


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, whatever way it is dressed up."""
    try:
        ip: Address = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return not any(ip in net for net in _TRANSLATED)
    return ip not in _SHARED and ip not in _RELAY


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for every address of a host, in its order, each once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"the host {host} is not known. Check the address and the connection.") from None
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def require_public(host: str, port: int, resolve: Resolve, allow_private: bool = False) -> tuple[str, ...]:
    """Give the addresses of a host, or raise FetchError where one of them is not public.

    One private address among public ones is enough to refuse: which is called would be chance.
    """
    addresses = tuple(resolve(host, port))
    if not addresses:
        raise FetchError(f"the host {host} has no address. Check the address.")
    refused = [a for a in addresses if not is_public(a)]
    if refused and not allow_private:
        raise FetchError(
            f"the host {host} is at {refused[0]}, which is not on the public internet; it is not called. "
            "Allow private addresses if the host is your own."
        )
    return addresses


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to checked addresses only, and never past the deadline: the name is resolved once, here."""

    def __init__(self, resolve: Resolve, allow_private: bool, deadline: float) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._deadline = deadline
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check, and connect to the address that was checked; the next one if it does not answer."""
        addresses = require_public(host, port, self._resolve, self._allow_private)
        for number, address in enumerate(addresses, start=1):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, time_left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return DeadlineStream(stream, self._deadline)
        raise FetchError(f"the host {host} has no address.")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Refuse: a socket of this machine is never a report."""
        raise FetchError(f"the local socket {path} is not called.")

    def sleep(self, seconds: float) -> None:
        """Wait, but not past the deadline."""
        time.sleep(time_left(self._deadline, seconds))


class DeadlineStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends at the deadline: a server that drips cannot hold it open."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, within the time that is left."""
        return self._stream.read(max_bytes, time_left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, within the time that is left."""
        self._stream.write(buffer, time_left(self._deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Begin TLS with the name that was asked for, within the time that is left."""
        left = time_left(self._deadline, timeout)
        return DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Pass on what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def time_left(deadline: float, timeout: float | None) -> float:
    """Give the seconds that may be waited, or raise FetchError where the deadline is past."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError("the server took too long. Try again later, or save the page from a browser.")
    return left if timeout is None else min(left, timeout)
