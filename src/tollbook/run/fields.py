"""What a person writes into a field, as on the command line or in a form, read as the value that it stands for."""

from collections.abc import Mapping
from typing import Any

from tollbook.errors import DecisionError

OPEN = frozenset({"", "open", "none", "null", "unknown-number"})
NUMBERS = frozenset({"low", "high", "start", "account"})
DEGREES = frozenset({"lat", "lon"})
# The screen and the JSON say `incident` for the number of an incident within its text.
CALLED = {"incident": "account"}
# "none" and "unknown" are codes here, and a quote may be any words.
_AS_IS = ("status", "group", "claimant_kind", "means", "quote", "note", "name")


def fields_of_words(words: Mapping[str, str]) -> dict[str, Any]:
    """Read fields by name; `open` or nothing means that it is not known or not limited."""
    return {field_name(name): field_value(field_name(name), value) for name, value in words.items()}


def field_name(written: str) -> str:
    """Give the name that the rooms know a field by."""
    name = written.strip().replace("-", "_")
    return CALLED.get(name, name)


def field_value(name: str, value: str) -> Any:
    """Give what is meant: a number, degrees, yes or no, None for what is open, else the words."""
    if name == "provisional":
        if value.casefold() not in ("true", "false", "yes", "no"):
            raise DecisionError(f"provisional={value}: say true or false")
        return value.casefold() in ("true", "yes")
    if value.casefold() in OPEN and name not in _AS_IS:
        return None
    if name in NUMBERS:
        if not value.isdecimal():
            raise DecisionError(f"{name}={value}: say a whole number, or open")
        return int(value)
    if name in DEGREES:
        try:
            return float(value)
        except ValueError:
            raise DecisionError(f"{name}={value}: say degrees as a number, south and west negative") from None
    return value
