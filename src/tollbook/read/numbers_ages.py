"""Numbers that count no people: ages, dates, distances, things, labels. They are blanked out, their place is kept."""

import re

from tollbook.lang.lexicon import Lexicon
from tollbook.read.numbers_patterns import MASK, Patterns, patterns_of, smooth

OLDEST = 115
_DIGITS = re.compile(r"\d+")


def blank_other_numbers(raw: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """Give the smooth text with every number that counts no people blanked out, and how many ages the quote held."""
    patterns = patterns_of(lexicon)
    text, ages = smooth(raw), 0
    for pattern in patterns.ages:
        for hit in list(pattern.finditer(text)):
            if hit.re.groups and not _can_be_ages(hit.group("ages")):
                continue
            ages += _count_ages(hit.group(), patterns) if hit.start() >= start and hit.end() <= end else 0
            text = _blank(text, *(hit.span("ages") if hit.re.groups else hit.span()))
    text, more = _blank_comma_ages(text, raw, (start, end), patterns)
    for pattern in patterns.masks:
        text = pattern.sub(lambda m: MASK * len(m.group()), text)
    return _blank_limits(text, start, patterns), ages + more


def _blank_comma_ages(text: str, raw: str, quote: tuple[int, int], patterns: Patterns) -> tuple[str, int]:
    """Blank "Siraj, 17," and "his daughters, 9 and 6": a number after the comma that follows a person."""
    ages = 0
    for hit in list(patterns.comma_age.finditer(text)):
        if hit.start() < quote[0] and not (hit.start("ages") == quote[0] and hit.end() >= quote[1] and _DIGITS.fullmatch(
            text, *quote
        )):
            continue
        named = raw[: hit.start()].split()[-1:] if hit.start() else []
        capital = bool(named) and named[0].strip("\"'“‘(")[:1].isupper()
        person = patterns.person.search(text, max(0, hit.start() - 40), hit.start())
        if not _can_be_ages(hit.group("ages")) or not (capital or person):
            continue
        if not capital and _counted(text, hit.start(), patterns) and not patterns.person_end.search(text[: hit.start()]):
            continue
        ages += _count_ages(hit.group("ages"), patterns) if hit.start() >= quote[0] else 0
        text = _blank(text, *hit.span("ages"))
    return text, ages


def _blank_limits(text: str, start: int, patterns: Patterns) -> str:
    """Blank "under 18" where people are counted before it: it says how old they are."""
    for hit in list(patterns.limit.finditer(text)):
        if hit.start() > start and (_counted(text[start:], hit.start() - start, patterns)):
            text = _blank(text, *hit.span())
    return text


def _counted(text: str, until: int, patterns: Patterns) -> bool:
    earlier = text[:until]
    return bool(
        patterns.a_number.search(earlier)
        or patterns.share.search(earlier)
        or patterns.person.search(earlier)
        or patterns.weak.search(earlier)
    )


def _can_be_ages(words: str) -> bool:
    return all(int(d) <= OLDEST for d in _DIGITS.findall(words)) and not re.search(r"\d[,.]\d{3}", words)


def _count_ages(words: str, patterns: Patterns) -> int:
    return sum(1 for _ in patterns.a_number.finditer(words.replace("-", " ").replace(MASK, " ")))


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + MASK * (end - start) + text[end:]
