"""Lists of parts: "21 civilians, including 11 children and the pharmacy manager": the last is of the same harm."""

import re
from dataclasses import replace

from tollbook.lang.lexicon import Lexicon
from tollbook.model import TaggedSpan, Tags
from tollbook.read.drafts import LINK_AT

_GOES_ON = re.compile(r"\s*(?:,|,?\s*(?:and|as well as))\s+")


def continue_lists(text: str, tags: Tags, lexicon: Lexicon) -> Tags:
    """Give what goes on a list of parts ("… and the manager") the harm and the whole of the part before it.

    Only where nothing but a comma or "and" stands between, and the words name no harm of their own ("dozens wounded").
    """
    quotes = list(tags.family("quote"))
    for n in range(1, len(quotes)):
        before, quote = quotes[n - 1], quotes[n]
        links = before.links.get("part_of", ())
        listed = links and links[0][1] >= LINK_AT and links[0][0] != n
        if listed and _goes_on(text, before, quote) and lexicon.harm.find_best(quote.span.quote) is None:
            quotes[n] = replace(quote, several=before.several, links={**quote.links, "part_of": links})
    return Tags({**tags.spans, "quote": tuple(quotes)}, tags.pairs)


def _goes_on(text: str, before: TaggedSpan, quote: TaggedSpan) -> bool:
    return _GOES_ON.fullmatch(text[before.span.end : quote.span.start]) is not None
