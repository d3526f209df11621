"""Departments' clients: signed assertions in place of secrets, and keys and secrets that change without a gap."""

import base64
import json
import secrets
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from chassis import clock
from gateway.auth.guessing import FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS
from gateway.clients.public_keys import UnusableKey, algorithm_of
from tests.gateway.conftest import Place
from tests.support.languages import said_in_both

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CLIENTS = "/api/gateway/v1/clients"
LOOK = "/api/registry/v1/persons?citizen_number=11010519491231002X"


def pair(kind: str = "ed25519") -> tuple[Any, dict[str, Any], str]:
    """Private key, public JWK and algorithm."""
    if kind == "ed25519":
        okp = ed25519.Ed25519PrivateKey.generate()
        return okp, json.loads(OKPAlgorithm.to_jwk(okp.public_key())), "EdDSA"
    if kind == "p256":
        curve = ec.generate_private_key(ec.SECP256R1())
        return curve, json.loads(ECAlgorithm.to_jwk(curve.public_key())), "ES256"
    big = rsa.generate_private_key(65537, 2048)
    return big, {k: v for k, v in json.loads(RSAAlgorithm.to_jwk(big.public_key())).items() if k != "key_ops"}, "PS256"


def assertion(key: Any, algorithm: str, client: str = "education", kid: str | None = None, **changes: Any) -> str:
    now = int(clock.now().timestamp())
    claims: dict[str, Any] = {"iss": client, "sub": client, "aud": "huijia/oauth/token", "exp": now + 60}
    claims |= {"iat": now, "jti": str(uuid.uuid4())}
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else None)


def token(place: Place, signed: str, **form: str) -> httpx.Response:
    asked = {"grant_type": "client_credentials", "client_assertion_type": TYPE, "client_assertion": signed}
    return httpx.post(f"{place.address}/oauth/token", data=asked | form, timeout=20)


def register(place: Place, jwk: dict[str, Any], client: str = "education") -> str:
    key_id = secrets.token_hex(6)
    proposed = place.staff().post(f"{CLIENTS}/{client}/keys", json={"key_id": key_id, "public_key": jwk})
    assert place.approve(proposed).status_code == 200
    return key_id


def change_secret(place: Place, client: str, **entry: Any) -> None:
    assert place.approve(place.staff().put(f"{CLIENTS}/{client}/secret", json=entry)).status_code == 200


@pytest.fixture(autouse=True)
def _no_guessing_delay(place: Place) -> Iterator[None]:
    # Refusals are counted against guessing; these tests refuse on purpose, again and again.
    yield
    place.rows("DELETE FROM sign_in_attempts")
    place.tokens.pop("education", None)


@pytest.mark.parametrize("kind", ["ed25519", "p256", "rsa"])
def test_a_client_signs_in_with_its_key(place: Place, kind: str) -> None:
    key, jwk, algorithm = pair(kind)
    key_id = register(place, jwk)
    answer = token(place, assertion(key, algorithm, kid=key_id), client_id="education")
    assert answer.status_code == 200, answer.text
    with place.client(answer.json()["access_token"], **{"X-Purpose": "school-enrolment"}) as school:
        assert school.get(LOOK).status_code == 200
    for audience in ("huijia", ["huijia/oauth/token"]):
        assert token(place, assertion(key, algorithm, aud=audience)).status_code == 200


WRONG: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "elsewhere"},
    "an audience beside us": {"aud": ["huijia/oauth/token", "https://elsewhere.example.cn/token"]},
    "no audience": {"aud": None},
    "another issuer": {"iss": "civil-affairs"},
    "expired": {"exp": 1},
    "valid for a day": {"exp": int(clock.now().timestamp()) + 86400},
    "not yet valid": {"nbf": int(clock.now().timestamp()) + 3600},
    "issued tomorrow": {"iat": int(clock.now().timestamp()) + 86400},
    "no id": {"jti": None},
    "an empty id": {"jti": ""},
}


def test_an_assertion_that_is_not_exactly_right_is_refused(place: Place) -> None:
    key, jwk, algorithm = pair()
    register(place, jwk)
    for what, changes in WRONG.items():
        answer = token(place, assertion(key, algorithm, **changes))
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), what
        place.rows("DELETE FROM sign_in_attempts")


def test_what_an_assertion_must_fulfil_is_told_in_both_languages(place: Place) -> None:
    key, _, algorithm = pair()
    asked = {"grant_type": "client_credentials", "client_assertion_type": TYPE}
    for language, word in (("zh", "五分钟"), ("en", "within five minutes")):
        form = asked | {"client_assertion": assertion(key, algorithm)}
        answer = httpx.post(f"{place.address}/oauth/token", data=form, headers={"Accept-Language": language})
        assert answer.status_code == 401 and word in answer.json()["detail"]


def test_a_stranger_s_false_assertions_hold_no_client_up(place: Place) -> None:
    key, jwk, algorithm = pair()
    register(place, jwk)
    forger, _, _ = pair()
    statuses = [token(place, assertion(forger, algorithm)).status_code for _ in range(2 * FREE_FOR_ACCOUNT)]
    assert statuses == [401] * len(statuses)
    assert token(place, assertion(key, algorithm)).status_code == 200
    # Nor do guesses at its secret, which hold up whoever guesses on.
    guess = {"grant_type": "client_credentials", "client_id": "education", "client_secret": "guess"}
    for _ in range(FREE_FOR_ACCOUNT + 1):
        last = httpx.post(f"{place.address}/oauth/token", data=guess, timeout=20)
    assert last.status_code == 429
    assert token(place, assertion(key, algorithm)).status_code == 200


def test_an_address_that_sends_false_assertions_is_held_up(place: Place) -> None:
    forger, _, algorithm = pair()
    statuses = [token(place, assertion(forger, algorithm)).status_code for _ in range(FREE_FOR_ADDRESS + 1)]
    assert statuses[-1] == 429 and 429 not in statuses[:FREE_FOR_ADDRESS]


def test_an_assertion_is_used_once(place: Place) -> None:
    key, jwk, algorithm = pair()
    register(place, jwk)
    signed = assertion(key, algorithm)
    assert [token(place, signed).status_code for _ in range(2)] == [200, 401]


def test_algorithms_are_fixed_by_the_key_and_never_by_the_header(place: Place) -> None:
    key, jwk, _ = pair()
    key_id = register(place, jwk)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    claims = jwt.decode(assertion(key, "EdDSA"), options={"verify_signature": False})
    confused = jwt.encode(claims, public, "HS256", headers={"kid": key_id})
    unsigned = jwt.encode(claims, "", "none", headers={"kid": key_id})
    other, _, _ = pair()
    for forged in (confused, unsigned, assertion(other, "EdDSA", kid=key_id), assertion(key, "EdDSA", kid="other")):
        assert token(place, forged).status_code == 401
        place.rows("DELETE FROM sign_in_attempts")


def test_a_key_of_one_client_opens_no_other(place: Place) -> None:
    key, jwk, algorithm = pair()
    register(place, jwk)
    assert token(place, assertion(key, algorithm, client="health")).status_code == 401
    assert token(place, assertion(key, algorithm), client_id="health").status_code == 400
    assert token(place, assertion(key, algorithm, client="county-admin")).status_code == 401


@pytest.mark.parametrize("signed", ["", "x", "a.b.c", "x" * 9000])
def test_what_is_no_assertion_is_a_malformed_request(place: Place, signed: str) -> None:
    assert token(place, signed).status_code == 400


def test_an_assertion_and_a_secret_together_are_refused(place: Place) -> None:
    key, jwk, algorithm = pair()
    register(place, jwk)
    assert token(place, assertion(key, algorithm), client_secret="x").status_code == 400
    assert token(place, assertion(key, algorithm), client_assertion_type="other").status_code == 400


def test_one_key_follows_another_without_a_gap_and_a_retired_one_ends_at_once(place: Place) -> None:
    (old, old_jwk, algorithm), (new, new_jwk, _) = pair(), pair()
    old_id, new_id = register(place, old_jwk), register(place, new_jwk)
    held = token(place, assertion(old, algorithm, kid=old_id)).json()["access_token"]
    assert token(place, assertion(new, algorithm, kid=new_id)).status_code == 200
    assert place.staff().delete(f"{CLIENTS}/education/keys/{old_id}").json()["retired_at"]
    assert token(place, assertion(old, algorithm, kid=old_id)).status_code == 401
    place.rows("DELETE FROM sign_in_attempts")
    fresh = token(place, assertion(new, algorithm, kid=new_id))
    assert fresh.status_code == 200
    with place.client(held, **{"X-Purpose": "school-enrolment"}) as school:
        assert school.get(LOOK).status_code == 401
    assert place.staff().delete(f"{CLIENTS}/education/keys/{old_id}").status_code == 404
    again = place.staff().post(f"{CLIENTS}/education/keys", json={"key_id": old_id, "public_key": new_jwk})
    assert again.json()["type"].endswith("/client-key-taken")


def test_a_secret_changes_while_the_former_one_still_opens(place: Place) -> None:
    former = place.grant("health")
    new = former | {"client_secret": secrets.token_urlsafe(32)}

    def opens(grant: dict[str, str]) -> int:
        return httpx.post(f"{place.address}/oauth/token", data=grant, timeout=20).status_code

    change_secret(place, "health", secret=new["client_secret"])
    assert (opens(former), opens(new)) == (200, 200)
    shown = next(c for c in place.staff("auditor").get(CLIENTS).json()["items"] if c["client_id"] == "health")
    assert shown["former_secret_until"] and "secret" not in shown
    change_secret(place, "health", secret=former["client_secret"] + "0" * 8, overlap_hours=0)
    assert (opens(new), opens(former)) == (401, 401)
    place.rows("DELETE FROM sign_in_attempts")
    change_secret(place, "health", secret=former["client_secret"], overlap_hours=0)
    assert opens(former) == 200


UNUSABLE: dict[str, Callable[[], dict[str, Any]]] = {
    "private": lambda: json.loads(OKPAlgorithm.to_jwk(ed25519.Ed25519PrivateKey.generate())),
    "symmetric": lambda: {"kty": "oct", "k": base64.urlsafe_b64encode(b"x" * 32).decode()},
    "small": lambda: json.loads(RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 1024).public_key())),
    "another curve": lambda: json.loads(ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key())),
    "another use": lambda: pair()[1] | {"use": "enc"},
    "another algorithm": lambda: pair()[1] | {"alg": "HS256"},
    "broken": lambda: pair()[1] | {"x": "!"},
    "no point": lambda: {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    "a list for a curve": lambda: {"kty": "OKP", "crv": ["Ed25519"], "x": "AA"},
    "a number for a point": lambda: {"kty": "OKP", "crv": "Ed25519", "x": 5},
    "empty": dict,
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_keys_that_cannot_be_used(what: str) -> None:
    with pytest.raises(UnusableKey) as refused:
        algorithm_of(UNUSABLE[what]())
    # Whoever handed in a private key has to learn it in their own language.
    assert said_in_both(str(refused.value))
    assert what != "private" or "这是私钥" in str(refused.value)


def test_clients_are_kept_by_the_administrator_alone(place: Place) -> None:
    _, jwk, _ = pair()
    entry = {"key_id": "k", "public_key": jwk}
    for role in ("county-officer", "auditor", "village-worker"):
        assert place.staff(role).post(f"{CLIENTS}/education/keys", json=entry).status_code == 403
        assert place.staff(role).put(f"{CLIENTS}/education/secret", json={"secret": "x" * 32}).status_code == 403
    assert place.staff("county-officer").get(CLIENTS).status_code == 403
    assert place.staff().post(f"{CLIENTS}/nobody/keys", json=entry).json()["type"].endswith("/unknown-client")
    assert place.staff().post(f"{CLIENTS}/auditor/keys", json=entry).status_code == 404
    bad = {"key_id": "k", "public_key": {"kty": "oct", "k": "eA"}}
    assert place.staff().post(f"{CLIENTS}/education/keys", json=bad).json()["errors"][0]["pointer"] == "#/public_key"
    assert place.staff().put(f"{CLIENTS}/education/secret", json={"secret": "short"}).status_code == 422
