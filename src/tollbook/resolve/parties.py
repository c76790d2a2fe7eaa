"""Who is said to have done it and what is said to have been hit, out of an account's statements."""

from collections.abc import Iterator, Mapping, Sequence

from tollbook.lang import load
from tollbook.model import Account, AllegedPerpetrator, Span, Statement, Target


def perpetrators_of(account: Account, statements: Sequence[Statement]) -> Iterator[AllegedPerpetrator]:
    """Give the alleged perpetrators of an account, one for each statement that blames, admits or denies."""
    for said in _of(account, statements):
        if said.stance and said.actor:
            by = _quote(said.claimant)
            yield AllegedPerpetrator(said.actor.quote, said.actor_id, by, said.claimant_id, said.stance, said.id)


def targets_of(account: Account, statements: Sequence[Statement], language: str = "en") -> Iterator[Target]:
    """Give what is said to have been hit, with the kind of protected object that a table assigns to the words."""
    lexicon = load(language)
    for said in _of(account, statements):
        if said.kind == "target" and said.object:
            kind = lexicon.object_type(said.object.quote)
            yield Target(said.object.quote, kind, _quote(said.claimant), said.claimant_id, said.id)


def identified(statement: Statement, speakers: Mapping[Span, str], own_voice: str) -> str:
    """Give the speaker of a statement."""
    return speakers[statement.claimant] if statement.claimant else own_voice


def _of(account: Account, statements: Sequence[Statement]) -> Iterator[Statement]:
    ids = set(account.statement_ids)
    return (s for s in statements if s.id in ids)


def _quote(span: Span | None) -> str | None:
    return span.quote if span else None
