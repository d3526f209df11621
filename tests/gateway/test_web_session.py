"""Signing in with a browser: a cookie that no script reads, and no other site can use."""

from uuid import UUID

import httpx
import pytest

from tests.gateway.conftest import Place

OURS = {"X-Requested-With": "huijia"}
PERSONS = "/api/registry/v1/echo/one"


@pytest.fixture
def browser(place: Place) -> httpx.Client:
    client = place.client(**OURS)
    answer = client.post("/session", data=place.grant("village-worker"))
    assert answer.status_code == 200, answer.text
    return client


def test_the_session_is_the_cookies(place: Place) -> None:
    client = place.client(**OURS)
    assert client.get("/session").status_code == 401
    answer = client.post("/session", data=place.grant("county-officer"))
    assert UUID(answer.json()["session"])
    assert {**answer.json(), "session": "", "expires_in": 0} == {
        "session": "",
        "subject": "county-officer",
        "kind": "staff",
        "role": "county-officer",
        "department": None,
        "division": "341599000000",
        "expires_in": 0,
    }
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    assert "access_token" not in answer.text
    assert client.get("/session").json()["subject"] == "county-officer"
    assert client.get(PERSONS).status_code == 200


def test_a_wrong_password_signs_nobody_in(place: Place) -> None:
    answer = place.client(**OURS).post("/session", data=place.grant("auditor") | {"password": "wrong"})
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (400, "invalid-grant")
    assert "set-cookie" not in answer.headers


def test_after_signing_out_the_token_is_dead_too(place: Place, browser: httpx.Client) -> None:
    token = browser.cookies["huijia_session"]
    answer = browser.delete("/session")
    assert answer.status_code == 204 and "huijia_session" not in browser.cookies
    assert place.client(token).get(PERSONS).status_code == 401
    assert browser.delete("/session").status_code == 204


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {"X-Requested-With": ""}),
        ("POST", {"X-Requested-With": "XMLHttpRequest"}),
        ("POST", {"Sec-Fetch-Site": "cross-site"}),
        ("POST", {"Sec-Fetch-Site": "same-site"}),
        ("POST", {"Sec-Fetch-Site": "none"}),
        ("GET", {"Sec-Fetch-Site": "cross-site"}),
        ("GET", {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_no_other_page_can_use_the_cookie(browser: httpx.Client, method: str, headers: dict[str, str]) -> None:
    answer = browser.request(method, PERSONS, headers=headers)
    assert answer.json()["type"].rpartition("/")[2] == "not-from-our-page"
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}])
def test_our_pages_and_a_typed_address_can(browser: httpx.Client, headers: dict[str, str]) -> None:
    assert browser.get(PERSONS, headers=headers).status_code == 200


def test_another_site_cannot_sign_a_browser_in(place: Place) -> None:
    answer = place.client().post("/session", data=place.grant("auditor"))
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_a_token_in_the_header_needs_no_mark(place: Place, browser: httpx.Client) -> None:
    token = place.token("county-admin")
    cookie = f"huijia_session={browser.cookies['huijia_session']}"
    client = place.client(token, Cookie=cookie)
    assert client.get(PERSONS, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("cookie", ["huijia_session=x", "huijia_session=", "a=b; ;=", "huijia_session=é"])
def test_a_broken_cookie_is_nobodys(place: Place, cookie: str) -> None:
    headers = {b"cookie": cookie.encode(), b"x-requested-with": b"huijia"}
    for path in (PERSONS, "/session"):
        assert httpx.get(place.address + path, headers=headers).status_code == 401
