"""Every operation of the merged interface, with odd inputs: refused or answered, never a 5xx."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from chassis.migrate import ROOT
from tests.e2e.conftest import County

pytestmark = pytest.mark.slow

EXAMPLES = 15
# Longer than the gateway waits for a service: an input that is too much shows in an answer, a slow machine does not.
PATIENCE = 60

interface = schemathesis.openapi.from_path(str(ROOT / "openapi.json"))


@pytest.fixture(scope="session")
def bearer(running_county: County) -> dict[str, str]:
    """The county administrator, who gets past most doors; care and money are tried as the others below."""
    with running_county.staff("county-admin") as admin:
        return {"Authorization": admin.headers["Authorization"]}


@pytest.fixture(scope="session")
def worker(running_county: County) -> dict[str, str]:
    with running_county.staff("village-worker") as worker:
        return {"Authorization": worker.headers["Authorization"]}


@interface.exclude(path_regex="^/oauth/").parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_input_breaks_a_service(
    case: Any, running_county: County, bearer: dict[str, str], worker: dict[str, str]
) -> None:
    headers = worker if case.path.startswith("/api/followup/") else bearer
    response = case.call(base_url=running_county.url, headers=headers, timeout=PATIENCE)
    case.validate_response(response, checks=[not_a_server_error])


@interface.include(path_regex="^/oauth/").parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_input_breaks_the_sign_in(case: Any, running_county: County) -> None:
    response = case.call(base_url=running_county.url, timeout=PATIENCE)
    case.validate_response(response, checks=[not_a_server_error])
