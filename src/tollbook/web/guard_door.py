"""The door: every request is asked for its host and its person, every answer is told what the browser may do."""

import re
import secrets
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.run.people import LONGEST_SESSION, visitor_with
from tollbook.run.people_roles import Visitor, local_visitor
from tollbook.web.guard_forms import largest_body
from tollbook.web.guard_hosts import Hosts, is_known_host
from tollbook.web.headers import protect

if TYPE_CHECKING:
    from tollbook.web.office import Office

_SECRET = re.compile(r"[\w-]{43}")


class Door:
    """Lets requests in by a name of this server, finds out who asks, and keeps bodies within bounds.

    What it finds stands in `request.state`: `visitor` (None for who has not signed in), `cookie_sent` (the secret that
    came) and `cookie` (the secret to be set with the answer).
    """

    def __init__(self, app: ASGIApp, *, office: "Office", local_name: str, hosts: Hosts) -> None:
        self.app = app
        self.office = office
        self.local_name = local_name
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._protected(request, send)
        if not is_known_host(request.headers.get("host"), self.hosts):
            said = "This server is not called so. It answers to localhost, and to the names given with --name."
            await PlainTextResponse(said, 421)(scope, receive, answer)
            return
        if not request.url.path.startswith("/static/"):
            await self._receive_person(request)
        await self.app(scope, _within(receive, request), answer)

    async def _receive_person(self, request: Request) -> None:
        sent = request.cookies.get(cookie_name(request), "")
        state = request.scope.setdefault("state", {})
        state["cookie_sent"] = sent if _SECRET.fullmatch(sent) else None
        fresh = state["cookie_sent"] is None and not request.url.path.startswith("/api/")
        state["cookie"] = secrets.token_urlsafe(32) if fresh else None
        state["visitor"] = await run_in_threadpool(self._visitor, request, state["cookie_sent"])

    def _visitor(self, request: Request, cookie: str | None) -> Visitor | None:
        staff, at = self.office.people, self.office.clock()
        if not staff.accounts_are_on:
            return local_visitor(self.local_name)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and request.url.path.startswith("/api/"):
            return visitor_with(staff, "token", token.strip(), at)
        return visitor_with(staff, "session", cookie, at) if cookie else None

    def _protected(self, request: Request, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                protect(headers, request.url.path, request.url.scheme == "https")
                secret = request.scope.get("state", {}).get("cookie")
                if secret:
                    headers.append("Set-Cookie", _cookie(request, secret))
            await send(message)

        return answer


def cookie_name(request: Request) -> str:
    """Name the cookie: browsers share cookies between the ports of a machine, where two workspaces may be open."""
    if request.url.scheme == "https":
        return "__Host-tollbook"
    return f"tollbook-{request.url.port or 80}"


def _cookie(request: Request, secret: str) -> str:
    secure = "; Secure" if request.url.scheme == "https" else ""
    age = int(LONGEST_SESSION.total_seconds())
    return f"{cookie_name(request)}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"


def _within(receive: Receive, request: Request) -> Receive:
    """Hand a body on as far as it is within bounds; the first byte too many ends it."""
    most = largest_body(request.url.path)
    said = request.headers.get("content-length", "0")
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most or (said.isdigit() and int(said) > most):
            raise HTTPException(413, f"This is more than the {most // 1_000_000} MB that are taken here")
        return message

    return bounded
