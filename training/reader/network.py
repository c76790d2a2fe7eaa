"""The network that is trained: the encoder, and heads whose layers bear the names that `tollbook.read.heads` reads."""

import torch
from torch import Tensor, nn
from transformers import BertModel

from tollbook.read.labels import FAMILIES, FIELDS, INNER, LAYERS, LINKS, PAIR_FEATURES, PAIRS, SEVERAL, SPAN, Family
from tollbook.read.words import FEATURES, owners_of_pieces, windows
from training.reader.reports import Example, Place

CLS, SEP = 101, 102


class Reader(nn.Module):
    """Encoder and heads; what each head says is in `tollbook.read.labels`."""

    def __init__(self, encoder: str) -> None:
        super().__init__()
        # Attention dropout takes the slow path on a CPU: four times slower.
        self.encoder = BertModel.from_pretrained(encoder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size + FEATURES
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict()
        self._head("tags", nn.Linear(width, len(LAYERS) * 3))
        for family in FAMILIES:
            self._head(f"attend.{family}", nn.Linear(width, 1))
            self._head(f"span.{family}", nn.Linear(4 * width, SPAN))
            for name, values in FIELDS.get(family, {}).items():
                self._head(f"field.{family}.{name}", nn.Linear(SPAN, len(values)))
            if family in SEVERAL:
                self._head(f"several.{family}", nn.Linear(SPAN, len(SEVERAL[family])))
        for name in (*LINKS, *PAIRS):
            for part in ("left_inner", "right_inner", "left", "right"):
                self._head(f"link.{name}.{part}", nn.Linear(SPAN, INNER))
            self._head(f"link.{name}.place", nn.Linear(PAIR_FEATURES, INNER, bias=False))
            self._head(f"link.{name}.out", nn.Linear(INNER, 1, bias=False))
            self._head(f"none.{name}", nn.Linear(SPAN, 1))

    def _head(self, name: str, layer: nn.Module) -> None:
        self.heads[name.replace(".", "/")] = layer

    def head(self, name: str, x: Tensor) -> Tensor:
        """Apply the head `name`."""
        return self.heads[name.replace(".", "/")](x)

    def head_weights(self) -> dict[str, Tensor]:
        """Give the heads' weights under the names that the reader uses."""
        return {name.replace("/", "."): value for name, value in self.heads.state_dict().items()}

    def states(self, examples: list[Example]) -> list[Tensor]:
        """Read a batch of texts; one row a word, the plain features last."""
        cuts = [windows(e.words) for e in examples]
        rows = [[CLS, *e.words.pieces[a:b], SEP] for e, spots in zip(examples, cuts, strict=True) for a, b in spots]
        longest = max(map(len, rows))
        ids = torch.zeros(len(rows), longest, dtype=torch.long)
        mask = torch.zeros(len(rows), longest, dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = hidden.float()
        out, at = [], 0
        for example, spots in zip(examples, cuts, strict=True):
            out.append(self._stitch(example, hidden[at : at + len(spots)], spots))
            at += len(spots)
        return out

    def _stitch(self, example: Example, hidden: Tensor, cuts: list[tuple[int, int]]) -> Tensor:
        words = example.words
        owner = torch.from_numpy(owners_of_pieces(cuts, len(words.pieces)))
        starts = torch.tensor([a for a, _ in cuts])
        pieces = hidden[owner, torch.arange(len(words.pieces)) - starts[owner] + 1]
        index = torch.from_numpy(words.piece_word)
        sums = torch.zeros(len(words), hidden.shape[-1]).index_add(0, index, pieces)
        count = torch.bincount(index, minlength=len(words)).unsqueeze(1)
        return torch.cat([self.drop(sums / count), torch.from_numpy(words.features)], dim=1)

    def span_vectors(self, states: Tensor, places: list[Place], family: Family) -> Tensor:
        """Describe each span by its first, last, average and attended word."""
        first, last = torch.tensor(places).reshape(-1, 2).T
        at = torch.arange(len(states))
        inside = (at >= first[:, None]) & (at <= last[:, None])
        mean = inside.float() @ states / inside.sum(1, keepdim=True)
        attention = self.head(f"attend.{family}", states)[:, 0].masked_fill(~inside, -1e9).softmax(-1)
        rows = torch.cat([states[first], states[last], mean, attention @ states], dim=1)
        return self.drop(self.head(f"span.{family}", rows).relu())

    def link_scores(self, name: str, left: Tensor, right: Tensor, features: Tensor) -> Tensor:
        """Score every left span against every right one."""
        near = self.head(f"link.{name}.left_inner", left) @ self.head(f"link.{name}.right_inner", right).T
        hidden = (
            self.head(f"link.{name}.left", left)[:, None]
            + self.head(f"link.{name}.right", right)[None]
            + self.head(f"link.{name}.place", features)
        )
        return near / 10.0 + self.head(f"link.{name}.out", hidden.relu())[..., 0]
