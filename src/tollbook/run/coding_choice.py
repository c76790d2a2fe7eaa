"""Which reports a round holds: named by id, found by a search, or drawn at random from these or from all."""

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.errors import DecisionError
from tollbook.model import Document
from tollbook.publish.wording import count_of
from tollbook.run.coding import MOST_REPORTS, draw
from tollbook.run.desk import pick
from tollbook.store import read
from tollbook.store.db import Workspace


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a person says of the reports: `way` is all, found or named; `n` of them are drawn where it is given."""

    way: str = "all"
    words: str = ""
    ids: str = ""
    n: int | None = None
    seed: str = ""


def choose(ws: Workspace, documents: Mapping[str, Document], choosing: Choosing) -> tuple[tuple[str, ...], str]:
    """Give the reports that were chosen and how, in words that quote no report: what was searched for is not told."""
    pool, told = _pool(ws, documents, choosing)
    if choosing.n is None:
        return pool, told
    if not choosing.seed.strip():
        raise DecisionError("a random sample needs a seed, any word or number: with it the sample can be drawn again")
    if choosing.n > len(pool):
        raise DecisionError(f"{choosing.n} reports cannot be drawn from {len(pool)}; ask for fewer, or leave it out")
    drawn = draw(pool, choosing.n, choosing.seed.strip())
    return drawn, f"{choosing.n} drawn at random, seed {choosing.seed.strip()}, from {told}"


def _pool(ws: Workspace, documents: Mapping[str, Document], choosing: Choosing) -> tuple[tuple[str, ...], str]:
    if choosing.way == "named":
        named = choosing.ids.replace(",", " ").split()
        return tuple(pick(name, documents, "report") for name in named), f"{count_of(len(named), 'report')} named by id"
    if choosing.way == "found":
        if not choosing.words.strip():
            raise DecisionError("say which words the reports should hold")
        hits = read.search(ws, choosing.words, MOST_REPORTS)
        found = _one_a_text({h.document_id: documents[h.document_id] for h in hits if h.document_id in documents})
        return found, f"{count_of(len(found), 'report')} found by a search"
    everything = _one_a_text(documents)
    return everything, f"all {count_of(len(everything), 'report')}"


def _one_a_text(documents: Mapping[str, Document]) -> tuple[str, ...]:
    """One report of each text: two outlets that print the same are not coded twice."""
    first: dict[str, str] = {}
    for document_id in sorted(documents):
        first.setdefault(documents[document_id].text_sha256, document_id)
    return tuple(first.values())
