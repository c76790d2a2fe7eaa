"""Names of countries and of their people: the first are places, the second hint at one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tollbook.errors import CodeError
from tollbook.lang.tables import read_table, words_under


@dataclass(frozen=True, slots=True)
class CountryWords:
    """The words of one language for countries, by ISO 3166-1 alpha-2 code; `pattern` finds any of them in a text."""

    names: Mapping[str, str]
    demonyms: Mapping[str, str]
    pattern: re.Pattern[str]

    def code_of(self, words: str) -> str | None:
        """Give the code of the country that these words name, or whose people they name."""
        return self.names.get(words) or self.demonyms.get(words)


@cache
def load_countries(language: str = "en") -> CountryWords:
    """Read and check the table of countries of a language, once."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    table = read_table(language, "countries")
    for code, entry in table.items():
        where = f"{language}/countries.yml {code}"
        if not re.fullmatch(r"[A-Z]{2}", str(code)):
            raise CodeError(f"{where}: a country's key is its two-letter code, in quotation marks")
        names.update(dict.fromkeys(words_under(entry, "names", where), code))
        demonyms.update(dict.fromkeys(words_under(entry, "demonyms", where), code))
    longest = sorted({*names, *demonyms}, key=lambda w: (-len(w), w))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return CountryWords(MappingProxyType(names), MappingProxyType(demonyms), pattern)
