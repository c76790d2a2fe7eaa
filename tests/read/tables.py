"""Comparing what the reader finds in a case's text with what the table expects."""

import json
from pathlib import Path
from typing import Any

import yaml

from tollbook.ingest.jsonl import document_of_line
from tollbook.model import Claim, Reading, Span, Statement, Victim
from tollbook.run.kit import Reader
from tollbook.run.reading import read_document

CASES = Path(__file__).parent.parent / "cases" / "en"
NAMES = (
    "attribution groups_status cumulative denials hedges parts repeats several_incidents statements victims furniture"
)
TABLES = [CASES / f"{name}.yml" for name in NAMES.split()]
ANY = "any"
USUAL_CLAIM = {
    "effect": "killed",
    "wording": "exact",
    "status": "unknown",
    "group": "none",
    "claimant": None,
    "polarity": "affirmed",
    "certainty": "stated",
    "provisional": False,
    "scope": "incident",
    "part_of": None,
}
USUAL_STATEMENT = {"actor": None, "object": None, "claimant": None, "certainty": "stated"}
PLAIN = ("effect", "status", "group", "polarity", "certainty", "provisional", "scope", "claimant_kind", "means")


def load_cases(table: Path) -> list[dict[str, Any]]:
    """Read a table."""
    cases: list[dict[str, Any]] = yaml.safe_load(table.read_text(encoding="utf-8"))
    return cases


def read_case(case: dict[str, Any], reader: Reader) -> Reading:
    """Read a case's text as a report of an English outlet."""

    published = str(case["published"]) if case.get("published") else None
    line = json.dumps({"id": "case", "text": case["text"], "published": published, "lang": "en", "source": "Case"})
    return read_document(document_of_line(line, 1)[1], reader)


def faults(case: dict[str, Any], reader: Reader) -> list[str]:
    """Say in what the reading differs from what the case expects; empty where it is right."""
    text, reading, expect = case["text"], read_case(case, reader), case["expect"]
    out: list[str] = []
    if "claims" in expect:
        out += _compare(expect["claims"], reading.claims, lambda e, c: _claim_faults(text, e, c, reading), "claim")
    if "statements" in expect:
        out += _compare(
            expect["statements"], reading.statements, lambda e, s: _statement_faults(text, e, s), "statement"
        )
    if "victims" in expect:
        victims = [v for a in reading.accounts for v in a.victims]
        out += _compare(expect["victims"], victims, _victim_faults, "victim")
    return out


def _compare(expected: list[dict[str, Any]], found: Any, differ: Any, what: str) -> list[str]:
    out, left = [], list(found)
    for e in expected:
        scored = sorted(((differ(e, f), i) for i, f in enumerate(left)), key=lambda x: (len(x[0]), x[1]))
        if scored and scored[0][0] != ["another"] * 9:
            wrong, i = scored[0]
            left.pop(i)
            out += [] if e.get("optional") else [f"{_label(e)}: {w}" for w in wrong]
        elif not e.get("optional"):
            out.append(f"missed {_label(e)}")
    return out + [f"extra {what} {_said(f)!r}" for f in left]


def _claim_faults(text: str, e: dict[str, Any], claim: Claim, reading: Reading) -> list[str]:
    low = e.get("low")
    count = (claim.count.low, claim.count.high)
    if not _overlaps(text, e["quote"], (claim.span, *claim.more_quotes)) or count != (low, e.get("high")):
        return ["another"] * 9
    expected = USUAL_CLAIM | e
    wrong = [
        f"{k} {getattr(claim, k)!r}" for k in PLAIN if k in expected and expected[k] not in (ANY, getattr(claim, k))
    ]
    if expected["wording"] not in (ANY, claim.count.wording):
        wrong.append(f"wording {claim.count.wording!r}")
    wrong += _word_faults(expected, claim)
    whole = next((c.span.quote for c in reading.claims if c.id == claim.part_of), None)
    if expected["part_of"] != ANY and not _alike(expected["part_of"], whole):
        wrong.append(f"part_of {whole!r}")
    return wrong


def _statement_faults(text: str, e: dict[str, Any], s: Statement) -> list[str]:
    if e["kind"] != s.kind or not _overlaps(text, e["quote"], (s.span, *s.more_quotes)):
        return ["another"] * 9
    expected = USUAL_STATEMENT | e
    wrong = [f"{k} {_quote(getattr(s, k))!r}" for k in ("actor", "object") if not _fits(expected[k], getattr(s, k))]
    if expected["certainty"] not in (ANY, s.certainty):
        wrong.append(f"certainty {s.certainty!r}")
    return wrong + _word_faults(expected, s)


def _victim_faults(e: dict[str, Any], v: Victim) -> list[str]:
    if not _alike(e["name"], v.name.quote):
        return ["another"] * 9
    usual = {"effect": "killed", "age": None, "sex": None} | e
    return [f"{k} {getattr(v, k)!r}" for k in ("effect", "age", "sex") if usual[k] not in (ANY, getattr(v, k))]


def _word_faults(expected: dict[str, Any], said: Claim | Statement) -> list[str]:
    wrong = []
    if not _fits(expected["claimant"], said.claimant):
        wrong.append(f"claimant {_quote(said.claimant)!r}")
    if "cue" in expected and not _fits(expected["cue"], said.cue):
        wrong.append(f"cue {_quote(said.cue)!r}")
    return wrong


def _fits(expected: str | None, span: Span | None) -> bool:
    return expected == ANY or _alike(expected, _quote(span))


def _alike(expected: str | None, got: str | None) -> bool:
    if expected is None or got is None:
        return expected == got
    left, right = expected.casefold(), got.casefold()
    return left in right or right in left


def _quote(span: Span | None) -> str | None:
    return span.quote if span else None


def _overlaps(text: str, words: str, spans: tuple[Span, ...]) -> bool:
    at = text.find(words)
    while at >= 0:
        if any(s.start < at + len(words) and at < s.end for s in spans):
            return True
        at = text.find(words, at + 1)
    return False


def _label(e: dict[str, Any]) -> str:
    return str(e.get("quote") or e.get("name"))


def _said(found: Claim | Statement | Victim) -> str:
    return found.name.quote if isinstance(found, Victim) else found.span.quote
