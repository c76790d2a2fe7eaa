"""Named victims: the name, what befell the person, and age and sex only where words say so."""

import re
from typing import cast

from tollbook.model import Span, TaggedSpan, Tags, Victim
from tollbook.model.codes import Effect, Sex
from tollbook.read.drafts import linked
from tollbook.text import fold

_AFTER = re.compile(
    r"^(?:,? \(?|\s*\()(?:aged |age |was )?(\d{1,3})(?:[\s-]years?[\s-]old)?(?=[),;.\s—–]|$)"
    r"(?! (?:civilians|people|others))"
)
_BEFORE = re.compile(r"(\d{1,3})[\s-]years?[\s-]old (?:[\w’'-]+ ){0,4}$", re.IGNORECASE)
_OLDEST = 115


def find_victims(text: str, tags: Tags) -> list[tuple[Victim, int | None]]:
    """Give each named person once, with the incident that the tagger puts the first mention in."""
    found: list[tuple[Victim, int | None]] = []
    seen: set[tuple[str, str]] = set()
    for tagged in tags.family("victim"):
        effect = tagged.fields.get("effect", "none")
        key = (fold(tagged.span.quote), effect)
        if effect == "none" or key in seen:
            continue
        seen.add(key)
        found.append((_victim(text, tagged, tags, cast("Effect", effect)), tagged.incident))
    return found


def age_beside(text: str, name: Span) -> int | None:
    """Read the age that stands right after a name (", 34,", "(aged 7)") or before it ("17-year-old Siraj")."""
    after = _AFTER.match(text[name.end : name.end + 30])
    before = _BEFORE.search(text[max(0, name.start - 60) : name.start])
    match = after or before
    age = int(match.group(1)) if match else None
    return age if age is not None and age <= _OLDEST else None


def _victim(text: str, tagged: TaggedSpan, tags: Tags, effect: Effect) -> Victim:
    sex = tagged.fields.get("sex")
    return Victim(
        name=tagged.span,
        effect=effect,
        age=age_beside(text, tagged.span),
        sex=cast("Sex", sex) if sex in ("f", "m") else None,
        claimant=linked(tagged, "claimant", tags.family("claimant")),
    )
