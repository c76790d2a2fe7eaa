"""`extract`: one document a line in, one reading a line out, same order, no workspace."""

from collections.abc import Iterable, Iterator

import msgspec

from tollbook import flow
from tollbook.errors import InputError
from tollbook.ingest.jsonl import document_of_line
from tollbook.judge.tallies import tally_account
from tollbook.publish.contract import reading_json
from tollbook.run.kit import Reader
from tollbook.run.reading import read_document

_ENCODE = msgspec.json.Encoder().encode


def extract_lines(lines: Iterable[str | bytes], reader: Reader, tools: flow.Tools) -> Iterator[bytes]:
    """Read each line by itself; a line that is no document gives a line with its id (or null) and the reason."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield extract_line(line, number, reader, tools)


def extract_line(line: str | bytes, number: int, reader: Reader, tools: flow.Tools) -> bytes:
    """Read one line of JSON (contract, `extract`: in) and give one line of JSON (`extract`: out)."""
    try:
        given_id, document = document_of_line(line, number)
    except InputError as error:
        issue = {"room": "ingest", "code": "line_refused", "detail": str(error)}
        return _ENCODE({"id": None, "lang": None, "reader": str(reader.tagger.version), "claims": [], "statements": [], "accounts": [], "issues": [issue]})
    told = flow.tell(document, read_document(document, reader), (), tools)
    return _ENCODE(reading_json(given_id, told, tally_account))
