"""Every quote of what is kept, with the document whose text it must stand in."""

from collections.abc import Iterator

from tollbook.model import Account, Coding, Decision, Reading, Span


def quotes_of_reading(reading: Reading) -> Iterator[Span]:
    """Give every span of a reading: claims, statements, and the words of its accounts."""
    for claim in reading.claims:
        yield from claim.spans
    for statement in reading.statements:
        yield from statement.spans
    for account in reading.accounts:
        yield from _of_account(account)


def quotes_of_coding(coding: Coding) -> Iterator[Span]:
    """Give every span of what one coder found in a report."""
    for claim in coding.claims:
        yield from claim.spans
    for statement in coding.statements:
        yield from statement.spans


def quotes_of_decision(decision: Decision) -> Iterator[tuple[str, Span]]:
    """Give every span of a decision, with the id of its document."""
    document_id = decision.subjects[0].split("/")[0] if decision.subjects else ""
    held = (decision.claim, decision.claim_before, decision.statement, decision.statement_before)
    for thing in held:
        for span in thing.spans if thing else ():
            yield document_id, span
    accounts = [s for s in decision.subjects if "/" in s] or [document_id]
    for account_id, spans in zip(accounts, decision.anchors, strict=False):
        for span in spans:
            yield account_id.split("/")[0], span


def documents_of_decision(decision: Decision) -> set[str]:
    """Give the ids of the documents that a decision is about, itself or by its accounts."""
    return {s.split("/")[0] for s in decision.subjects if s.startswith("d-")}


def misplaced(spans: Iterator[Span], text: str) -> list[Span]:
    """Give the spans whose words do not stand where they are said to stand."""
    return [s for s in spans if not s.stands_in(text)]


def _of_account(account: Account) -> Iterator[Span]:
    yield from account.place_words
    for victim in account.victims:
        yield victim.name
        if victim.claimant:
            yield victim.claimant
    if account.time and account.time.words:
        yield account.time.words
    if account.place and account.place.span:
        yield account.place.span
