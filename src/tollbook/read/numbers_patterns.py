"""The patterns of the number grammar, compiled once for each Lexicon out of its tables."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.number_words import NumberWords, alternatives
from tollbook.lang.phrases import plain

# No report counts more people than live; a longer figure is a telephone or an account number.
MOST_PEOPLE = 10_000_000_000
# Stands in a text for a number that counts no people; no report writes it.
MASK = "¤"
FIGURE = r"(?<![\d.,])(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d|[,.]\d)|\d+(?:\.\d+)?(?!,\d{3}))(?![\d/:])"
_QUOTATION = re.compile(r"[\"“”„«»<>*_\[\]]|(?<!\w)'|'(?!\w)|[\u200b-\u200f\ufeff]")
_GROUPING = re.compile(r"[,\u00a0\u202f ](?=\d{3})|\.(?=\d{3}(?!\d))")
_PART_OF_NUMBER = re.compile(r"\d[\d,.\u00a0\u202f ]*|[^\W\d_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The compiled patterns of one language: amounts, shares, nobody, and the joints of lists of people."""

    a_number: re.Pattern[str]
    person: re.Pattern[str]
    person_end: re.Pattern[str]
    harm: re.Pattern[str]
    harm_only: re.Pattern[str]
    pairs: re.Pattern[str]
    gap: re.Pattern[str]
    range_joint: re.Pattern[str]
    and_joint: re.Pattern[str]
    between: re.Pattern[str]
    share: re.Pattern[str]
    most: re.Pattern[str]
    all_but: re.Pattern[str]
    all_except: re.Pattern[str]
    of_them: re.Pattern[str]
    of: re.Pattern[str]
    nobody: re.Pattern[str]
    none_of: re.Pattern[str]
    unharmed: re.Pattern[str]
    conjuncts: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    nth: re.Pattern[str]
    than: re.Pattern[str]
    bare_count: re.Pattern[str]


def smooth(words: str) -> str:
    """Make words plain and blank out quotation marks; every character keeps its place."""
    return _QUOTATION.sub(lambda m: " " * len(m.group()), plain(words))


@lru_cache(maxsize=8)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """Compile the patterns of a Lexicon; the same Lexicon gives the same patterns."""
    alt = lexicon.numbers.alternatives
    number, person = number_body(lexicon.numbers), person_body(lexicon)
    of_whole = rf"\s+{alt['whole_joints']}\s+(?:{alt['definite']}\s+)*"
    parts = rf"{alt['part_joints']}(?!\w)"
    return Patterns(
        a_number=re.compile(rf"(?<![\w{MASK}])(?:{number})(?!\w)"),
        person=_words(person),
        person_end=re.compile(rf"(?<!\w){person}\s*$"),
        harm=lexicon.harm.pattern,
        harm_only=re.compile(rf"\W*{alternatives(tuple(lexicon.people.harm_verbs))}\W*"),
        pairs=_words(alt["pairs"]),
        gap=re.compile(rf"[\s(:,.{MASK}]*(?:{alt['fillers']}[\s(:,.{MASK}]+)*"),
        range_joint=re.compile(rf"\s*(?:[-‐-―]|,?\s*{alt['range_joints']})\s*(?:{alt['fillers']}\s+)?"),
        and_joint=re.compile(rf"\s*(?:,|{alt['number_joint']}\s)"),
        between=re.compile(rf"(?<!\w){alt['between']}\W+$"),
        share=_share(lexicon.numbers, number),
        most=_words(alt["most"]),
        all_but=re.compile(
            rf"(?<!\w){alt['all_but']}\s+(?P<left>{number}|{alt['one_article']})"
            rf"(?:{of_whole}(?:(?P<total>{number})(?!\w)|\w))?"
        ),
        all_except=re.compile(rf"\W*{alt['every']}\b.*\b{alt['except']}\b"),
        of_them=re.compile(rf"\s*(?:{alt['of_them']}|$)"),
        of=re.compile(rf"\s*(?:{alt['of']}\s|$)"),
        nobody=re.compile(rf"(?<!\w){alt['nobody']}(?!\w)(?!\s+{alt['no_one_but']}\b)"),
        none_of=re.compile(rf"(?<!\w){alt['none_of']}(?!\w)(?P<named>(?:[\s-]+[^\W\d_]+){{1,8}})"),
        unharmed=re.compile(rf"{alt['nots']}(?:\s+\w+)?\s+{alt['unharmed']}(?!\w)"),
        conjuncts=re.compile(rf"\s*,?\s*(?:(?<!\w){alt['joints']}(?!\w)|[&+;])\s*|\s*,\s*"),
        bare_count=re.compile(rf"\W*{alt['bare_counts']}(?!\w)"),
        part=re.compile(rf"[,:;(–—-]\s*(?:(?:{number}|\w+)\s+)?{parts}|\s{parts}"),
        whole=re.compile(rf"\W*{alt['whole_joints']}\s+(?:{alt['definite']}\s+)*$"),
        nth=_nth(lexicon.numbers),
        than=re.compile(rf"\s*{alt['than']}\b"),
    )


def value_of(words_of_number: str, words: NumberWords) -> float:
    """Give the value of the words of one number ("two hundred and five", "1.2 million", "12 500")."""
    total, current = 0.0, 0.0
    for word in _PART_OF_NUMBER.findall(words_of_number):
        if word[0].isdigit():
            current += float(_GROUPING.sub("", word.strip(" ,.\u00a0\u202f")))
        elif word in words.scales:
            scale = words.scales[word]
            current = (current or 1) * scale
            if scale > 100:
                total, current = total + current, 0.0
        else:
            current += words.units.get(word, 0) or words.tens.get(word, 0)
    return total + current


def number_body(words: NumberWords) -> str:
    """Give the body of a pattern of any number, in figures or in words."""
    units, tens = alternatives(tuple(words.units)), alternatives(tuple(words.tens))
    scale = alternatives(tuple(s for s in words.scales if len(s) > 1))
    digits = alternatives(tuple(u for u, n in words.units.items() if 0 < n < 10))
    end = r"(?![^\W_])"
    small = rf"(?:{tens}(?:[-\s]*{digits}{end})?|{units}){end}"
    one = rf"{words.alternatives['one_article']}(?=\s)"
    scaled = rf"(?:(?:{FIGURE}|{small}|{one})[-\s]*)?{scale}{end}(?:\s+{scale}{end})*"
    joint = rf"(?:\s+{words.alternatives['number_joint']}\s+|[-\s]+)"
    return rf"(?:{scaled}(?:{joint}{scaled})*(?:{joint}{small})?|{FIGURE}|{small})"


def person_body(lexicon: Lexicon) -> str:
    """Give the body of a pattern of any word that stands for a person or for people."""
    people = lexicon.people
    listed = {*lexicon.groups.meanings, *lexicon.statuses.meanings, *lexicon.kin.meanings}
    return alternatives(tuple(listed - people.plural_as_noun - people.collective))


def _words(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){body}(?!\w)")


def _share(words: NumberWords, number: str) -> re.Pattern[str]:
    alt = words.alternatives
    return re.compile(
        rf"(?<!\w)(?:(?P<part>{number}|{alt['articles']})[-\s]+)?(?P<share>{alternatives(tuple(words.shares))})(?!\w)"
        rf"|(?<!\w)(?P<hundredth>{number})\s*{alt['share_of_hundred']}(?!\w)"
        rf"|(?<!\w)(?P<first>{number})\s+{alt['one_in']}\s+(?P<second>{number})(?!\w)"
    )


def _nth(words: NumberWords) -> re.Pattern[str]:
    # "The third of its staff to be killed", "the fourth media worker killed".
    alt, nth = words.alternatives, alternatives(tuple(words.ordinals))
    to_be = rf"(?:\w+\s+){{0,2}}{alt['whole_joints']}\s[^,.;]*\s{alt['toll_of']}(?!\w)"
    return re.compile(
        rf"(?<!\w){alt['definite']}\s+(?P<nth>{nth})\s+(?:{to_be}|(?:\w+\s+){{1,3}}{alt['killed_last']}\W*$)"
    )
