"""The accounts of the first start: entered once, updated when changed, sessions ended with what they rested on."""

import json
import os
import subprocess
import sys

import pytest

from gateway.auth.secrets import hash_client_secret, hash_password, matches_now
from gateway.bootstrap import UnusableCredentials, read_credentials
from tests.gateway.conftest import COUNTY, Place, run_bootstrap

ECHO = "/api/registry/v1/echo/one"


def test_a_second_run_changes_nothing(place: Place) -> None:
    before = place.rows("SELECT * FROM accounts ORDER BY name")
    assert run_bootstrap(place) == "accounts entered or changed: 0\n"
    assert place.rows("SELECT * FROM accounts ORDER BY name") == before


def test_a_changed_account_is_updated_and_signed_out(place: Place) -> None:
    token = place.client().post("/oauth/token", data=place.grant("finance-officer")).json()["access_token"]
    staff = next(s for s in place.credentials["staff"] if s["username"] == "finance-officer")
    staff["password"] = "another long password"
    assert run_bootstrap(place) == "accounts entered or changed: 1\n"
    place.tokens.pop("finance-officer", None)
    assert place.client(token).get(ECHO).status_code == 401
    assert place.client(place.token("finance-officer")).get(ECHO).status_code == 200


def test_a_department_works_for_the_county(place: Place) -> None:
    rows = place.rows("SELECT division, department FROM accounts WHERE kind = 'department'")
    assert {row["division"] for row in rows} == {COUNTY}
    assert len(rows) == 5


def test_no_secret_is_kept_in_clear(place: Place) -> None:
    kept = place.rows("SELECT name, kind, secret FROM accounts")
    for row in kept:
        assert row["secret"].startswith("$argon2id$" if row["kind"] == "staff" else "sha256$")
    for secret in [s["password"] for s in place.credentials["staff"]]:
        assert secret not in str(kept)


def test_a_short_client_secret_is_hashed_like_a_password() -> None:
    assert hash_client_secret("short").startswith("$argon2id$")
    assert matches_now(hash_client_secret("short"), "short")
    assert not matches_now(hash_client_secret("x" * 32), "x" * 31)
    assert not matches_now(hash_password("a"), "\ud800")
    assert not matches_now("sha256$", "anything")
    assert not matches_now("", "anything")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b'{"staff": []}',
        b'{"staff": [{"username": "a", "password": "12345678", "role": "king", "division": "341599000000"}],'
        b' "departments": []}',
        b'{"staff": [{"username": "a", "password": "12345678", "role": "auditor", "division": "3415"}],'
        b' "departments": []}',
        b'{"staff": [{"username": "a", "password": "12345678", "role": "auditor", "division": "341599000000"}],'
        b' "departments": [{"client_id": "a", "client_secret": "12345678", "department": "health"}]}',
    ],
)
def test_an_unusable_file_is_refused_in_one_line(text: bytes) -> None:
    with pytest.raises(UnusableCredentials) as refused:
        read_credentials(text)
    assert "\n" not in str(refused.value)
    assert "12345678" not in str(refused.value)


def test_the_command_says_what_is_wrong(place: Place) -> None:
    bad = place.folder / "bad.json"
    bad.write_text(json.dumps({"staff": []}))
    argv = [sys.executable, "-m", "gateway.bootstrap", str(bad)]
    told = os.environ | place.environment
    done = subprocess.run(argv, env=told, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
