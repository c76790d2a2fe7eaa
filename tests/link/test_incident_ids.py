"""Ids of incidents: minted once, kept by most of the first accounts, redirected where two became one."""

from tollbook.link.register import name_incidents
from tollbook.model import RegisterEntry


def test_a_new_incident_is_named_after_its_first_account() -> None:
    naming = name_incidents([("d-a/1", "d-b/1"), ("d-c/1",)], [])
    assert [e.account_ids for e in naming.minted] == [("d-a/1", "d-b/1"), ("d-c/1",)]
    assert naming.names == tuple(e.incident_id for e in naming.minted)
    assert all(name.startswith("i-") for name in naming.names)
    assert naming == name_incidents([("d-a/1", "d-b/1"), ("d-c/1",)], [])


def test_an_incident_that_grows_keeps_its_id() -> None:
    register = [RegisterEntry("i-1", ("d-a/1",))]
    naming = name_incidents([("d-0/1", "d-a/1", "d-b/1")], register)
    assert (naming.names, naming.minted, naming.redirects) == (("i-1",), (), ())


def test_an_incident_that_splits_leaves_its_id_with_most_of_its_first_accounts() -> None:
    register = [RegisterEntry("i-1", ("d-a/1", "d-b/1", "d-c/1"))]
    naming = name_incidents([("d-a/1",), ("d-b/1", "d-c/1")], register)
    assert naming.names[1] == "i-1"
    assert naming.minted[0].account_ids == ("d-a/1",)


def test_incidents_that_merge_keep_the_older_id_and_redirect_the_younger() -> None:
    register = [RegisterEntry("i-1", ("d-b/1",)), RegisterEntry("i-2", ("d-a/1",))]
    naming = name_incidents([("d-a/1", "d-b/1")], register)
    assert naming.names == ("i-1",)
    assert naming.redirects == (("i-2", "i-1"),)


def test_an_id_whose_accounts_are_gone_names_nothing() -> None:
    naming = name_incidents([("d-b/1",)], [RegisterEntry("i-1", ("d-a/1",))])
    assert naming.names[0] != "i-1"
    assert naming.redirects == ()


def test_a_name_is_never_minted_twice() -> None:
    first = name_incidents([("d-a/1", "d-b/1", "d-c/1")], []).minted
    naming = name_incidents([("d-a/1",), ("d-b/1", "d-c/1")], first)
    assert len(set(naming.names)) == 2
    assert naming.names[1] == first[0].incident_id
