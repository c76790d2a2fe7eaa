"""The API keeps what its OpenAPI document says, whatever is sent: thousands of made-up requests, every check on.

Once for the local user, who may do all, and once for a reader of a team, who comes with an API token.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.schemas import BaseSchema

from tests.run.staff import hand, staff_in
from tollbook.errors import FetchError
from tollbook.net.http import FetchPolicy
from tollbook.run.inputs import InputOptions
from tollbook.run.people_acts import make_token
from tollbook.web.api import reports
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.guard_rates import Rates
from tollbook.web.serving import open_office

HOST = "testserver"
# A request can be of the right shape and still ask for what cannot be: to correct nothing, to quote what is not there.
CANNOT_BE = ["2xx", "3xx", "401", "403", "404", "409", "413", "422", "429"]
MADE_UP = {
    "seed": 20240825,
    "generation": {"max-examples": 5, "deterministic": True, "database": "none"},
    "phases": {"stateful": {"generation": {"max-examples": 5}}},
    "checks": {"positive_data_acceptance": {"expected-statuses": CANNOT_BE}},
}


class Unhurried(Rates):
    """Counts nothing: these requests come faster than any person's."""

    def wait(self, doing: str, *who: str) -> int | None:  # type: ignore[override]
        """Let all through."""
        return None


def no_net(host: str, port: int) -> list[str]:
    """Know no address: nothing here may reach the net."""
    raise FetchError(f"{host} is not known here. Check the address.")


@pytest.fixture(scope="module")
def _no_net() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reports, "OPTIONS", InputOptions(policy=FetchPolicy(resolve=no_net)))
        yield


@pytest.fixture(scope="module")
def local_app(read_samples: Path, tmp_path_factory: pytest.TempPathFactory, _no_net: None) -> Iterator[FastAPI]:
    """The application for the one local user, over a workspace of its own."""
    directory = shutil.copytree(read_samples, tmp_path_factory.mktemp("local") / "ws")
    with open_office(directory) as office:
        yield create_app(office, Settings(local_name="amina", hosts={HOST}))


@pytest.fixture(scope="module")
def team(read_samples: Path, tmp_path_factory: pytest.TempPathFactory, _no_net: None) -> Iterator[tuple[FastAPI, str]]:
    """The application of a team, and the API token of a reader."""
    directory = shutil.copytree(read_samples, tmp_path_factory.mktemp("team") / "ws")
    staff = staff_in(directory, ("Ada", "admin"), ("Rim", "reader"))
    token = make_token(staff, hand("Rim"), "Rim", "a test", "reader", 90)
    staff.close()
    with open_office(directory) as office:
        office.clock = lambda: hand("Rim", hours=1).at
        app = create_app(office, Settings(local_name="amina", hosts={HOST}))
        app.state.rates = Unhurried()
        yield app, token


def api_of(app: FastAPI, **more: object) -> BaseSchema:
    """The API as its document describes it."""
    config = SchemathesisConfig.from_dict({**MADE_UP, **more})
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)


def faults(schema: BaseSchema, least: int) -> list[str]:
    """Send made-up requests to every operation, one by one and in chains, and say what was not as it should be."""
    found: dict[str, None] = {}
    asked = 0
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            found[str(getattr(event, "value", event))] = None
        if isinstance(event, ScenarioFinished):
            asked += len(event.recorder.interactions)
            found.update(dict.fromkeys(_failures(event.recorder)))
    assert asked >= least, f"only {asked} requests were sent"
    return list(found)


def _failures(recorder: ScenarioRecorder) -> Iterator[str]:
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                case = recorder.cases[case_id].value
                response = recorder.interactions[case_id].response
                told = response.content[:300] if response else b""
                yield f"{check.name}: {case.as_curl_command()[:700]}\n{check.failure_info.failure}\n{told!r}"


def test_what_the_local_user_asks(local_app: FastAPI) -> None:
    # The first person who is let in ends the local mode; what takes reports out for good comes last.
    most = api_of(local_app).exclude(operation_id=["addPerson", "withdrawReport"])
    assert faults(most, least=1500) == []
    last = api_of(local_app, phases={"stateful": {"enabled": False}}).include(operation_id="withdrawReport")
    assert faults(last, least=20) == []


def test_what_a_reader_of_a_team_asks(team: tuple[FastAPI, str]) -> None:
    app, token = team
    assert faults(api_of(app, headers={"Authorization": f"Bearer {token}"}), least=1500) == []
