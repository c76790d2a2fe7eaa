"""What all tests share: no test is skipped silently where it could run."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Turn a skip into a failure under TOLLBOOK_NO_SKIPS, unless it waits for data that is not on this machine."""
    report = yield
    could_run = "needs-data" not in item.keywords or SHARED.exists()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("TOLLBOOK_NO_SKIPS") and could_run:
        report.outcome = "failed"
    return report
