"""The trained heads on the encoder's states: tags, spans, fields and links, in plain matrix products."""

from collections.abc import Mapping

import numpy as np

from tollbook.read.labels import FAMILIES, LAYERS, PAIR_FEATURES, Family
from tollbook.read.words import Floats, Ints, Words

Weights = Mapping[str, Floats]
Place = tuple[int, int]  # first and last word of a span
BEGIN, INSIDE, OUTSIDE = range(3)  # the order of the tags in every layer


def log_softmax(x: Floats) -> Floats:
    """Turn the last axis into log-probabilities."""
    shifted = x - x.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def sigmoid(x: Floats) -> Floats:
    """Turn scores into probabilities, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def linear(x: Floats, weights: Weights, name: str) -> Floats:
    """Apply the layer `name`, kept as the training library keeps it (outputs × inputs)."""
    return np.asarray(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], dtype=np.float32)


def tag_spans(tags: Floats, outside_bias: Mapping[Family, float] | None = None) -> dict[Family, list[Place]]:
    """Read spans off the tags (words × layers × begin, inside, outside): each family's, in order, without repeats.

    In each layer the likeliest run of tags is taken in which a span starts with a begin (Viterbi): deciding word by
    word tears long clauses. A family's `outside_bias` above 0 finds fewer of it, below 0 more.
    """
    scores = log_softmax(tags)
    scores[..., OUTSIDE] += np.asarray([(outside_bias or {}).get(x, 0.0) for x, _ in LAYERS], dtype=np.float32)
    path = _best_path(scores)
    found: dict[Family, set[Place]] = {family: set() for family in FAMILIES}
    for layer, (family, _) in enumerate(LAYERS):
        found[family].update(_runs(path[:, layer]))
    return {family: sorted(places) for family, places in found.items()}


def _best_path(scores: Floats) -> Ints:
    total, layers, _ = scores.shape
    came = np.zeros((total, layers, 3), dtype=np.int64)
    best = scores[0].copy()
    best[:, INSIDE] = -np.inf
    rows = np.arange(layers)
    for t in range(1, total):
        any_before = best.argmax(axis=1)
        in_span = np.where(best[:, BEGIN] >= best[:, INSIDE], BEGIN, INSIDE)
        came[t, :, BEGIN], came[t, :, INSIDE], came[t, :, OUTSIDE] = any_before, in_span, any_before
        best = best[rows[:, None], came[t]] + scores[t]
    path = np.empty((total, layers), dtype=np.int64)
    path[-1] = best.argmax(axis=1)
    for t in range(total - 1, 0, -1):
        path[t - 1] = came[t, rows, path[t]]
    return path


def span_vectors(states: Floats, places: list[Place], weights: Weights, family: Family) -> Floats:
    """Describe each span by its first, last, average and attended word."""
    attention = linear(states, weights, f"attend.{family}")[:, 0]
    rows = np.empty((len(places), 4 * states.shape[1]), dtype=np.float32)
    width = states.shape[1]
    for i, (first, last) in enumerate(places):
        inner = states[first : last + 1]
        weight = np.exp(attention[first : last + 1] - attention[first : last + 1].max())
        rows[i, :width] = inner[0]
        rows[i, width : 2 * width] = inner[-1]
        rows[i, 2 * width : 3 * width] = inner.mean(axis=0)
        rows[i, 3 * width :] = (weight / weight.sum()) @ inner
    return np.maximum(linear(rows, weights, f"span.{family}"), 0.0)


def link_scores(left: Floats, right: Floats, features: Floats, weights: Weights, name: str) -> Floats:
    """Score every left span against every right one: how they look together, plus where they stand."""
    near = linear(left, weights, f"{name}.left_inner") @ linear(right, weights, f"{name}.right_inner").T
    hidden = (
        linear(left, weights, f"{name}.left")[:, None]
        + linear(right, weights, f"{name}.right")[None]
        + features @ weights[f"{name}.place.weight"].T
    )
    out = np.maximum(hidden, 0.0) @ weights[f"{name}.out.weight"][0]
    return np.asarray(near / 10.0 + out, dtype=np.float32)


def pair_features(words: Words, left: list[Place], right: list[Place]) -> Floats:
    """Say where two spans stand to one another: sentences apart, rank by nearness, distance, same words, quotation."""
    out = np.zeros((len(left), len(right), PAIR_FEATURES), dtype=np.float32)
    if not left or not right:
        return out
    a, b = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)
    sentence = words.sentence
    apart = np.clip(sentence[b[None, :, 0]] - sentence[a[:, None, 0]], -4, 4) + 4
    rows, columns = np.indices(apart.shape)
    out[rows, columns, apart] = 1.0
    after = np.maximum(b[None, :, 0] - a[:, None, 1], 0)
    before = np.maximum(a[:, None, 0] - b[None, :, 1], 0)
    distance = np.maximum(after, before)
    rank = np.argsort(np.argsort(distance, axis=1, kind="stable"), axis=1, kind="stable")
    out[rows, columns, 9 + np.minimum(rank, 4)] = 1.0
    for at, way in ((14, after), (15, before)):
        out[..., at] = np.log1p(way) / 6.0
    out[..., 16] = _is_nearest(after)
    out[..., 17] = _is_nearest(before)
    out[..., 18] = distance == 0
    texts_a, texts_b = (_folded(words, p) for p in (left, right))
    out[..., 19] = texts_a[:, None] == texts_b[None, :]
    quoted = words.features[:, 5]
    out[..., 20] = quoted[a[:, None, 0]]
    out[..., 21] = quoted[b[None, :, 0]]
    out[..., 22] = _line(words)[a[:, None, 0]] == _line(words)[b[None, :, 0]]
    out[..., 23] = (a[:, None, 0] <= b[None, :, 0]) & (b[None, :, 1] <= a[:, None, 1])
    return out


def _runs(path: Ints) -> list[Place]:
    runs: list[Place] = []
    for i in np.flatnonzero(path != OUTSIDE).tolist():
        if path[i] == INSIDE:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _is_nearest(way: Ints) -> np.typing.NDArray[np.bool_]:
    reach = np.where(way == 0, np.iinfo(np.int64).max, way)
    return np.asarray((reach == reach.min(axis=1, keepdims=True)) & (way > 0))


def _folded(words: Words, places: list[Place]) -> np.typing.NDArray[np.str_]:
    return np.asarray([words.cut(first, last).casefold() for first, last in places])


def _line(words: Words) -> Ints:
    return np.asarray(np.cumsum(words.features[:, 2]), dtype=np.int64)
