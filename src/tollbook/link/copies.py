"""Copies and editions: which documents say again what another one said, and which one said it first."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import numpy as np

from tollbook.link.credits import credited_to_another, names_outlet, shared_credits
from tollbook.link.decided import decided_documents
from tollbook.link.groups import groups
from tollbook.link.shingles import SIGNATURE, Keys, keys_of_text, meeting, runs_of, words_of
from tollbook.link.urls import normal_url
from tollbook.model import Decision, Document, Link, Reason
from tollbook.model.link import LinkKind

VERSION = f"copies/1+{SIGNATURE}"
# Shorter texts share whole sentences by chance of formula ("no group has claimed the attack").
SHORTEST_TEXT = 30
# Bits for each hundredth of the shorter text's runs above (or below) the half that makes a copy without a credit.
NEUTRAL_SHARE = 0.5
BITS_PER_SHARE = 20.0
CREDIT_BITS = 3.0


def find_copies(documents: Sequence[Document], decisions: Sequence[Decision]) -> tuple[Link, ...]:
    """Give the links between documents: near-identical texts (`copy`), later bytes of one address (`edition`).

    A decision that one is a copy adds a link; one that says that two are different takes any link between them away.
    """
    keys = [copy_keys(d.text) for d in documents]
    found = (*text_copies(documents, keys), *editions(documents))
    return as_decided(found, decided_documents(decisions), {d.id for d in documents})


def copy_keys(text: str) -> Keys:
    """Give the keys by which copies of a text find it; none where it is too short to tell."""
    return keys_of_text(text) if len(words_of(text)) >= SHORTEST_TEXT else np.zeros(0, dtype=np.uint64)


def text_copies(documents: Sequence[Document], keys: Sequence[Keys], since: int = 0) -> list[Link]:
    """Give the links between near-identical texts, found by their keys; only those of a document from `since` on."""
    cut = cache(lambda n: _Cut.of(documents[n]))
    weighed = (_weigh(cut(i), cut(j)) for i, j in meeting(keys, since))
    return [link for link in weighed if link is not None]


def as_decided(
    links: Iterable[Link], decided: Mapping[tuple[str, str], Decision], here: Container[str]
) -> tuple[Link, ...]:
    """Give the links between documents as people decided them, in order; of two on one pair the later one."""
    found = {(k.left, k.right): k for k in links}
    for pair, decision in decided.items():
        if decision.kind == "different_incidents":
            found.pop(pair, None)
        elif all(d in here for d in pair):
            copy, origin = decision.subjects[0], decision.subjects[1]
            reason = Reason(f"decision@{VERSION}", 0.0, copy, origin)
            found[pair] = Link(*pair, kind="copy", score=0.0, reasons=(reason,), decided=True)
    return tuple(found[pair] for pair in sorted(found))


def decided_copies(links: Iterable[Link]) -> frozenset[str]:
    """Give the documents that were decided to be copies."""
    return frozenset(r.left for k in links if k.decided and k.kind == "copy" for r in k.reasons)


def origins(documents: Sequence[Document], links: Sequence[Link]) -> dict[str, str]:
    """Give each document's origin: of a group of copies the one published first, itself where it copies no other."""
    by_id = {d.id: d for d in documents}
    origin = {i: i for i in by_id}
    copies = decided_copies(links)
    for group in linked(by_id, links, "copy"):
        origin.update(dict.fromkeys(group, first_of([by_id[i] for i in group], copies)))
    return origin


def first_of(members: Sequence[Document], copies: Container[str]) -> str:
    """Give the document of a group of copies that the others go back to, `copies` being those decided to be copies.

    On one day the one that credits or names none of the others comes first, since clocks of pages often show their
    last change; then the time of day, then the smallest id. What was decided to be a copy is no origin of its group.
    """
    return min(members, key=lambda d: (d.id in copies, *_precedence(d, members))).id


def standing_editions(documents: Sequence[Document], links: Sequence[Link]) -> dict[str, str]:
    """Give each document's standing edition; the others of a group of editions are history."""
    by_id = {d.id: d for d in documents}
    standing = {i: i for i in by_id}
    for group in linked(by_id, links, "edition"):
        standing.update(dict.fromkeys(group, latest_of([by_id[i] for i in group])))
    return standing


def latest_of(editions: Iterable[Document]) -> str:
    """Give the edition that stands: the latest by publication, fetching and id."""
    return max(editions, key=lambda d: (d.published_at or "", _fetched(d), d.id)).id


def linked(known: Container[str], links: Iterable[Link], kind: LinkKind) -> list[tuple[str, ...]]:
    """Give the groups of known documents that links of one kind make, each in order."""
    pairs = [(k.left, k.right) for k in links if k.kind == kind and k.left in known and k.right in known]
    return [tuple(sorted(group)) for group in groups(sorted({i for pair in pairs for i in pair}), pairs)]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A document cut into its runs of words."""

    document: Document
    words: int
    runs: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> "_Cut":
        words = words_of(document.text)
        return cls(document, len(words), runs_of(words))


def _weigh(one: _Cut, two: _Cut) -> Link | None:
    ours, theirs = (one, two) if one.document.id < two.document.id else (two, one)
    shorter = min(len(ours.runs), len(theirs.runs))
    share = len(ours.runs & theirs.runs) / shorter
    bits = round(BITS_PER_SHARE * (share - NEUTRAL_SHARE), 3)
    if bits + CREDIT_BITS < 0:
        return None  # no credit could make it a copy; looking for one costs a hundred times what counting runs does
    reasons = [Reason(f"shared_words@{VERSION}", bits, f"{share:.0%} of {ours.words}", f"{theirs.words} words")]
    credits = shared_credits(ours.document, theirs.document)
    if credits:
        reasons.append(Reason(f"credit@{VERSION}", CREDIT_BITS, credits, credits))
    score = round(sum(r.score for r in reasons), 3)
    return Link(ours.document.id, theirs.document.id, "copy", score, tuple(reasons)) if score >= 0 else None


def editions(documents: Iterable[Document]) -> Iterator[Link]:
    """Give links in a chain along each address: later bytes under it are an edition, the same bytes are not."""
    by_url: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in sorted(documents, key=lambda d: d.id):
        url = normal_url(document.url)
        if url is not None:
            by_url[url].setdefault(document.raw_sha256 + document.text_sha256, document)
    for url in sorted(by_url):
        different = list(by_url[url].values())
        for left, right in pairwise(different):
            reason = Reason(f"address@{VERSION}", 0.0, left.url or url, right.url or url)
            yield Link(left.id, right.id, "edition", 0.0, (reason,))


def _precedence(document: Document, members: Sequence[Document]) -> tuple[str, bool, str, str]:
    day = document.published_day or "9999"
    credits = credited_to_another(document) or any(names_outlet(document, m) for m in members)
    return day, credits, _instant(document.published_at), document.id


def _instant(published: str | None) -> str:
    """The time of publication in UTC, so that two clocks compare; a bare day comes after the times of that day."""
    if published is None or len(published) <= 10:
        return "9999"
    moment = datetime.fromisoformat(published)
    return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _fetched(document: Document) -> str:
    return document.fetched_at.astimezone(UTC).isoformat() if document.fetched_at else ""


def copies_of(origin: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Turn document → origin round: each origin and its copies, in order."""
    turned: dict[str, list[str]] = defaultdict(list)
    for document_id, first in sorted(origin.items()):
        if document_id != first:
            turned[first].append(document_id)
    return {first: tuple(copies) for first, copies in turned.items()}
