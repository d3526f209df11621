"""Access tokens: who gets one, what passes for one and what does not, and how one ends."""

import base64
import hashlib
import hmac
import json
import uuid
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chassis import clock
from chassis.auth import Caller, sign
from chassis.keys import load_private_key
from gateway.auth.access_tokens import AccessTokens
from tests.gateway.conftest import Place

ECHO = "/api/registry/v1/echo/one"


def _b64(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _claims(**changes: Any) -> dict[str, Any]:
    now = clock.now()
    caller = {"subject": "county-admin", "kind": "staff", "role": "county-admin", "division": "341599000000"}
    claims = {"iss": "huijia", "aud": "huijia", "sub": "county-admin", "jti": str(uuid.uuid4()), "caller": caller}
    return claims | {"iat": now, "exp": now + timedelta(minutes=5)} | changes


def _own_key(place: Place) -> tuple[str, Any]:
    return load_private_key(place.folder / "keys")


def _signed(place: Place, key: Any = None, header: dict[str, Any] | None = None, **changes: Any) -> str:
    key_id, own = _own_key(place)
    headers = {"kid": key_id, "typ": "at+jwt"} | (header or {})
    return jwt.encode(_claims(**changes), key or own, algorithm="EdDSA", headers=headers)


def test_a_well_made_token_passes(place: Place) -> None:
    """So that the refusals below are refused for what is wrong with them."""
    assert place.client(_signed(place)).get(ECHO).status_code == 200


def _forged(place: Place) -> dict[str, str]:
    key_id, key = _own_key(place)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = _claims()
    claims |= {"iat": int(claims["iat"].timestamp()), "exp": int(claims["exp"].timestamp())}
    good = _signed(place)
    head, payload, signature = good.split(".")
    caller = Caller(subject="x", kind="staff", role="county-admin", division="341599000000")

    def with_hmac(secret: bytes) -> str:
        signed = f"{_b64({'alg': 'HS256', 'typ': 'at+jwt', 'kid': key_id})}.{_b64(claims)}"
        return f"{signed}.{_b64(hmac.digest(secret, signed.encode(), hashlib.sha256))}"

    past = clock.now() - timedelta(minutes=1)
    forged = {
        "alg none": f"{_b64({'alg': 'none', 'typ': 'at+jwt', 'kid': key_id})}.{_b64(claims)}.",
        "alg None": f"{_b64({'alg': 'None', 'typ': 'at+jwt', 'kid': key_id})}.{_b64(claims)}.{signature}",
        "HS256 with the public key": with_hmac(public),
        "HS256 with the public key as PEM": with_hmac(pem),
        "HS256 with the public key's x": with_hmac(_b64(public).encode()),
        "another key": _signed(place, Ed25519PrivateKey.generate()),
        "another kid": _signed(place, header={"kid": "0000000000000000"}),
        "no kid": jwt.encode(_claims(), key, algorithm="EdDSA", headers={"typ": "at+jwt"}),
        "a kid that is no text": f"{_b64({'alg': 'EdDSA', 'typ': 'at+jwt', 'kid': {}})}.{payload}.{signature}",
        "a key in its own header": _signed(
            place, Ed25519PrivateKey.generate(), header={"jwk": {"kty": "OKP", "crv": "Ed25519", "x": _b64(public)}}
        ),
        "wrong audience": _signed(place, aud="registry"),
        "wrong issuer": _signed(place, iss="huijia-gateway"),
        "wrong typ": _signed(place, header={"typ": "JWT"}),
        "expired": _signed(place, iat=past - timedelta(hours=1), exp=past),
        "from the future": _signed(place, iat=clock.now() + timedelta(hours=1)),
        "subject is not the caller": _signed(place, sub="somebody-else"),
        "no caller": _signed(place, caller=None),
        "unknown kind": _signed(place, caller={"subject": "county-admin", "kind": "root"}),
        "jti is no UUID": _signed(place, jti="1"),
        "an internal token": sign(caller, "registry", key_id, key),
        "an internal token for the gateway": sign(caller, "gateway", key_id, key),
        "tail cut": good[:-4],
        "payload swapped": f"{head}.{_b64(claims | {'sub': 'auditor'})}.{signature}",
        "too long": good + "A" * 5000,
        "garbage": "garbage",
        "dots": "...",
        "empty": "",
        "not ASCII": "é" * 30,
    }
    for missing in ("exp", "iat", "jti", "sub", "aud", "iss"):
        claims = _claims()
        del claims[missing]
        headers = {"kid": key_id, "typ": "at+jwt"}
        forged[f"no {missing}"] = jwt.encode(claims, key, algorithm="EdDSA", headers=headers)
    return forged


def test_no_forged_token_passes(place: Place) -> None:
    calls_before = place.seen()["calls"]
    for what, token in _forged(place).items():
        answer = place.client().get(ECHO, headers=[(b"Authorization", f"Bearer {token}".strip().encode())])
        assert answer.status_code == 401, what
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert place.seen()["calls"] == calls_before


@pytest.mark.parametrize("header", [None, "", "Basic YTpi", "Bearer", "bearer", "Token x"])
def test_without_a_bearer_token_nobody_passes(place: Place, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    assert place.client().get(ECHO, headers=headers).status_code == 401


def test_a_token_remembered_expires_all_the_same() -> None:
    key = Ed25519PrivateKey.generate()
    tokens = AccessTokens("huijia", timedelta(hours=1), ("k", key), {"k": key.public_key()})
    token, session, issued = tokens.issue(Caller(subject="x", kind="staff"))
    assert tokens.verify(f"Bearer {token}").session == session
    with clock.moved_to(issued + timedelta(hours=1)), pytest.raises(Exception, match="Sign in first"):
        tokens.verify(f"Bearer {token}")


def test_the_answer_is_as_rfc_6749_says(place: Place) -> None:
    answer = place.client().post("/oauth/token", data=place.grant("village-worker"))
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"access_token", "token_type", "expires_in"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert answer.headers["cache-control"] == "no-store"


def test_a_token_verifies_with_the_published_keys(place: Place) -> None:
    token = place.token("education")
    keys = jwt.PyJWKSet.from_dict(place.client().get("/.well-known/jwks.json").json())
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, keys[header["kid"]].key, algorithms=["EdDSA"], audience="huijia", issuer="huijia")
    assert claims["sub"] == "education"
    assert claims["exp"] - claims["iat"] <= 3600
    assert "d" not in place.client().get("/.well-known/jwks.json").text.replace("EdDSA", "").split('"')


def test_a_department_signs_in_by_basic_too(place: Place) -> None:
    grant = place.grant("health")
    answer = place.client().post(
        "/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(grant["client_id"], grant["client_secret"]),
    )
    assert answer.status_code == 200


BAD = [
    ({}, 400, "invalid_request"),
    ({"grant_type": ""}, 400, "invalid_request"),
    ({"grant_type": "password"}, 400, "invalid_request"),
    ({"grant_type": "password", "username": "x"}, 400, "invalid_request"),
    ({"grant_type": "password", "username": "x" * 300, "password": "y"}, 400, "invalid_request"),
    ({"grant_type": "authorization_code", "code": "x"}, 400, "unsupported_grant_type"),
    ({"grant_type": "password", "username": "nobody", "password": "guess"}, 400, "invalid_grant"),
    ({"grant_type": "password", "username": "no\0body", "password": "gu\0ess"}, 400, "invalid_grant"),
    ({"grant_type": "password", "username": "没有此人", "password": "密码"}, 400, "invalid_grant"),
    # A department's client is no member of staff, and the other way round.
    ({"grant_type": "password", "username": "health", "password": "guess"}, 400, "invalid_grant"),
    ({"grant_type": "client_credentials", "client_id": "auditor", "client_secret": "guess"}, 401, "invalid_client"),
    ({"grant_type": "client_credentials", "client_id": "nobody", "client_secret": "guess"}, 401, "invalid_client"),
    ({"grant_type": "client_credentials"}, 400, "invalid_request"),
]


@pytest.mark.parametrize(("form", "status", "error"), BAD)
def test_a_bad_request_for_a_token_names_its_error(place: Place, form: dict[str, str], status: int, error: str) -> None:
    answer = place.client().post("/oauth/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].startswith("https://huijia.cn/problems/")
    assert answer.json()["error_description"].isascii()


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b'{"grant_type": "password"}', "application/json"),
        (b"grant_type=password&grant_type=password&username=a&password=b", "application/x-www-form-urlencoded"),
        (b"\xff\xfe=%FF&grant_type=password", "application/x-www-form-urlencoded"),
        (b"grant_type=%FF%FE", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(50)), "application/x-www-form-urlencoded"),
        (b"no form at all", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_refused(place: Place, body: bytes, media_type: str) -> None:
    answer = place.client().post("/oauth/token", content=body, headers={"Content-Type": media_type})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_form_that_is_too_large_is_refused(place: Place) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = place.client().post("/oauth/token", content=b"a" * 20_000, headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("authorization", ["Basic", "Basic !!!", "Basic /w==", "Basic bm9jb2xvbg==", "Bearer x"])
def test_a_malformed_client_header_is_refused(place: Place, authorization: str) -> None:
    answer = place.client().post(
        "/oauth/token", data={"grant_type": "client_credentials"}, headers={"Authorization": authorization}
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_revoked_token_is_refused_at_once(place: Place) -> None:
    token = place.client().post("/oauth/token", data=place.grant("finance-officer")).json()["access_token"]
    assert place.client(token).get(ECHO).status_code == 200
    assert place.client().post("/oauth/revoke", data={"token": token}).status_code == 200
    assert place.client(token).get(ECHO).status_code == 401
    assert place.client().post("/oauth/revoke", data={"token": token}).status_code == 200
    assert place.client().post("/oauth/revoke", data={"token": "never was one"}).status_code == 200
    assert place.client().post("/oauth/revoke", data={}).status_code == 400


def test_signing_in_and_out_is_audited_without_secrets(place: Place) -> None:
    token = place.client().post("/oauth/token", data=place.grant("township-officer")).json()["access_token"]
    place.client().post("/oauth/revoke", data={"token": token})
    session = jwt.decode(token, options={"verify_signature": False})["jti"]
    found = place.rows("SELECT action, entry FROM audit_log WHERE entry->'facts'->>'session_id' = $1", session)
    assert [row["action"] for row in found] == ["sign-in", "sign-out"]
    assert token not in str(found)
