"""Which of a text's times is the time of an account: nearest to its claims and statements, and said of the attack."""

from collections.abc import Sequence
from datetime import date

from tollbook.model import Account, Issue, Span, TimeSpan
from tollbook.resolve.evidence import Evidence
from tollbook.resolve.when import is_dateline, is_day_of, is_open_ended, is_to_come

# Weights, tuned on half a of the development reports; the order of preference is codebook part 4.
_IN_SENTENCE = 3.0  # in a sentence of the account's claims or statements
_NEXT_SENTENCE = 1.6  # in the sentence before or after one
_PRECEDING = 1.0  # up to three sentences before: "On Sunday … . Elsewhere in the town …"
_REACH = 3
_LEAD = 1.5  # in the first two sentences, for the main incident
_DAY_OF_WORDS = -4.5  # "police said on Friday"
_DAY_OF_LATER = -2.0  # "was buried on Friday"
_OPEN_ENDED = -1.5  # "since Monday"
_AFTER = -0.4  # behind the claims rather than before
_SENTENCE_AWAY = -0.25
_PRECISION = {"day": 0.6, "days": 0.5, "week": 0.2, "month": 0.1, "year": -0.8, "none": -2.0}
_PUBLICATION_DAY = -0.5  # "today", "this morning" without more
_FLOOR = 1.0  # lowest score at which a time is taken


def choose_time(
    text: str, account: Account, times: Sequence[TimeSpan], evidence: Evidence, published: date | None
) -> tuple[TimeSpan | None, tuple[Issue, ...]]:
    """Choose the account's time among those of the text, or None with an Issue that says why."""
    scored = [
        (score, -n, time) for n, time in enumerate(times) if (score := _score(text, account, time, evidence, published))
    ]
    best = max(scored, key=lambda item: item[:2], default=None)
    if best and best[0] >= _FLOOR:
        return best[2], ()
    why = "no time in the text is plainly that of this incident"
    if not times and published is None:
        why = "the text says no full date, and its day of publication is not known"
    elif best:
        words = best[2].words
        why += f"; nearest: {words.quote!r} ({best[0]:.1f}, needed {_FLOOR})" if words else ""
    return None, (Issue("resolve", account.id, "date_unknown", why),)


def _score(text: str, account: Account, time: TimeSpan, evidence: Evidence, published: date | None) -> float | None:
    words = time.words
    if words is None or is_to_come(text, time) or is_dateline(text, time, published):
        return None
    sentence = evidence.sentence_of(words)
    near, away = evidence.nearest(sentence)
    score = _PRECISION[time.precision]
    if away == 0:
        score += _IN_SENTENCE - min(evidence.letters_from(words), 400) / 400
    elif away == 1:
        score += _NEXT_SENTENCE
    elif sentence < near and away <= _REACH:
        score += _PRECEDING
    score += _SENTENCE_AWAY * max(0, away - 1) + (_AFTER if sentence > near else 0.0)
    if account.main:
        score += max(0.0, _LEAD - 0.5 * sentence)
    if is_day_of("saying", text, time):
        score += _DAY_OF_WORDS
    elif is_day_of("later", text, time):
        score += _DAY_OF_LATER
    if is_open_ended(text, time):
        score += _OPEN_ENDED
    if _is_bare_today(words):
        score += _PUBLICATION_DAY
    return score


def _is_bare_today(words: Span) -> bool:
    return words.quote.casefold() == "today"
