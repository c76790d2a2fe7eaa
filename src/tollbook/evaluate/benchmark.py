"""What every benchmark is given and gives back."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.errors import InputError
from tollbook.evaluate.figures import Figure

Json = Mapping[str, Any]
# Reads documents (the `extract` format, one a line) and gives readings of the same order.
Read = Callable[[Iterable[Json]], Iterable[Json]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was missed, made up, or read otherwise than careful people did."""

    subject: str
    kind: str
    quote: str
    detail: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a benchmark found: figures a row, plain counts, and each difference for reading by hand.

    `corpus` is the hash of the data that was measured on, so that figures are never compared across different data.
    """

    name: str
    corpus: str
    figures: tuple[Figure, ...]
    counts: Mapping[str, int]
    differences: tuple[Difference, ...]


def rows_of(path: Path) -> list[Json]:
    """Read JSON objects, one a line; a line that is none is named."""
    rows = []
    # Texts hold line separators of their own: only a line feed ends a row.
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number}: this is no JSON ({error.msg}); give one object a line") from error
    return rows


def corpus_of(rows: Sequence[Json]) -> str:
    """Give the hash of data: of its rows, in whatever order."""
    hashes = sorted(hashlib.sha256(json.dumps(r, sort_keys=True).encode()).hexdigest() for r in rows)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def half_of(document_id: str) -> str:
    """Tell which half of the data a document is in: `a` to tune on, `b` to report."""
    return "ab"[int(hashlib.sha256(document_id.encode()).hexdigest(), 16) % 2]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file of the benchmark's data") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; give the benchmark's file as it is") from error
