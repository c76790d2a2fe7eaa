"""A second strike on those who gathered or came to help is part of the same incident (codebook part 4)."""

import re

from tollbook.model import Account
from tollbook.resolve.evidence import Evidence

_SECOND = (
    r"(?:double[- ]tap|"
    r"(?:second|third|follow-up|another|other|further|subsequent|two more|more)\s+(?:\w+\s+)?(?:air ?strikes?|strikes?|missiles?|rockets?|bombs?|shells?|drones?|blasts?|"
    r"explosions?|attacks?|bombings?|raids?|hits?)|(?:came back|returned|struck again|hit again|others? then|second time))"
)
_HELPERS = (
    r"(?:gather(?:ed|ing)?|crowd(?:s|ed)?|rescu\w+|came to (?:help|the aid)|rushed|ambulances?|paramedics?|first responders?|"
    r"medics?|helping|trying to (?:help|save|pull|reach)|civil defen[cs]e|(?:ran|went|come|coming|came) to (?:help|pull|save|look|treat|carry)|"
    r"pull(?:ed|ing)? (?:out|people|bodies|survivors)|recover(?:ing)? (?:the )?(?:bodies|wounded|dead)|onlookers|mourners|aid(?:ing)? the (?:wounded|injured)|evacuat\w+)"
)
_RULE = re.compile(rf"\b{_SECOND}\b[^.\n]{{0,140}}\b{_HELPERS}|\b{_HELPERS}[^.\n]{{0,100}}\b{_SECOND}\b|\bdouble[- ]tap\b", re.IGNORECASE)


def says_follow_up(text: str, evidence: Evidence, account: Account) -> bool:
    """Tell whether the text says, near an account's words, that a later strike hit those who gathered or helped."""
    for match in _RULE.finditer(text):
        numbers = evidence.numbers
        at = next((n for n in reversed(range(len(evidence.starts))) if evidence.starts[n] <= match.start()), 0)
        if any(abs(n - at) <= (2 if account.main else 0) for n in numbers):
            return True
    return False
