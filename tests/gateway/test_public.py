"""What anybody may ask through the gateway, and that it is this and nothing else."""

import pytest

from gateway.proxy.public import NOBODY, is_public


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
    ],
)
def test_nothing_else_is_public(method: str, path: str, expected: bool) -> None:
    assert is_public(method, path) is expected


def test_nobody_sees_no_person() -> None:
    assert set(NOBODY.fields) == {"certificate-status"}
    assert not {"name", "id", "person_id", "subject_id"} & set(NOBODY.fields["certificate-status"])
    assert not NOBODY.sees("341599000000")
