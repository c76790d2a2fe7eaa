"""Runs of five words of a text, and the bands of their MinHash by which likely copies find each other."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

WORDS_IN_SHINGLE = 5
PERMUTATIONS = 128
SEED = 1
# Two rows a band: texts that share a quarter of their runs meet with .98, a tenth with .47, unrelated ones with .002.
ROWS = 2
# The form of the signature; it has changed before, so it is part of every copy's reasons.
SIGNATURE = f"rensa-{RMinHash.ALGORITHM_VERSION}/{WORDS_IN_SHINGLE}/{PERMUTATIONS}"
# An opening sentence must be this long to be more than a dateline, a label or page furniture.
SHORTEST_OPENING = 10
OPENINGS = 3

_WORD = re.compile(r"\w+")

# The keys of one text: 64 bits for each band and opening, so that ten thousand texts are held in a few megabytes.
Keys = NDArray[np.uint64]


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents' encodings and marks."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def runs_of(words: Sequence[str]) -> frozenset[str]:
    """Cut words into runs of five."""
    return frozenset(" ".join(words[i : i + WORDS_IN_SHINGLE]) for i in range(len(words) - WORDS_IN_SHINGLE + 1))


def keys_of_text(text: str) -> Keys:
    """Give the keys that a copy of a text would share with it."""
    named = (*_bands(runs_of(words_of(text))), *_openings(text))
    digests = b"".join(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest() for key in named)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def meeting(keys: Sequence[Keys], since: int = 0) -> list[tuple[int, int]]:
    """Give the index pairs of texts that share a key, in order; only those with a text from `since` on."""
    if not keys:
        return []
    flat = np.concatenate(keys)
    owners = np.repeat(np.arange(len(keys), dtype=np.int64), [len(k) for k in keys])
    if since:  # one new text among 16,000: its keys are looked for in 0.04 s, where sorting all takes 0.4 s
        asked = np.unique(np.concatenate([np.zeros(1, dtype=np.uint64), *keys[since:]]))
        held = asked[np.minimum(np.searchsorted(asked, flat), len(asked) - 1)] == flat
        flat, owners = flat[held], owners[held]
    order = np.argsort(flat, kind="stable")  # stable: the owners of one key stay in order
    flat, owners = flat[order], owners[order]
    bounds = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1], [True])))
    ends = bounds[1:]
    shared = (np.diff(bounds) > 1) & (owners[ends - 1] >= since) if len(flat) else np.zeros(0, dtype=bool)
    found = [_pairs(owners[a:b], len(keys)) for a, b in zip(bounds[:-1][shared], ends[shared], strict=True)]
    if not found:
        return []
    left, right = np.divmod(np.unique(np.concatenate(found)), len(keys))
    kept = (left < right) & (right >= since)
    return list(zip(left[kept].tolist(), right[kept].tolist(), strict=True))


def _pairs(owners: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Every pair of the owners of one key, as one number each."""
    first, second = np.triu_indices(len(owners), 1)
    pairs: NDArray[np.int64] = owners[first] * count + owners[second]
    return pairs


def _bands(runs: frozenset[str]) -> Iterator[str]:
    if not runs:
        return
    signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    signature.update(sorted(runs))
    digest = signature.digest()
    for band in range(0, PERMUTATIONS, ROWS):
        yield f"{band}:" + ":".join(map(str, digest[band : band + ROWS]))


def _openings(text: str) -> Iterator[str]:
    """The first long lines or sentences: a copy is cut from its end, however long the rest of the origin is."""
    found = 0
    for piece in re.split(r"[.!?]\s|\n", text):
        words = words_of(piece)
        if len(words) >= SHORTEST_OPENING:
            # A dateline before the first sentence is left out by keying on its last words.
            yield "o:" + " ".join(words[-SHORTEST_OPENING:])
            found += 1
        if found == OPENINGS:
            return
