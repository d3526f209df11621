"""取令牌、按用途查询、提交数据 · a token, a look-up for a purpose, a submission (pip install "pyjwt[crypto]")

HUIJIA_URL CLIENT_ID CLIENT_SECRET CLIENT_KEY(私钥 PEM, Ed25519) CITIZEN_NUMBER
"""

import json
import os
import time
import urllib.parse
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import jwt

URL, CLIENT = os.environ["HUIJIA_URL"], os.environ["CLIENT_ID"]


def call(method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Any:
    """A call; its answer as a dict. Refusals raise urllib.error.HTTPError with a problem document as body."""
    request = urllib.request.Request(URL + path, body, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def token(**proof: str) -> str:
    """An access token; it is valid for an hour at most, so keep it and get a new one in time."""
    form = urllib.parse.urlencode({"grant_type": "client_credentials", **proof}).encode()
    return call("POST", "/oauth/token", {}, form)["access_token"]


# 1 令牌：密钥 · a token for a secret
access = token(client_id=CLIENT, client_secret=os.environ["CLIENT_SECRET"])
print("secret:", len(access), "characters")

# 2 令牌：私钥签名的断言，更安全 · a token for a signed assertion (private_key_jwt)
now = int(time.time())
claims = {"iss": CLIENT, "sub": CLIENT, "aud": "huijia/oauth/token", "iat": now, "exp": now + 60}
claims["jti"] = str(uuid.uuid4())
access = token(
    client_assertion_type="urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion=jwt.encode(claims, Path(os.environ["CLIENT_KEY"]).read_bytes(), "EdDSA"),
)
print("private_key_jwt:", len(access), "characters")

# 3 按用途查询：身份证号放在请求内容里 · a look-up; the number stands in the body
number = os.environ["CITIZEN_NUMBER"]
signed_in = {"Authorization": f"Bearer {access}", "Content-Type": "application/json"}
asked = json.dumps({"citizen_number": number}).encode()
found = call("POST", "/api/registry/v1/persons/search", signed_in | {"X-Purpose": "school-enrolment"}, asked)
print("look-up:", json.dumps(found, ensure_ascii=False))

# 4 提交本月数据 · a submission to the monthly meeting
meeting, headers = "/api/registry/v1/reconciliation", signed_in | {"X-Purpose": "register-reconciliation"}
session = call("GET", f"{meeting}/sessions?period=2026-10", headers)["items"][0]["id"]
rows = json.dumps({"items": [{"citizen_number": number}]}).encode()
path = f"{meeting}/submissions/records?session={session}&kind=enrolment"
print("submission:", call("POST", path, headers | {"Idempotency-Key": f"{session}-1"}, rows))
