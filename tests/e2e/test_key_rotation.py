"""A running county gets new sealing keys and a new signing key: nobody notices, and no former key is needed after."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

import httpx
import pytest

from chassis.roles import SERVICES
from deploy.local.holders import holders
from deploy.local.home import Home
from tests.conftest import ROOT
from tests.e2e.conftest import County, eventually

pytestmark = pytest.mark.slow


def _keys(county: County, *arguments: str, **told: str) -> "subprocess.CompletedProcess[str]":
    argv = [sys.executable, "-m", "deploy.keys", *arguments]
    environment = county.environment | {"LANG": "C.UTF-8"} | told
    return subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


def _somebody(county: County, client: httpx.Client) -> dict[str, Any]:
    people = client.get("/api/registry/v1/persons", params={"limit": 50}).json()["items"]
    return next(person for person in people if person["citizen_number"])


def _number(client: httpx.Client, person: str) -> str:
    answer = client.get(
        f"/api/registry/v1/persons/{person}/identifiers", headers={"X-Reason": "a drill of key rotation"}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["citizen_number"])


def test_everything_is_sealed_anew_with_the_commercial_cipher(running_county: County) -> None:
    with running_county.staff("county-admin") as admin:
        person = _somebody(running_county, admin)
        number = _number(admin, person["id"])
        done = _keys(running_county, "seal-anew", "--rate", "100000", "--drop-former", HUIJIA_CRYPTO="sm")
        assert done.returncode == 0, done.stdout + done.stderr
        for service in SERVICES:
            assert f"{service}: every value of" in done.stdout
            (key,) = json.loads((running_county.home / "keys" / f"{service}.sealing.json").read_text())["keys"].values()
            assert key.startswith("sm4:")
        assert _number(admin, person["id"]) == number
        found = admin.get("/api/registry/v1/persons", params={"citizen_number": number}).json()["items"]
        assert [each["id"] for each in found] == [person["id"]]
    assert _keys(running_county, "check").returncode == 0


def test_the_gateway_signs_with_a_new_key_and_sessions_go_on(running_county: County) -> None:
    with running_county.staff("county-admin") as admin:
        before = httpx.get(f"{running_county.url}/.well-known/jwks.json").json()["keys"]
        assert _keys(running_county, "sign-anew", "gateway").returncode == 0
        for pid in holders(Home(running_county.home, 0).lock("gateway")):
            os.kill(pid, signal.SIGTERM)
        eventually(lambda: len(_published(running_county)) == len(before) + 1, 60)
        # Signed in before, and known still; and the services believe the new key without a restart.
        assert admin.get("/api/registry/v1/persons", params={"limit": 1}).status_code == 200
    with running_county.staff("county-admin") as admin:
        assert admin.get("/api/registry/v1/persons", params={"limit": 1}).status_code == 200
    verified = subprocess.run(
        [sys.executable, "-m", "deploy.evidence", "verify"],
        cwd=ROOT,
        env=running_county.environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert verified.returncode == 0, verified.stdout


def _published(county: County) -> list[Any]:
    try:
        listed: list[Any] = httpx.get(f"{county.url}/.well-known/jwks.json").json()["keys"]
    except (httpx.HTTPError, ValueError):
        return []
    return listed
