"""Reports that say a claim again: real news does so in headline, lead and body, the training reports seldom.

A headline or a closing line is made of a report's own claim, in plain words; the claim gains one more quote.
"""

import random
from typing import Any

Report = dict[str, Any]
HEADLINES = (
    "{quote} {verb} in {place}",
    "{quote} {verb}",
    "{quote} {verb}, {claimant} says",
    "{place}: {quote} {verb}",
)
CLOSINGS = (
    "The attack left {quote} {verb}.",
    "In all, {quote} were {verb}.",
    "{claimant} said {quote} had been {verb}.",
)
VERBS = {
    "killed": ("killed", "dead", "killed"),
    "injured": ("wounded", "injured", "hurt"),
    "missing": ("missing",),
    "abducted": ("abducted", "kidnapped"),
    "detained": ("detained", "arrested"),
    "displaced": ("displaced",),
}


def repeat_some(report: Report, share: float, chance: random.Random) -> Report:
    """Give a share of the reports a headline, and a share a closing line, that say one of their claims again."""
    if any(key.endswith("_n") for part in ("claims", "statements") for x in report.get(part, []) for key in x):
        return report
    if chance.random() < share:
        report = _repeat(report, HEADLINES, chance, at_start=True)
    if chance.random() < share:
        report = _repeat(report, CLOSINGS, chance, at_start=False)
    return report


def _repeat(report: Report, shapes: tuple[str, ...], chance: random.Random, at_start: bool) -> Report:
    claims = report["claims"]
    fit = [n for n, c in enumerate(claims) if _can_be_said_again(c, claims)]
    if not fit:
        return report
    n = chance.choice(fit)
    claim = claims[n]
    place = next((i["place"] for i in report["incidents"] if i["n"] == claim["incident"]), None)
    words = {"place": place, "claimant": claim["claimant"], "verb": chance.choice(VERBS[claim["effect"]])}
    usable = [s for s in shapes if all(v is not None for k, v in words.items() if "{" + k + "}" in s)]
    line = chance.choice(usable).format(quote=claim["quote"], **words)
    line = line[0].upper() + line[1:] if at_start and not line.startswith(claim["quote"]) else line
    text = f"{line}\n\n{report['text']}" if at_start else f"{report['text'].rstrip()}\n\n{line}"
    again = {**claim, "more_quotes": [claim["quote"], *claim["more_quotes"]]}
    return {**report, "text": text, "claims": [*claims[:n], again, *claims[n + 1 :]]}


def _can_be_said_again(claim: dict[str, Any], claims: list[dict[str, Any]]) -> bool:
    unique = sum(claim["quote"] in c["quote"] for c in claims) == 1
    plain = claim["polarity"] == "affirmed" and claim["scope"] == "incident" and claim["part_of"] is None
    several = (claim["low"] or 0) >= 2 and claim["wording"] != "vague"
    says = {v for verbs in VERBS.values() for v in verbs} | {"died", "wounds", "deaths", "bodies", "injuries"}
    short = len(claim["quote"]) < 45 and not says & set(claim["quote"].lower().split())
    return unique and plain and several and short and claim["effect"] in VERBS
