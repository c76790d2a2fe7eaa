"""The API in its own words: the OpenAPI document, with every problem that a route can answer."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from tollbook import __version__
from tollbook.web.wire import Problem

ADDRESS = "http://localhost:8765"
INTRODUCTION = """\
Everything that the pages do, for programs.

**What it gives.** The record as the pages show it, in the words of the published schemas (docs/json). What is not
known is `null`, never 0. Quotes are exact words; offsets count Unicode code points.

**Who asks.** Without accounts the one local user may do all, from this machine alone. With accounts send an API token:
`Authorization: Bearer tollbook_…`. What a role may not see is not there for it; names of victims are `null` and said
to be `withheld`.

**Lists** come page by page: send `next` back as `cursor`, until it is null. A cursor stays good while others decide.

**ETags.** Every answer of the record has one. Send it back as `If-None-Match`; where nothing changed the answer is 304.

**Deciding.** Nothing is overwritten: a correction is a decision, and an undo is one too. Send the `seen` that came with
what you looked at; where somebody decided on it meanwhile the answer is 409, with their decisions.

**What went wrong** is told as a problem (RFC 9457, `application/problem+json`), in words for a person.
"""
TAGS = {
    "Incidents": "Sets of accounts of many reports: who says what of one incident.",
    "Reports": "Archived reports, with the words that all figures rest on.",
    "Claims and statements": "What one party says: a number of people harmed, who did it, what was hit.",
    "Decisions": "What people decided; appended, never overwritten.",
    "Queue": "What needs a person most.",
    "Links": "Incidents that may be one.",
    "Coding": "Two coders read one report apart from each other; a third settles where they differ.",
    "Assignments": "Who looks after what.",
    "Methods": "Rules and versions in force.",
    "Export": "The record in published formats.",
    "You": "Who asks: permissions, sessions, API tokens.",
    "People": "Who works here and what was done; for admins.",
    "Server": "That it is there.",
}
PROBLEMS = {
    400: "The request is broken and cannot be read.",
    401: "Nobody has signed in, or the API token does not hold.",
    403: "Your role does not allow this.",
    404: "There is no such thing here, or none that you may see.",
    413: "It is larger than what is taken here.",
    422: "The request is not understood, or cannot be done as it is.",
    429: "Too many requests: wait as many seconds as `Retry-After` says.",
}
_OPEN = ("/api/v1/health",)
_METHODS = ("get", "put", "post", "delete", "patch")
_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token, made on the account page."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "tollbook-8765",
        "description": "The session of a browser; what changes something also needs the header `X-CSRF-Token`.",
    },
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag that you were given before.",
}


def describe(app: FastAPI) -> None:
    """Let an application describe itself so."""
    app.openapi = lambda: _kept(app)  # type: ignore[method-assign]


def document_of(app: FastAPI) -> dict[str, Any]:
    """Make the OpenAPI document of an application's API."""
    made = get_openapi(
        title="Tollbook",
        version=__version__,
        summary="Who said how many were killed, in which words, and who gives another account.",
        description=INTRODUCTION,
        routes=app.routes,
        servers=[{"url": ADDRESS, "description": "`tollbook serve` on this machine"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    used = {tag for _, _, operation in _operations(made) for tag in operation.get("tags", ())}
    made["tags"] = [{"name": name, "description": says} for name, says in TAGS.items() if name in used]
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    made["components"]["securitySchemes"] = _SCHEMES
    schemas |= _schemas_of(Problem)
    for path, method, operation in _operations(made):
        _complete(path, method, operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas_in_order = dict(sorted(schemas.items()))
    made["components"]["schemas"] = schemas_in_order
    return made


def _kept(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = document_of(app)
    return app.openapi_schema


def _schemas_of(model: type[Problem]) -> dict[str, Any]:
    told = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**told.pop("$defs", {}), model.__name__: told}


def _operations(made: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in made["paths"].items():
        for method in _METHODS:
            if method in item:
                yield path, method, item[method]


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add what every route can answer: problems, the ETag of the record, who may ask."""
    responses = operation["responses"]
    for status, says in PROBLEMS.items():
        if _can_answer(status, path, operation):
            responses[str(status)] = _problem(says)
    if "409" in responses:
        responses["409"] = _problem("Somebody decided meanwhile; nothing was kept.", "ClashProblem")
    if "304" in responses:
        operation.setdefault("parameters", []).append(_IF_NONE_MATCH)
        responses["200"].setdefault("headers", {})["ETag"] = {"schema": {"type": "string"}}
    if "429" in responses:
        responses["429"]["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds to wait."}}
    operation["security"] = [{}] if path in _OPEN else [{}, {"token": []}, {"session": []}]
    operation["responses"] = dict(sorted(responses.items()))


def _can_answer(status: int, path: str, operation: dict[str, Any]) -> bool:
    if status in (400, 413):
        return "requestBody" in operation
    if status in (401, 403):
        return path not in _OPEN
    if status == 404:
        return "{" in path or "requestBody" in operation
    if status == 422:
        return path not in _OPEN and bool("requestBody" in operation or operation.get("parameters"))
    return True


def _problem(says: str, schema: str = "Problem") -> dict[str, Any]:
    held = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": says, "content": {"application/problem+json": held}}
