"""What the network is punished for: tags, fields, links and pairs of one text."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as f

from tollbook.read.heads import pair_features, tag_spans
from tollbook.read.labels import FAMILIES, FIELDS, LAYERS, LINKS, PAIRS, SEVERAL, Family
from tollbook.read.tagging import OUTSIDE_BIAS
from training.reader.network import Reader
from training.reader.reports import Example, Gold, Place

TAGS, SEVERAL_WEIGHT, FIELD, LINK, PAIR = 10.0, 1.5, 0.6, 1.2, 0.8
NEAR = 0.5  # share of words from which an own span stands for an annotated one
HARD_FIELDS = ("status", "scope")  # right least often after equal weights


@dataclass(frozen=True, slots=True)
class Spots:
    """The spans of one family in one text: each with the annotated span that it stands for, None where false."""

    places: list[Place]
    means: list[Place | None]
    gold: dict[Place, Gold]
    vectors: Tensor


def text_loss(net: Reader, example: Example, states: Tensor, with_own: bool) -> Tensor:
    """Sum the losses of one text; `with_own` adds the spans that the network finds and the annotation does not."""
    tags = net.head("tags", states).reshape(len(states), len(LAYERS), 3)
    loss = TAGS * f.cross_entropy(tags.permute(0, 2, 1), tag_targets(example), reduction="none").sum(1).mean()
    own = tag_spans(tags.detach().numpy(), OUTSIDE_BIAS) if with_own else {}
    found = {family: _find(net, states, family, example, own.get(family, [])) for family in FAMILIES}
    for family, spots in found.items():
        if spots.places:
            loss = loss + _field_losses(net, family, spots)
    for name, (lefts, right) in LINKS.items():
        for left in lefts:
            loss = loss + LINK * _link_loss(net, name, example, found[left], found[right])
    for name, families in PAIRS.items():
        vectors = {x: found[x].vectors for x in families}
        loss = loss + PAIR * _pair_loss(net, name, families, example, vectors)
    return loss


def _find(net: Reader, states: Tensor, family: Family, example: Example, own: list[Place]) -> Spots:
    """Give the annotated spans, first, and the network's own: near enough ones stand for an annotated one, those that
    touch none are false, the rest teach nothing."""
    gold = example.spans[family]
    stands_for = {p: p for p in gold}
    false: list[Place] = []
    for place in own:
        touched = [g for g in gold if g[0] <= place[1] and place[0] <= g[1]]
        if not touched:
            false.append(place)
        elif place not in gold:
            best = max(touched, key=lambda g: _shared(g, place))
            if _shared(best, place) >= NEAR:
                stands_for[place] = best
    places = [*sorted(gold), *(p for p in stands_for if p not in gold), *false]
    vectors = net.span_vectors(states, places, family) if places else torch.zeros(0, 1)
    return Spots(places, [stands_for.get(p) for p in places], gold, vectors)


def _shared(a: Place, b: Place) -> float:
    return (min(a[1], b[1]) - max(a[0], b[0]) + 1) / (max(a[1], b[1]) - min(a[0], b[0]) + 1)


def tag_targets(example: Example) -> Tensor:
    """Write the spans as begin 0, inside 1, outside 2 in each layer; what overlaps goes one layer down."""
    target = torch.full((len(example.words), len(LAYERS)), 2)
    numbers = {key: n for n, key in enumerate(LAYERS)}
    for family in FAMILIES:
        ends: dict[int, int] = {}
        for first, last in sorted(example.spans[family], key=lambda p: (p[0], -p[1])):
            level = next((n for n in (0, 1) if ends.get(n, -1) < first), None)
            if level is None or (family, level) not in numbers:
                continue
            ends[level] = last
            layer = numbers[family, level]
            target[first, layer] = 0
            target[first + 1 : last + 1, layer] = 1
    return target


def _field_losses(net: Reader, family: Family, spots: Spots) -> Tensor:
    loss = torch.zeros(())
    golds = [spots.gold[p] if p is not None else None for p in spots.means]
    if family in SEVERAL:
        values = SEVERAL[family]
        target = torch.tensor([[float(g is not None and v in g.several) for v in values] for g in golds])
        scores = net.head(f"several.{family}", spots.vectors)
        loss = (
            loss + SEVERAL_WEIGHT * f.binary_cross_entropy_with_logits(scores, target, reduction="none").sum(1).mean()
        )
    for name, names in FIELDS.get(family, {}).items():
        wanted = [(i, g.fields[name]) for i, g in enumerate(golds) if g is not None and name in g.fields]
        if (family, name) == ("victim", "effect"):
            wanted += [(i, "none") for i, g in enumerate(golds) if g is None]
        if wanted:
            rows = torch.tensor([i for i, _ in wanted])
            target = torch.tensor([names.index(v) for _, v in wanted])
            weight = FIELD * (2.0 if name in HARD_FIELDS else 1.0)
            loss = loss + weight * f.cross_entropy(net.head(f"field.{family}.{name}", spots.vectors[rows]), target)
    return loss


def _link_loss(net: Reader, name: str, example: Example, left: Spots, right: Spots) -> Tensor:
    """Each right span above the wrong ones and above "none"; "none" above the wrong ones."""
    rows = [i for i, p in enumerate(left.means) if p is not None]
    if not rows or not right.places:
        return torch.zeros(())
    chosen = [left.places[i] for i in rows]
    meant = [left.means[i] for i in rows]
    features = torch.from_numpy(pair_features(example.words, chosen, right.places))
    scores = net.link_scores(name, left.vectors[rows], right.vectors, features)
    none = net.head(f"none.{name}", left.vectors[rows])
    targets = [left.gold[m].links.get(name, set()) if m is not None else set() for m in meant]
    right_ones = torch.tensor([[p in t for p in right.means] for t in targets])
    itself = torch.tensor([[name == "part_of" and p == m for p in right.means] for m in meant])
    wrong = torch.cat([none, scores.masked_fill(right_ones | itself, -1e9)], dim=1).logsumexp(1, keepdim=True)
    each = (torch.logaddexp(scores, wrong) - scores).masked_fill(~right_ones, 0.0).sum(1)
    found = each / right_ones.sum(1).clamp(min=1)
    return (found + (wrong - none)[:, 0]).mean()


def _pair_loss(
    net: Reader, name: str, families: tuple[Family, ...], example: Example, vectors: dict[Family, Tensor]
) -> Tensor:
    spots = [(family, p) for family in families for p in sorted(example.spans[family])]
    if len(spots) < 2:
        return torch.zeros(())
    # The annotated spans come first in every family's list.
    both = torch.cat([vectors[x][: len(example.spans[x])] for x in families if example.spans[x]])
    places = [p for _, p in spots]
    score = net.link_scores(name, both, both, torch.from_numpy(pair_features(example.words, places, places)))
    bias = net.head(f"none.{name}", both)
    score = score + score.T - bias - bias.T
    golds = [example.spans[family][p] for family, p in spots]
    if name == "same_incident":
        numbers = torch.tensor([-1 if g.incident is None else g.incident for g in golds])
        same, known = numbers[:, None] == numbers, (numbers[:, None] >= 0) & (numbers >= 0)
    else:
        same = torch.tensor([[bool(a.things & b.things) for b in golds] for a in golds])
        known = torch.ones_like(same)
    known = known & ~torch.eye(len(golds), dtype=torch.bool)
    if not known.any():
        return torch.zeros(())
    loss = f.binary_cross_entropy_with_logits(score, same.float(), reduction="none")
    return (loss * known).sum() / known.sum() * (1.0 if name == "same_incident" else 4.0)
