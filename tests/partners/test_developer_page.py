"""What stands on the developer page is run as it stands, against a running gateway."""

import html
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from chassis import clock
from gateway.pages.developers import FOLDER, page
from gateway.sandbox.people import people_of
from gateway.webhooks.rules import headers_of
from tests.partners.conftest import House
from tests.partners.test_webhooks import a_secret

CLIENT = "sandbox-developers"
CHILD = people_of("education")[3]
PROGRAMS = {".sh": ["sh"], ".py": [sys.executable], ".java": ["java"]}
KEY = "public_key.sh"
CALLS, CHECKS = ("call.sh", "call.py", "Call.java"), ("verify_webhook.sh", "verify_webhook.py", "VerifyWebhook.java")


def test_whatever_the_page_says_it_says_in_english_too() -> None:
    paragraphs = re.findall(r"<p( lang=\"en\")?>", page())
    assert paragraphs == ["", ' lang="en"'] * (len(paragraphs) // 2)


def run(name: str, told: dict[str, str], body: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    argv = PROGRAMS[Path(name).suffix]
    if shutil.which(argv[0]) is None:
        pytest.skip(f"{argv[0]} is not installed")
    path = FOLDER / name
    return subprocess.run([*argv, str(path)], env=os.environ | told, input=body, capture_output=True, check=False)


@pytest.fixture(scope="module")
def told(house: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the examples are told: a sandbox client with a secret and a key that openssl made."""
    key, secret = tmp_path_factory.mktemp("key") / "key.pem", secrets.token_urlsafe(32)
    made = run(KEY, {"CLIENT_KEY": str(key)})
    assert made.returncode == 0, made.stderr.decode()
    jwk = json.loads(made.stdout)
    assert key.stat().st_mode & 0o077 == 0 and "PRIVATE" not in made.stdout.decode()
    assert json.loads(run(KEY, {"CLIENT_KEY": str(key)}).stdout) == jwk
    body = {"client_id": CLIENT, "department": "education", "secret": secret}
    house.call("county-admin", "POST", "/api/gateway/v1/sandbox-clients", 201, json=body)
    keys = f"/api/gateway/v1/clients/{CLIENT}/keys"
    proposed = house.call("county-admin", "POST", keys, 202, json={"key_id": "k1", "public_key": jwk})
    house.call("auditor", "POST", f"/api/gateway/v1/access-changes/{proposed['id']}/approval")
    told = {"HUIJIA_URL": house.address, "CLIENT_ID": CLIENT, "CLIENT_SECRET": secret, "CLIENT_KEY": str(key)}
    return told | {"CITIZEN_NUMBER": CHILD["citizen_number"]}


def test_the_page_shows_the_examples_as_they_are_run(house: House) -> None:
    answer = httpx.get(f"{house.address}/docs/developers", timeout=60)
    assert answer.status_code == 200
    for name in (KEY, *CALLS, *CHECKS):
        assert html.escape((FOLDER / name).read_text(encoding="utf-8")) in answer.text
    assert "/docs/developers" in httpx.get(f"{house.address}/docs", timeout=60).text


@pytest.mark.parametrize("name", CALLS)
def test_an_example_signs_in_looks_up_and_submits(told: dict[str, str], name: str) -> None:
    done = run(name, told)
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert CHILD["name"] in said
    assert CHILD["citizen_number"] not in said
    assert "private_key_jwt:" in said
    assert "accepted" in said


@pytest.mark.parametrize("name", CHECKS)
def test_an_example_tells_a_genuine_webhook_from_a_forged_one(name: str) -> None:
    secret, body, now = a_secret(), json.dumps({"type": "webhook.test"}).encode(), clock.now()
    sent = headers_of(uuid4(), now, body, [a_secret(), secret])
    told = {"WEBHOOK_SECRET": secret} | {
        name.upper().replace("-", "_"): value for name, value in sent.items() if name.startswith("webhook-")
    }
    genuine = run(name, told, body)
    assert (genuine.returncode, genuine.stdout.strip()) == (0, b"genuine"), genuine.stderr.decode()
    assert run(name, told, body + b" ").returncode == 1
    assert run(name, told | {"WEBHOOK_TIMESTAMP": str(int(time.time()) - 900)}, body).returncode == 1
