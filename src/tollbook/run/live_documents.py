"""Which reports copy or follow which, kept up to date: what texts share once, what people decided on top."""

from collections.abc import Collection, Iterable, Mapping

from tollbook.link.copies import (
    as_decided,
    copy_keys,
    decided_copies,
    editions,
    first_of,
    latest_of,
    linked,
    text_copies,
)
from tollbook.link.decided import decided_documents
from tollbook.link.shingles import Keys
from tollbook.model import Decision, Document, Link

Pair = tuple[str, str]


class DocumentLinks:
    """The links between documents and what follows of them.

    `stands` gives the standing edition of those documents that are history, `origin` the origin of those that copy;
    all others stand for themselves.
    """

    def __init__(self) -> None:
        self.keys: dict[str, Keys] = {}
        self.texts: dict[Pair, Link] = {}
        self.links: tuple[Link, ...] = ()
        self.stands: dict[str, str] = {}
        self.origin: dict[str, str] = {}
        self._editions: list[Link] | None = None
        self._decided: dict[Pair, Decision] = {}
        self._firsts: dict[tuple[tuple[str, ...], frozenset[str]], str] = {}

    def recall(self, keys: Mapping[str, Keys], texts: Iterable[Link]) -> None:
        """Take over what was found before: the keys of texts, and the links between texts."""
        self.keys = dict(keys)
        self.texts = {(k.left, k.right): k for k in texts}

    def update(
        self, documents: Mapping[str, Document], changed: Collection[str], standing: Iterable[Decision]
    ) -> set[str]:
        """Take changed documents and decisions in; give the documents that stand or copy otherwise than before."""
        decided = decided_documents(standing)
        if not changed and decided == self._decided and self._editions is not None:
            return set()
        if changed:
            self._read_texts(documents, changed)
        if changed or self._editions is None:
            self._editions = list(editions(documents.values()))
        self._decided = decided
        self.links = as_decided((*self.texts.values(), *self._editions), decided, documents)
        before = self.stands, self.origin
        self.stands, self.origin = self._standing(documents), self._origins(documents)
        return _differing(before[0], self.stands) | _differing(before[1], self.origin)

    def _read_texts(self, documents: Mapping[str, Document], changed: Collection[str]) -> None:
        self.texts = {p: k for p, k in self.texts.items() if p[0] not in changed and p[1] not in changed}
        self.keys = {i: self.keys[i] for i in self.keys if i in documents and i not in changed}
        since = len(self.keys)
        for document_id in sorted(i for i in documents if i not in self.keys):
            self.keys[document_id] = copy_keys(documents[document_id].text)
        found = text_copies([documents[i] for i in self.keys], list(self.keys.values()), since)
        self.texts |= {(k.left, k.right): k for k in found}
        self._firsts = {k: first for k, first in self._firsts.items() if not set(changed) & set(k[0])}

    def _standing(self, documents: Mapping[str, Document]) -> dict[str, str]:
        groups = linked(documents, self.links, "edition")
        latest = ((group, latest_of(documents[i] for i in group)) for group in groups)
        return {i: stands for group, stands in latest for i in group if i != stands}

    def _origins(self, documents: Mapping[str, Document]) -> dict[str, str]:
        copies = decided_copies(self.links)
        known, self._firsts = self._firsts, {}
        origin: dict[str, str] = {}
        for group in linked(documents, self.links, "copy"):
            # To look for credits in all copies takes seconds, so a group that nothing touched is not asked again.
            key = group, copies.intersection(group)
            first = known.get(key) or first_of([documents[i] for i in group], copies)
            self._firsts[key] = first
            origin |= {i: first for i in group if i != first}
        return origin


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {i for i in one.keys() | other.keys() if one.get(i) != other.get(i)}
