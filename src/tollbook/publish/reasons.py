"""Why two reports may tell of one incident, and how sure the reader is, in plain words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model import Link, Reason
from tollbook.publish import words
from tollbook.publish.wording import listed, one_line

# The sum of the reasons from which two accounts are told by these words; even odds are 0, a bit doubles them.
_STRENGTH = ((6.0, "much speaks for it"), (1.0, "more speaks for it than against"), (-0.5, "as likely as not"))
_WEAK = "little speaks for it"
# What the score of a claim is called. Readers' claims at 0.9 and above are held nine times in ten (review/queue.py).
_SURENESS = ((0.9, "sure"), (0.75, "fairly sure"), (0.5, "unsure"))
_SHOWN = 3  # reasons that a proposed reason for a decision names
_QUOTED = 2  # sentences that a reason quotes
_SAYING = re.compile(rf", (?=(?:{'|'.join(words.EFFECTS)}) )")
_FIGURES = ("killed", "injured", "abducted", "missing")


@dataclass(frozen=True, slots=True)
class PlainReason:
    """One comparison in plain words, with the bits that it is worth: above 0 for, below 0 against."""

    kind: str
    bits: float
    words: str

    @property
    def is_for(self) -> bool:
        """Tell whether it speaks for one incident."""
        return self.bits > 0


def plain_reasons(
    link: Link, names: Mapping[str, str] | None = None, *, name_victims: bool = True
) -> tuple[PlainReason, ...]:
    """Give the reasons of a link, the weightiest first; `names` are parties and speakers by id.

    Without `name_victims` a shared name is told without the name.
    """
    found = [_plain(r, names or {}, name_victims) for r in link.reasons]
    return tuple(sorted(found, key=lambda r: (r.kind == "prior", -abs(r.bits), r.words)))


def strength(link: Link) -> str:
    """Say how much speaks for a link: much, more than against, as likely as not, little."""
    return next((said for least, said in _STRENGTH if link.score >= least), _WEAK)


def sureness(score: float) -> str:
    """Say how sure the reader is: sure, fairly sure, unsure, guessing."""
    return next((said for least, said in _SURENESS if score >= least), "guessing")


def reason_for_same(reasons: Sequence[PlainReason]) -> str:
    """Propose the reason for holding two to be one incident: what speaks most for it."""
    return _proposed([r for r in reasons if r.is_for], "both tell of the same attack")


def reason_for_different(reasons: Sequence[PlainReason]) -> str:
    """Propose the reason for holding two apart: what speaks most against one incident."""
    return _proposed([r for r in reasons if not r.is_for and r.kind != "prior"], "they tell of two attacks")


def _proposed(reasons: Sequence[PlainReason], otherwise: str) -> str:
    return "; ".join(r.words for r in reasons[:_SHOWN]) or otherwise


def _plain(reason: Reason, names: Mapping[str, str], name_victims: bool) -> PlainReason:
    kind = reason.kind.partition("@")[0]
    if kind == "victims" and not name_victims:
        return PlainReason(kind, reason.score, "victims of the same names")
    said = _SAYINGS[kind](reason, names) if kind in _SAYINGS else _either(kind, reason)
    return PlainReason(kind, reason.score, one_line(said))


def _either(kind: str, reason: Reason) -> str:
    if kind in _FIGURES:
        return _figures(kind, reason)
    both = reason.left if reason.left == reason.right else f"{reason.left} / {reason.right}"
    return f"{kind.replace('_', ' ')}: {both}"


def _figures(kind: str, reason: Reason) -> str:
    left, right = _figure(reason.left), _figure(reason.right)
    harm = words.EFFECTS[kind]
    return f"both say {left} {harm}" if left == right else f"{left} and {right} {harm}"


def _figure(ends: str) -> str:
    low, _, high = ends.partition("–")
    return words.bounds(int(low) if low else None, int(high) if high else None)


def _time(reason: Reason, names: Mapping[str, str]) -> str:
    left, right = _days(reason.left), _days(reason.right)
    if reason.left == reason.right:
        return f"the same day, {left}" if "–" not in reason.left else f"the same days, {left}"
    return f"days that can be one: {left} and {right}" if reason.score > 0 else f"different days: {left} and {right}"


def _days(said: str) -> str:
    return " to ".join(words.day(date.fromisoformat(d)) for d in said.split("–"))


def _place(reason: Reason, names: Mapping[str, str]) -> str:
    name, _, distance = reason.right.partition(" (")
    apart = distance.rstrip(")")
    if reason.left == name:
        return f"the same place, {_title(name)}" + ("" if apart == "0 km" else f" ({apart} apart)")
    near = "places close by" if reason.score > 0 else "different places"
    return f"{near}: {_title(reason.left)} and {_title(name)}, {apart} apart"


def _country(reason: Reason, names: Mapping[str, str]) -> str:
    if reason.left == reason.right:
        return f"the same country, {words.country(reason.left)}"
    return f"different countries: {words.country(reason.left)} and {words.country(reason.right)}"


def _actors(reason: Reason, names: Mapping[str, str]) -> str:
    if reason.score > 0:
        return f"the same party is named: {_named(reason.left, names)}"
    return f"other parties are named: {_named(reason.left, names)} / {_named(reason.right, names)}"


def _means(reason: Reason, names: Mapping[str, str]) -> str:
    left, right = (words.MEANS.get(m, m) for m in (reason.left, reason.right))
    return f"the same means, {left}" if left == right else f"different means: {left} and {right}"


def _same_words(reason: Reason, names: Mapping[str, str]) -> str:
    said = [q.partition(" ")[2] for q in _SAYING.split(reason.left)]
    more = f" and {len(said) - _QUOTED} more" if len(said) > _QUOTED else ""
    return f"the same words: {', '.join(f'“{q}”' for q in said[:_QUOTED])}{more}"


def _named(ids: str, names: Mapping[str, str]) -> str:
    found = (i.removeprefix("name:") for i in ids.split(", "))
    return listed(dict.fromkeys(names.get(i, i) for i in found))


def _title(name: str) -> str:
    return words.country(name) if len(name) == 2 and name.isupper() else name.title()


_SAYINGS: Mapping[str, Callable[[Reason, Mapping[str, str]], str]] = {
    "prior": lambda r, n: "most pairs of reports of those days tell of two incidents",
    "time": _time,
    "published": lambda r, n: "published within a day of each other",
    "place": _place,
    "place_name": lambda r, n: f"the same place name, {_title(r.left)}",
    "admin": lambda r, n: f"the same province, {_title(r.left)}",
    "country": _country,
    "actors": _actors,
    "claimants": lambda r, n: f"the same speaker is quoted: {_named(r.left, n)}",
    "means": _means,
    "targets": lambda r, n: f"the same kind of thing was hit: {r.left}",
    "victims": lambda r, n: f"victims of the same names: {r.left}",
    "same_words": _same_words,
    "titles": lambda r, n: f"titles share words: {r.left}",
}

__all__ = [
    "PlainReason",
    "plain_reasons",
    "reason_for_different",
    "reason_for_same",
    "strength",
    "sureness",
]
