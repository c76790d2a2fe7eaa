"""Who may do what, how sessions and tokens end, and what is refused about people."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from pwdlib import PasswordHash

from tests.run.staff import SECRET, at, cheap, hand, staff_in
from tollbook.errors import PeopleError
from tollbook.model import DECISION_KINDS, Decision
from tollbook.run import people_acts as acts
from tollbook.run.people import Staff, sign_in, sign_out, visitor_with
from tollbook.run.people_passwords import Passwords
from tollbook.run.people_roles import NEEDED, PERMISSIONS, ROLES, Visitor, local_visitor, may_decide, permissions_of
from tollbook.store import people as store
from tollbook.store import people_audit, people_keys
from tollbook.store.people_audit import Sought

# One line a permission: who holds it. Written for people to check, not derived from the code.
TABLE = """
look             reader coder reviewer admin
export           reader coder reviewer admin
add                     coder reviewer admin
note                    coder reviewer admin
propose                 coder reviewer admin
code                    coder reviewer admin
take_in                 coder reviewer admin
download                coder reviewer admin
decide                        reviewer admin
grade                         reviewer admin
restrict                      reviewer admin
assign                        reviewer admin
adjudicate                    reviewer admin
see_confidential              reviewer admin
withdraw                               admin
people                                 admin
audit                                  admin
settings                               admin
see_victims
"""
LINES = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Staff]:
    """Ada is admin, Rui reviewer, Cleo coder, Rea reader."""
    staff = staff_in(tmp_path, ("Ada", "admin"), ("Rui", "reviewer"), ("Cleo", "coder"), ("Rea", "reader"))
    yield staff
    staff.close()


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line[0]))
def test_the_table_of_roles(line: list[str]) -> None:
    permission, *holders = line
    assert [r for r in ROLES if permission in permissions_of(r)] == holders


def test_the_table_names_every_permission() -> None:
    assert sorted(line[0] for line in LINES) == sorted(PERMISSIONS)
    assert all(permissions_of(role, may_see_victims=True) - permissions_of(role) == {"see_victims"} for role in ROLES)
    assert local_visitor("Ada").permissions == set(PERMISSIONS)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("add", "coder reviewer admin"),
        ("accept", "reviewer admin"),
        ("correct", "reviewer admin"),
        ("reject", "reviewer admin"),
        ("same_incident", "reviewer admin"),
        ("different_incidents", "reviewer admin"),
        ("copy_of", "reviewer admin"),
        ("place", "reviewer admin"),
        ("date", "reviewer admin"),
        ("grade", "reviewer admin"),
        ("propose_grade", "coder reviewer admin"),
        ("note", "coder reviewer admin"),
        ("restrict", "reviewer admin"),
        ("withdraw", "admin"),
    ],
)
def test_who_may_take_each_decision(kind: str, roles: str) -> None:
    assert tuple(NEEDED) == DECISION_KINDS
    visitors = {r: Visitor("X", r, permissions_of(r)) for r in ROLES}
    assert [r for r, v in visitors.items() if may_decide(v, kind)] == roles.split()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("undone", "own", "roles"),
    [
        ("note", True, "coder reviewer admin"),
        ("note", False, "reviewer admin"),
        ("add", True, "coder reviewer admin"),
        ("add", False, "reviewer admin"),
        ("accept", False, "reviewer admin"),
        ("withdraw", False, "admin"),
    ],
)
def test_who_may_take_a_decision_back(undone: str, own: bool, roles: str) -> None:
    made = Decision("v-1", undone, ("d-1/1",), "a reason", "X" if own else "Y", at())  # type: ignore[arg-type]
    visitors = {r: Visitor("X", r, permissions_of(r)) for r in ROLES}
    assert [r for r, v in visitors.items() if may_decide(v, "undo", made)] == roles.split()


def test_the_right_password_begins_a_session(team: Staff) -> None:
    began = sign_in(team, "cleo", SECRET, at(), "Firefox")
    assert began is not None
    assert (began.visitor.name, began.visitor.role) == ("Cleo", "coder")
    assert visitor_with(team, "session", began.secret, at(1)) == began.visitor
    assert visitor_with(team, "token", began.secret, at(1)) is None
    assert visitor_with(team, "session", "x" * 43, at(1)) is None


@pytest.mark.parametrize(
    ("name", "password", "kept_name", "why"),
    [
        ("Cleo", "seven grey herons!", "Cleo", "wrong password"),
        ("Cleo", "", "Cleo", "wrong password"),
        ("Nobody", SECRET, "", "unknown name"),
        ("my own password", "", "", "unknown name"),
        ("Rea", SECRET, "Rea", "let go"),
    ],
)
def test_all_else_is_refused_and_audited(team: Staff, name: str, password: str, kept_name: str, why: str) -> None:
    acts.let_go(team, hand(), "Rea")
    assert sign_in(team, name, password, at()) is None
    last = people_audit.entries(team.people, Sought(), 1)[0]
    assert (last.what, last.who, last.detail) == ("sign_in_failed", kept_name, why)


# When the session is used, in hours after it began; whether it still lets in the last time.
@pytest.mark.parametrize(
    ("used", "alive"),
    [
        ([0.5], True),
        ([11.9], True),
        ([12], False),
        ([11, 22, 33], True),
        ([11, 23.5], False),
        ([*range(10, 340, 10), 335.9], True),
        ([*range(10, 340, 10), 336], False),
    ],
)
def test_sessions_end_when_they_rest_and_after_two_weeks(team: Staff, used: list[float], alive: bool) -> None:
    began = sign_in(team, "Cleo", SECRET, at())
    assert began is not None
    seen = [visitor_with(team, "session", began.secret, at(h)) for h in used]
    assert (seen[-1] is not None) is alive


def test_a_session_ends_by_signing_out_by_its_person_or_by_an_admin(team: Staff) -> None:
    for ends in ("out", "own", "admin"):
        began = sign_in(team, "Cleo", SECRET, at())
        assert began is not None
        if ends == "out":
            sign_out(team, began.visitor, at(1))
        else:
            by = hand("Cleo" if ends == "own" else "Ada", 1)
            acts.end_key(team, by, began.visitor.session_id or "", others=ends == "admin")
        assert visitor_with(team, "session", began.secret, at(1)) is None, ends


def test_the_sessions_of_others_are_none_of_ones_business(team: Staff) -> None:
    began = sign_in(team, "Cleo", SECRET, at())
    assert began is not None
    with pytest.raises(PeopleError, match="you have no session"):
        acts.end_key(team, hand("Rui"), began.visitor.session_id or "")
    assert visitor_with(team, "session", began.secret, at(1)) is not None


@pytest.mark.parametrize("change", ["password", "role", "let go"])
def test_another_password_or_role_ends_all_that_lets_in(team: Staff, change: str) -> None:
    began = sign_in(team, "Cleo", SECRET, at())
    token = acts.make_token(team, hand("Cleo"), "Cleo", "a script")
    assert began is not None
    if change == "password":
        acts.change_own_password(team, hand("Cleo", 1), SECRET, "nine blue kettles")
    elif change == "role":
        acts.change_role(team, hand("Ada", 1), "Cleo", "reader")
    else:
        acts.let_go(team, hand("Ada", 1), "Cleo")
    assert visitor_with(team, "session", began.secret, at(1)) is None
    assert visitor_with(team, "token", token, at(1)) is None


def test_the_old_password_is_asked_for(team: Staff) -> None:
    with pytest.raises(PeopleError, match="present password"):
        acts.change_own_password(team, hand("Cleo"), "a guess of mine", "nine blue kettles")
    acts.change_own_password(team, hand("Cleo"), SECRET, "nine blue kettles")
    assert sign_in(team, "Cleo", SECRET, at()) is None
    assert sign_in(team, "Cleo", "nine blue kettles", at()) is not None


@pytest.mark.parametrize(
    ("owner", "role", "given"), [("Cleo", None, "coder"), ("Cleo", "reader", "reader"), ("Ada", "reviewer", "reviewer")]
)
def test_a_token_does_no_more_than_it_says(team: Staff, owner: str, role: str | None, given: str) -> None:
    token = acts.make_token(team, hand(owner), owner, "a script", role, 30)
    visitor = visitor_with(team, "token", token, at(days=29))
    assert visitor is not None
    assert (visitor.name, visitor.role, visitor.by_token) == (owner, given, True)
    assert visitor.permissions == permissions_of(visitor.role)
    assert visitor_with(team, "token", token, at(days=30)) is None
    assert visitor_with(team, "session", token, at()) is None


@pytest.mark.parametrize(
    ("role", "label", "days", "says"),
    [
        ("reviewer", "a script", 30, "cannot be reviewer"),
        ("king", "a script", 30, "no role 'king'"),
        (None, " ", 30, "needs a name"),
        (None, "a script", 0, "1 to 366 days"),
        (None, "a script", 4000, "1 to 366 days"),
    ],
)
def test_tokens_that_cannot_be_are_refused(team: Staff, role: str | None, label: str, days: int, says: str) -> None:
    with pytest.raises(PeopleError, match=says):
        acts.make_token(team, hand("Cleo"), "Cleo", label, role, days)


def test_no_secret_and_no_password_is_kept(team: Staff, tmp_path: Path) -> None:
    began = sign_in(team, "Cleo", SECRET, at())
    token = acts.make_token(team, hand("Cleo"), "Cleo", "a script")
    assert began is not None
    team.close()
    kept = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    for secret in (SECRET, began.secret, token, token.removeprefix("tollbook_")):
        assert secret.encode() not in kept
    assert kept.count(b"$argon2id$") >= 4


def test_an_unknown_name_takes_one_check_of_the_same_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = staff_in(tmp_path, ("Ada", "admin"))
    checked: list[str] = []
    whole = PasswordHash.verify_and_update

    def watched(self: PasswordHash, password: str, known: str) -> tuple[bool, str | None]:
        checked.append(known.rsplit("$", 2)[0])  # the algorithm and its cost, without salt and hash
        return whole(self, password, known)

    monkeypatch.setattr(PasswordHash, "verify_and_update", watched)
    for name in ("Ada", "Nobody", "Ada"):
        sign_in(staff, name, "a wrong password", at())
    assert len(checked) == 3
    assert len(set(checked)) == 1
    assert checked[0].startswith("$argon2id$v=19$")
    staff.close()


def test_the_cost_of_a_hash_is_the_recommended_one() -> None:
    assert Passwords().make_hash(SECRET, "Ada").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "12 to 256"),
        ("x" * 257, "12 to 256"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("Cleo in the garden", "easy to guess"),
    ],
)
def test_weak_passwords_are_refused(password: str, says: str) -> None:
    with pytest.raises(PeopleError, match=says):
        Passwords(cheap()).make_hash(password, "Cleo")


def test_one_password_typed_on_two_keyboards_is_one() -> None:
    passwords = Passwords(cheap())
    known = passwords.make_hash("café au lait noir", "Ada")
    assert passwords.match("cafe\u0301 au lait noir", known)[0]


@pytest.mark.parametrize("name", ["", "  ", "\u202eeda", "a\x00b", "…", "x" * 61, "\u200b"])
def test_a_name_that_cannot_be_seen_signs_nothing(tmp_path: Path, name: str) -> None:
    staff = staff_in(tmp_path)
    with pytest.raises(PeopleError, match="no name to sign"):
        acts.add_person(staff, hand(), name, "admin", SECRET)
    staff.close()


def test_the_first_is_an_admin_and_the_last_admin_stays(tmp_path: Path) -> None:
    staff = staff_in(tmp_path)
    assert not staff.accounts_are_on
    with pytest.raises(PeopleError, match="has to be an admin"):
        acts.add_person(staff, hand(), "Cleo", "coder", SECRET)
    acts.add_person(staff, hand(), "Ada", "admin", SECRET)
    assert staff.accounts_are_on
    for refused in (
        lambda: acts.let_go(staff, hand(), "ada"),
        lambda: acts.change_role(staff, hand(), "Ada", "reader"),
    ):
        with pytest.raises(PeopleError, match="only admin"):
            refused()
    acts.add_person(staff, hand(), "Bea", "admin", SECRET)
    acts.let_go(staff, hand("Bea"), "Ada")
    with pytest.raises(PeopleError, match="only admin"):
        acts.let_go(staff, hand("Bea"), "Bea")
    acts.let_in_again(staff, hand("Bea"), "Ada")
    assert [(p.name, p.active) for p in store.persons(staff.people)] == [("Ada", True), ("Bea", True)]
    staff.close()


def test_who_may_see_victims_is_a_matter_of_the_person(team: Staff) -> None:
    acts.allow_victims(team, hand(), "Cleo", True)
    began = sign_in(team, "Cleo", SECRET, at())
    assert began is not None
    assert began.visitor.may("see_victims")
    acts.allow_victims(team, hand(), "Cleo", False)
    now = visitor_with(team, "session", began.secret, at())
    assert now is not None
    assert not now.may("see_victims")


def test_every_change_of_people_is_audited(team: Staff) -> None:
    acts.change_role(team, hand(hours=1), "rea", "coder")
    acts.allow_victims(team, hand(hours=2), "Rea", True)
    acts.set_password(team, hand(hours=3), "Rea", "nine blue kettles")
    acts.make_token(team, hand("Rea", 4), "Rea", "a script", "reader", 30)
    acts.assign(team, hand("Rui", 5), "i-1", "Rea")
    acts.let_go(team, dataclasses.replace(hand(hours=6), how="on the command line"), "Rea")
    told = [(e.who, e.what, e.detail) for e in reversed(people_audit.entries(team.people, Sought(), 6))]
    assert told == [
        ("Ada", "role_changed", "reader to coder"),
        ("Ada", "victims_allowed", ""),
        ("Ada", "password_changed", ""),
        ("Rea", "token_made", "Rea, reader, 30 days"),
        ("Rui", "assigned", "Rea"),
        ("Ada", "person_let_go", "on the command line"),
    ]
    assert people_keys.keys_of(team.people, "Rea", "token")[0].revoked == at(6)
