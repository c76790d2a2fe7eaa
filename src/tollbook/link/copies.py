"""Copies and editions: which documents say again what another one said, and which one said it first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from tollbook.link.credits import credited_to_another, names_outlet, shared_credits
from tollbook.link.decided import decided_documents
from tollbook.link.groups import groups
from tollbook.link.shingles import SIGNATURE, Shingled, shingle
from tollbook.link.urls import normal_url
from tollbook.model import Decision, Document, Link, Reason

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
    links = {(k.left, k.right): k for k in _text_copies(documents)}
    links.update({(k.left, k.right): k for k in _editions(documents)})
    here = {d.id for d in documents}
    for pair, decision in decided_documents(decisions).items():
        if decision.kind == "different_incidents":
            links.pop(pair, None)
        elif here.issuperset(pair):
            copy, origin = decision.subjects[0], decision.subjects[1]
            reason = Reason(f"decision@{VERSION}", 0.0, copy, origin)
            links[pair] = Link(*pair, kind="copy", score=0.0, reasons=(reason,), decided=True)
    return tuple(links[pair] for pair in sorted(links))


def origins(documents: Sequence[Document], links: Sequence[Link]) -> dict[str, str]:
    """Give each document's origin: of a group of copies the one published first, itself where it copies no other.

    On one day the one that credits or names none of the others comes first, since clocks of pages often show their
    last change; then the time of day, then the smallest id. What was decided to be a copy is no origin of its group.
    """
    copies = {r.left for k in links if k.decided and k.kind == "copy" for r in k.reasons}
    by_id = {d.id: d for d in documents}
    origin: dict[str, str] = {}
    for group in groups(list(by_id), ((k.left, k.right) for k in links if k.kind == "copy")):
        members = [by_id[i] for i in sorted(group)]
        first = min(members, key=lambda d: (d.id in copies, *_precedence(d, members)))
        origin.update(dict.fromkeys(group, first.id))
    return origin


def standing_editions(documents: Sequence[Document], links: Sequence[Link]) -> dict[str, str]:
    """Give each document's standing edition: the latest by publication, fetching and id; the others are history."""
    by_id = {d.id: d for d in documents}
    standing: dict[str, str] = {}
    for group in groups(list(by_id), ((k.left, k.right) for k in links if k.kind == "edition")):
        latest = max((by_id[i] for i in group), key=lambda d: (d.published_at or "", _fetched(d), d.id))
        standing.update(dict.fromkeys(group, latest.id))
    return standing


def _text_copies(documents: Sequence[Document]) -> Iterator[Link]:
    shingled = [shingle(d.id, d.text) for d in documents]
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(shingled):
        for key in one.keys if one.words >= SHORTEST_TEXT else ():
            blocks[key].append(n)
    seen = {(i, j) for members in blocks.values() for k, i in enumerate(members) for j in members[k + 1 :]}
    for i, j in sorted(seen):
        link = _weigh((documents[i], shingled[i]), (documents[j], shingled[j]))
        if link is not None:
            yield link


def _weigh(one: tuple[Document, Shingled], two: tuple[Document, Shingled]) -> Link | None:
    (left, ours), (right, theirs) = (one, two) if one[0].id < two[0].id else (two, one)
    shorter = min(len(ours.shingles), len(theirs.shingles))
    share = len(ours.shingles & theirs.shingles) / shorter
    bits = round(BITS_PER_SHARE * (share - NEUTRAL_SHARE), 3)
    reasons = [Reason(f"shared_words@{VERSION}", bits, f"{share:.0%} of {ours.words}", f"{theirs.words} words")]
    credits = shared_credits(left, right)
    if credits:
        reasons.append(Reason(f"credit@{VERSION}", CREDIT_BITS, credits, credits))
    score = round(sum(r.score for r in reasons), 3)
    return Link(left.id, right.id, "copy", score, tuple(reasons)) if score >= 0 else None


def _editions(documents: Sequence[Document]) -> Iterator[Link]:
    """Links in a chain along each address: later bytes under it are an edition, the same bytes are not."""
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
