"""How many: the count that a claim's words state, by codebook part 3 and nothing beyond it."""

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Count
from tollbook.read.numbers_ages import blank_other_numbers
from tollbook.read.numbers_amounts import find_amounts
from tollbook.read.numbers_patterns import MASK, patterns_of, smooth
from tollbook.read.numbers_people import Phrase, count_list
from tollbook.read.numbers_shares import find_share

NOBODY = Count(0, 0, "exact")
BEFORE, AFTER = 90, 25
LONGEST = 400  # characters; the longest of 5,958 annotated quotes has 143
_LOOSE = 3  # "an unknown number, no fewer than six": a figure beside so loose a word says what it means


def count_in(quote: str, before: str, lexicon: Lexicon, after: str = "") -> Count | None:
    """Give the count that the quote states, or None where it counts no people.

    `before` is the text just before the quote (40 characters do): a bound may stand outside the quote, and so may the
    total that a share is of. `after` tells a number of years or of the clock from a number of people.
    """
    # Words that run together across the edge of the quote ("officeTwo employees") are kept apart.
    before = before[-BEFORE:] + ("" if before[-1:].isspace() else " ")
    quote = quote[:LONGEST]
    raw = before + quote + after[:AFTER]
    start, end = len(before), len(before) + len(quote)
    text, ages = blank_other_numbers(raw, start, end, lexicon)
    text = text[:end]
    found = find_share(text, start, lexicon) or _nth(text[start:], lexicon) or _nobody(text, start, lexicon)
    return found or _counted(text, raw, start, ages, lexicon)


def names_a_count(quote: str, lexicon: Lexicon) -> bool:
    """Tell whether a quote without a number names one: "the death toll", "the number of people killed"."""
    return bool(patterns_of(lexicon).bare_count.match(smooth(quote)))


def _counted(text: str, raw: str, start: int, ages: int, lexicon: Lexicon) -> Count | None:
    """Count by the amounts of the quote, cut before its parts ("11 killed, including …"), else by its nouns."""
    patterns = patterns_of(lexicon)
    amounts = find_amounts(text, lexicon, start)
    if len(amounts) > 1 and patterns.whole.search(text[start : amounts[0].at]) and "," in text[amounts[0].end :]:
        return amounts[1].as_count()
    if len(amounts) > 1 and amounts[0].wording == "vague" and amounts[0].value <= _LOOSE:
        figure = next((a for a in amounts if a.wording != "vague"), None)
        if figure:
            return figure.as_count()
    if not amounts and patterns.bare_count.match(text, start):
        return None
    if not amounts and not ages and _counts_nothing(text[start:], lexicon):
        return None
    ceiling = next((a for a in amounts[1:] if a.wording == "at_most" and a.high is not None), None)
    if ceiling and ceiling.high and amounts[0].wording == "at_least" and amounts[0].value <= ceiling.high:
        return Count(amounts[0].low, ceiling.high, "range")
    part = patterns.part.search(text, max(start, amounts[0].end)) if amounts else None
    until = part.start() if part else len(text)
    counted = count_list(Phrase(text, raw, start, until, tuple(amounts), ages), lexicon)
    return counted or (amounts[0].as_count() if amounts else None)


def _counts_nothing(text: str, lexicon: Lexicon) -> bool:
    """A quote whose only numbers count other things, and that names no person and no harm, counts nobody."""
    patterns = patterns_of(lexicon)
    words = set(text.replace(MASK, " ").split())
    if not any(c.isalpha() for c in text):
        return True
    if MASK not in text or words & lexicon.people.pronouns or words & lexicon.people.possessives:
        return False
    return not (patterns.person.search(text) or patterns.harm.search(text) or any(len(w) > 3 for w in words))


def _nth(text: str, lexicon: Lexicon) -> Count | None:
    """ "The third of its staff to be killed" says that three were."""
    hit = patterns_of(lexicon).nth.search(text)
    if not hit:
        return None
    n = lexicon.numbers.ordinals[hit.group("nth")]
    return Count(n, n, "exact")


def _nobody(text: str, start: int, lexicon: Lexicon) -> Count | None:
    """ "No civilian", "nobody", "civilians were not harmed": nought, unless the words are part of a bound."""
    patterns = patterns_of(lexicon)
    bounds = [(b.start, b.end) for b in lexicon.numbers.bounds_before.find_all(text)]
    amounts = find_amounts(text, lexicon, start)
    for pattern in (patterns.nobody, patterns.none_of):
        for hit in pattern.finditer(text, start):
            inside = any(a <= hit.start() < b for a, b in (*bounds, *((a.start, a.end) for a in amounts if a.high)))
            later = any(a.at < hit.start() and a.value for a in amounts)
            if not inside and not later and (pattern is patterns.nobody or _names_people(hit.group("named"), lexicon)):
                return NOBODY
    if not any(a.value for a in amounts) and patterns.unharmed.search(text, start):
        return NOBODY
    return None


def _names_people(words: str, lexicon: Lexicon) -> bool:
    patterns = patterns_of(lexicon)
    return bool(patterns.person.search(words) or patterns.harm.search(words))
