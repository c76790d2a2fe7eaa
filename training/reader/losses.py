"""What the network is punished for: tags, fields, links and pairs of one text."""

import torch
from torch import Tensor
from torch.nn import functional as f

from tollbook.read.heads import pair_features, tag_spans
from tollbook.read.labels import FAMILIES, FIELDS, LAYERS, LINKS, PAIRS, SEVERAL, Family
from training.reader.network import Reader
from training.reader.reports import Example, Gold, Place

TAGS, SEVERAL_WEIGHT, FIELD, LINK, PAIR = 6.0, 1.5, 0.6, 1.2, 0.5
HARD_FIELDS = ("status", "scope")  # right least often after equal weights


def text_loss(net: Reader, example: Example, states: Tensor, with_own: bool) -> Tensor:
    """Sum the losses of one text; `with_own` adds the spans that the network finds and the annotation does not."""
    tags = net.head("tags", states).reshape(len(states), len(LAYERS), 3)
    loss = TAGS * f.cross_entropy(tags.permute(0, 2, 1), tag_targets(example), reduction="none").sum(1).mean()
    own: dict[Family, list[Place]] = tag_spans(tags.detach().numpy()) if with_own else {x: [] for x in FAMILIES}
    places: dict[Family, list[Place]] = {}
    vectors: dict[Family, Tensor] = {}
    for family in FAMILIES:
        gold = example.spans[family]
        wrong = [p for p in own[family] if not any(a <= p[1] and p[0] <= b for a, b in gold)]
        places[family] = [*sorted(gold), *wrong]
        if places[family]:
            vectors[family] = net.span_vectors(states, places[family], family)
            loss = loss + _field_losses(net, family, places[family], gold, vectors[family])
    for name, (lefts, right) in LINKS.items():
        for left in lefts:
            loss = loss + LINK * _link_loss(net, name, left, right, example, places, vectors)
    for name, families in PAIRS.items():
        loss = loss + PAIR * _pair_loss(net, name, families, example, vectors)
    return loss


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


def _field_losses(net: Reader, family: Family, places: list[Place], gold: dict[Place, Gold], vectors: Tensor) -> Tensor:
    loss = torch.zeros(())
    if family in SEVERAL:
        values = SEVERAL[family]
        target = torch.tensor([[float(p in gold and v in gold[p].several) for v in values] for p in places])
        raw = f.binary_cross_entropy_with_logits(net.head(f"several.{family}", vectors), target, reduction="none")
        loss = loss + SEVERAL_WEIGHT * raw.sum(1).mean()
    for name, names in FIELDS.get(family, {}).items():
        wanted = [(i, gold[p].fields[name]) for i, p in enumerate(places) if p in gold and name in gold[p].fields]
        if (family, name) == ("victim", "effect"):
            wanted += [(i, "none") for i, p in enumerate(places) if p not in gold]
        if wanted:
            rows = torch.tensor([i for i, _ in wanted])
            target = torch.tensor([names.index(v) for _, v in wanted])
            weight = FIELD * (2.0 if name in HARD_FIELDS else 1.0)
            loss = loss + weight * f.cross_entropy(net.head(f"field.{family}.{name}", vectors[rows]), target)
    return loss


def _link_loss(
    net: Reader,
    name: str,
    left: Family,
    right: Family,
    example: Example,
    places: dict[Family, list[Place]],
    vectors: dict[Family, Tensor],
) -> Tensor:
    """Each right span above the wrong ones and above "none"; "none" above the wrong ones."""
    gold = example.spans[left]
    rows = [i for i, p in enumerate(places[left]) if p in gold]
    if not rows or not places[right]:
        return torch.zeros(())
    chosen = [places[left][i] for i in rows]
    features = torch.from_numpy(pair_features(example.words, chosen, places[right]))
    scores = net.link_scores(name, vectors[left][rows], vectors[right], features)
    none = net.head(f"none.{name}", vectors[left][rows])
    right_ones = torch.tensor([[p in gold[c].links.get(name, ()) for p in places[right]] for c in chosen])
    self_ones = torch.tensor([[name == "part_of" and p == c for p in places[right]] for c in chosen])
    wrong = torch.cat([none, scores.masked_fill(right_ones | self_ones, -1e9)], dim=1).logsumexp(1, keepdim=True)
    each = (torch.logaddexp(scores, wrong) - scores).masked_fill(~right_ones, 0.0).sum(1)
    found = each / right_ones.sum(1).clamp(min=1)
    return (found + (wrong - none)[:, 0]).mean()


def _pair_loss(
    net: Reader, name: str, families: tuple[Family, ...], example: Example, vectors: dict[Family, Tensor]
) -> Tensor:
    spots = [(family, p) for family in families for p in sorted(example.spans[family])]
    if len(spots) < 2:
        return torch.zeros(())
    # The gold spans come first in every family's list.
    both = torch.cat([vectors[x][: len(example.spans[x])] for x in families if x in vectors])
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
