"""The report that the project is measured on, where it lies beside the checkout: it is not ours to ship."""

import pytest

from tests.conftest import SHARED
from tollbook import flow
from tollbook.ingest.documents import Given
from tollbook.model import Claim, Incident
from tollbook.run.inputs import InputOptions, gather
from tollbook.run.kit import build_reader, build_tools
from tollbook.run.local import current_record, take_inputs
from tollbook.store import read
from tollbook.store.db import open_workspace

REPORT = SHARED / "data" / "example" / "mali-2024-08-26.txt"


@pytest.fixture(scope="module")
def incident(tmp_path_factory: pytest.TempPathFactory) -> Incident:
    if not REPORT.exists():
        pytest.skip("the report is not here")
    tools: flow.Tools = build_tools()
    with open_workspace(tmp_path_factory.mktemp("mali"), create=True) as ws:
        take_inputs(ws, gather([str(REPORT)], Given(), InputOptions()), build_reader())
        (document,) = read.documents(ws)
        assert document.credits == ("PTI",)
        assert document.published_at == "2024-08-26"
        (found,) = current_record(ws, tools).incidents
    return found


def said_by_the_coalition(incident: Incident, effect: str, low: int) -> list[Claim]:
    claims = [c.claim for c in incident.claims if c.voice_id == "ml-csp-dpa"]
    return [c for c in claims if c.effect == effect and c.count.low == low]


def test_when_and_where(incident: Incident) -> None:
    assert incident.time
    assert (str(incident.time.earliest), str(incident.time.latest)) == ("2024-08-25", "2024-08-25")
    assert incident.place
    assert incident.place.country == "ML"
    assert incident.place.lat == pytest.approx(19.95, abs=0.09)
    assert incident.place.lon == pytest.approx(2.97, abs=0.09)
    assert incident.means == "drone_strike"
    assert incident.follow_up


def test_the_toll_and_who_says_it(incident: Incident) -> None:
    assert {c.claimant_id for c in (x.claim for x in incident.claims)} == {"ml-csp-dpa"}
    (total,) = [c for c in said_by_the_coalition(incident, "killed", 21) if c.count.high == 21]
    assert (total.status, total.provisional) == ("civilian", True)
    children = [c for c in said_by_the_coalition(incident, "killed", 11) if c.part_of == total.id]
    assert [c.group for c in children] == ["children"]
    (manager,) = said_by_the_coalition(incident, "killed", 1)
    assert "pharmacy manager" in manager.span.quote
    assert manager.part_of == total.id
    (wounded,) = said_by_the_coalition(incident, "injured", 24)
    assert wounded.count.high is None


def test_the_other_account(incident: Incident) -> None:
    targets = {(t.by_id, "terrorists" in t.name, "pharmacy" in t.name) for t in incident.targets}
    assert ("ml-armed-forces", True, False) in targets
    assert ("ml-csp-dpa", False, True) in targets
    assert ("ml-armed-forces", "admits") in {(p.actor_id, p.stance) for p in incident.perpetrators}
    assert incident.grading
    assert incident.grading.grade != "confirmed"


def test_no_claim_from_page_furniture(incident: Incident) -> None:
    assert min(c.claim.span.start for c in incident.claims) > len(" date 2024-08-26 Follow us on Image Source")
    assert not [c for c in incident.claims if "2024" in c.claim.span.quote]
