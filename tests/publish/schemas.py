"""The published JSON Schemas, loaded once."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "json"


@lru_cache
def _registry() -> Registry[Any]:
    contents = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.schema.json"))]
    return Registry().with_resources([(c["$id"], Resource.from_contents(c)) for c in contents])


def schema(name: str) -> Any:
    """Give one schema by its name."""
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def faults(name: str, value: Any) -> list[str]:
    """Say what in `value` is not as the schema `name` says; empty where all is."""
    validator = Draft202012Validator(
        schema(name), registry=_registry(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)]
