"""jsonl: an incident a line, everything that `show --json` gives (docs/formats/jsonl.md)."""

import json
from typing import BinaryIO

from tollbook.publish.exporter import Exporter, Lost, Part
from tollbook.publish.gate import Published
from tollbook.publish.incident import incident_json


def write_lines(published: Published, sink: BinaryIO) -> None:
    """Write one incident a line, in UTF-8, ended by a line feed."""
    for incident in published.incidents:
        line = json.dumps(incident_json(incident, published.documents), ensure_ascii=False, separators=(",", ":"))
        sink.write(line.encode("utf-8", "surrogatepass") + b"\n")


def losses(published: Published) -> tuple[Lost, ...]:
    """Name what a line leaves out: where repeats of a quote stand."""
    more = sum(len(s.claim.more_quotes) for i in published.incidents for s in i.claims)
    more += sum(len(s.statement.more_quotes) for i in published.incidents for s in i.statements)
    return (Lost("more_quotes.start", more, "repeats of a quote are given as words, without their place"),)


JSONL = Exporter("jsonl", "an incident a line, whole, as JSON", (Part("", write_lines),), losses)
