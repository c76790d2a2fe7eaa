"""A name for a report that a person can read."""

from textwrap import shorten

from tollbook.ingest.credits import furniture_spans
from tollbook.lang import load
from tollbook.model import Document

TITLE = 60  # characters of a first line that stand for a title
# How far a first line is looked for: telling furniture apart takes 4 s on a line of 2 million signs, 14 ms on this.
BEGINNING = 4_000


def title_of(document: Document) -> str:
    """Give a report's title, else its first line that is no page furniture, cut; "untitled" where there is none."""
    if document.title:
        return document.title
    beginning = document.text[:BEGINNING]
    left_out = {s.start for s in furniture_spans(beginning, load("en").furniture)}
    start = 0
    for line in beginning.split("\n"):
        if line.strip() and start not in left_out:
            return shorten(" ".join(line.split()), TITLE, placeholder=" …")
        start += len(line) + 1
    return "untitled"
