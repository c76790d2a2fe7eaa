"""The patterns of the number grammar, compiled once for each Lexicon out of its tables."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.number_words import NumberWords, alternatives
from tollbook.lang.phrases import plain

_FIGURE = r"(?<![\d.,])(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d|[,.]\d)|\d+(?:\.\d+)?(?!,\d{3}))(?![\d/:])"
_YEAR = r"(?:19|20)\d\d(?![\d,.]\d|\w)"
_QUOTATION = re.compile(r"[\"“”„«»<>*_\[\]]|(?<!\w)'|'(?!\w)|[\u200b-\u200f\ufeff]")
_GROUPING = re.compile(r"[,\u00a0\u202f ](?=\d{3})|\.(?=\d{3}(?!\d))")
# No report counts more people than live; a longer figure is a telephone or an account number.
MOST_PEOPLE = 10_000_000_000
# Stands in a text for a number that counts no people; no report writes it.
MASK = "¤"


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The compiled patterns of one language; `number` is the body of a pattern of any number."""

    number: str
    a_number: re.Pattern[str]
    masks: tuple[re.Pattern[str], ...]
    ages: tuple[re.Pattern[str], ...]
    comma_age: re.Pattern[str]
    bracket_age: re.Pattern[str]
    limit: re.Pattern[str]
    share: re.Pattern[str]
    most: re.Pattern[str]
    all_but: re.Pattern[str]
    all_except: re.Pattern[str]
    nobody: re.Pattern[str]
    none_of: re.Pattern[str]
    harm: re.Pattern[str]
    harm_only: re.Pattern[str]
    unharmed: re.Pattern[str]
    weak: re.Pattern[str]
    pairs: re.Pattern[str]
    gap: re.Pattern[str]
    joint: re.Pattern[str]
    between: re.Pattern[str]
    conjuncts: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    nth: re.Pattern[str]
    person: re.Pattern[str]
    person_end: re.Pattern[str]
    of_them: re.Pattern[str]


def smooth(words: str) -> str:
    """Make words plain and blank out quotation marks; every character keeps its place."""
    return _QUOTATION.sub(lambda m: " " * len(m.group()), plain(words))


@lru_cache(maxsize=8)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """Compile the patterns of a Lexicon; the same Lexicon gives the same patterns."""
    words = lexicon.numbers
    alt = words.alternatives
    number = _number_body(words)
    person = _person_body(lexicon)
    share_words = alternatives(tuple(words.shares))
    of = rf"\s+{alt['whole_joints']}\s+(?:all\s+|the\s+|these\s+|those\s+)*"
    return Patterns(
        number=number,
        a_number=re.compile(rf"(?<![\w{MASK}])(?:{number})(?!\w)"),
        masks=_masks(words, number, alternatives(tuple(lexicon.people.stops)), person),
        ages=_ages(words, number, person, alternatives((*lexicon.people.groups_of, *lexicon.people.harm_of))),
        share=re.compile(
            rf"(?<!\w)(?:(?P<part>{number}|a|the)[-\s]+)?(?P<share>{share_words})(?!\w)"
            rf"|(?<!\w)(?P<hundredth>{number})\s*{alt['share_of_hundred']}(?!\w)"
            rf"|(?<!\w)(?P<first>{number})\s+(?:in|of\s+every)\s+(?P<second>{number})(?!\w)"
        ),
        most=re.compile(rf"(?<!\w){alt['most']}(?!\w)"),
        all_but=re.compile(rf"(?<!\w){alt['all_but']}\s+(?P<left>{number}|a)(?:{of}(?:(?P<total>{number})(?!\w)|\w))?"),
        all_except=re.compile(rf"^\W*all\b.*\b{alt['except']}\b"),
        nobody=re.compile(rf"(?<!\w){alt['nobody']}(?!\w)(?!\s+{alt['no_one_but']}\b)"),
        none_of=re.compile(rf"(?<!\w){alt['none_of']}(?!\w)(?P<named>(?:[\s-]+[^\W\d_]+){{1,8}})"),
        harm=lexicon.harm.pattern,
        harm_only=re.compile(rf"\W*(?:{alternatives(tuple(lexicon.people.harm_verbs))}\W*)"),
        unharmed=re.compile(rf"(?:(?<!\w)not|n't)(?:\s+\w+)?\s+{alt['unharmed']}(?!\w)"),
        weak=re.compile(rf"(?<!\w){alt['weak']}(?!\w)"),
        pairs=re.compile(rf"(?<!\w){alt['pairs']}(?!\w)"),
        gap=re.compile(rf"[\s(:,.{MASK}]*(?:{alt['fillers']}[\s(:,.{MASK}]+)*"),
        joint=re.compile(rf"\s*(?:[-‐-―]|,?\s*{alt['range_joints']})\s*(?:{alt['fillers']}\s+)?"),
        between=re.compile(rf"(?<!\w){alt['between']}\W+$"),
        conjuncts=re.compile(rf"\s*,?\s*(?:(?<!\w){alt['joints']}(?!\w)|[&+;])\s*|\s*,\s*"),
        part=re.compile(rf"[,:;(–—-]\s*(?:(?:{number}|\w+)\s+)?{alt['part_joints']}(?!\w)|\s{alt['part_joints']}(?!\w)"),
        whole=re.compile(rf"\W*(?:out\s+)?{alt['whole_joints']}\s+(?:the\s+|those\s+|these\s+|all\s+)*$"),
        nth=re.compile(
            rf"(?<!\w)the\s+(?P<nth>{alternatives(tuple(words.ordinals))})\s+"
            rf"(?:(?:\w+\s+){{0,2}}{alt['whole_joints']}\s[^,.;]*\s{alt['toll_of']}(?!\w)|(?:\w+\s+){{1,3}}killed\W*$)"
        ),
        person=re.compile(rf"(?<!\w){person}(?!\w)"),
        person_end=re.compile(rf"(?<!\w){person}\s*$"),
        of_them=re.compile(rf"\s*(?:{alt['of_them']}|$)"),
        comma_age=_comma_age(words, number),
        bracket_age=re.compile(
            rf"\s*\(\s*(?P<ages>(?<!\w)(?:{number})(?!\w){_more_ages(rf'(?<!{chr(92)}w)(?:{number})(?!{chr(92)}w)')})\s*\)"
        ),
        limit=re.compile(rf"(?<!\w){alt['age_limits']}\s+(?:{number})(?!\w)"),
    )


def value_of(words_of_number: str, words: NumberWords) -> float:
    """Give the value of the words of one number ("two hundred and five", "1.2 million", "12 500")."""
    total, current = 0.0, 0.0
    for word in re.findall(r"\d[\d,.\u00a0\u202f ]*|[^\W\d_]+", words_of_number):
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


def _number_body(words: NumberWords) -> str:
    units, tens = alternatives(tuple(words.units)), alternatives(tuple(words.tens))
    scale = alternatives(tuple(s for s in words.scales if len(s) > 1))
    digits = alternatives(tuple(u for u, n in words.units.items() if 0 < n < 10))
    small = rf"(?:{tens}(?:[-\s]*{digits}(?![^\W_]))?|{units})(?![^\W_])"
    scaled = rf"(?:(?:{_FIGURE}|{small}|a(?=\s))[-\s]*)?{scale}(?![^\W_])(?:\s+{scale}(?![^\W_]))*"
    joint = r"(?:\s+and\s+|[-\s]+)"
    return rf"(?:{scaled}(?:{joint}{scaled})*(?:{joint}{small})?|{_FIGURE}|{small})"


def _person_body(lexicon: Lexicon) -> str:
    collective = lexicon.people.collective
    listed = {*lexicon.groups.meanings, *lexicon.statuses.meanings, *lexicon.kin.meanings} - lexicon.people.plural_as_noun
    return alternatives(tuple(w for w in listed if w not in collective))


def _masks(words: NumberWords, number: str, stops: str, person: str) -> tuple[re.Pattern[str], ...]:
    alt = words.alternatives
    word_between = rf"(?:(?!(?:{number}|{alt['joints']}|{stops}|{alt['part_joints']})\b)[^\W\d_]+\s+)?"
    one = rf"(?:one|1|a\s+single)\s+{word_between}{alt['unit_one']}(?!\w|\s+[a-z]+(?:s|er|or|man|men)\b)"
    several = rf"(?:{number})[-\s]*{word_between}{alt['unit_several']}(?!\w)"
    body = rf"(?:{number}|{alt['pairs']})\s+(?:of\s+)?(?:{alt['possessives']}\s+)?{alt['body_parts']}(?!\w)"
    return tuple(
        re.compile(p)
        for p in (
            rf"(?<!\w){one}",
            rf"(?<!\w){body}",
            rf"(?<!\w){several}(?!\s*-?\s*old)",
            rf"(?<![\w.]){alt['labels_before']}\s*(?:{_FIGURE})(?!\w)(?!\s+(?:{alternatives(('dead', 'killed'))}))",
            rf"(?<!\w)\d{{1,2}}\s+{alt['labels_after']}(?!\w)(?:\s+\d{{4}}(?!\d))?",
            rf"(?<!\w){alt['year_joints']}\s+{_YEAR}(?!\s+{person})",
            rf"(?<!\w){alt['between']}\s+{_YEAR}\s+{alt['range_joints']}\s+{_YEAR}(?!\s+{person})",
            r"\d+(?:st|nd|rd|th)(?!\w)|\d+[/:]\d+(?:[/:]\d+)?|[$€£]\s*\d[\d,.]*",
        )
    )


def _ages(words: NumberWords, number: str, person: str, groups_of: str) -> tuple[re.Pattern[str], ...]:
    alt = words.alternatives
    age = rf"(?<!\w)(?:{number})(?!\w)"
    more = _more_ages(age)
    about = rf"(?:{alt['age_about']}\s+)?"
    return tuple(
        re.compile(p)
        for p in (
            rf"(?:{age}\s*(?:,|and|or|to|-)\s*)*{age}[-\s]*{alt['year_words']}(?!\w)",
            rf"(?<!\w){alt['age_words']}\s*(?:was\s+)?{about}(?P<ages>{age}{more})(?:\s+years)?",
            rf"(?<!\w)(?!{groups_of}\b){person}\s+of\s+{about}(?P<ages>{age}{more})(?!\s+(?:{person}))",
            rf"(?<!\w){person}\s*,?\s+(?:about|around)\s+(?P<ages>{age}{more})(?=\W*$|\s*[,;.)])",
            rf"(?<!\w)(?:an?|the)\s+(?!{groups_of}\b)[^\W\d_]+\s+of\s+{about}(?P<ages>{age})(?=\W*$|\s*[,;.)]|\s+(?:who|was|is|had|and|from|with)\b)",
        )
    )


def _more_ages(age: str) -> str:
    return rf"(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[-‐-―]\s*){age}(?!\s+(?!and\b|or\b|were\b|was\b|who\b|had\b)[a-z]{{3}}))*"


def _comma_age(words: NumberWords, number: str) -> re.Pattern[str]:
    age = rf"(?<!\w)(?:{number})(?!\w)"
    about = rf"(?:{words.alternatives['age_about']}\s+)?"
    ends = r"(?=\s*(?:$|[,;.)(:–—]|(?:and|or|who|was|were|is|had|has|a|the)\b))"
    return re.compile(rf"\s*,\s*{about}(?P<ages>{age}{_more_ages(age)}){ends}")
