"""A small web site on this machine, for tests of fetching."""

import gzip
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Page = tuple[int, dict[str, str], bytes]
Pages = dict[str, Page | Callable[[http.server.BaseHTTPRequestHandler], None]]


@contextmanager
def site(pages: Pages) -> Iterator[tuple[str, list[str]]]:
    """Serve pages on a free port of loopback; gives the site's address and the list of what is asked, as it grows."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers.get('user-agent', '')}")
            found = pages.get(self.path, (404, {}, b"no such page"))
            if callable(found):
                found(self)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def html(body: bytes, **headers: str) -> Page:
    """A page that is found."""
    return 200, {"content-type": "text/html; charset=utf-8", **headers}, body


def moved(to: str, status: int = 302) -> Page:
    """A page that sends elsewhere."""
    return status, {"location": to}, b""


def packed(body: bytes) -> Page:
    """A page sent in gzip."""
    return html(gzip.compress(body), **{"content-encoding": "gzip"})


def dripping(handler: http.server.BaseHTTPRequestHandler) -> None:
    """Send one byte of a header now and then, without end."""
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
        for _ in range(100):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
    """Send a body without end and without a length."""
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


def cut_short(handler: http.server.BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf")
    handler.close_connection = True
