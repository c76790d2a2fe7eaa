"""Pages out of templates: everything that others wrote is escaped, steering signs are shown as signs."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from tollbook import __version__
from tollbook.publish import grid, wording, words
from tollbook.publish.countries import NAMES
from tollbook.run.coding_sight import to_code
from tollbook.run.titles import title_of
from tollbook.web import guard
from tollbook.web.static_files import static_url

THEMES = ("auto", "light", "dark")


@cache
def environment() -> Environment:
    """The one template environment: autoescape always, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("tollbook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        words=words, wording=wording, grid=grid, static=static_url, version=__version__, countries=NAMES
    )
    made.filters.update(
        safe_text=wording.safe,
        one_line=wording.one_line,
        short_id=wording.short_id,
        listed=wording.listed,
        named=lambda name: words.named(wording.one_line(name)),
        title_of=title_of,
        day=words.day,
        short_day=words.short_day,
        country=words.country,
        moment=moment,
    )
    return made


def moment(at: datetime) -> str:
    """Say a moment in UTC: 24 Nov 2026, 19:40 UTC."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def page(
    request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HTMLResponse:
    """Give a page, or its fragment, with what every page knows: who looks, the theme, how much waits."""
    office = request.app.state.office
    visitor = guard.visitor_of(request)
    theme = request.cookies.get("theme", "auto")
    shared = {
        "request": request,
        "visitor": visitor,
        "csrf_token": guard.csrf_token(request),
        "theme": theme if theme in THEMES else "auto",
        "waiting": len(office.now(visitor).queue) if visitor else 0,
        "to_code": len(to_code(office.ws, visitor.name)) if visitor and visitor.has_account else 0,
        "is_fragment": is_fragment(request),
    }
    text = environment().get_template(template).render(**shared, **(context or {}))
    return HTMLResponse(text, status_code=status)


def is_fragment(request: Request) -> bool:
    """Tell whether a script asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"
