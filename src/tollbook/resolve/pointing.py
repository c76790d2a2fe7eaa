"""Pointing back: which named party "the coalition" or "the rebel group" means, or none.

Only a definite noun points back: "a rights group" is somebody new, whoever was named before (codebook part 3). A word
that does not fit the earlier name ("the rights group" after the Wagner Group) refuses it, and so do two that fit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tollbook.lang.actors import PointingWords
from tollbook.model import Actor
from tollbook.model.tools import ActorTable
from tollbook.text import fold

_DEFINITE = re.compile(r"\s*(?:the|this|that|its|their)\s+(?!same\b)(.+)", re.IGNORECASE | re.DOTALL)
_CUT = re.compile(r"\b(?:of|for|in|from|with|at|on|to|by|near|and|who|which|that|present|based|said)\b|[,;:(]")
_NAME = r"[A-Z][\w'’&-]*"
_RUN = re.compile(rf"\b{_NAME}(?:(?: (?:of|for|in|and|the|de|la|du|des|al|wal|ul)){{0,2}} (?:{_NAME}|\d+)){{0,12}}")
# "The Northern Pact is a coalition of Tuareg groups", "the Northern Pact, an alliance of …".
_DEFINED = re.compile(
    rf"\b({_NAME}(?: (?:of|for|the|and|{_NAME})){{0,12}}) ?(?:\([^)]*\) ?)?(?:,|is|are|was) (?:an?|the) "
    r"((?:[\w-]+ ){0,4}?)([a-z]+) (?:of|that|which|fighting|led|allied|made|formed|opposed|based)\b"
)
_NEW = "new:"
_PLAIN_STATE = "state"  # "the state official" is not the Islamic State's


@dataclass(frozen=True, slots=True)
class Named:
    """A party or speaker under a name that stands in the text."""

    start: int
    words: frozenset[str]
    head: str
    id: str
    kind: str | None


def named_in(text: str, actors: ActorTable, country: str | None, words: PointingWords) -> tuple[Named, ...]:
    """Give the parties that a text names, speakers or not, and those that it says are a coalition, a group, a front."""
    found = list(_bodies(text, actors, words))
    for run in _RUN.finditer(text):
        pieces = dict.fromkeys((run.group(), *re.split(r"\s+and\s+(?:the\s+)?", run.group())))
        known = (actors.find(piece, country) for piece in pieces)
        found += [named(run.start(), actor.name, actor.id, actor) for actor in dict.fromkeys(known) if actor]
    for run in _DEFINED.finditer(text):
        name, noun = re.sub(r"^[Tt]he\s+", "", run[1]), fold(run[3])
        if noun in words.nouns and actors.find(name, country) is None:
            kept = frozenset((*fold(name).split(), *fold(run[2]).split(), noun))
            kinds = words.nouns[noun]  # "a coalition" is of that kind; "a group" may be of several
            kind = next(iter(kinds)) if len(kinds) == 1 else None
            found.append(Named(run.start(), kept, noun, f"name:{fold(name)}", kind))
    return tuple(found)


def _bodies(text: str, actors: ActorTable, words: PointingWords) -> Iterator[Named]:
    """Give what a text calls a group or ministry: "Israel's defence ministry"; "a rights group", who is somebody new.

    "The group" may mean the latter as well. An apposition ("JNIM, a jihadist group") names nobody new.
    """
    for noun in re.finditer(rf"\b(?:{'|'.join(words.nouns)})\b", text):
        lead = re.search(r"(?:[\w'’-]+ ){0,4}$", text[max(0, noun.start() - 60) : noun.start()])
        before = lead.group() if lead else ""
        actor = actors.find(before + re.split(r"[.,;:\n]", text[noun.start() : noun.end() + 80])[0], None)
        new = re.search(r"(?:^|(\w+) )(?:an?|another) ([\w'’ -]*)$", before, re.IGNORECASE)
        if actor and re.search(r"['’]s |[A-Z]", before):
            yield named(noun.start(), before + noun.group(), actor.id, actor)
        elif new and not actor and not _is_apposed(text, noun.start() - len(new[2]), new[1]):
            kept = frozenset((*fold(new[2].replace("-", " ")).split(), noun.group()))
            yield Named(noun.start(), kept, noun.group(), f"{_NEW}{noun.start()}", None)


def _is_apposed(text: str, at: int, before: str | None) -> bool:
    lead = re.sub(r"(?:an?|another) $", "", text[max(0, at - 30) : at], flags=re.IGNORECASE).rstrip()
    return lead.endswith((",", "(", "–", "—")) or fold(before or "") in ("is", "are", "was", "as", "were")


def named(start: int, quote: str, speaker: str, actor: Actor | None) -> Named:
    """Give a speaker as one whom later words may point back to."""
    names = (quote, actor.name, *actor.aliases) if actor else (quote,)
    said = frozenset(w for name in names for w in fold(name.replace("-", " ")).split())
    return Named(start, said, _head(quote), speaker, actor.kind if actor else None)


def point_back(
    quote: str, at: int, known: Sequence[Named], words: PointingWords, offices: frozenset[str]
) -> str | None:
    """Give the one party that a definite noun means, of those named before it, else of those named after it."""
    noun = _noun_of(quote, offices - words.nouns.keys())
    if noun is None:
        return None
    *others, head = noun
    fitting = [n for n in known if _fits(n, head, others, words)]
    last = max((n.start for n in fitting if n.start < at and not n.id.startswith(_NEW)), default=-1)
    fitting = [n for n in fitting if n.start >= last or not n.id.startswith(_NEW)]
    for side in ([n for n in fitting if n.start < at], [n for n in fitting if n.start >= at]):
        ids = {n.id for n in side}
        if ids:
            only = ids.pop() if len(ids) == 1 else None
            return only if only and not only.startswith(_NEW) else None
    return None


def _noun_of(quote: str, offices: frozenset[str]) -> list[str] | None:
    """Give the words of the party in "the rebel coalition", "a spokesman for the coalition", "the coalition's press
    office": the last is its noun. None where an article makes it somebody new."""
    for phrase in _phrases(quote, offices):
        definite = _DEFINITE.match(phrase)
        if definite is None:
            continue
        left = [fold(re.sub(r"['’]s$", "", w)) for w in _CUT.split(definite[1])[0].split()]
        before = next((n for n, w in enumerate(left) if w in offices), len(left))
        return left[:before] or None
    return None


def _phrases(quote: str, offices: frozenset[str]) -> Iterator[str]:
    """Give what stands after "spokesman for"; else the words themselves."""
    for joint in re.finditer(r"([\w-]+)\s+(?:for|of)\s+", quote):
        if fold(joint[1]) in offices:
            yield quote[joint.end() :]
            return
    yield quote


def _fits(name: Named, head: str, others: Sequence[str], words: PointingWords) -> bool:
    """Tell whether a name may be meant: by its own noun or its kind, with no other word that speaks against it."""
    by_kind = name.kind is not None and name.kind in words.nouns.get(head, ())
    if head == _PLAIN_STATE or not (head == name.head or by_kind):
        return False
    return all(_agrees(name, other, words.adjectives) for other in others)


def _agrees(name: Named, word: str, adjectives: Mapping[str, frozenset[str]]) -> bool:
    return all(part in name.words for part in word.split("-")) or name.kind in adjectives.get(word, ())


def _head(quote: str) -> str:
    """Give the noun of a name: "group" of "the Wagner Group", "coalition" of "a coalition of Tuareg groups"."""
    name = re.sub(r"^\s*(?:the|an?)\s+", "", quote, flags=re.IGNORECASE)
    left = _CUT.split(name)[0].split() or name.split()
    return fold(re.sub(r"['’]s$", "", left[-1])) if left else ""
