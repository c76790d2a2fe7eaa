"""From the encoder's states of one text to tags: spans, fields, links, incidents."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tollbook.model import Span, TaggedSpan, Tags
from tollbook.read.heads import (
    Place,
    Weights,
    linear,
    link_scores,
    log_softmax,
    pair_features,
    sigmoid,
    span_vectors,
    tag_spans,
)
from tollbook.read.labels import FAMILIES, FIELDS, ITEMS, LAYERS, LINKS, PAIRS, SEVERAL, Family
from tollbook.read.words import Floats, Ints, Words

# Below 0 finds more: spans that are only ever pointed at cost nothing where no link chooses them.
OUTSIDE_BIAS: dict[Family, float] = {"claimant": -1.0}
SAME_INCIDENT = 0.3  # mean probability from which two groups are one incident; best of .2–.5 on half a

UNCLAIMED = 0.05  # … at which statements alone belong to an incident with claims

Links = dict[str, tuple[tuple[int, float], ...]]


def tag_states(words: Words, states: Floats, weights: Weights) -> Tags:
    """Find and describe every span of one text; `states` has a row a word, the plain features last."""
    tags = linear(states, weights, "tags").reshape(len(words), len(LAYERS), 3)
    places = tag_spans(tags, OUTSIDE_BIAS)
    vectors = {x: span_vectors(states, places[x], weights, x) for x in FAMILIES if places[x]}
    links = _all_links(words, places, vectors, weights)
    incidents = _incidents(words, places, vectors, weights)
    spans: dict[str, tuple[TaggedSpan, ...]] = {}
    for family, found in places.items():
        if found:
            described = _describe(family, vectors[family], weights)
            spans[family] = tuple(
                TaggedSpan(_span(words, place), several, fields, links[family][n], incidents[family][n], main)
                for n, (place, (several, fields, main)) in enumerate(zip(found, described, strict=True))
            )
    pairs = {
        name: _same(name, words, places[families[0]], vectors[families[0]], weights)
        for name, families in PAIRS.items()
        if name != "same_incident" and len(places[families[0]]) > 1
    }
    return Tags(spans, pairs)


def _span(words: Words, place: Place) -> Span:
    return Span.of(words.text, int(words.starts[place[0]]), int(words.ends[place[1]]))


def _describe(
    family: Family, vectors: Floats, weights: Weights
) -> list[tuple[dict[str, float], dict[str, str], float]]:
    several: list[dict[str, float]] = [{} for _ in vectors]
    if family in SEVERAL:
        chances = sigmoid(linear(vectors, weights, f"several.{family}"))
        several = [dict(zip(SEVERAL[family], map(float, row), strict=True)) for row in chances]
    fields: list[dict[str, str]] = [{} for _ in vectors]
    mains = [0.0] * len(vectors)
    for name, values in FIELDS.get(family, {}).items():
        scores = linear(vectors, weights, f"field.{family}.{name}")
        if name == "main":
            mains = [float(x) for x in np.exp(log_softmax(scores))[:, 1]]
            continue
        for row, best in zip(fields, scores.argmax(axis=1), strict=True):
            row[name] = values[int(best)]
    return list(zip(several, fields, mains, strict=True))


def _all_links(
    words: Words, places: dict[Family, list[Place]], vectors: dict[Family, Floats], weights: Weights
) -> dict[Family, list[Links]]:
    links: dict[Family, list[Links]] = {x: [{} for _ in places[x]] for x in FAMILIES}
    for name, (lefts, right) in LINKS.items():
        for left in lefts:
            if not places[left] or not places[right]:
                continue
            features = pair_features(words, places[left], places[right])
            scores = link_scores(vectors[left], vectors[right], features, weights, f"link.{name}")
            above = scores - linear(vectors[left], weights, f"none.{name}")
            if left == right:
                np.fill_diagonal(above, -1e9)
            for row, over in zip(links[left], above, strict=True):
                row[name] = _ranked(over)
    return links


def _ranked(above: Floats) -> tuple[tuple[int, float], ...]:
    order = np.argsort(-above, kind="stable")[:6]
    return tuple((int(i), float(sigmoid(above[i]))) for i in order if above[i] > -3.0)


def _same(
    name: str, words: Words, places: list[Place], vectors: Floats, weights: Weights
) -> tuple[tuple[int, int, float], ...]:
    chance = _pair_chances(name, words, places, vectors, weights)
    found = [(i, j, float(chance[i, j])) for i in range(len(places)) for j in range(i + 1, len(places))]
    return tuple(sorted((x for x in found if x[2] > 0.1), key=lambda x: (-x[2], x[0], x[1])))


def _pair_chances(name: str, words: Words, places: list[Place], vectors: Floats, weights: Weights) -> Floats:
    features = pair_features(words, places, places)
    scores = link_scores(vectors, vectors, features, weights, f"link.{name}")
    bias = linear(vectors, weights, f"none.{name}")
    return sigmoid(scores + scores.T - bias - bias.T)


def _incidents(
    words: Words, places: dict[Family, list[Place]], vectors: dict[Family, Floats], weights: Weights
) -> dict[Family, list[int | None]]:
    """Number the incidents: all items of a text, grouped while two groups are more likely one than not."""
    numbers: dict[Family, list[int | None]] = {x: [None] * len(places[x]) for x in FAMILIES}
    present = [x for x in ITEMS if places[x]]
    if not present:
        return numbers
    spots = [p for x in present for p in places[x]]
    both = np.concatenate([vectors[x] for x in present])
    chance = _pair_chances("same_incident", words, spots, both, weights)
    groups = group_by_average(chance, SAME_INCIDENT)
    claimed = np.asarray([x != "statement" for x in present for _ in places[x]])
    groups = _join_unclaimed(groups, claimed, chance)
    edges = np.cumsum([0, *(len(places[x]) for x in present)]).tolist()
    for family, (start, end) in zip(present, pairwise(edges), strict=True):
        numbers[family] = [int(g) for g in groups[start:end]]
    return numbers


def _join_unclaimed(groups: Ints, claimed: npt.NDArray[np.bool_], chance: Floats) -> Ints:
    """Join a group of statements alone to the likeliest group with a claim: what was hit there is what harmed."""
    joined = groups.copy()
    with_claims = sorted(set(groups[claimed].tolist()))
    for alone in sorted(set(groups.tolist()) - set(with_claims)):
        means = [(float(chance[groups == alone][:, groups == g].mean()), -g) for g in with_claims]
        if means and max(means)[0] >= UNCLAIMED:
            joined[groups == alone] = -max(means)[1]
    return joined


def group_by_average(chance: Floats, limit: float) -> Ints:
    """Join the two groups with the highest mean chance until none reaches `limit`; number them by first member."""
    total = len(chance)
    group = np.arange(total)
    mean = chance.astype(np.float64)
    np.fill_diagonal(mean, -1.0)
    size = np.ones(total)
    for _ in range(total - 1):
        a, b = divmod(int(mean.argmax()), total)
        if mean[a, b] < limit:
            break
        a, b = min(a, b), max(a, b)
        joined = (mean[a] * size[a] + mean[b] * size[b]) / (size[a] + size[b])
        joined[mean[a] < 0] = -1.0
        joined[[a, b]] = -1.0
        mean[a], mean[:, a] = joined, joined
        mean[b], mean[:, b] = -1.0, -1.0
        size[a] += size[b]
        group[group == b] = a
    return group
