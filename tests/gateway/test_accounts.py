"""Sessions end at once, accounts are suspended and given back, and nobody administers their own."""

import httpx
import pytest

from tests.gateway.conftest import Place

ECHO = "/api/registry/v1/echo/1"
ACCOUNTS, SESSIONS = "/api/gateway/v1/accounts", "/api/gateway/v1/sessions"


def sign_in(place: Place, name: str) -> httpx.Response:
    return httpx.post(f"{place.address}/oauth/token", data=place.grant(name), timeout=20)


def test_one_session_ends_at_once_and_the_others_go_on(place: Place) -> None:
    first, second = (sign_in(place, "finance-officer").json()["access_token"] for _ in range(2))
    newest = place.staff().get(SESSIONS, params={"account": "finance-officer", "limit": 500}).json()["items"][-1]
    assert newest["account"] == "finance-officer"
    assert place.staff().delete(f"{SESSIONS}/{newest['id']}").status_code == 204
    with place.client(second) as ended, place.client(first) as running:
        assert ended.get(ECHO).status_code == 401
        assert running.get(ECHO).status_code == 200
    again = place.staff().delete(f"{SESSIONS}/{newest['id']}")
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (404, "unknown-sign-in-session")


def test_a_suspended_account_is_out_everywhere_until_it_is_given_back(place: Place) -> None:
    held = sign_in(place, "human-resources").json()["access_token"]
    address = f"{ACCOUNTS}/human-resources/suspension"
    try:
        for _ in range(2):
            assert place.staff().put(address, json={"reason": "密钥可能泄露"}).status_code == 204
        listed = {item["name"]: item for item in place.staff("auditor").get(ACCOUNTS).json()["items"]}
        assert (listed["human-resources"]["active"], listed["human-resources"]["sessions"]) == (False, 0)
        assert sign_in(place, "human-resources").status_code == 401
        with place.client(held, **{"X-Purpose": "pension-eligibility"}) as client:
            assert client.get("/api/registry/v1/persons?citizen_number=1").status_code == 401
    finally:
        assert place.staff().delete(address).status_code == 204
        place.rows("DELETE FROM sign_in_attempts")
        place.tokens.pop("human-resources", None)
    assert sign_in(place, "human-resources").status_code == 200
    with place.client(held) as client:
        assert client.get("/api/registry/v1/persons?citizen_number=1").status_code == 401
    written = place.rows("SELECT entry FROM audit_log WHERE action = 'suspend-account'")
    assert len(written) == 1 and "密钥可能泄露" in written[0]["entry"]


def test_nobody_administers_their_own_account(place: Place) -> None:
    address = f"{ACCOUNTS}/county-admin/suspension"
    for answer in (place.staff().put(address, json={"reason": "试试"}), place.staff().delete(address)):
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "own-account")
    missing = place.staff().put(f"{ACCOUNTS}/nobody/suspension", json={"reason": "试试"})
    assert missing.json()["type"].endswith("/unknown-sign-in-account")


@pytest.mark.parametrize("role", ["auditor", "county-officer", "village-worker"])
def test_others_end_and_suspend_nothing(place: Place, role: str) -> None:
    staff = place.staff(role)
    assert staff.put(f"{ACCOUNTS}/education/suspension", json={"reason": "试试"}).status_code == 403
    assert staff.delete(f"{ACCOUNTS}/education/suspension").status_code == 403
    assert staff.delete(f"{SESSIONS}/0198c5a0-0000-7000-8000-000000000001").status_code == 403
    expected = 200 if role == "auditor" else 403
    assert staff.get(ACCOUNTS).status_code == expected
    assert staff.get(SESSIONS, params={"account": "education"}).status_code == expected


def test_accounts_and_sessions_are_paged(place: Place) -> None:
    names, cursor = [], None
    while True:
        params = {"limit": "4"} | ({"cursor": cursor} if cursor else {})
        page = place.staff().get(ACCOUNTS, params=params).json()
        names += [item["name"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert names == sorted(names) and len(names) == 11
    page = place.staff().get(SESSIONS, params={"account": "county-admin", "limit": 1}).json()
    assert len(page["items"]) == 1
    assert place.staff().get(SESSIONS, params={"account": "a\x00"}).status_code in (400, 422)
