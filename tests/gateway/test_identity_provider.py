"""Staff sign in with an OpenID provider that really runs, over HTTP; what it says wrongly signs nobody in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
from pydantic import ValidationError

from gateway.identity_provider.attempt import Attempt, read_attempt
from gateway.identity_provider.settings import is_safe
from gateway.settings import GatewaySettings
from tests.conftest import free_port
from tests.gateway.conftest import Place
from tests.gateway.county_provider import CLIENT, SECRET, CountyProvider, running_provider
from tests.gateway.county_provider_faults import FAULTS
from tests.gateway.test_second_factor import wait_for_a_step

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
REFUSED, LOST = (403, "provider-sign-in-refused"), (400, "provider-sign-in-lost")


@dataclass
class County:
    """A gateway that knows a provider."""

    place: Place
    provider: CountyProvider
    address: str

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=20)

    def return_address(self, browser: httpx.Client, name: str = "auditor") -> str:
        """What the provider sends a browser back to, once ``name`` has signed in there."""
        begun = browser.get("/session/provider/begin")
        assert begun.status_code == 303, begun.text
        chosen = httpx.post(begun.headers["location"], data={"sub": f"sub-{name}"})
        assert chosen.status_code == 302, chosen.text
        return chosen.headers["location"]

    def sign_in(self, browser: httpx.Client, name: str = "auditor") -> httpx.Response:
        return browser.get(self.return_address(browser, name))


@pytest.fixture(scope="module")
def county(place: Place) -> Iterator[County]:
    port, secret = free_port(), place.folder / "oidc-secret"
    secret.write_text(SECRET + "\n")
    address = f"http://127.0.0.1:{port}"
    with running_provider() as provider:
        told = {
            "HUIJIA_OIDC_ISSUER": provider.issuer,
            "HUIJIA_OIDC_CLIENT_ID": CLIENT,
            "HUIJIA_OIDC_CLIENT_SECRET_FILE": str(secret),
            "HUIJIA_OIDC_RETURN": f"{address}/session/provider/return",
            "HUIJIA_OIDC_FACTOR_AMR": "otp, hwk",
            "HUIJIA_OIDC_FACTOR_ACR": "urn:county:two-factors",
            "HUIJIA_OIDC_NAME": "示范县统一认证",
        }
        place.run("gateway-with-provider", "gateway.main:app", port, **told)
        try:
            yield County(place, provider, address)
        finally:
            place.stop("gateway-with-provider")


@pytest.fixture
def clean(county: County) -> Iterator[County]:
    yield county
    county.provider.changes, county.provider.sign = {}, None
    for table in ("recovery_codes", "second_factors", "sign_in_attempts"):
        county.place.rows(f"DELETE FROM {table}")


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def test_somebody_signs_in_and_the_session_is_as_any_other(clean: County) -> None:
    assert httpx.get(f"{clean.address}/session/provider").json() == {"on": True, "name": "示范县统一认证"}
    with clean.browser() as browser:
        done = clean.sign_in(browser)
        assert (done.status_code, done.headers["location"]) == (303, "/")
        cookies = done.headers.get_list("set-cookie")
        session = next(each for each in cookies if each.startswith("huijia_session="))
        assert "HttpOnly" in session and "SameSite=strict" in session
        assert browser.get("/session").json()["subject"] == "auditor"
        assert browser.get("/api/registry/v1/echo/one").status_code == 200
        assert "huijia_provider" not in browser.cookies, "the attempt is over"
        assert browser.delete("/session", headers={"X-Requested-With": "huijia"}).status_code == 204
        assert browser.get("/session").status_code == 401
    asked = clean.provider.asked[-1]
    assert asked["code_challenge_method"] == "S256" and asked["acr_values"] == "urn:county:two-factors"
    entry = clean.place.rows("SELECT entry FROM audit_log WHERE action = 'sign-in' ORDER BY id DESC LIMIT 1")[0]
    assert json.loads(entry["entry"])["facts"]["by"] == "identity-provider"


def test_each_browser_has_a_state_and_a_nonce_of_its_own(clean: County) -> None:
    with clean.browser() as one, clean.browser() as other:
        theirs = clean.return_address(other)
        clean.return_address(one)
        assert told(one.get(theirs)) == LOST, "another's return does not sign me in as them"
        assert told(clean.browser().get(theirs)) == LOST, "nor does it without a cookie"
        assert "huijia_session" not in one.cookies
    first, second = clean.provider.asked[-2:]
    assert first["state"] != second["state"] and first["nonce"] != second["nonce"]


def test_a_return_is_good_once(clean: County) -> None:
    with clean.browser() as browser:
        address = clean.return_address(browser)
        cookie = browser.cookies["huijia_provider"]
        assert browser.get(address).status_code == 303
    replayed = httpx.get(address, headers={"Cookie": f"huijia_provider={cookie}"})
    assert told(replayed) == LOST and "huijia_session" not in replayed.cookies


def test_a_code_of_another_sign_in_or_a_used_one_is_refused(clean: County) -> None:
    with clean.browser() as browser:
        used = parse_qs(urlsplit(clean.return_address(browser)).query)["code"][0]
        mine = urlsplit(clean.return_address(browser))
        state = parse_qs(mine.query)["state"][0]
        assert told(browser.get("/session/provider/return", params={"code": used, "state": state})) == REFUSED


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_believed_signs_nobody_in(clean: County, fault: str) -> None:
    reason, commit = FAULTS[fault]
    commit(clean.provider)
    written = len(clean.place.log("gateway-with-provider"))
    with clean.browser() as browser:
        answer = clean.sign_in(browser)
        assert told(answer) == REFUSED
        assert f'"reason":"{reason}"' in clean.place.log("gateway-with-provider")[written:], "for this fault alone"
        assert set(answer.json()) <= {"type", "title", "status", "request_id"}, "no reason is told"
        assert "huijia_session" not in browser.cookies


def test_only_an_existing_active_staff_account_signs_in_and_all_others_hear_the_same(clean: County) -> None:
    place = clean.place
    before = place.rows("SELECT count(*) AS n FROM accounts")
    answers = []
    place.rows("UPDATE accounts SET active = false WHERE name = 'county-officer'")
    try:
        for name in ("nobody-here", "county-officer", "education"):
            with clean.browser() as browser:
                answers.append(clean.sign_in(browser, name))
                assert "huijia_session" not in browser.cookies
    finally:
        place.rows("UPDATE accounts SET active = true WHERE name = 'county-officer'")
    assert {told(answer) for answer in answers} == {REFUSED}
    assert len({answer.text for answer in answers}) == 1
    assert place.rows("SELECT count(*) AS n FROM accounts") == before


def test_a_new_key_of_the_provider_is_learnt_at_once(clean: County) -> None:
    for key_id in ("second", "third"):
        clean.provider.rotate(key_id)
        with clean.browser() as browser:
            assert clean.sign_in(browser).status_code == 303


def enrolled(county: County, name: str) -> pyotp.TOTP:
    grant = county.place.grant(name)
    form = {"username": name, "password": grant["password"]}
    secret = httpx.post(f"{county.place.address}/second-factor", data=form, timeout=20).json()["secret"]
    totp = pyotp.TOTP(secret)
    answer = httpx.post(f"{county.place.address}/oauth/token", data=grant | {"totp": totp.now()}, timeout=20)
    assert answer.status_code == 200
    wait_for_a_step(county.place, name)
    return totp


def test_our_second_factor_is_asked_where_the_provider_says_nothing_of_one(clean: County) -> None:
    totp = enrolled(clean, "finance-officer")
    with clean.browser() as browser:
        asked = clean.sign_in(browser, "finance-officer")
        assert asked.status_code == 200 and 'name="totp"' in asked.text and "huijia_session" not in browser.cookies
        waiting = browser.cookies["huijia_provider_waiting"]
        wrong_code = f"{(int(totp.now()) + 500_000) % 1_000_000:06}"
        refused = browser.post("/session/provider/code", data={"totp": wrong_code})
        assert refused.status_code == 400 and 'role="alert"' in refused.text
        other = browser.post(
            "/session/provider/code", data={"totp": totp.now()}, headers={"Sec-Fetch-Site": "same-site"}
        )
        assert told(other) == (403, "not-from-our-page")
        assert browser.post("/session/provider/code", data={"totp": totp.now()}).status_code == 303
        assert browser.get("/session").json()["subject"] == "finance-officer"
    wait_for_a_step(clean.place, "finance-officer")
    again = {"Cookie": f"huijia_provider_waiting={waiting}"}
    replayed = httpx.post(f"{clean.address}/session/provider/code", data={"totp": totp.now()}, headers=again)
    assert told(replayed) == LOST
    forged = {"Cookie": "huijia_provider_waiting=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
    assert told(httpx.post(f"{clean.address}/session/provider/code", data={"totp": "1"}, headers=forged)) == LOST


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ({"amr": ["pwd", "otp"]}, True),
        ({"acr": "urn:county:two-factors"}, True),
        ({"amr": ["pwd"], "acr": "0"}, False),
        ({"amr": "otp"}, False),
    ],
)
def test_the_providers_second_factor_counts_as_configured(clean: County, said: dict[str, Any], believed: bool) -> None:
    enrolled(clean, "finance-officer")
    clean.provider.changes = said
    with clean.browser() as browser:
        assert clean.sign_in(browser, "finance-officer").status_code == (303 if believed else 200)
        assert ("huijia_session" in browser.cookies) is believed


def test_who_must_have_a_second_factor_enrols_without_a_password(clean: County) -> None:
    port, first = free_port(), dict(clean.place.environment)
    address = f"http://127.0.0.1:{port}"
    told_of = {
        "HUIJIA_OIDC_ISSUER": clean.provider.issuer,
        "HUIJIA_OIDC_CLIENT_ID": CLIENT,
        "HUIJIA_OIDC_CLIENT_SECRET_FILE": str(clean.place.folder / "oidc-secret"),
        "HUIJIA_OIDC_RETURN": f"{address}/session/provider/return",
    }
    clean.place.run("gateway-strict", "gateway.main:app", port, HUIJIA_ENV="production", **told_of)
    assert clean.place.environment == first
    strict = County(clean.place, clean.provider, address)
    try:
        with strict.browser() as browser:
            led = strict.sign_in(browser, "county-officer")
            assert led.status_code == 200 and "/session/provider/enrolment" in led.text
            shown = browser.post("/session/provider/enrolment")
            assert "data:image/svg+xml" in shown.text and shown.headers["cache-control"] == "no-store"
            secret = shown.text.partition("<p><code>")[2].partition("</code>")[0]
            done = browser.post("/session/provider/code", data={"totp": pyotp.TOTP(secret).now()})
            assert done.status_code == 303
            assert browser.get("/session").json()["role"] == "county-officer"
    finally:
        clean.place.stop("gateway-strict")


def test_a_browser_is_shown_a_page_and_nothing_of_the_reason(clean: County) -> None:
    clean.provider.changes = {"nonce": "another"}
    with clean.browser() as browser:
        browser.headers["Accept"] = "text/html"
        page = clean.sign_in(browser)
    assert page.status_code == 403 and page.headers["content-type"].startswith("text/html")
    assert "不能用统一身份认证登录" in page.text and "identity provider was refused" in page.text
    assert "nonce" not in page.text
    assert "nonce" in clean.place.log("gateway-with-provider"), "the log knows"


def test_a_refusal_at_the_provider_and_odd_returns_are_no_fault_of_ours(clean: County) -> None:
    with clean.browser() as browser:
        state = parse_qs(urlsplit(clean.return_address(browser)).query)["state"][0]
        denied = browser.get("/session/provider/return", params={"error": "access_denied", "state": state})
        assert told(denied) == REFUSED
    for query in ("", "?state=", "?state=%00&code=%ff", "?state=a&state=b&code=c", "?code=" + "x" * 5000):
        with clean.browser() as browser:
            browser.get("/session/provider/begin")
            assert told(browser.get(f"/session/provider/return{query}")) == LOST
    for cookie in ("x", "9" * 40 + ".a", "1.\xe9", f"0.{'a' * 43}"):
        odd = httpx.get(
            f"{clean.address}/session/provider/return?state=a",
            headers=[(b"cookie", f"huijia_provider={cookie}".encode("latin-1"))],
        )
        assert told(odd) == LOST


def test_a_silent_provider_is_said_to_be_down(clean: County) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    nowhere = {"HUIJIA_OIDC_ISSUER": f"http://127.0.0.1:{free_port()}", "HUIJIA_OIDC_CLIENT_ID": CLIENT}
    clean.place.run(
        "gateway-alone",
        "gateway.main:app",
        port,
        HUIJIA_OIDC_RETURN=f"{address}/session/provider/return",
        **nowhere,
    )
    try:
        answer = httpx.get(f"{address}/session/provider/begin", timeout=20)
        assert told(answer) == (503, "identity-provider-down") and "retry-after" in answer.headers
    finally:
        clean.place.stop("gateway-alone")


def test_it_is_off_when_unset(place: Place) -> None:
    assert httpx.get(f"{place.address}/session/provider").json() == {"on": False, "name": ""}
    for method, path in (("GET", "begin"), ("GET", "return"), ("POST", "code"), ("POST", "enrolment")):
        assert told(httpx.request(method, f"{place.address}/session/provider/{path}")) == (404, "identity-provider-off")


def test_an_attempt_is_bound_to_its_time_and_its_secret() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    attempt = Attempt.begin(now)
    assert read_attempt(attempt.cookie, now + timedelta(minutes=9)) == attempt
    assert read_attempt(attempt.cookie, now + timedelta(minutes=11)) is None
    assert read_attempt(attempt.cookie, now - timedelta(minutes=1)) is None
    later = Attempt(attempt.begun + 60, attempt.secret)
    assert later.state != attempt.state and later.nonce != attempt.nonce
    assert len({attempt.state, attempt.nonce, attempt.verifier, attempt.secret}) == 4 and len(attempt.verifier) == 43


@pytest.mark.parametrize(
    "changed",
    [
        {"HUIJIA_OIDC_CLIENT_ID": ""},
        {"HUIJIA_OIDC_ISSUER": "http://id.example"},
        {"HUIJIA_OIDC_RETURN": "https://huijia.example/elsewhere"},
        {"HUIJIA_OIDC_RETURN": ""},
        {"HUIJIA_OIDC_SCOPES": "profile"},
        {"HUIJIA_OIDC_CLIENT_SECRET_FILE": "/nowhere/secret"},
    ],
)
def test_half_a_setup_stops_the_start(changed: dict[str, str]) -> None:
    whole = {
        "DATABASE_URL": "postgresql://x",
        "HUIJIA_OIDC_ISSUER": "https://id.example/realms/county",
        "HUIJIA_OIDC_CLIENT_ID": "huijia",
        "HUIJIA_OIDC_RETURN": "https://huijia.example/session/provider/return",
    }
    assert GatewaySettings.model_validate(whole).oidc_issuer
    with pytest.raises(ValidationError):
        GatewaySettings.model_validate(whole | changed)


def test_only_https_or_this_machine_is_safe() -> None:
    assert is_safe("https://id.example/a?b") and is_safe("http://localhost:8/") and is_safe("http://[::1]:8/")
    for address in ("http://10.0.0.1/", "ftp://localhost", "https://", "https://a@b/", "https://[", "", "https://a/#b"):
        assert not is_safe(address)
