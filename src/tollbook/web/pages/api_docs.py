"""The API's documentation as a page: the OpenAPI document read to a person, with examples that can be run."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from tollbook.web import guard, render
from tollbook.web.api.described import ADDRESS
from tollbook.web.api.names import CLAIM, INCIDENT, OTHER_INCIDENT, REPORT, STATEMENT

router = APIRouter()
Schema = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
SHOWN_CODES = 8  # of a closed list; the document itself has all
# How the Python client asks the same, by operation; what it has no method for is for who signs in.
PYTHON: Mapping[str, str] = {
    "getHealth": "t.health()",
    "listIncidents": 'for line in t.incidents(country="ML", min_killed=10):\n    print(line["id"], line["killed"])',
    "countIncidents": 't.facets(since="2024-01-01")',
    "getIncident": f't.incident("{INCIDENT}", as_known="2024-08-26")',
    "listHistory": f'list(t.history("{INCIDENT}"))',
    "listReports": 'for report in t.reports(lang="fr"):\n    print(report["published"], report["title"])',
    "getReport": f'text = t.report("{REPORT}")["text"]',
    "getOriginal": f'Path("original").write_bytes(t.original("{REPORT}"))',
    "addReport": 't.add_text("Air strikes killed at least 21 …", source="Radio Kidal", published="2024-08-26")',
    "addReportFile": 't.add_file("report.pdf", source="Radio Kidal")',
    "withdrawReport": f't.withdraw("{REPORT}", "the witness asked for it")',
    "getClaim": f'claim = t.claim("{CLAIM}")',
    "getStatement": f't.statement("{STATEMENT}")',
    "listDecisions": 'list(t.decisions(kind="correct", in_force=True))',
    "getDecision": 't.decision("v-…")',
    "decide": f'claim = t.claim("{CLAIM}")\nt.decide("correct", [claim["id"]], {{"low": 22, "high": 22}},\n'
    '         reason="misread", seen=claim["seen"])',
    "undo": 't.undo("v-…", "a slip")',
    "listQueue": 'for item in t.queue(kind="conflict"):\n    print(item["detail"])',
    "listLinks": "list(t.links())",
    "getPair": f't.pair("{INCIDENT}", "{OTHER_INCIDENT}")',
    "search": 'for report in t.search(\'"precision strikes"\'):\n    print(report["snippet"])',
    "getMethods": 't.methods()["rules"]',
    "listFormats": "t.formats()",
    "export": 't.save_export("record.jsonl", "jsonl")\nclaims = t.export("csv", part="claims")',
    "getLoss": 't.loss("csv")["lost"]',
    "getMe": 't.me()["permissions"]',
    "noteLook": "t.note_look()",
    "listPeople": "list(t.people())",
    "listAudit": 'list(t.audit(who="Amina"))',
    "listAssignments": 'list(t.assignments("Amina"))',
    "assign": f't.assign("{INCIDENT}", "Amina")',
    "free": f't.free("{INCIDENT}")',
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter: what it is called, what it holds, whether it must be there."""

    name: str
    holds: Markup
    is_required: bool
    says: Markup


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    summary: str
    says: tuple[Markup, ...]
    parameters: tuple[Field, ...]
    sends: Markup | None
    gives: Markup | None
    problems: tuple[tuple[str, Markup], ...]
    curl: str
    python: str | None


@dataclass(frozen=True, slots=True)
class Shape:
    """One schema: its fields, or nothing but words."""

    name: str
    says: tuple[Markup, ...]
    fields: tuple[Field, ...]


@router.get("/api")
def show_api(request: Request, visitor: Annotated[guard.Visitor, Depends(guard.require("look"))]) -> HTMLResponse:
    """Show what can be asked, by subject, with examples."""
    document = request.app.openapi()
    context = {
        "introduction": paragraphs(document["info"]["description"]),
        "sections": sections(document),
        "shapes": shapes(document),
    }
    return render.page(request, "api_docs.html", context)


def sections(document: Schema) -> list[tuple[str, str, list[Operation]]]:
    """Give each subject with its words and what can be asked of it."""
    asked: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                asked[item[method]["tags"][0]].append(operation(path, method, item[method]))
    return [(tag["name"], tag["description"], asked[tag["name"]]) for tag in document["tags"]]


def operation(path: str, method: str, told: Schema) -> Operation:
    """Read one operation of the document."""
    answers = told["responses"]
    good: Schema = next((a for s, a in answers.items() if s.startswith("2")), {})
    body = told.get("requestBody", {}).get("content", {})
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        says=paragraphs(told.get("description", "")),
        parameters=tuple(_parameter(p) for p in told.get("parameters", ()) if p["in"] != "header"),
        sends=_content(body),
        gives=_content(good.get("content", {})),
        problems=tuple((s, _marked(a["description"])) for s, a in answers.items() if not s.startswith("2")),
        curl=curl(path, method, told),
        python=PYTHON.get(told["operationId"]),
    )


def shapes(document: Schema) -> list[Shape]:
    """Give every schema that an answer or question has."""
    return [
        Shape(name, paragraphs(told.get("description", "")), tuple(_fields(told)))
        for name, told in document["components"]["schemas"].items()
    ]


def curl(path: str, method: str, told: Schema) -> str:
    """Write a command that asks it; the examples are of the sample reports."""
    address = f"{ADDRESS}{path}"
    for parameter in told.get("parameters", ()):
        example = _example(parameter)
        if parameter["in"] == "path":
            address = address.replace(f"{{{parameter['name']}}}", example or "…")
        elif parameter["in"] == "query" and parameter.get("required"):
            address += f"?{parameter['name']}={example}"
    body = told.get("requestBody", {}).get("content", {})
    words = ["curl"]
    end = " "
    if "application/octet-stream" in body:
        words.append("-T report.html")
    elif method != "get" and not (method == "post" and body):
        words.append(f"-X {method.upper()}")
    if "application/json" in body:
        sent = json.dumps(_body_example(body["application/json"]), ensure_ascii=False, indent=2)
        words.append(f"-H 'Content-Type: application/json' -d '{sent}'")
        end = " \\\n  "
    return f"{' '.join(words)}{end}'{address}'"


def paragraphs(text: str) -> tuple[Markup, ...]:
    """Set words of ours, which have `code` and **strong** ones, as paragraphs; all else in them is text."""
    return tuple(_marked(p) for p in text.split("\n\n") if p.strip())


def _marked(text: str) -> Markup:
    held = str(escape(" ".join(text.split())))
    held = re.sub(r"`([^`]+)`", r"<code>\1</code>", held)
    return Markup(re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", held))


def _parameter(told: Schema) -> Field:
    """What is left out of an address is null already, so that is not said of each."""
    held = [s for s in told["schema"].get("anyOf", (told["schema"],)) if s.get("type") != "null"]
    words = (told.get("description"), told["schema"].get("description"), *(s.get("description") for s in held))
    says = next((w for w in words if w), "")
    return Field(told["name"], holds({"anyOf": held}), told.get("required", False), _marked(says))


def _fields(told: Schema) -> Iterator[Field]:
    required = told.get("required", ())
    for name, held in told.get("properties", {}).items():
        yield Field(name, holds(held), name in required, _marked(held.get("description", "")))


def holds(schema: Schema) -> Markup:
    """Say in words what a schema holds; another schema by a link to it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Markup('<a href="#shape-{0}">{0}</a>').format(name)
    if "anyOf" in schema:
        return Markup(" or ").join(dict.fromkeys(holds(s) for s in schema["anyOf"]))
    if "enum" in schema:
        codes = [Markup("<code>{}</code>").format(c) for c in schema["enum"][:SHOWN_CODES]]
        more = Markup(" …") if len(schema["enum"]) > SHOWN_CODES else Markup("")
        return Markup(" · ").join(codes) + more
    if "const" in schema:
        return Markup("<code>{}</code>").format(schema["const"])
    if schema.get("type") == "array":
        return Markup("list of ") + holds(schema.get("items", {}))
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return Markup("by name: ") + holds(schema["additionalProperties"])
    return Markup(escape(_plain(schema)))


def _plain(schema: Schema) -> str:
    named = {"date": "day", "date-time": "moment", "binary": "bytes", "password": "password"}
    types = {"string": "words", "integer": "whole number", "number": "number", "boolean": "true or false"}
    kind = str(schema.get("type", "anything"))
    return named.get(str(schema.get("format")), types.get(kind, kind))


def _content(content: Schema) -> Markup | None:
    for held in content.values():
        return holds(held["schema"])
    return None


def _example(parameter: Schema) -> str | None:
    found = parameter.get("examples") or parameter["schema"].get("examples")
    return str(found[0]) if isinstance(found, list) and found else None


def _body_example(held: Schema) -> Any:
    if "examples" in held:
        return next(iter(held["examples"].values()))["value"]
    name = held["schema"].get("$ref", "").rpartition("/")[2]
    return _SENT.get(name, {})


# What is sent where the document holds no example of its own.
_SENT: Mapping[str, Any] = {
    "NewReport": {"text": "Air strikes killed at least 21 …", "source": "Radio Kidal", "published": "2024-08-26"},
    "Withdrawal": {"reason": "the witness asked for it"},
    "Undo": {"reason": "a slip"},
    "NewToken": {"label": "nightly export", "role": "reader", "days": 90},
    "NewPassword": {"present": "…", "new": "…"},
    "NewPerson": {"name": "Amina", "role": "reviewer", "password": "…"},
    "ChangedPerson": {"role": "reviewer"},
    "Assigned": {"person": "Amina"},
}


__all__ = ["PYTHON", "Operation", "Shape", "router", "sections", "shapes"]
