"""What people see of their own account, and that it is their own alone."""

import httpx
import pyotp
import pytest

from tests.gateway.conftest import Place

OWN = "/api/gateway/v1/own-account"


def sign_in(place: Place, name: str, **more: str) -> str:
    answer = httpx.post(f"{place.address}/oauth/token", data=place.grant(name) | more, timeout=20)
    return str(answer.raise_for_status().json()["access_token"])


@pytest.mark.parametrize("role", ["village-worker", "auditor"])
def test_everybody_sees_their_own_account(place: Place, role: str) -> None:
    seen = place.staff(role).get(OWN).json()
    assert (seen["name"], seen["role"]) == (role, role)
    assert (seen["second_factor"], seen["second_factor_required"], seen["recovery_codes_left"]) == (False, False, 0)


def test_a_departments_client_has_none(place: Place) -> None:
    with place.department("education", **{"X-Purpose": "school-enrolment"}) as client:
        assert client.get(OWN).status_code == 403


def test_recovery_codes_are_counted_once_the_factor_is_confirmed(place: Place) -> None:
    form = {name: place.grant("auditor")[name] for name in ("username", "password")}
    try:
        shown = httpx.post(f"{place.address}/second-factor", data=form, timeout=20).json()
        assert place.staff("auditor").get(OWN).json()["recovery_codes_left"] == 0
        sign_in(place, "auditor", totp=pyotp.TOTP(shown["secret"]).now())
        sign_in(place, "auditor", totp=shown["recovery_codes"][0])
        seen = place.staff("auditor").get(OWN).json()
        assert (seen["second_factor"], seen["recovery_codes_left"]) == (True, 9)
    finally:
        for table in ("recovery_codes", "second_factors", "sign_in_attempts"):
            place.rows(f"DELETE FROM {table}")


def test_one_ends_ones_own_sessions_and_nobody_elses(place: Place) -> None:
    ended, running = sign_in(place, "finance-officer"), sign_in(place, "finance-officer")
    with place.client(running) as mine:
        listed = mine.get(f"{OWN}/sessions", params={"limit": 500}).json()["items"]
        assert {each["account"] for each in listed} == {"finance-officer"}
        with httpx.Client(base_url=place.address, cookies={"huijia_session": ended}) as browser:
            which = browser.get("/session").json()["session"]
        assert which in {each["id"] for each in listed}
        stranger = place.staff("village-worker").delete(f"{OWN}/sessions/{which}")
        assert (stranger.status_code, stranger.json()["type"].rpartition("/")[2]) == (404, "unknown-sign-in-session")
        assert mine.delete(f"{OWN}/sessions/{which}").status_code == 204
        assert mine.delete(f"{OWN}/sessions/{which}").status_code == 404
        with place.client(ended) as gone:
            assert gone.get(OWN).status_code == 401
        assert mine.get(OWN).status_code == 200
