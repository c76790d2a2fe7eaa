"""Accounts of a text: its claims, statements and victims by incident, the main one first."""

from collections import Counter, defaultdict
from dataclasses import replace

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Account, Claim, Span, Statement, TaggedSpan, Tags, Victim
from tollbook.model.codes import Means
from tollbook.read.labels import ITEMS
from tollbook.text import fold, sentences


def number_incidents(tags: Tags, kept: set[int]) -> dict[int, int]:
    """Number the tagger's incidents from 1 as a text's accounts: the main one first, then as they come.

    Only those in `kept` are numbered: an incident of which nothing is claimed is none of the record's.
    """
    weight: dict[int, float] = defaultdict(float)
    first: dict[int, int] = {}
    for item in (x for family in ITEMS for x in tags.family(family)):
        if item.incident in kept:
            assert item.incident is not None
            weight[item.incident] += item.main - 0.5
            first[item.incident] = min(first.get(item.incident, item.span.start), item.span.start)
    if not first:
        return {}
    main = max(first, key=lambda n: (weight[n], -first[n]))
    order = [main, *sorted((n for n in first if n != main), key=lambda n: first[n])]
    return {incident: number for number, incident in enumerate(order, 1)}


def make_accounts(
    document_id: str,
    tags: Tags,
    numbers: dict[int, int],
    said: tuple[list[Claim], list[Statement], list[tuple[Victim, int | None]]],
) -> list[Account]:
    """Give every numbered incident its claims, statements, victims, means and the words for its place."""
    claims, statements, victims = said
    return [
        Account(
            document_id=document_id,
            n=number,
            main=number == 1,
            claim_ids=tuple(c.id for c in claims if c.account == number),
            statement_ids=tuple(s.id for s in statements if s.account == number),
            victims=tuple(v for v, at in victims if at == incident),
            place_words=_place_words(tags, incident),
            means=_means([c for c in claims if c.account == number]),
        )
        for incident, number in sorted(numbers.items(), key=lambda pair: pair[1])
    ]


def _means(claims: list[Claim]) -> Means:
    votes = Counter(c.means for c in claims if c.means != "unknown")
    return votes.most_common(1)[0][0] if votes else "unknown"


def specify_means(text: str, accounts: list[Account], spans: dict[int, list[Span]], lexicon: Lexicon) -> list[Account]:
    """Make an air strike a drone strike where the sentences of the account say so (`spans`: its words, by number).

    A claim says "airstrikes", the next sentence "the drone attacks": the account is as specific as its text.
    """
    cut = tuple(sentences(text))
    out = []
    for account in accounts:
        own = [s for s in cut if any(s.overlaps(span) for span in spans.get(account.n, ()))]
        if account.main and account.place_words:
            own += [s for s in cut if account.place_words[0].quote in s.quote]
        said = {f.meaning for s in own for f in lexicon.means_words.find_all(s.quote)}
        drone = account.means in ("airstrike", "unknown") and "drone_strike" in said
        out.append(replace(account, means="drone_strike") if drone else account)
    return out


def _place_words(tags: Tags, incident: int) -> tuple[Span, ...]:
    """Give the words that the incident's items point at as its place, best first, each name once."""
    places: tuple[TaggedSpan, ...] = tags.family("place")
    weight: dict[int, float] = defaultdict(float)
    for item in (x for family in ITEMS for x in tags.family(family) if x.incident == incident):
        for number, chance in item.links.get("place", ()):
            weight[number] += chance
    by_name: dict[str, tuple[float, Span]] = {}
    for number, chance in weight.items():
        span = places[number].span
        total, spot = by_name.get(fold(span.quote), (0.0, span))
        by_name[fold(span.quote)] = (total + chance, min(spot, span))
    ranked = sorted(by_name.values(), key=lambda x: (-x[0], x[1].start))
    return tuple(span for chance, span in ranked if chance >= 0.3)
