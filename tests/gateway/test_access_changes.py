"""Four eyes on access: nothing that gives rights takes effect by one person, neither by the API nor by SQL."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from chassis import roles
from chassis.db import Database
from chassis.sweeps import run_once
from gateway.access_changes.lapse import LAPSE_CHANGES, lapses_at
from gateway.own_password.rules import is_usable
from tests.conftest import ROOT
from tests.gateway.conftest import COUNTY, Place, run_bootstrap
from tests.gateway.test_clients import CLIENTS, assertion, pair, token

GATEWAY = "/api/gateway/v1"
CHANGES, ACCOUNTS = f"{GATEWAY}/access-changes", f"{GATEWAY}/accounts"
FIRST, OWN = "tin-teapot-river-1", "meadow-lantern-copper-7"
NEW = {"name": "second-admin", "kind": "staff", "role": "county-admin", "division": COUNTY, "first_password": FIRST}
ECHO = "/api/registry/v1/echo/1"


@pytest.fixture(scope="module", autouse=True)
def _as_before(place: Place) -> Iterator[None]:
    yield
    made = "(SELECT name FROM accounts WHERE name IN ('second-admin', 'bureau'))"
    for table in ("sessions", "client_keys", "former_secrets", "second_factors"):
        place.rows(f"DELETE FROM {table} WHERE account IN {made}")
    place.rows(f"DELETE FROM accounts WHERE name IN {made}")
    place.rows("DELETE FROM sign_in_attempts")


def slug(answer: httpx.Response) -> str:
    return answer.json()["type"].rpartition("/")[2]


def sign_in(place: Place, name: str, password: str) -> httpx.Response:
    form = {"grant_type": "password", "username": name, "password": password}
    place.rows("DELETE FROM sign_in_attempts")
    return httpx.post(f"{place.address}/oauth/token", data=form, timeout=20)


def decide(place: Place, change: str, what: str = "approval", by: str = "auditor") -> httpx.Response:
    return place.staff(by).post(f"{CHANGES}/{change}/{what}")


def recover(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "deploy.recover", *arguments]
    return subprocess.run(argv, cwd=ROOT, env=os.environ | place.environment, capture_output=True, text=True)


def runtime(place: Place, statement: str, *values: Any) -> None:
    """As the gateway itself would: with its runtime role."""

    async def run() -> None:
        connection = await asyncpg.connect(place.dsn(roles.runtime_role("gateway")))
        try:
            await connection.execute(statement, *values)
        finally:
            await connection.close()

    asyncio.run(run())


def test_an_account_is_proposed_approved_by_another_and_begins_with_its_own_password(place: Place) -> None:
    proposed = place.staff().post(ACCOUNTS, json=NEW)
    assert (proposed.status_code, proposed.json()["state"]) == (202, "open")
    assert FIRST not in proposed.text and "argon2" not in proposed.text
    change = proposed.json()["id"]
    assert sign_in(place, "second-admin", FIRST).status_code == 400
    assert slug(decide(place, change, by="county-admin")) == "own-access-change"
    assert decide(place, change, by="county-officer").status_code == 403
    waiting = place.staff("auditor").get(CHANGES, params={"state": "open"}).json()["items"]
    assert change in [each["id"] for each in waiting]
    approved = decide(place, change)
    assert (approved.status_code, approved.json()["decided_by"]) == (200, "auditor")
    assert [slug(decide(place, change, what)) for what in ("approval", "refusal")] == ["access-change-decided"] * 2
    assert slug(sign_in(place, "second-admin", FIRST)) == "password-change-needed"
    form = {"username": "second-admin", "password": FIRST, "new_password": "second-admin-2026"}
    assert slug(httpx.post(f"{place.address}/password", data=form)) == "password-unusable"
    assert httpx.post(f"{place.address}/password", data=form | {"new_password": OWN}).status_code == 204
    assert sign_in(place, "second-admin", FIRST).status_code == 400
    held = sign_in(place, "second-admin", OWN)
    assert place.client(held.json()["access_token"]).get(ACCOUNTS).status_code == 200
    wrong = httpx.post(f"{place.address}/password", data=form | {"new_password": "x" * 20})
    assert slug(wrong) == "invalid-grant"


def test_duties_change_by_two_and_end_the_sessions(place: Place) -> None:
    held = place.client(sign_in(place, "second-admin", OWN).json()["access_token"])
    entry = {"role": "township-officer", "division": "341599002000"}
    proposed = place.staff().put(f"{ACCOUNTS}/second-admin/duties", json=entry)
    again = place.staff().put(f"{ACCOUNTS}/second-admin/duties", json=entry)
    assert slug(again) == "access-change-open"
    change = proposed.json()["id"]
    assert slug(held.post(f"{CHANGES}/{change}/approval")) == "own-access-change", "it is about themselves"
    assert held.get(ECHO).status_code == 200
    assert decide(place, change).status_code == 200
    assert held.get(ECHO).status_code == 401
    caller = place.client(sign_in(place, "second-admin", OWN).json()["access_token"]).get(ECHO).json()["caller"]
    assert (caller["role"], caller["division"]) == ("township-officer", "341599002000")
    for name, expected in (("county-admin", "own-account"), ("education", "unknown-sign-in-account")):
        assert slug(place.staff().put(f"{ACCOUNTS}/{name}/duties", json=entry)) == expected


def test_a_client_gets_its_key_by_two_and_a_refused_key_never_opens(place: Place) -> None:
    entry = {"name": "bureau", "kind": "department", "department": "education", "division": COUNTY}
    assert place.approve(place.staff().post(ACCOUNTS, json=entry)).status_code == 200
    key, jwk, algorithm = pair()
    proposed = place.staff().post(f"{CLIENTS}/bureau/keys", json={"key_id": "one", "public_key": jwk})
    signed = {"client": "bureau", "kid": "one"}
    assert token(place, assertion(key, algorithm, **signed)).status_code == 401, "it waits"
    assert decide(place, proposed.json()["id"], "refusal").json()["state"] == "refused"
    place.rows("DELETE FROM sign_in_attempts")
    assert token(place, assertion(key, algorithm, **signed)).status_code == 401, "it was refused"
    again = place.staff().post(f"{CLIENTS}/bureau/keys", json={"key_id": "one", "public_key": jwk})
    assert place.approve(again).status_code == 200
    place.rows("DELETE FROM sign_in_attempts")
    assert token(place, assertion(key, algorithm, **signed)).status_code == 200


def test_what_nobody_decides_in_time_lapses_visibly_and_makes_way(place: Place) -> None:
    entry = {"role": "county-admin", "division": COUNTY}
    duties = f"{ACCOUNTS}/second-admin/duties"
    first = place.staff().put(duties, json=entry).json()
    proposed, until = (datetime.fromisoformat(first[name]) for name in ("proposed_at", "lapses_at"))
    assert until == lapses_at(proposed) > proposed
    grow_old(place, first["id"])
    assert slug(decide(place, first["id"])) == "access-change-lapsed", "before the sweep has come as well"
    second = place.staff().put(duties, json=entry).json()
    assert second["id"] != first["id"], "what is over is in nobody's way"
    grow_old(place, second["id"])
    asyncio.run(sweep(place))
    lapsed = place.staff("auditor").get(CHANGES, params={"state": "lapsed"}).json()["items"]
    assert {first["id"], second["id"]} <= {each["id"] for each in lapsed}
    assert [slug(decide(place, second["id"], what)) for what in ("approval", "refusal")] == ["access-change-lapsed"] * 2
    told = place.rows("SELECT entry FROM audit_log WHERE action = 'lapse-access-change'")
    assert all(any(each["id"] in row["entry"] for row in told) for each in (first, second))
    (row,) = place.rows("SELECT role FROM accounts WHERE name = 'second-admin'")
    assert row["role"] == "township-officer"


def grow_old(place: Place, change: str) -> None:
    """As if it had been proposed long ago."""
    place.rows("ALTER TABLE access_changes DISABLE TRIGGER keep_access_change")
    try:
        place.rows("UPDATE access_changes SET lapses_at = now() - interval '1 hour' WHERE id = $1::text::uuid", change)
    finally:
        place.rows("ALTER TABLE access_changes ENABLE TRIGGER keep_access_change")


async def sweep(place: Place) -> None:
    database = Database(place.dsn(roles.runtime_role("gateway")), 1)
    try:
        await run_once(database, LAPSE_CHANGES)
    finally:
        await database.engine.dispose()


def test_entries_that_do_not_fit_are_refused_with_their_place(place: Place) -> None:
    department = {"name": "x1", "kind": "department", "department": "health", "division": COUNTY}
    cases: list[tuple[dict[str, Any], str]] = [
        (NEW | {"name": "x1", "department": "health"}, "#/department"),
        (NEW | {"name": "x1", "role": None}, "#/role"),
        (department | {"first_password": FIRST}, "#/first_password"),
        (department | {"department": None}, "#/department"),
    ]
    for entry, pointer in cases:
        answer = place.staff().post(ACCOUNTS, json=entry)
        assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == pointer, answer.text
    for entry in (NEW | {"name": "a b"}, NEW | {"role": "king"}, NEW | {"first_password": "short"}):
        assert place.staff().post(ACCOUNTS, json=entry).status_code == 422
    assert slug(place.staff().post(ACCOUNTS, json=NEW)) == "account-taken"
    assert decide(place, str(uuid4())).status_code == 404
    for role in ("county-officer", "auditor"):
        assert place.staff(role).post(ACCOUNTS, json=NEW).status_code == 403


ALONE = {
    "an account": "INSERT INTO accounts VALUES ('x', 'staff', 'county-admin', NULL, '341599000000', 'x', true, now(), "
    "now())",
    "a role": "UPDATE accounts SET role = 'county-admin' WHERE name = 'village-worker'",
    "a division": "UPDATE accounts SET division = '341599000001' WHERE name = 'village-worker'",
    "a client's secret": "UPDATE accounts SET secret = 'x' WHERE name = 'education'",
    "an old change again": "UPDATE accounts SET role = 'auditor', change_id = (SELECT id FROM access_changes WHERE "
    "account = 'county-admin' LIMIT 1) WHERE name = 'village-worker'",
    "a key": "INSERT INTO client_keys VALUES ('education', 'k', 'EdDSA', '{}', now(), 'x')",
    "a key by an open change": "WITH c AS (INSERT INTO access_changes VALUES (gen_random_uuid(), 'register-key', "
    """'education', '{"key_id": "k", "public_key": {}}', NULL, 'open', now(), 'x', NULL, NULL, now()) RETURNING id) """
    "INSERT INTO client_keys SELECT 'education', 'k', 'EdDSA', '{}', now(), 'x', NULL, NULL, id FROM c",
    "a certificate": f"INSERT INTO client_certificates VALUES ('{'x' * 43}', 'education', now(), now(), 'x')",
    "one's own approval": "INSERT INTO access_changes VALUES (gen_random_uuid(), 'open-account', 'x', '{}', NULL, "
    "'approved', now(), 'x', now(), 'x')",
    "what has lapsed": "INSERT INTO access_changes VALUES (gen_random_uuid(), 'open-account', 'late', '{}', "
    "NULL, 'open', now(), 'x', NULL, NULL, now() - interval '1 hour'); "
    "UPDATE access_changes SET state = 'approved', decided_at = now(), decided_by = 'y' WHERE account = 'late'",
    "another decision": "UPDATE access_changes SET state = 'refused' WHERE state = 'approved'",
    "no trace": "DELETE FROM access_changes",
}


@pytest.mark.parametrize("what", ALONE)
def test_the_database_lets_nobody_do_it_alone(place: Place, what: str) -> None:
    with pytest.raises(asyncpg.PostgresError):
        runtime(place, ALONE[what])


def test_the_hosts_operator_helps_a_lone_administrator(place: Place) -> None:
    done = recover(place, "password", "second-admin")
    found = re.search(r"first password (\S+)", done.stdout)
    assert found, done.stderr
    assert slug(sign_in(place, "second-admin", found[1])) == "password-change-needed"
    enrol = {"username": "second-admin", "password": found[1]}
    assert httpx.post(f"{place.address}/second-factor", data=enrol).status_code == 200
    assert recover(place, "second-factor", "second-admin").returncode == 0
    assert place.rows("SELECT * FROM second_factors WHERE account = 'second-admin'") == []
    entry = {"role": "county-admin", "division": COUNTY}
    proposed = place.staff().put(f"{ACCOUNTS}/second-admin/duties", json=entry).json()["id"]
    assert recover(place, "approve", proposed).returncode == 0
    (role,) = place.rows("SELECT role FROM accounts WHERE name = 'second-admin'")
    assert role["role"] == "county-admin"
    assert recover(place, "password", "nobody").returncode == 1
    assert recover(place, "approve", "nothing").returncode == 2
    written = place.rows("SELECT entry FROM audit_log WHERE entry -> 'who' ->> 'subject' = 'host-operator'")
    assert len(written) >= 3


def test_the_first_starts_file_takes_back_nothing_that_people_changed(place: Place) -> None:
    place.credentials["staff"].append(
        {"username": "second-admin", "password": "from-the-file-1", "role": "auditor", "division": COUNTY}
    )
    try:
        run_bootstrap(place)
    finally:
        place.credentials["staff"].pop()
    (row,) = place.rows("SELECT role FROM accounts WHERE name = 'second-admin'")
    assert row["role"] == "county-admin"
    assert sign_in(place, "second-admin", "from-the-file-1").status_code == 400


@pytest.mark.parametrize(
    ("new", "usable"),
    [(OWN, True), ("short", False), ("old-old-old-old", False), ("x" * 40, False), ("Second-Admin-99", False)],
)
def test_passwords_that_may_be_chosen(new: str, usable: bool) -> None:
    assert is_usable("second-admin", "old-old-old-old", new) is usable
