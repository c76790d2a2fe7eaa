"""Numbers that count no people: ages, dates, distances, things, labels. They are blanked out, their place is kept."""

import re

from tollbook.lang.lexicon import Lexicon
from tollbook.read.numbers_patterns import MASK, Patterns, patterns_of, smooth

OLDEST = 115
_DIGITS = re.compile(r"\d+")


def blank_other_numbers(raw: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """Give the smooth text with every number that counts no people blanked out, and how many ages the quote held."""
    patterns = patterns_of(lexicon)
    text = smooth(raw)
    quote = (start, end)
    # First as the quote ends, then with what follows it: "25" and "25 years old".
    inner, ages = _blank_ages(text[:end], raw, quote, patterns)
    text, more = _blank_ages(inner + text[end:], raw, quote, patterns)
    for pattern in patterns.masks:
        for hit in list(pattern.finditer(text)):
            text = _blank(text, *hit.span()) if _fits(hit.span(), quote) else text
    return _blank_limits(text, start, patterns), ages + more


def _blank_ages(text: str, raw: str, quote: tuple[int, int], patterns: Patterns) -> tuple[str, int]:
    ages, whole = 0, len(text) > quote[1]
    for pattern in (*patterns.ages, patterns.bracket_age, patterns.comma_age):
        for hit in list(pattern.finditer(text)):
            loose = pattern in {patterns.bracket_age, patterns.comma_age}
            if not _fits(hit.span(), quote) or (hit.re.groups and not _can_be_ages(hit.group("ages"))):
                continue
            if loose and not (_follows_person(text, raw, hit.start(), patterns) and _may_stand_alone(hit, quote, whole)):
                continue
            ages += _count_ages(hit.group(), patterns) if hit.start() >= quote[0] and hit.end() <= quote[1] else 0
            text = _blank(text, *(hit.span("ages") if hit.re.groups else hit.span()))
    return text, ages


def _fits(found: tuple[int, int], quote: tuple[int, int]) -> bool:
    """A find may lie across the edge of the quote only where it takes in all of the quote."""
    return not (found[0] < quote[0] < found[1] < quote[1])


def _may_stand_alone(hit: re.Match[str], quote: tuple[int, int], whole: bool) -> bool:
    """A quote that is a number alone is an age only in digits, and only where the words after it are known."""
    if hit.start() >= quote[0]:
        return True
    return whole and hit.start("ages") == quote[0] and hit.group("ages").isdigit()


def _follows_person(text: str, raw: str, at: int, patterns: Patterns) -> bool:
    """Tell whether the words before a comma or bracket end in a name or name a person."""
    before = raw[:at].split()[-1:]
    if before and any(c.isupper() for c in before[0]) and not before[0].isupper():
        return True
    if not patterns.person.search(text, max(0, at - 40), at):
        return False
    return not patterns.a_number.search(text[max(0, at - 40) : at]) or bool(patterns.person_end.search(text[:at]))


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
