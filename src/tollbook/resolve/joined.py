"""One attack told in two pieces: an account that holds no claim belongs to the main one of the same day and place.

An incident is one closely bound series of attacks at one place within one day (codebook part 4). Accounts with figures
of their own are never joined here: whether they are one is a question for linking and for people.
"""

from dataclasses import replace

from tollbook.model import Account, Reading


def join_bare(reading: Reading, accounts: list[Account]) -> tuple[Reading, list[Account]]:
    """Give the statements and victims of bare accounts to the main account, and number the others anew."""
    main = next((a for a in accounts if a.main), None)
    bare = {a.n for a in accounts if main and not a.main and _is_piece_of(a, main)}
    if main is None or not bare:
        return reading, accounts
    kept = [a for a in accounts if a.n not in bare]
    number = {a.n: n for n, a in enumerate(kept, 1)} | dict.fromkeys(bare, 1)
    pieces = [a for a in accounts if a.n in bare]
    joined = [_with_pieces(a, pieces) if a.main else replace(a, n=number[a.n]) for a in kept]
    claims = tuple(replace(c, account=number.get(c.account)) if c.account else c for c in reading.claims)
    statements = tuple(replace(s, account=number.get(s.account)) if s.account else s for s in reading.statements)
    return replace(reading, claims=claims, statements=statements), joined


def _is_piece_of(account: Account, main: Account) -> bool:
    if account.claim_ids or main.time is None or main.place is None:
        return False
    same_day = account.time is not None and account.time.precision == "day" and account.time.overlaps(main.time)
    return same_day and (account.place is None or account.place.gazetteer_id == main.place.gazetteer_id)


def _with_pieces(main: Account, pieces: list[Account]) -> Account:
    return replace(
        main,
        statement_ids=(*main.statement_ids, *(i for p in pieces for i in p.statement_ids)),
        victims=(*main.victims, *(v for p in pieces for v in p.victims if v not in main.victims)),
        follow_up=main.follow_up or any(p.follow_up for p in pieces),
    )
