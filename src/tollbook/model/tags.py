"""What a trained tagger says of one text, before any claim is made of it: spans, their fields, links between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tollbook.model.span import Span


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """One span: what it is (`several`, with probabilities), its fields, and the spans that it points at.

    `links` name their target by its number in the target's family, best first, with a probability; a link that is
    missing or empty says "none". `incident` numbers the incidents of the text as the tagger groups them, `main` is the
    probability that it is the text's main one.
    """

    span: Span
    several: Mapping[str, float] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    incident: int | None = None
    main: float = 0.0


@dataclass(frozen=True, slots=True)
class Tags:
    """All spans of one text by family, in text order, and the pairs of like spans that say one thing."""

    spans: Mapping[str, tuple[TaggedSpan, ...]] = field(default_factory=dict)
    pairs: Mapping[str, tuple[tuple[int, int, float], ...]] = field(default_factory=dict)

    def family(self, name: str) -> tuple[TaggedSpan, ...]:
        """Give the spans of one family, none where the tagger found none."""
        return self.spans.get(name, ())
