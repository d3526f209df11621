"""What a provider may say wrongly, each with the word in the gateway's log that shows it was refused for this alone."""

import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
from jwt.utils import base64url_encode

from tests.gateway.county_provider import CLIENT, SECRET, CountyProvider


def wrong(**changes: Any) -> Callable[[CountyProvider], None]:
    return lambda provider: provider.changes.update(changes)


def signed_by(sign: Callable[[CountyProvider, dict[str, Any]], str]) -> Callable[[CountyProvider], None]:
    def set_it(provider: CountyProvider) -> None:
        provider.sign = lambda claims: sign(provider, claims)

    return set_it


def _with_public_key(provider: CountyProvider, claims: dict[str, Any]) -> str:
    # By hand: the library refuses to sign with what looks like a public key.
    secret = json.dumps(provider.public_jwk(), separators=(",", ":")).encode()
    head = {"alg": "HS256", "typ": "JWT", "kid": provider.key_id}
    said = b".".join(base64url_encode(json.dumps(each).encode()) for each in (head, claims))
    return b".".join([said, base64url_encode(hmac.digest(secret, said, "sha256"))]).decode()


def _by_a_stranger(provider: CountyProvider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, CountyProvider().key, algorithm="ES256", headers={"kid": provider.key_id})


def _with_own_key(provider: CountyProvider, claims: dict[str, Any]) -> str:
    stranger = CountyProvider()
    return jwt.encode(claims, stranger.key, algorithm="ES256", headers={"kid": "mine", "jwk": stranger.public_jwk()})


def _altered(provider: CountyProvider, claims: dict[str, Any]) -> str:
    head, _, signature = provider.signed(claims).split(".")
    other = provider.signed(claims | {"preferred_username": "county-admin"}).split(".")[1]
    return f"{head}.{other}.{signature}"


FAULTS: dict[str, tuple[str, Callable[[CountyProvider], None]]] = {
    "another nonce": ("nonce", wrong(nonce="another")),
    "no nonce": ("MissingRequiredClaimError", wrong(nonce=None)),
    "another audience": ("InvalidAudienceError", wrong(aud="somebody-else")),
    "several audiences without azp": ("azp", wrong(aud=[CLIENT, "somebody-else"])),
    "another authorized party": ("azp", wrong(azp="somebody-else")),
    "another issuer": ("InvalidIssuerError", wrong(iss="http://localhost:1")),
    "expired": ("times", wrong(exp=int(time.time()) - 3600)),
    "no expiry": ("MissingRequiredClaimError", wrong(exp=None)),
    "issued long ago": ("times", wrong(iat=int(time.time()) - 7200)),
    "issued in the future": ("times", wrong(iat=int(time.time()) + 7200)),
    "no account named": ("account_claim", wrong(preferred_username=None)),
    "an account that is no text": ("account_claim", wrong(preferred_username=["auditor"])),
    "alg none": ("algorithm", signed_by(lambda _, claims: jwt.encode(claims, "", algorithm="none"))),
    "alg HS256 with the client's secret": (
        "algorithm",
        signed_by(
            lambda provider, claims: jwt.encode(claims, SECRET * 2, algorithm="HS256", headers={"kid": provider.key_id})
        ),
    ),
    "alg HS256 with the public key": ("algorithm", signed_by(_with_public_key)),
    "signed by a stranger": ("InvalidSignatureError", signed_by(_by_a_stranger)),
    "a key of the token's own": ("key", signed_by(_with_own_key)),
    "altered": ("InvalidSignatureError", signed_by(_altered)),
    "no token at all": ("DecodeError", signed_by(lambda *_: "x")),
}
