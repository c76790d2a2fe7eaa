"""Reading the tables of a language: package resources in YAML, checked word by word against the codebook."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tollbook.errors import CodeError, ToolError

# The C loader reads the English tables in a tenth of the time of the Python one; both give the same values.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read_table(language: str, name: str) -> Mapping[str, Any]:
    """Read `lang/<language>/<name>.yml` out of the package; a missing or empty table stops."""
    file = resources.files("tollbook.lang").joinpath(language, f"{name}.yml")
    if not file.is_file():
        raise ToolError(f"the package has no table {language}/{name}.yml; add it under tollbook/lang/{language}/")
    table = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    if not isinstance(table, dict):
        raise CodeError(f"{language}/{name}.yml: expected a table of codes, found {type(table).__name__}")
    return table


def words_under(table: Mapping[str, Any], key: Any, where: str) -> tuple[str, ...]:
    """Give the words listed under one key of a table; anything but a list of words stops, naming file and key."""
    listed = table.get(key)
    if not isinstance(listed, list):
        raise CodeError(f"{where}: {key!r} must be a list of words")
    wrong = [w for w in listed if not isinstance(w, str) or not w.strip()]
    if wrong:
        raise CodeError(f"{where}: {key!r} lists {wrong[0]!r}, which is not a word; put quotation marks around it")
    return tuple(listed)


def words_by_code(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> Iterator[tuple[str, str]]:
    """Give (word, code) for a table of codes, each a list of words; an unknown or repeated code stops."""
    seen: dict[str, str] = {}
    for code in table:
        require_known(code, known, where)
        for word in words_under(table, code, where):
            if seen.setdefault(word, code) == code:
                yield word, code


def numbers_by_word(table: Mapping[str, Any], key: str, where: str) -> dict[str, int]:
    """Give the words of one key with their whole numbers; anything else stops, naming file and key."""
    listed = table.get(key)
    if not isinstance(listed, dict):
        raise CodeError(f"{where}: {key!r} must give a number for each word")
    for word, number in listed.items():
        if not isinstance(word, str) or not isinstance(number, int):
            raise CodeError(f"{where}: {key!r} gives {word!r}: {number!r}; expected a word and a whole number")
    return dict(listed)


def require_known(code: object, known: tuple[str, ...], where: str) -> None:
    """Stop with a CodeError that names the file and the known codes when `code` is none of them."""
    if code not in known:
        raise CodeError(f"{where}: {code!r} is not a known code; known: {', '.join(known)}")
