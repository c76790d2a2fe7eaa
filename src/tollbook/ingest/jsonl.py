"""One report a line, in JSON: the form in which other programs hand reports over (`extract` takes the same)."""

import json
from dataclasses import replace
from typing import Any

from tollbook.errors import InputError
from tollbook.ingest.dates import Published, iso_time
from tollbook.ingest.documents import AS_GIVEN, Given, Items, RawItem, make_document, without_surrogates
from tollbook.model import Document, Issue

_WORDS = ("id", "published", "title", "url", "source", "lang")


def read_lines(raw: bytes, name: str, given: Given) -> Items:
    """Take every line that is a report; a broken line is an Issue that names file and line, the rest are taken."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError("its lines are UTF-16. Write the file as UTF-8.")
    items: list[RawItem] = []
    issues: list[Issue] = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            item, doubts = read_report(line.rstrip(b"\r"), where, given)
        except InputError as error:
            issues.append(Issue("ingest", where, "line_refused", str(error)))
            continue
        items.append(item)
        issues += doubts
    return Items(tuple(items), tuple(issues))


def read_report(line: bytes, where: str, given: Given) -> tuple[RawItem, tuple[Issue, ...]]:
    """Make an item of one line; raise InputError where it is no report. Its bytes are those of the line."""
    said = parse_line(line)
    published = said["published"]
    at = iso_time(published) if published else None
    doubts: tuple[Issue, ...] = ()
    if published and at is None:
        detail = f'"published" is {published!r}, no date as YYYY-MM-DD; the date of publication stays unknown.'
        doubts = (Issue("ingest", where, "published_unreadable", detail),)
    item = RawItem(
        raw=line,
        text=said["text"],
        extracted_by=AS_GIVEN,
        name=where,
        item=said["id"] or "",
        source=said["source"],
        url=said["url"],
        title=said["title"],
        language=said["lang"],
        published=Published(at, "given") if at else None,
        given=replace(given, source=said["source"] or given.source),
    )
    return item, doubts


def parse_line(line: bytes | str) -> dict[str, Any]:
    """Read one line as {"id", "text", "published", "title", "url", "source", "lang"}; absent ones are None.

    The text is the one given, code point for code point. Raises InputError that says what is wrong.
    """
    try:
        value = json.loads(line if isinstance(line, str) else line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"the line is not UTF-8 (byte {error.start}). Write the file as UTF-8.") from None
    except RecursionError:
        raise InputError("the line is nested too deep to be a report. Write one object a line.") from None
    except ValueError as error:
        raise InputError(f"the line is no JSON ({error}). Write one object a line.") from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise InputError('the line is no report: it needs {"text": "…"}, in quotation marks.')
    if not value["text"].strip():
        raise InputError("the text is empty. Leave the line out, or put the report in.")
    said: dict[str, Any] = {"text": value["text"]}
    for key in _WORDS:
        word = value.get(key)
        if isinstance(word, int) and key == "id":
            word = str(word)
        if word is not None and not isinstance(word, str):
            raise InputError(f'"{key}" is {word!r}. Write it in quotation marks, or null.')
        said[key] = word or None
    return said


def id_of_line(line: bytes | str) -> str | None:
    """Give the id of a line that is no report, where it can be read, so that who sent it knows which was refused."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = value.get("id") if isinstance(value, dict) else None
    return without_surrogates(str(found)) or None if isinstance(found, str | int) else None


def document_of_line(line: bytes | str, number: int) -> tuple[str | None, Document, tuple[Issue, ...]]:
    """Make the document of one line of `extract`, with the line's id and doubts; raise InputError where it is none.

    The text is the given one, so that offsets count in what the other program holds.
    """
    raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    where = f"line {number}"
    try:
        item, doubts = read_report(raw.strip(b" \t\r\n"), where, Given())
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return item.item or None, make_document(replace(item, item="")), doubts
