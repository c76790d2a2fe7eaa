"""`extract`: one document a line in, one reading a line out, same order, no workspace."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

import msgspec

from tollbook import flow
from tollbook.errors import InputError
from tollbook.ingest.jsonl import document_of_line, id_of_line
from tollbook.judge.tallies import tally_account
from tollbook.publish.contract import reading_json
from tollbook.run.kit import Reader
from tollbook.run.reading import read_document

WORKERS = 2
AT_ONCE = 4  # lines that a thread takes at a time
_ENCODE = msgspec.json.Encoder().encode


def extract_lines(
    lines: Iterable[str | bytes], reader: Reader, tools: flow.Tools, workers: int = WORKERS
) -> Iterator[bytes]:
    """Read each line by itself, in order; a line that is no document gives a line with its id and the reason.

    Threads read side by side: the encoder leaves the interpreter free (16 documents of 400 words a second with two on
    one-thread sessions, 9 with one after another on a two-thread session). Each line is read by one thread alone, so
    that the readings are the same.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())

    def read_some(some: Sequence[tuple[int, str | bytes]]) -> list[bytes]:
        return [extract_line(line, number, reader, tools) for number, line in some]

    with ThreadPoolExecutor(workers) as pool:
        running: deque[Future[list[bytes]]] = deque()
        while some := tuple(islice(numbered, AT_ONCE)):
            running.append(pool.submit(read_some, some))
            if len(running) > 2 * workers:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def extract_line(line: str | bytes, number: int, reader: Reader, tools: flow.Tools) -> bytes:
    """Read one line of JSON (contract, `extract`: in) and give one line of JSON (`extract`: out)."""
    try:
        given_id, document, doubts = document_of_line(line, number)
    except InputError as error:
        return _ENCODE(_refused(id_of_line(line), str(error), str(reader.tagger.version)))
    reading = read_document(document, reader)
    if reading.claims or reading.statements or reading.accounts:
        reading = flow.tell(document, reading, (), tools)
    reading = replace(reading, issues=(*doubts, *reading.issues))
    return _ENCODE(reading_json(given_id, reading, tally_account))


def _refused(given_id: str | None, detail: str, version: str) -> dict[str, object]:
    issue = {"room": "ingest", "code": "line_refused", "detail": detail}
    empty: dict[str, object] = {name: [] for name in ("claims", "statements", "accounts")}
    return {"id": given_id, "lang": None, "reader": version, **empty, "issues": [issue]}
