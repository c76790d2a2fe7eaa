"""Who and what a statement names, where plain words settle it: names cut short, and "X blamed by Y"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.tables import read_table, words_under
from tollbook.model import Span, Statement

_MORE_WORDS = re.compile(r"\s+[^\W\d_][\w'’-]*")
_JOINED = re.compile(r",?\s+and\s+|,\s+", re.I)
_WHO = re.compile(r"[^\W_][^,.;:!?\n“”\"()]{0,60}?(?=\s+(?:of|for|in|on|after|over|and)\b|[,.;:!?\n“”\"()]|$)")
MOST_WORDS = 4  # that an end cut short reads on: "the" + "northern Malian army"


def settle_parties(text: str, statements: Sequence[Statement], lexicon: Lexicon) -> list[Statement]:
    """Complete or trim what the tagger cut short, and turn round what a passive says."""
    whole = [_completed(text, s, lexicon) for s in statements]
    return [_turned(text, s, whole, lexicon.language) for s in whole]


def _completed(text: str, statement: Statement, lexicon: Lexicon) -> Statement:
    """An actor that begins its own speaker is that speaker; what ends in an open word loses it, or reads on."""
    actor, target = statement.actor, statement.object
    if actor and statement.claimant and actor.start == statement.claimant.start and actor.end < statement.claimant.end:
        actor = statement.claimant
    return replace(
        statement,
        actor=_closed(text, actor, lexicon) if actor else None,
        object=_closed(text, target, lexicon) if target else None,
    )


def _closed(text: str, name: Span, lexicon: Lexicon) -> Span:
    ends = _open_end(lexicon.language)
    kept = name.quote
    while found := ends.search(kept):
        kept = kept[: found.start()]
    if kept.strip():
        return name if kept == name.quote else Span.of(text, name.start, name.start + len(kept))
    return _read_on(text, name, lexicon)


def _read_on(text: str, name: Span, lexicon: Lexicon) -> Span:
    """Take in the next words up to the end of what a table knows as a party, else one word."""
    end, reaches = name.end, []
    for _ in range(MOST_WORDS):
        word = _MORE_WORDS.match(text, end)
        if word is None:
            break
        end = word.end()
        reaches.append(end)
    if not reaches:
        return name
    found = lexicon.claimants.find_all(text[name.start : end])
    known = [f.end + name.start for f in found if f.meaning != "unknown"]
    return Span.of(text, name.start, max((k for k in known if k in reaches), default=reaches[0]))


def _turned(text: str, statement: Statement, others: Sequence[Statement], language: str) -> Statement:
    """Turn round "Wagner and the army blamed by rebels": the rebels say it, of the names before the verb."""
    if statement.kind != "blames" or statement.actor is None:
        return statement
    verb = _passive(language).search(text, statement.span.start, statement.span.end)
    speaker = _WHO.match(text, verb.end()) if verb else None
    if verb is None or speaker is None:
        return statement
    actor: Span | None = statement.actor
    if statement.actor.start >= verb.end():  # the speaker was taken for the one who is blamed
        named = [s.actor for s in others if s.actor and s.actor.end <= verb.start()]
        actor = next(
            (x for x in _names(text, statement.span.start, verb.start()) if not any(map(x.overlaps, named))), None
        )
    if actor is None:
        return statement
    by, cue = Span.of(text, *speaker.span()), Span.of(text, *verb.span("cue"))
    return replace(statement, actor=actor, claimant=by, cue=cue, claimant_id=None)


def _names(text: str, start: int, end: int) -> list[Span]:
    """Give the names of "Wagner and the army", each with its place."""
    names, at = [], start
    for joint in [*_JOINED.finditer(text, start, end), None]:
        words = text[at : joint.start() if joint else end].strip()
        if words:
            begin = text.index(words, at)
            names.append(Span.of(text, begin, begin + len(words)))
        at = joint.end() if joint else end
    return names


@cache
def _open_end(language: str) -> re.Pattern[str]:
    words = "|".join(
        map(re.escape, words_under(read_table(language, "parties"), "open_ends", f"{language}/parties.yml"))
    )
    return re.compile(rf"(?:^|\s+)(?:{words})$", re.I)


@cache
def _passive(language: str) -> re.Pattern[str]:
    table, where = read_table(language, "parties"), f"{language}/parties.yml"
    verbs, by = ("|".join(map(re.escape, words_under(table, key, where))) for key in ("blamed", "passive"))
    return re.compile(rf"\b(?P<cue>{verbs})\s+(?:{by})\s+", re.I)
