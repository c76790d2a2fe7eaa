"""The JSON of `extract`: one reading as other programs may rely on it (docs/json/reading.schema.json)."""

from collections.abc import Callable, Mapping, Sequence

from tollbook.model import Account, Issue, Reading, Tally
from tollbook.publish.fields import (
    Json,
    claim_fields,
    date_fields,
    issue_fields,
    object_name,
    place_fields,
    statement_fields,
    tally_fields,
    victim_fields,
)

TallyAccount = Callable[[Reading, Account], Sequence[Tally]]


def reading_json(given_id: str | None, reading: Reading, tally_account: TallyAccount) -> Json:
    """Give a reading under the id that its text came with; claims and statements are named by their index."""
    claims: dict[str, int | str] = {claim.id: n for n, claim in enumerate(reading.claims)}
    statements = {statement.id: n for n, statement in enumerate(reading.statements)}
    accounts = sorted(reading.accounts, key=lambda a: a.n)
    return {
        "id": given_id,
        "lang": reading.language,
        "reader": str(reading.reader),
        "claims": [claim_fields(c, claims) for c in reading.claims],
        "statements": [statement_fields(s) for s in reading.statements],
        "accounts": [_account(a, tally_account(reading, a), claims, statements) for a in accounts],
        "issues": [issue_fields(i) for i in all_issues(reading)],
    }


def all_issues(reading: Reading) -> tuple[Issue, ...]:
    """Give the issues of a reading and of its accounts, each once, in order."""
    nested = (i for a in reading.accounts for i in a.issues)
    return tuple(dict.fromkeys((*reading.issues, *nested)))


def _account(
    account: Account, tallies: Sequence[Tally], claims: Mapping[str, int | str], statements: Mapping[str, int]
) -> Json:
    perpetrators = [
        {
            "name": p.name,
            "actor_id": p.actor_id,
            "by": p.by,
            "stance": p.stance,
            "statement": statements.get(p.statement_id),
        }
        for p in account.perpetrators
    ]
    targets = [
        {"name": t.name, "object": object_name(t.object), "by": t.by, "statement": statements.get(t.statement_id)}
        for t in account.targets
    ]
    return {
        "n": account.n,
        "main": account.main,
        **date_fields(account.time),
        "place": place_fields(account.place, account.place_words),
        "means": account.means,
        "follow_up": account.follow_up,
        "perpetrators": perpetrators,
        "targets": targets,
        "victims": [victim_fields(v) for v in account.victims],
        "tallies": [tally_fields(t, claims) for t in tallies],
    }
