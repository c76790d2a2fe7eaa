"""What a coder is told of a report that they still code: nothing, by any door, until their own coding is handed in."""

import re

import pytest
from starlette.testclient import TestClient

from tests.run.staff import SECRET
from tests.web.coders import with_team
from tests.web.conftest import find_incident
from tollbook.run import coding
from tollbook.run.coding import Plan
from tollbook.run.people import By
from tollbook.run.people_roles import Visitor, permissions_of
from tollbook.web.app import create_app
from tollbook.web.coding_door import hidden_for
from tollbook.web.guard import Settings
from tollbook.web.office import Office


class Door:
    """A server with a round on the reports of the Tinzaouatine incident, and a client for each person."""

    def __init__(self, office: Office) -> None:
        self.office = with_team(office)
        self.app = create_app(office, Settings(local_name="amina"))
        self.incident = find_incident(office, "Tinzaouatine")
        snapshot = office.live.now()
        self.claim = snapshot.incidents[self.incident].claims[0].claim
        self.report = snapshot.incidents[self.incident].claims[0].document_id
        plan = Plan("August", (self.report,), ("Ada", "Ben"), True, "by id")
        by = By("Cleo", office.clock())
        self.round = coding.open_round(office.ws, office.people, by, plan, snapshot.documents)
        self.ada, self.ben, self.cleo = (self.client(name) for name in ("Ada", "Ben", "Cleo"))

    def client(self, name: str) -> TestClient:
        """A client for one person, signed in."""
        made = TestClient(self.app, base_url="http://localhost")
        form = {"name": name, "password": SECRET, "csrf": csrf(made, "/sign-in")}
        assert made.post("/sign-in", data=form, follow_redirects=False).status_code == 303
        return made

    @property
    def coded(self) -> str:
        """The address of the page on which the report is coded."""
        return f"/coding/{self.round.id}/reports/{self.report}"

    def addresses(self) -> dict[str, str]:
        """Every address that names the report, what stands in it, or what it tells of."""
        return {
            "report": f"/reports/{self.report}",
            "beginning of its id": f"/reports/{self.report[:10]}",
            "form": f"/reports/{self.report}/form?words=killed",
            "incident": f"/incidents/{self.incident}",
            "API report": f"/api/v1/reports/{self.report}",
            "API incident": f"/api/v1/incidents/{self.incident}",
            "API claim": f"/api/v1/claims/{self.claim.id}",
        }


def csrf(client: TestClient, path: str) -> str:
    found = re.search(r'name="csrf" value="(\w{64})"', client.get(path).text)
    assert found, "the page has no form"
    return found[1]


@pytest.fixture
def door(office: Office) -> Door:
    return Door(office)


def test_what_is_asked_for_by_its_id_is_refused_with_words(door: Door) -> None:
    for what, address in door.addresses().items():
        answer = door.ada.get(address)
        assert answer.status_code == 403, what
        assert "handed your coding in" in answer.text, what
        assert door.cleo.get(address).status_code == 200, what


LISTS = ("/incidents", "/incidents?view=table", "/queue", "/reports", "/links", "/api/v1/incidents?limit=500")
MORE = ("/api/v1/queue?limit=500", "/api/v1/reports?limit=500", "/api/v1/decisions", "/api/v1/links?limit=500")


def test_no_list_names_it(door: Door) -> None:
    named = 0
    for address in (*LISTS, *MORE):
        seen, kept = door.cleo.get(address).text, door.ada.get(address).text
        for name in (door.report, door.incident, door.claim.id):
            named += name in seen
            assert name not in kept, f"{address} names {name}"
    assert named >= 4, "the lists that Cleo sees name it, so that this test means something"


def test_the_whole_record_is_not_exported_to_who_still_codes_a_part_of_it(door: Door) -> None:
    answer = door.ada.get("/api/v1/exports/csv")
    assert (answer.status_code, "still code" in answer.text) == (403, True)
    assert door.cleo.get("/api/v1/exports/csv").status_code == 200


def test_its_words_are_on_the_coders_page_and_nobody_elses_marks(door: Door) -> None:
    shown = door.ada.get(door.coded).text
    assert "Nothing yet." in shown
    assert door.claim.id not in shown
    assert door.cleo.get(door.coded).status_code == 404
    assert hidden_for(door.office, visitor("Ada"), door.report)
    assert not hidden_for(door.office, visitor("Cleo"), door.report)


def visitor(name: str) -> Visitor:
    return Visitor(name, "coder", permissions_of("coder"), session_id="k-1")


def test_a_coder_cannot_decide_on_it_by_another_door(door: Door) -> None:
    form = {"csrf": csrf(door.ada, door.coded), "kind": "add", "subject": door.report, "reason": "to see", "f.low": "1"}
    answer = door.ada.post("/decisions", data={**form, "f.quote": "killed", "f.effect": "killed"})
    assert answer.status_code in (403, 404)
    assert door.office.live.now().decisions == ()


def test_it_is_shown_again_once_handed_in(door: Door) -> None:
    token = csrf(door.ada, door.coded)
    assert door.ada.post(f"{door.coded}/submit", data={"csrf": token}).status_code == 200
    assert {what: door.ada.get(a).status_code for what, a in door.addresses().items()} == dict.fromkeys(
        door.addresses(), 200
    )
    assert door.ben.get(f"/reports/{door.report}").status_code == 403
    again = door.ada.post(f"{door.coded}/submit", data={"csrf": token})
    assert (again.status_code, "final" in again.text) == (422, True)


def test_neither_coder_sees_the_other_before_both_have_done_all(door: Door) -> None:
    address = f"/coding/{door.round.id}/agreement"
    door.ada.post(f"{door.coded}/submit", data={"csrf": csrf(door.ada, door.coded)})
    assert [c.get(address).status_code for c in (door.ada, door.ben, door.cleo)] == [403, 403, 200]
    door.ben.post(f"{door.coded}/submit", data={"csrf": csrf(door.ben, door.coded)})
    assert [c.get(address).status_code for c in (door.ada, door.ben, door.cleo)] == [200, 200, 200]
    settle = f"/coding/{door.round.id}/settle/{door.report}"
    assert [c.get(settle).status_code for c in (door.ada, door.cleo)] == [403, 200]


def test_the_table_holds_a_line_a_field_and_no_word_of_the_report(door: Door) -> None:
    for client in (door.ada, door.ben):
        client.post(f"{door.coded}/submit", data={"csrf": csrf(client, door.coded)})
    table = door.cleo.get(f"/coding/{door.round.id}/agreement.csv")
    lines = table.text.splitlines()
    assert lines[0].startswith("round,of,field,pairs,same,share")
    assert len(lines) == 1 + 2 + 15 + 6
    assert door.claim.span.quote not in table.text


def test_a_round_is_set_up_with_a_sample(door: Door) -> None:
    form = {"csrf": csrf(door.cleo, "/coding/new"), "name": "Sample", "first": "Ada", "second": "Ben", "way": "all"}
    answer = door.cleo.post("/coding", data={**form, "n": "3", "seed": "7"}, follow_redirects=False)
    made = coding.round_named(door.office.ws, answer.headers["Location"].rpartition("/")[2])
    assert len(made.document_ids) == 3
    assert made.chosen.startswith("3 drawn at random, seed 7, from all")
    wrong = door.cleo.post("/coding", data={**form, "n": "3", "seed": ""})
    assert (wrong.status_code, "needs a seed" in wrong.text, 'value="Sample"' in wrong.text) == (422, True, True)
    assert door.ada.post("/coding", data={**form, "csrf": csrf(door.ada, door.coded)}).status_code == 403


def test_a_closed_round_gives_its_reports_back(door: Door) -> None:
    address = f"/coding/{door.round.id}"
    door.cleo.post(f"{address}/close", data={"csrf": csrf(door.cleo, address)})
    assert door.ada.get(f"/reports/{door.report}").status_code == 200
    assert "closed before you handed this in" in door.ada.get(door.coded).text


def test_programs_code_and_settle_by_the_same_rules(door: Door) -> None:
    base = f"/api/v1/coding/rounds/{door.round.id}"
    pages = {door.ada: door.coded, door.ben: door.coded, door.cleo: "/coding/new"}
    heads = {client: {"X-CSRF-Token": csrf(client, page)} for client, page in pages.items()}
    mark = {"fields": {"quote": door.claim.span.quote, "start": door.claim.span.start, "effect": "killed", "low": 3}}
    for client in (door.ada, door.ben):
        made = client.post(f"{base}/reports/{door.report}/marks", json=mark, headers=heads[client])
        assert (made.status_code, len(made.json()["claims"])) == (201, 1), made.text
    thing = made.json()["claims"][0]["id"]
    changed = door.ben.patch(
        f"{base}/reports/{door.report}/marks/{thing}", json={"fields": {"low": 4}}, headers=heads[door.ben]
    )
    assert changed.json()["claims"][0]["low"] == 4
    for client in (door.ada, door.ben):
        handed = client.post(f"{base}/reports/{door.report}/submit", headers=heads[client])
        assert handed.json()["submitted"] is True
    found = door.cleo.get(f"{base}/agreement").json()
    assert (found["reports"], found["found"][0]["f1"]) == (1, 1.0)
    case = door.cleo.get(f"{base}/settle/{door.report}").json()
    (pair,) = case["pairs"]
    assert pair["differs"] == ["low"]
    verdict = {"first": pair["first"]["id"], "second": pair["second"]["id"], "choice": "second", "seen": case["seen"]}
    settled = door.cleo.post(f"{base}/settle/{door.report}", json=verdict, headers=heads[door.cleo])
    assert settled.status_code == 200, settled.text
    assert settled.json()["pairs"][0]["verdict"]["choice"] == "second"
    clash = door.cleo.post(f"{base}/settle/{door.report}", json=verdict, headers=heads[door.cleo])
    assert (clash.status_code, len(clash.json()["since"])) == (409, 1)
