"""An armed party's report of its own blow, in its plainest words: "the army confirmed airstrikes" (codebook part 5).

The tagger finds few admissions: 2 in 100 of its training statements are. The words are plain enough for a table.
"""

import re
from collections.abc import Sequence
from functools import cache

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.tables import read_table, words_under
from tollbook.model import Span, Statement, TaggedSpan
from tollbook.model.ids import statement_id
from tollbook.read.speakers import whole_name


def find_admissions(
    text: str, speakers: Sequence[TaggedSpan], known: Sequence[Statement], lexicon: Lexicon, text_sha256: str
) -> list[Statement]:
    """Give an `admits` for every armed party that is followed by a verb of confirming and a blow, where none is yet.

    Only a name that the tagger marked as a speaker, and that the table of claimants calls a belligerent, is one.
    """
    found: list[Statement] = []
    for speaker in sorted((whole_name(text, s.span, lexicon) for s in speakers), key=lambda s: s.start):
        if lexicon.claimant_kind(speaker.quote) != "belligerent":
            continue
        match = _admission(lexicon.language).match(text, speaker.end)
        if match is None:
            continue
        span = Span.of(text, speaker.start, match.end())
        if any(s.kind == "admits" and s.span.overlaps(span) for s in (*known, *found)):
            continue
        cue = Span.of(text, *match.span("verb"))
        name = statement_id(text_sha256, span.start, span.end, "admits")
        found.append(
            Statement(name, "admits", span, speaker, claimant=speaker, cue=cue, claimant_kind="belligerent", account=1)
        )
    return found


@cache
def _admission(language: str) -> re.Pattern[str]:
    table, where = read_table(language, "blows"), f"{language}/blows.yml"
    verbs, blows = ("|".join(map(re.escape, words_under(table, key, where))) for key in ("verbs", "blows"))
    return re.compile(
        rf"\s+(?:(?:had|has|have|later|also)\s+)?(?P<verb>{verbs})\s+(?:\w+\s+){{0,2}}(?:{blows})\b(?:\s+(?:in|on|at|against|for)\b[^,.;:!?\n“”\"]{{1,60}}?(?=\s+on\b|[,.;:!?\n“”\"]))?",
        re.I,
    )
