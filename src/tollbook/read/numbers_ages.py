"""Numbers that count no people: ages, dates, distances, things, labels. They are blanked out, their place is kept."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.number_words import alternatives
from tollbook.read.numbers_patterns import FIGURE, MASK, Patterns, number_body, patterns_of, person_body, smooth

OLDEST = 115
_YEAR = r"(?:19|20)\d\d(?![\d,.]\d|\w)"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, eq=False)
class OtherNumbers:
    """Patterns of numbers that count no people; `loose` ones are ages only after a name or a word for a person."""

    ages: tuple[re.Pattern[str], ...]
    loose: tuple[re.Pattern[str], ...]
    someone: re.Pattern[str]
    limit: re.Pattern[str]
    things: tuple[re.Pattern[str], ...]


def blank_other_numbers(raw: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """Give the smooth text with every number that counts no people blanked out, and how many ages the quote held."""
    others, quote = _other_numbers(lexicon), (start, end)
    text = smooth(raw)
    # First as the quote ends, then with what follows it: "25" and "25 years old".
    inner, ages = _blank_ages(text[:end], raw, quote, lexicon)
    text, more = _blank_ages(inner + text[end:], raw, quote, lexicon)
    for pattern in others.things:
        for hit in list(pattern.finditer(text)):
            text = _blank(text, *hit.span()) if _fits(hit.span(), quote) else text
    for hit in list(others.limit.finditer(text, start)):
        # "Under 18" is an age where people are counted before it.
        if _counted(text[start : hit.start()], patterns_of(lexicon)):
            text = _blank(text, *hit.span())
    return text, ages + more


def _blank_ages(text: str, raw: str, quote: tuple[int, int], lexicon: Lexicon) -> tuple[str, int]:
    others, patterns = _other_numbers(lexicon), patterns_of(lexicon)
    ages = 0
    for pattern in (*others.ages, *others.loose):
        for hit in list(pattern.finditer(text)):
            if not _fits(hit.span(), quote) or (hit.re.groups and not _can_be_ages(hit.group("ages"))):
                continue
            if pattern in others.loose and not _is_loose_age(hit, (text, raw), quote, lexicon):
                continue
            ages += _count_ages(hit.group(), patterns) if quote[0] <= hit.start() and hit.end() <= quote[1] else 0
            text = _blank(text, *(hit.span("ages") if hit.re.groups else hit.span()))
    return text, ages


def _fits(found: tuple[int, int], quote: tuple[int, int]) -> bool:
    """A find may lie across the edge of the quote only where it takes in all of the quote."""
    return not (found[0] < quote[0] < found[1] < quote[1])


def _is_loose_age(hit: re.Match[str], texts: tuple[str, str], quote: tuple[int, int], lexicon: Lexicon) -> bool:
    """Tell whether a number after a comma or in brackets is an age: "Siraj, 17", "his apprentice (14)".

    A quote that is a number alone is one only in digits, after a name, and where the words after it are known.
    """
    text, raw = texts
    at, digits = hit.start(), hit.group("ages").isdigit()
    before = raw[:at].split()[-1:]
    named = bool(before) and any(c.isupper() for c in before[0]) and not before[0].isupper()
    if at < quote[0]:
        return named and digits and len(text) > quote[1] and hit.start("ages") == quote[0]
    near = text[max(0, at - 40) : at]
    if named or (digits and _other_numbers(lexicon).someone.search(near)):
        return True
    patterns = patterns_of(lexicon)
    counted = patterns.a_number.search(near) and not patterns.person_end.search(near)
    return patterns.person.search(near) is not None and not counted


def _counted(text: str, patterns: Patterns) -> bool:
    return any(p.search(text) for p in (patterns.a_number, patterns.share, patterns.person))


def _can_be_ages(words: str) -> bool:
    return all(len(d) < 4 and int(d) <= OLDEST for d in _DIGITS.findall(words)) and not re.search(r"\d[,.]\d{3}", words)


def _count_ages(words: str, patterns: Patterns) -> int:
    return sum(1 for _ in patterns.a_number.finditer(words.replace("-", " ").replace(MASK, " ")))


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + MASK * (end - start) + text[end:]


@lru_cache(maxsize=8)
def _other_numbers(lexicon: Lexicon) -> OtherNumbers:
    alt, number = lexicon.numbers.alternatives, number_body(lexicon.numbers)
    age = rf"(?<!\w)(?:{number})(?!\w)"
    joint = rf"(?:\s*,\s*(?:{alt['age_joints']}\s+)?|\s+{alt['age_joints']}\s+|\s*[-‐-―]\s*)"
    ages = rf"(?P<ages>{age}(?:{joint}{age}(?!\s+(?!{alt['age_list_ends']}\b)[a-z]{{3}}))*)"
    about = rf"(?:{alt['age_about']}\s+)?"
    ends = rf"(?=\s*(?:$|[,;.)(:–—]|{alt['age_ends']}\b))"
    return OtherNumbers(
        ages=_ages(lexicon, age, ages, about),
        loose=(
            re.compile(rf"\s*\(\s*{ages}\s*\)"),
            re.compile(rf"\s*,\s*{about}{ages}{ends}"),
        ),
        someone=_someone(lexicon),
        limit=re.compile(rf"(?<!\w){alt['age_limits']}\s+(?:{number})(?!\w)"),
        things=_things(lexicon, number),
    )


def _someone(lexicon: Lexicon) -> re.Pattern[str]:
    """Compile "the rider", "his apprentice": a determiner and one word that is neither several nor a measure."""
    alt, people = lexicon.numbers.alternatives, lexicon.people
    not_one = alternatives((*people.groups_of, *people.harm_of, *people.plural, *people.plural_as_noun))
    plural = alternatives(tuple(people.plural_endings))
    return re.compile(rf"(?<!\w)(?:{alt['articles']}|{alt['possessives']})\s+(?!{not_one}\b)[^\W\d_]+(?<!{plural})\s*$")


def _ages(lexicon: Lexicon, age: str, ages: str, about: str) -> tuple[re.Pattern[str], ...]:
    # "12-year-old", "aged 13 and 16", "girls of 14", "a woman about 40", "a turnboy of 19"
    alt, person = lexicon.numbers.alternatives, person_body(lexicon)
    groups_of = alternatives((*lexicon.people.groups_of, *lexicon.people.harm_of))
    end = r"(?=\W*$|\s*[,;.)])"
    ends = rf"(?=\W*$|\s*[,;.)]|\s+{alt['age_ends']}\b)"
    one_age = rf"(?P<ages>{age})"
    shapes = (
        rf"(?:{age}\s*(?:,|{alt['age_joints']}|-)\s*)*{age}[-\s]*{alt['year_words']}(?!\w)",
        rf"(?<!\w){alt['age_words']}\s*(?:{alt['age_was']}\s+)?{about}{ages}(?:\s+{alt['year_after_age']})?",
        rf"(?<!\w)(?!{groups_of}\b){person}\s+{alt['of']}\s+{about}{ages}(?!\s+{person})",
        rf"(?<!\w){person}\s*,?\s+{alt['age_of']}\s+{ages}{end}",
        rf"(?<!\w){alt['articles']}\s+(?!{groups_of}\b)[^\W\d_]+\s+{alt['of']}\s+{about}{one_age}{ends}",
    )
    return tuple(re.compile(shape) for shape in shapes)


def _things(lexicon: Lexicon, number: str) -> tuple[re.Pattern[str], ...]:
    # "one bus", "both legs", "three drones", "flat 63", "12 May 2023", "in 2017", "between 1995 and 2007", "the 20th"
    alt, person = lexicon.numbers.alternatives, person_body(lexicon)
    stops = alternatives(tuple(lexicon.people.stops))
    word_between = rf"(?:(?!(?:{number}|{alt['joints']}|{stops}|{alt['part_joints']})\b)[^\W\d_]+\s+)?"
    no_person = rf"(?!\w|\s+[a-z]+{alt['person_endings']}\b)"
    shapes = (
        rf"(?<!\w){alt['single']}\s+{word_between}{alt['unit_one']}{no_person}",
        rf"(?<!\w)(?:{number}|{alt['pairs']})\s+(?:{alt['of']}\s+)?(?:{alt['possessives']}\s+)?{alt['body_parts']}(?!\w)",
        rf"(?<!\w)(?:{number})[- \t]*{word_between}{alt['unit_several']}(?!\w)(?!\s*-?\s*{alt['old']})",
        rf"(?<![\w.]){alt['labels_before']}\s*(?:{FIGURE})(?!\w)(?!\s+{alt['deaths_after_label']})",
        rf"(?<!\w)\d{{1,2}}\s+{alt['labels_after']}(?!\w)(?:\s+\d{{4}}(?!\d))?",
        rf"(?<!\w){alt['year_joints']}\s+{_YEAR}(?!\s+{person})",
        rf"(?<!\w){alt['between']}\s+{_YEAR}\s+{alt['range_joints']}\s+{_YEAR}(?!\s+{person})",
        rf"\d+{alt['ordinal_endings']}(?!\w)|\d+[/:]\d+(?:[/:]\d+)?|[$€£]\s*\d[\d,.]*",
    )
    return tuple(re.compile(shape) for shape in shapes)
