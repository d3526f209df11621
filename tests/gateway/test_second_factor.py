"""The second factor: codes of RFC 6238, used once; recovery codes; who must have one; and its reset."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pyotp
import pytest

from chassis.data_files import BadDataFile
from gateway.second_factor.codes import new_recovery_code, read_recovery_code, step_of
from gateway.second_factor.requirement import load_requirement
from gateway.settings import HERE
from tests.gateway.conftest import Place

FILE = HERE / "second_factor" / "requirement.yaml"
# RFC 6238, appendix B, SHA-1: the last six of eight digits.
VECTORS = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    now = datetime.fromtimestamp(at, UTC)
    assert step_of(SECRET, code, now, 0) == at // 30
    assert step_of(SECRET, code, now, at // 30) is None, "a step is used once"
    assert step_of(SECRET, code, datetime.fromtimestamp(at + 60, UTC), 0) is None, "one step of skew, no more"


def test_recovery_codes_are_read_as_people_type_them() -> None:
    code = new_recovery_code()
    assert read_recovery_code(f" {code.lower()} ".replace("-", " ")) == code.replace("-", "")
    assert read_recovery_code("123456") is None


def test_production_requires_it_of_every_role_and_a_fresh_county_of_none(tmp_path: Path) -> None:
    assert load_requirement(FILE, "local").roles == frozenset()
    assert len(load_requirement(FILE, "production").roles) == 6
    with pytest.raises(BadDataFile, match="HUIJIA_ENV"):
        load_requirement(FILE, "prodution")


def sign_in(place: Place, name: str, code: str | None = None, **other: str) -> httpx.Response:
    form = place.grant(name) | ({} if code is None else {"totp": code}) | other
    return httpx.post(f"{place.address}/oauth/token", data=form, timeout=20)


def slug(answer: httpx.Response) -> str:
    return answer.json()["type"].rpartition("/")[2]


def enrol(place: Place, name: str, **other: str) -> httpx.Response:
    grant = place.grant(name)
    form = {"username": name, "password": grant["password"]} | other
    return httpx.post(f"{place.address}/second-factor", data=form, timeout=20)


def wait_for_a_step(place: Place, name: str) -> None:
    """As if half a minute had passed: the step used last is forgotten."""
    place.rows("ALTER TABLE second_factors DISABLE TRIGGER USER")
    place.rows("UPDATE second_factors SET last_step = 0 WHERE account = $1", name)
    place.rows("ALTER TABLE second_factors ENABLE TRIGGER USER")
    place.rows("DELETE FROM sign_in_attempts")


@pytest.fixture
def clean(place: Place) -> Iterator[Place]:
    yield place
    place.rows("DELETE FROM recovery_codes")
    place.rows("DELETE FROM second_factors")
    place.rows("DELETE FROM sign_in_attempts")


def test_a_code_signs_in_once_on_both_ways(clean: Place) -> None:
    shown = enrol(clean, "auditor").json()
    assert shown["qr"].startswith("data:image/svg+xml") and shown["secret"] in shown["address"]
    assert sign_in(clean, "auditor").status_code == 200, "a secret that nobody confirmed asks for nothing"
    totp = pyotp.TOTP(shown["secret"])
    code = totp.now()
    assert sign_in(clean, "auditor", code).status_code == 200
    assert slug(sign_in(clean, "auditor")) == "second-factor-needed"
    again = sign_in(clean, "auditor", code)
    assert (again.status_code, slug(again), again.json()["error"]) == (400, "wrong-code", "invalid_grant")
    assert slug(enrol(clean, "auditor")) == "second-factor-exists"
    wait_for_a_step(clean, "auditor")
    with clean.client(**{"X-Requested-With": "huijia"}) as browser:
        refused = browser.post("/session", data=clean.grant("auditor"))
        assert slug(refused) == "second-factor-needed" and "set-cookie" not in refused.headers
        assert browser.post("/session", data=clean.grant("auditor") | {"totp": totp.now()}).status_code == 200
        assert browser.get("/session").json()["subject"] == "auditor"
    kept = clean.rows("SELECT secret FROM second_factors")[0]["secret"]
    assert shown["secret"].encode() not in kept
    listed = {
        each["name"]: each["second_factor"] for each in clean.staff().get("/api/gateway/v1/accounts").json()["items"]
    }
    assert listed["auditor"] and not listed["county-admin"]


def test_a_recovery_code_signs_in_once_and_is_kept_as_a_digest(clean: Place) -> None:
    shown = enrol(clean, "finance-officer").json()
    codes = shown["recovery_codes"]
    assert len(set(codes)) == 10
    assert slug(sign_in(clean, "finance-officer", codes[0])) == "wrong-code", "not before the secret is confirmed"
    assert sign_in(clean, "finance-officer", pyotp.TOTP(shown["secret"]).now()).status_code == 200
    assert sign_in(clean, "finance-officer", codes[0].lower()).status_code == 200
    assert slug(sign_in(clean, "finance-officer", codes[0])) == "wrong-code"
    assert len(clean.rows("SELECT 1 FROM recovery_codes WHERE account = 'finance-officer'")) == 9
    (used,) = clean.rows("SELECT entry FROM audit_log WHERE action = 'use-recovery-code'")
    assert codes[0] not in used["entry"]


def test_codes_cannot_be_guessed(clean: Place) -> None:
    secret = enrol(clean, "township-officer").json()["secret"]
    assert sign_in(clean, "township-officer", pyotp.TOTP(secret).now()).status_code == 200
    wrong = f"{(int(pyotp.TOTP(secret).now()) + 500_000) % 1_000_000:06}"
    answers = [sign_in(clean, "township-officer", wrong).status_code for _ in range(12)]
    assert answers[0] == 400 and 429 in answers
    wrong_password = sign_in(clean, "auditor", "123456", password="wrong")
    assert slug(wrong_password) == "invalid-grant", "whoever has no password learns nothing of the factor"


@pytest.mark.parametrize("code", ["1" * 41, "１２３４５６"])
def test_a_malformed_code_is_refused(place: Place, code: str) -> None:
    assert sign_in(place, "auditor", code).status_code == 400


def test_another_administrator_resets_it_and_sessions_end(clean: Place) -> None:
    secret = enrol(clean, "village-worker").json()["secret"]
    token = sign_in(clean, "village-worker", pyotp.TOTP(secret).now()).json()["access_token"]
    address = "/api/gateway/v1/accounts/{}/second-factor"
    assert clean.staff("auditor").delete(address.format("village-worker")).status_code == 403
    own = clean.staff().delete(address.format("county-admin"))
    assert (own.status_code, slug(own)) == (409, "own-account")
    assert clean.staff().delete(address.format("village-worker")).status_code == 204
    clean.tokens.pop("village-worker", None)
    with clean.client(token) as ended:
        until = time.monotonic() + 10
        while (status := ended.get("/api/registry/v1/echo/1").status_code) == 200 and time.monotonic() < until:
            pass
    assert status == 401
    assert sign_in(clean, "village-worker").status_code == 200
    assert len(clean.rows("SELECT 1 FROM audit_log WHERE action = 'reset-second-factor'")) == 1


def test_a_role_that_must_have_one_is_led_to_enrol(clean: Place) -> None:
    clean.stop("gateway")
    clean.run("gateway", "gateway.main:app", clean.port, HUIJIA_ENV="production")
    try:
        refused = sign_in(clean, "county-officer")
        assert (refused.status_code, slug(refused)) == (403, "second-factor-not-enrolled")
        secret = enrol(clean, "county-officer").json()["secret"]
        assert slug(sign_in(clean, "county-officer")) == "second-factor-not-enrolled"
        assert sign_in(clean, "county-officer", pyotp.TOTP(secret).now()).status_code == 200
        assert sign_in(clean, "education").status_code == 200, "departments' systems have keys and secrets"
    finally:
        clean.stop("gateway")
        clean.run("gateway", "gateway.main:app", clean.port)
