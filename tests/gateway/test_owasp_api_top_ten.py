"""OWASP API Security Top 10 (2023): each as an attack on the running gateway that must fail, and leave a trace.

https://owasp.org/API-Security/editions/2023/en/0x11-t10/
"""

import base64
import json

import httpx
import pytest

from tests.gateway import raw
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON

ECHO, LOOK = "/api/registry/v1/echo/1", "/api/registry/v1/persons?citizen_number=11010519491231002X"
OTHER = "0198c5a0-0000-7000-8000-00000000ffff"
SCHOOL = {"X-Purpose": "school-enrolment"}


def slug(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.json()["type"].rpartition("/")[2]


def refused(place: Place) -> int:
    return place.rows("SELECT count(*) AS n FROM access_log WHERE status >= 400")[0]["n"]


def test_api1_broken_object_level_authorization(place: Place) -> None:
    """Ids are changed one by one: another person's record, another account's session, somebody else's receipt."""
    before = refused(place)
    with place.department("education", **SCHOOL) as school:
        assert slug(school.get("/api/registry/v1/persons/wrong-row")) == "disclosure-withheld"
        for address in (f"/households/{OTHER}", f"/persons/{PERSON}/history", f"/persons/{PERSON}/identifiers"):
            assert slug(school.get(f"/api/registry/v1{address}")) == "not-in-policy"
        for address in (f"/access-log/{OTHER}/receipt", f"/people/{PERSON}/copy", f"/people/{PERSON}/accesses"):
            assert school.get(f"/api/gateway/v1{address}").status_code == 403
    with place.staff("village-worker") as worker:
        assert worker.delete(f"/api/gateway/v1/sessions/{OTHER}").status_code == 403
        assert worker.get("/api/gateway/v1/access-log", params={"subject": PERSON}).status_code == 403
    assert refused(place) > before, "who tried is in the log"


def test_api2_broken_authentication(place: Place) -> None:
    """Guessed passwords, a token without a signature, a token where it does not belong, a token that was ended."""
    try:
        guesses = [place.grant("finance-officer") | {"password": f"guess-{number}"} for number in range(12)]
        tried = [httpx.post(f"{place.address}/oauth/token", data=each).status_code for each in guesses]
        assert 429 in tried and 200 not in tried
    finally:
        place.rows("DELETE FROM sign_in_attempts")
    token = place.token("county-officer")
    unsigned = _part({"alg": "none", "typ": "at+jwt"}) + "." + token.split(".")[1] + "."
    with place.client() as nobody:
        assert nobody.get(ECHO, headers={"Authorization": f"Bearer {unsigned}"}).status_code == 401
        assert nobody.get(f"{ECHO}?access_token={token}").status_code == 401
        assert nobody.post(ECHO, data={"access_token": token}).status_code == 401
        assert nobody.get(ECHO, headers={"Cookie": f"huijia_session={unsigned}"}).status_code == 401
        ended = httpx.post(f"{place.address}/oauth/token", data=place.grant("county-officer")).json()["access_token"]
        nobody.post("/oauth/revoke", data={"token": ended})
        assert nobody.get(ECHO, headers={"Authorization": f"Bearer {ended}"}).status_code == 401


def test_api3_broken_object_property_level_authorization(place: Place) -> None:
    """More properties are asked for than agreed, given by a service out of order, or slipped into a write."""
    with place.department("education", **SCHOOL) as school:
        for more in ("fields=phone", "include=identifiers", "expand=household", "as_of=2020-01-01"):
            assert slug(school.get(f"{LOOK}&{more}")) == "not-in-policy"
        leaking = school.get("/api/registry/v1/persons/too-many-fields")
        assert slug(leaking) == "disclosure-withheld" and "190" not in leaking.text
        assert "phone" not in school.get(LOOK).text
    with place.staff() as admin:
        more_than_asked = {"reason": "试试看", "active": True, "role": "county-admin"}
        put = admin.put("/api/gateway/v1/accounts/education/suspension", json=more_than_asked)
        assert put.status_code == 422
    assert place.rows("SELECT active FROM accounts WHERE name = 'education'")[0]["active"]


def test_api4_unrestricted_resource_consumption(place: Place) -> None:
    """A body without end, a thousand parameters, a page of everything, a header as long as a book."""
    with place.staff() as admin:
        declared = raw.exchange(
            place,
            b"POST /api/registry/v1/echo HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + place.token("county-admin").encode()
            + b"\r\nContent-Length: 99999999999\r\n\r\n",
        )
        assert raw.status(declared) == 413
        many = "&".join(f"p{number}=1" for number in range(1000))
        assert admin.get(f"{ECHO}?{many}").status_code == 400
        for limit in ("100000", "-1", "9" * 30):
            assert admin.get("/api/gateway/v1/accounts", params={"limit": limit}).status_code == 422
        assert admin.get(ECHO, headers={"X-Reason": "x" * 20_000}).status_code in (400, 431)
        assert admin.get(ECHO).headers["ratelimit-policy"].startswith('"staff"')


@pytest.mark.parametrize("name", ["village-worker", "auditor", "education"])
def test_api5_broken_function_level_authorization(place: Place, name: str) -> None:
    """Functions of administrators, called by others, also by another method."""
    key = {"key_id": "k", "public_key": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}}
    with place.department(name, **SCHOOL) as other:
        for method, address, body in (
            ("PUT", "/accounts/county-officer/suspension", {"reason": "试试看"}),
            ("DELETE", "/accounts/county-officer/suspension", None),
            ("DELETE", "/accounts/county-officer/second-factor", None),
            ("POST", "/clients/education/keys", key),
            ("PUT", "/clients/education/secret", {"secret": "x" * 40, "overlap_hours": 0}),
        ):
            answer = other.request(method, f"/api/gateway/v1{address}", json=body)
            assert answer.status_code == 403, address
        hidden = other.post("/api/gateway/v1/accounts", headers={"X-HTTP-Method-Override": "DELETE"})
        assert hidden.status_code in (403, 405)
    assert place.rows("SELECT active FROM accounts WHERE name = 'county-officer'")[0]["active"]


def test_api6_unrestricted_access_to_sensitive_business_flows(place: Place) -> None:
    """The register is harvested: by name, by place, by age, page after page, or without a case."""
    with place.department("public-security", **{"X-Purpose": "household-registration"}) as police:
        assert slug(police.get(LOOK)) == "case-reference-required"
        police.headers["X-Case-Reference"] = "HJ-2026-1"
        for harvest in ("name=王小明", "division=341599001001", "sex=2", "birth_date=2000-01-01", "limit=200", ""):
            assert slug(police.get(f"/api/registry/v1/persons?{harvest}")) == "not-in-policy"
        assert slug(police.get("/api/followup/v1/visits")) == "charter"
        police.headers["X-Purpose"] = "school-enrolment"
        assert slug(police.get(LOOK)) == "purpose-not-agreed"


def test_api7_server_side_request_forgery(place: Place) -> None:
    """The gateway is made to call an address of the attacker's: by target, header, path or key reference."""
    calls = place.seen()["calls"]
    bearer = b"Authorization: Bearer " + place.token("county-admin").encode() + b"\r\n"
    for target in (
        b"//127.0.0.1:22/",
        b"/api//evil.example/v1/x",
        b"/api/registry@evil.example/v1/x",
        b"/api/evil/v1/x",
    ):
        answer = raw.exchange(place, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n" + bearer + b"\r\n")
        assert 400 <= raw.status(answer) < 500, target
    elsewhere = _part({"alg": "EdDSA", "typ": "at+jwt", "kid": "x", "jku": f"{place.address}/.well-known/jwks.json"})
    forged = elsewhere + "." + place.token("county-admin").partition(".")[2]
    with place.client(forged) as attacker:
        assert attacker.get(ECHO).status_code == 401
    assert place.seen()["calls"] == calls, "none reached a service"


def test_api8_security_misconfiguration(place: Place) -> None:
    """Foreign origins, debugging methods, error pages, what answers tell of the inside."""
    with place.staff() as admin:
        foreign = admin.get(ECHO, headers={"Origin": "https://evil.example"})
        assert not [name for name in foreign.headers if name.startswith("access-control-")]
        for method in ("TRACE", "OPTIONS", "CONNECT", "PROPFIND"):
            assert admin.request(method, ECHO).status_code in (400, 405)
        crashed = admin.get("/api/registry/v1/crash")
        assert slug(crashed) == "bad-answer" and "Traceback" not in crashed.text
    with place.client() as anybody:
        page = anybody.get("/docs")
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert (page.headers["x-content-type-options"], page.headers["x-frame-options"]) == ("nosniff", "DENY")
        assert anybody.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
        assert anybody.get("/.git/config").status_code == 404
        assert anybody.get("/.env").status_code == 404


def test_api9_improper_inventory_management(place: Place) -> None:
    """Forgotten versions and inner addresses of services, reached around the documented ones."""
    calls = place.seen()["calls"]
    with place.staff() as admin:
        for address in (
            "/api/registry/metrics",
            "/api/registry/healthz",
            "/api/registry/openapi.json",
            "/api/registry",
        ):
            assert admin.get(address).status_code == 404, address
    for target in (
        b"/api/registry/v1/../../metrics",
        b"/api/registry/v1/%2e%2e/%2e%2e/metrics",
        b"/api/registry/v1/..%2fmetrics",
    ):
        answer = raw.get(place, target)
        assert raw.status(answer) == 400, target
    assert place.seen()["calls"] == calls
    with place.department("education", **SCHOOL) as school:
        for version in ("v0", "v2", "v99"):
            assert slug(school.get(LOOK.replace("v1", version))) == "not-in-policy"


def test_api10_unsafe_consumption_of_apis(place: Place) -> None:
    """What a service answers is believed no more than what a caller sends."""
    with place.department("education", **SCHOOL) as school:
        for answer in ("a-list", "beside"):
            assert slug(school.get(f"/api/registry/v1/persons/{answer}")) == "disclosure-withheld"
        chatty = school.get("/api/registry/v1/persons/chatty-refusal")
        assert chatty.status_code == 409 and "current" not in chatty.json()
    with place.staff() as admin:
        assert slug(admin.get("/api/registry/v1/bad-subjects")) == "bad-answer"
        inner = admin.get(ECHO).headers
        assert not [name for name in inner if name.startswith("huijia-")] and "x-powered-by" not in inner
        with pytest.raises(httpx.HTTPError):
            admin.get("/api/registry/v1/cut")


def _part(content: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
