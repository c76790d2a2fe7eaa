"""A second strike on those who gathered or came to help is part of the same incident (codebook part 4)."""

import re
from bisect import bisect_right
from functools import cache

from tollbook.lang.tables import read_table, words_under
from tollbook.model import Account
from tollbook.resolve.evidence import Evidence

_REACH = 140  # letters between the second blow and those it hit, within one sentence
_SENTENCES = 2  # how far from the main account's own sentences


def says_follow_up(text: str, evidence: Evidence, account: Account, language: str = "en") -> bool:
    """Tell whether the text says, near an account's words, that a later strike hit those who gathered or helped."""
    reach = _SENTENCES if account.main else 0
    for match in _rule(language).finditer(text):
        at = max(0, bisect_right(evidence.starts, match.start()) - 1)
        if any(abs(n - at) <= reach for n in evidence.numbers):
            return True
    return False


@cache
def _rule(language: str) -> re.Pattern[str]:
    table, where = read_table(language, "second_strikes"), f"{language}/second_strikes.yml"
    any_of = {key: "|".join(map(re.escape, words_under(table, key, where))) for key in table}
    second = rf"\b(?:(?:{any_of['again']})\s+(?:\w+\s+)?(?:{any_of['blows']})|{any_of['alone']})\b"
    helpers = rf"\b(?:{any_of['helpers']})\b"
    between = rf"[^.\n]{{0,{_REACH}}}"
    return re.compile(
        rf"\b(?:{any_of['plain']})\b|{second}{between}{helpers}|{helpers}{between}{second}", re.IGNORECASE
    )
