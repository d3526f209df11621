"""The outer contract, as scripts and departments hold on to it."""

import stat

import httpx
import pytest

from tests.e2e.conftest import PEOPLE, County

pytestmark = pytest.mark.slow

ROLES = {"county-admin", "county-officer", "township-officer", "village-worker", "finance-officer", "auditor"}
DEPARTMENTS = {"public-security", "civil-affairs", "education", "health", "human-resources"}


def test_credentials_are_random_complete_and_private(running_county: County) -> None:
    path = running_county.home / "credentials.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    credentials = running_county.credentials
    assert {a["role"] for a in credentials["staff"]} == ROLES
    assert all({"username", "password", "role", "division"} <= a.keys() for a in credentials["staff"])
    assert {c["department"] for c in credentials["departments"]} == DEPARTMENTS
    secrets = [a["password"] for a in credentials["staff"]] + [c["client_secret"] for c in credentials["departments"]]
    assert len(set(secrets)) == len(secrets)
    assert all(len(secret) >= 16 for secret in secrets)


def test_health(running_county: County) -> None:
    answer = httpx.get(f"{running_county.url}/healthz")
    assert answer.status_code == 200
    services = dict.fromkeys(["registry", "followup", "incentives", "migrants", "assessment"], "ok")
    assert answer.json() == {"status": "ok", "services": services, "bus": "embedded", "database": "ok"}


def test_tokens(running_county: County) -> None:
    account = running_county.credentials["staff"][0]
    good = {"grant_type": "password", "username": account["username"], "password": account["password"]}
    token = httpx.post(f"{running_county.url}/oauth/token", data=good).json()
    assert {"access_token", "token_type", "expires_in"} <= token.keys()
    wrong = httpx.post(f"{running_county.url}/oauth/token", data=good | {"password": "wrong"})
    assert wrong.status_code in (400, 401)
    assert wrong.headers["content-type"].startswith("application/problem+json")


def test_lists_have_items_and_a_cursor(running_county: County) -> None:
    with running_county.staff("county-admin") as admin:
        first = admin.get("/api/registry/v1/divisions", params={"level": "village", "limit": 2}).json()
        assert {"code", "name", "level", "parent"} <= first["items"][0].keys()
        following = {"level": "village", "limit": 2, "cursor": first["next"]}
        second = admin.get("/api/registry/v1/divisions", params=following).json()
        assert {d["code"] for d in first["items"]}.isdisjoint({d["code"] for d in second["items"]})


def test_the_demo_county_is_there(running_county: County) -> None:
    with running_county.staff("county-admin") as admin:
        imports = admin.get("/api/registry/v1/imports").json()["items"]
        assert imports
        created = sum(i["counts"]["created"] for i in imports)
        rejected = sum(i["counts"]["rejected"] for i in imports)
    assert PEOPLE * 0.95 <= created <= PEOPLE * 1.05
    assert rejected > 0


def test_a_worker_sees_their_village_and_no_other(running_county: County) -> None:
    village = running_county.division_of("village-worker")
    with running_county.staff("county-admin") as admin, running_county.staff("village-worker") as worker:
        villages = admin.get("/api/registry/v1/divisions", params={"level": "village"}).json()["items"]
        other = next(d["code"] for d in villages if d["code"] != village)
        elsewhere = admin.get("/api/registry/v1/persons", params={"division": other}).json()["items"]
        stranger = next(p for p in elsewhere if village not in (p["registered_division"], p["residence_division"]))
        assert worker.get(f"/api/registry/v1/persons/{stranger['id']}").status_code == 404
        seen = worker.get("/api/registry/v1/persons", params={"division": other}).json().get("items", [])
        assert all(village in (p["registered_division"], p["residence_division"]) for p in seen)


def test_departments_must_say_why_and_get_no_health(running_county: County) -> None:
    with running_county.department("civil-affairs", "low-income-check") as civil:
        assert civil.get("/api/followup/v1/visits").status_code == 403
        without = httpx.get(
            f"{running_county.url}/api/registry/v1/persons?citizen_number=34052419800101001X",
            headers={"Authorization": civil.headers["Authorization"]},
        )
        assert without.status_code in (400, 403)
        unlisted = civil.get("/api/registry/v1/persons", headers={"X-Purpose": "curiosity"})
        assert unlisted.status_code == 403
        assert unlisted.headers["content-type"].startswith("application/problem+json")


def test_the_interface_is_described(running_county: County) -> None:
    document = httpx.get(f"{running_county.url}/openapi.json", timeout=60).json()
    services = {path.split("/")[2] for path in document["paths"] if path.startswith("/api/")}
    assert {"registry", "followup", "incentives", "migrants", "assessment"} <= services
    assert httpx.get(f"{running_county.url}/docs").status_code == 200


def test_every_access_is_in_the_log(running_county: County) -> None:
    with running_county.staff("village-worker") as worker, running_county.staff("auditor") as auditor:
        village = running_county.division_of("village-worker")
        person = worker.get("/api/registry/v1/persons", params={"division": village, "limit": 1}).json()["items"][0]
        worker.get(f"/api/registry/v1/persons/{person['id']}")
        log = auditor.get("/api/gateway/v1/access-log", params={"subject": person["id"]}).json()["items"]
    assert len(log) >= 2


def test_no_personal_data_in_the_logs(running_county: County) -> None:
    with running_county.staff("county-admin") as admin:
        people = admin.get("/api/registry/v1/persons", params={"limit": 50}).json()["items"]
        params = {"name": people[0]["name"], "division": people[0]["residence_division"]}
        admin.get("/api/registry/v1/persons", params=params)
    written = "".join(path.read_text(errors="replace") for path in (running_county.home / "logs").glob("*"))
    assert [p["name"] for p in people if p["name"] and len(p["name"]) > 2 and p["name"] in written] == []
    assert "/persons?" not in written
