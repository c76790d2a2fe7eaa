"""One key for the many spellings of a name that was carried over from another script."""

import re
from functools import lru_cache

from tollbook.text import fold

# The Arabic article in its spellings, with the sun letters that swallow its l.
_ARTICLES = frozenset("al el ul l ad ed ar er as es ash esh at et az ez an en adh ath il ud ur us ush".split())

_LATIN = re.compile(r"[a-zß-ɏ]")

# Order matters: longer groups first. Each pair stands for one sound that Latin spellings write in several ways.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ou(?=[aeiouy])", "w"),
        (r"dzh|dj", "j"),
        (r"kh", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"tch", "ch"),
        (r"ck|q|c(?!h)", "k"),
        (r"ou|oo", "u"),
        (r"ei|ey|ai|ay|ie|ee|iy|yi", "i"),
        (r"[ey]", "i"),
        (r"o", "u"),
        (r"v", "w"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aiu])h$", ""),
        (r"(?<=..[^aiu])i$", ""),
        (r"aa?$", "a"),
    )
)


@lru_cache(maxsize=32_768)
def loose_key(name: str) -> str:
    """Give the key that spellings of one name share: articles, hyphens and the usual variants of letters aside.

    Names in other scripts are only folded. Meant for the second look-up, scored lower than the same letters:
    "Hodeidah", "Al Hudaydah" and "Hudayda" share a key, and now and then so do two places that are not one.
    """
    folded = fold(name)
    if not _LATIN.search(folded):
        return folded
    words = folded.split()
    kept = [w for w in words if w not in _ARTICLES] or words
    key = "".join(kept)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key
