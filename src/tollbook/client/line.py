"""The line to a server: requests, answers, and what went wrong told as an error of the house."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2

from tollbook import __version__
from tollbook.errors import AccessError, AnswerError, ClashError, FetchError, MissingError

Json = dict[str, Any]
PATIENCE = 3  # times that a question is asked again where the server says to wait
LONGEST_WAIT = 60.0
_KINDS: Mapping[int, type[AnswerError]] = {401: AccessError, 403: AccessError, 404: MissingError, 409: ClashError}


class Line:
    """An open line to the API of one server."""

    def __init__(
        self,
        address: str,
        token: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"user-agent": f"tollbook-client/{__version__}"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        base = f"{address.rstrip('/')}/api/v1/"
        # This machine is asked directly, whatever proxy is set for others.
        near = httpx2.URL(base).host in ("localhost", "127.0.0.1", "::1")
        self._client = httpx2.Client(
            base_url=base, headers=headers, timeout=120.0, transport=transport, trust_env=not near
        )
        self._sleep = sleep

    def get(self, path: str, asked: Mapping[str, Any] | None = None) -> Json:
        """Ask for JSON."""
        told: Json = self._answer("GET", path, params=written(asked or {})).json()
        return told

    def get_bytes(self, path: str, asked: Mapping[str, Any] | None = None) -> bytes:
        """Ask for a file."""
        return self._answer("GET", path, params=written(asked or {})).content

    def save(self, path: str, asked: Mapping[str, Any], to: Path) -> None:
        """Ask for a file and write it, piece by piece; it appears when it is whole."""
        unfinished = to.with_name(to.name + ".part")
        with self._explained(), self._client.stream("GET", path, params=written(asked)) as response:
            if response.status_code >= 400:
                response.read()
                raise error_of(response)
            with unfinished.open("wb") as file:
                for piece in response.iter_bytes():
                    file.write(piece)
        unfinished.replace(to)

    def pages(self, path: str, asked: Mapping[str, Any], name: str = "items") -> Iterator[Any]:
        """Give every item of a list, page after page, each page asked for when it is needed."""
        question = dict(asked)
        while True:
            page = self.get(path, question)
            yield from page[name]
            if page["next"] is None:
                return
            question["cursor"] = page["next"]

    def send(self, method: str, path: str, told: Json) -> Json:
        """Send JSON; give what comes back, an empty dictionary where nothing does."""
        answer = self._answer(method, path, json=told)
        got: Json = answer.json() if answer.content else {}
        return got

    def send_bytes(self, path: str, raw: bytes, said: Mapping[str, Any]) -> Json:
        """Send a file."""
        headers = {"content-type": "application/octet-stream"}
        got: Json = self._answer("PUT", path, content=raw, params=written(said), headers=headers).json()
        return got

    def close(self) -> None:
        """Let go of the line."""
        self._client.close()

    def _answer(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        """Send one request; a question that comes too early is asked again when the server says so."""
        with self._explained():
            response = self._client.request(method, path, **sent)
            for _ in range(PATIENCE):
                if response.status_code != 429 or method != "GET":
                    break
                self._sleep(seconds_to_wait(response))
                response = self._client.request(method, path, **sent)
        if response.status_code >= 400:
            raise error_of(response)
        return response

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except httpx2.HTTPError as error:
            raise FetchError(
                f"{self._client.base_url} does not answer ({error}). Is it served? `tollbook serve` starts it."
            ) from error


def name(part: str) -> str:
    """Write an id or name as a part of an address."""
    return quote(part, safe="")


def written(asked: Mapping[str, Any]) -> dict[str, str]:
    """Write what is asked as the address has it; what is None is left out."""
    return {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in asked.items() if v is not None}


def seconds_to_wait(response: httpx2.Response) -> float:
    """Tell how long the server asks to wait."""
    said = response.headers.get("retry-after", "")
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else 1.0


def error_of(response: httpx2.Response) -> AnswerError:
    """Make an error of an answer that says what is wrong."""
    try:
        told = response.json()
    except ValueError:
        told = None
    problem = told if isinstance(told, dict) else {}
    detail = str(problem.get("detail") or response.text[:300] or f"status {response.status_code}")
    kind = _KINDS.get(response.status_code, AnswerError)
    return kind(detail, response.status_code, problem)
