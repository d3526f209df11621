"""What anybody may ask through the gateway, and that it is this and nothing else."""

import pytest

from gateway.proxy.public import NOBODY, is_public
from tests.gateway.conftest import Place


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/api/registry/v1/certificates/keys", True),
        ("GET", "/api/registry/v1/certificates/revocations", True),
        ("GET", "/api/registry/v1/certificates/HJ-341599-7K3M2-Q9TX0/status", True),
        ("POST", "/api/registry/v1/certificates/keys", False),
        ("GET", "/api/registry/v1/certificates", False),
        ("GET", "/api/registry/v1/certificates/HJ-341599-7K3M2-Q9TX0", False),
        ("GET", "/api/registry/v1/certificates/HJ-341599-7K3M2-Q9TX0/paper", False),
        ("GET", "/api/registry/v1/certificates/../persons/status", False),
        ("GET", "/api/registry/v1/persons/status", False),
        ("GET", "/api/followup/v1/certificates/keys", False),
        ("POST", "/api/assessment/v1/complaint-receipts", True),
        ("POST", "/api/assessment/v1/complaint-receipts/rating", True),
        ("POST", "/api/assessment/v1/complaint-receipts/reopening", True),
        ("GET", "/api/assessment/v1/complaint-receipts", False),
        ("POST", "/api/assessment/v1/complaints", False),
        ("GET", "/api/assessment/v1/surveys/0193a7c0-0000-7000-8000-000000000000/questions", True),
        ("POST", "/api/assessment/v1/surveys/0193a7c0-0000-7000-8000-000000000000/answers", True),
        ("GET", "/api/assessment/v1/surveys/0193a7c0-0000-7000-8000-000000000000/sample", False),
        ("POST", "/api/assessment/v1/surveys/0193a7c0-0000-7000-8000-000000000000/interviews", False),
        ("GET", "/api/assessment/v1/complaints", False),
    ],
)
def test_nothing_else_is_public(method: str, path: str, expected: bool) -> None:
    assert is_public(method, path) is expected


def test_nobody_sees_no_person() -> None:
    assert set(NOBODY.fields) == {"certificate-status", "complaint-receipt", "county-exchange", "survey"}
    for fields in NOBODY.fields.values():
        assert not {"name", "id", "person_id", "subject_id", "contact", "words", "division"} & set(fields)
    assert not NOBODY.sees("341599000000")


def test_somebody_without_an_account_reaches_the_service_as_nobody_and_is_logged(place: Place) -> None:
    with place.client() as client:
        # The service behind this gateway is a stand-in without certificates: what counts is that it was asked.
        assert client.get("/api/registry/v1/certificates/keys").status_code == 200
        assert client.get("/api/registry/v1/certificates/keys/more").status_code == 401
        assert client.get("/api/registry/v1/persons").status_code == 401
    logged = place.rows("SELECT account, role, department FROM gateway.access_log WHERE account = 'public'")
    assert [tuple(row.values()) for row in logged] == [("public", None, None)]
