"""Claims and statements out of the tables of cases."""

from pathlib import Path
from typing import Any

import yaml

from tollbook.model import Claim, Count, SaidClaim, SaidStatement, Span, Statement

CASES = Path(__file__).resolve().parent.parent / "cases"
USUAL = {"effect": "killed", "status": "civilian"}
PASSED_ON = ("group", "polarity", "certainty", "scope", "provisional")


def cases(name: str) -> list[dict[str, Any]]:
    """Read a table of cases."""
    read: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return read


def said_claims(case: dict[str, Any]) -> list[SaidClaim]:
    """The claims of a case, each by its voice; their ids are c0, c1, …"""
    return [_claim(n, row) for n, row in enumerate(case.get("claims", ()))]


def said_statements(case: dict[str, Any]) -> list[SaidStatement]:
    """The statements of a case, each by its voice; their ids are s0, s1, …"""
    return [_statement(n, row) for n, row in enumerate(case.get("statements", ()))]


def _claim(n: int, row: dict[str, Any]) -> SaidClaim:
    low, high, said = row["low"], row["high"], row.get("said", f"{row['low']} people")
    published = row.get("published", "2024-08-26")
    claim = Claim(
        id=f"c{n}",
        span=Span(0, len(said), said),
        count=Count(low, high, row.get("wording") or _wording(low, high)),
        claimant=_span(row.get("by")),
        part_of=f"c{row['part_of']}" if "part_of" in row else None,
        **{key: row.get(key, usual) for key, usual in USUAL.items()},
        **{key: row[key] for key in PASSED_ON if key in row},
    )
    return SaidClaim(f"d{n}", claim, row.get("by", "own"), published=None if published is None else str(published))


def _wording(low: int | None, high: int | None) -> Any:
    if low == high:
        return "exact"
    return "at_least" if high is None else "at_most" if low is None else "range"


def _statement(n: int, row: dict[str, Any]) -> SaidStatement:
    words = _span(row["words"])
    target = row["kind"] == "target"
    statement = Statement(
        id=f"s{n}",
        kind=row["kind"],
        span=Span(0, len(row["words"]), row["words"]),
        actor=None if target else words,
        actor_id=row.get("id"),
        object=words if target else None,
        claimant=_span(row.get("by")),
    )
    return SaidStatement(f"d{n}", statement, row.get("by", "own"))


def _span(words: str | None) -> Span | None:
    return None if words is None else Span(0, len(words), words)
