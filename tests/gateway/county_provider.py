"""An OpenID provider on a port of its own: the package oidc-provider-mock (authlib), with faults on demand.

In front of it lies what it lacks: it signs ID tokens with keys that can be changed (or in any wrong way), demands the
PKCE verifier that belongs to the challenge, and takes one client's secret only.
"""

import base64
import hashlib
import io
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from oidc_provider_mock import User, app
from werkzeug.serving import make_server

CLIENT, SECRET = "huijia-county", "a secret/with+odd signs"
Environ = dict[str, Any]
Sign = Callable[[dict[str, Any]], str]


@dataclass
class CountyProvider:
    """A WSGI application, and what a test changes of it."""

    key_id: str = "first"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    changes: dict[str, Any] = field(default_factory=dict)
    sign: Sign | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    challenges: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def __post_init__(self) -> None:
        users = ["auditor", "county-officer", "finance-officer", "nobody-here", "education"]
        self._app = app(user_claims=[User(sub=f"sub-{n}", claims={"preferred_username": n}) for n in users])
        self._app.debug = False

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def rotate(self, key_id: str) -> None:
        self.key_id, self.key = key_id, ec.generate_private_key(ec.SECP256R1())

    def public_jwk(self) -> dict[str, Any]:
        return jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True) | {
            "kid": self.key_id,
            "use": "sig",
        }

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/jwks":
            return _answer(start, 200, {"keys": [self.public_jwk()]})
        if path == "/oauth2/token":
            return self._token(environ, start)
        status, headers, body = self._passed_on(environ)
        where = dict(headers).get("Location", "")
        if path == "/oauth2/authorize" and "code=" in where:
            code = parse_qs(urlsplit(where).query)["code"][0]
            self.asked.append({name: each[0] for name, each in parse_qs(environ["QUERY_STRING"]).items()})
            self.challenges[code] = self.asked[-1]["code_challenge"]
        start(status, headers)
        return [body]

    def _token(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        sent = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(sent)
        form = {name: each[0] for name, each in parse_qs(sent.decode()).items()}
        given = base64.b64decode(environ.get("HTTP_AUTHORIZATION", "").removeprefix("Basic ")).decode()
        if given != "huijia-county:a+secret%2Fwith%2Bodd+signs":
            return _answer(start, 401, {"error": "invalid_client"})
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if self.challenges.get(form["code"]) != base64.urlsafe_b64encode(digest).decode().rstrip("="):
            return _answer(start, 400, {"error": "invalid_grant"})
        status, _, body = self._passed_on(environ)
        answer = json.loads(body)
        if "id_token" in answer:
            claims = jwt.decode(answer["id_token"], options={"verify_signature": False}) | self.changes
            answer["id_token"] = (self.sign or self.signed)({n: v for n, v in claims.items() if v is not None})
        return _answer(start, int(status[:3]), answer)

    def signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self.key, algorithm="ES256", headers={"kid": self.key_id})

    def _passed_on(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        told: list[Any] = []
        body = b"".join(self._app.wsgi_app(environ, lambda status, headers, *_: told.extend([status, headers])))
        return told[0], told[1], body


def _answer(start: Callable[..., Any], status: int, content: dict[str, Any]) -> list[bytes]:
    start(f"{status} ", [("Content-Type", "application/json")])
    return [json.dumps(content).encode()]


@contextmanager
def running_provider() -> Iterator[CountyProvider]:
    """Started, with no fault."""
    provider = CountyProvider()
    server = make_server("localhost", 0, provider, threaded=True)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
