"""Every operation of the merged interface, with thousands of odd inputs: refused or answered, never a 5xx."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from tests.e2e.conftest import County

pytestmark = pytest.mark.slow

EXAMPLES = 12


@pytest.fixture(scope="session")
def interface(running_county: County) -> Any:
    document = httpx.get(f"{running_county.url}/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=running_county.url)
    return schema


@pytest.fixture(scope="session")
def bearer(running_county: County) -> dict[str, str]:
    with running_county.staff("county-admin") as admin:
        return {"Authorization": admin.headers["Authorization"]}


operations = schemathesis.pytest.from_fixture("interface").exclude(path_regex="^/oauth/revoke")


@operations.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_input_breaks_a_service(case: Any, bearer: dict[str, str]) -> None:
    response = case.call(headers=bearer)
    case.validate_response(response, checks=[not_a_server_error])
