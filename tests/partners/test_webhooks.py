"""Webhooks: who may be told of what, how it is signed and retried, where it may go, and what is kept of it."""

import base64
import hashlib
import hmac
import ipaddress
import json
import os
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from fastapi import FastAPI
from sqlalchemy import insert

from chassis import clock
from chassis.app import create_app
from chassis.auth import Caller
from chassis.identifiers import check_character, new_id
from chassis.subscriptions import Delivery
from contracts.reconciliation import DiscrepancyOpened
from gateway.access_changes.propose import FIRST_ACCOUNTS, settled
from gateway.auth.tables import accounts
from gateway.disclosure.policies import Policies, load_policies
from gateway.settings import HERE
from gateway.webhooks.announce import announce
from gateway.webhooks.deliver import Sender, deliver_due
from gateway.webhooks.forget import FORGET_WEBHOOKS
from gateway.webhooks.hear import hear_opened
from gateway.webhooks.manage import locked_webhook, replay
from gateway.webhooks.policy import TEST, allowed_kinds, kinds
from gateway.webhooks.rules import UnusableSecret, headers_of, key_in
from gateway.webhooks.tables import endpoints, messages
from gateway.webhooks.targets import CheckedResolver, ForbiddenTarget, check_url, networks_in
from gateway.wiring import OWN_API
from tests.conftest import Database
from tests.partners.conftest import House, eventually
from tests.partners.receiver import Receiver
from tests.support.running import settings_for

HOOKS = "/api/gateway/v1/webhooks"
LOOPBACK = networks_in("127.0.0.0/8")
POLICIES = load_policies(HERE / "policies")


def a_secret() -> str:
    return "whsec_" + base64.b64encode(os.urandom(32)).decode()


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As a receiver checks it, by the words of the standard and not by our code."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, each) for each in headers["webhook-signature"].split(" "))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def opened(house: House, receiver: Receiver, secret: str, **changes: Any) -> dict[str, Any]:
    entry = {"client_id": "education", "url": receiver.url, "kinds": ["correction-notice.created"], "secret": secret}
    return house.call("county-admin", "POST", HOOKS, 201, json=entry | changes)


def test_a_department_is_told_of_a_correction_over_the_whole_way(house: House, receiver: Receiver) -> None:
    secret, number = a_secret(), "34159920190604099" + check_character("34159920190604099")
    hook = opened(house, receiver, secret)
    child = house.person(name="测试错名", birth_date="2019-06-04", sex=1, citizen_number=number)
    purpose = {"X-Purpose": "school-enrolment"}
    assert house.call("education", "GET", f"/api/registry/v1/persons?citizen_number={number}", headers=purpose)["items"]
    base = "/api/registry/v1"
    claims = [{"field": "name", "should_be": "测试更名", "what_is_wrong": "与户口簿不符"}]
    paper = {"kind": "户口簿", "number": "HK20260907"}
    asked = {"asked_by": "guardian", "document": paper, "claims": claims}
    request = house.call("village-worker", "POST", f"{base}/persons/{child['id']}/corrections", 201, json=asked)
    path, verdict = f"{base}/corrections/{request['id']}", {"verdicts": [{"field": "name", "accepted": True}]}
    match = {"If-Match": f'"{request["revision"]}"'}
    decided = house.call("township-officer", "POST", f"{path}/decision", json=verdict, headers=match)
    match = {"If-Match": f'"{decided["revision"]}"'}
    house.call("township-officer", "POST", f"{path}/application", headers=match)
    headers, body = eventually(lambda: receiver.received)[0]
    assert is_signed(headers, body, secret)
    told = json.loads(body)
    assert told.keys() == {"type", "timestamp", "data"}
    assert told["data"].keys() == {"id"}
    assert child["id"] not in body.decode()
    purpose = {"X-Purpose": "correction-notice"}
    notices = house.call("education", "GET", "/api/gateway/v1/corrections?state=open", headers=purpose)["items"]
    assert told["data"]["id"] in {notice["id"] for notice in notices}
    (delivery,) = eventually(lambda: _deliveries(house, hook, "delivered"))
    assert delivery["message_id"] == headers["webhook-id"]
    assert [attempt["status"] for attempt in delivery["attempts"]] == [204]
    house.call("county-admin", "DELETE", f"{HOOKS}/{hook['id']}", 204)


def _deliveries(house: House, hook: dict[str, Any], state: str) -> list[dict[str, Any]]:
    return house.call("auditor", "GET", f"{HOOKS}/{hook['id']}/deliveries?state={state}")["items"]


def test_no_secret_leaves_or_lies_in_clear(house: House, receiver: Receiver) -> None:
    secret = a_secret()
    hook = opened(house, receiver, secret)
    assert "secret" not in hook
    assert secret not in str(house.call("auditor", "GET", HOOKS))
    (row,) = house.rows("SELECT secret FROM webhook_endpoints WHERE id = $1", hook["id"])
    assert secret.encode() not in row["secret"]
    house.call("county-admin", "DELETE", f"{HOOKS}/{hook['id']}", 204)
    (row,) = house.rows("SELECT secret FROM webhook_endpoints WHERE id = $1", hook["id"])
    assert row["secret"] == b""
    house.call("county-admin", "GET", f"{HOOKS}/{hook['id']}", 404)


CHINESE = re.compile(r"[\u4e00-\u9fff]")
BAD: list[tuple[dict[str, Any], str]] = [
    ({"kinds": ["person.registered"]}, "not_in_policy"),
    ({"kinds": ["*"]}, "string_pattern_mismatch"),
    ({"url": "http://example.cn/x"}, "forbidden_target"),
    ({"url": "https://10.0.0.1/x"}, "forbidden_target"),
    ({"url": "https://[::1]/x"}, "forbidden_target"),
    ({"url": "https://user:pw@example.cn/"}, "forbidden_target"),
    ({"url": "https://example.cn:22/"}, "forbidden_target"),
    ({"url": "https://169.254.169.254/latest"}, "forbidden_target"),
    ({"url": "https://2130706433/x"}, "forbidden_target"),
    ({"url": "https://0x7f000001/x"}, "forbidden_target"),
    ({"url": "https://127.1/x"}, "forbidden_target"),
    ({"url": "ftp://example.cn"}, "string_pattern_mismatch"),
    ({"secret": "whsec_c2hvcnQ="}, "unusable_secret"),
    ({"secret": "whsec_=" + "a" * 40}, "unusable_secret"),
]


@pytest.mark.parametrize(("changes", "code"), BAD)
def test_what_may_not_be_is_refused(house: House, receiver: Receiver, changes: dict[str, Any], code: str) -> None:
    entry = {"client_id": "education", "url": receiver.url, "kinds": ["correction-notice.created"]}
    body = entry | {"secret": a_secret()} | changes
    problem = house.call("county-admin", "POST", HOOKS, 422, json=body)
    assert [fault["code"] for fault in problem["errors"]] == [code]
    # Why, in the reader's language: the administrator has to tell the department what to mend.
    english = house.call("county-admin", "POST", HOOKS, 422, json=body, headers={"Accept-Language": "en"})
    told = [each["errors"][0]["message"] for each in (problem, english)]
    assert CHINESE.search(told[0]) and not CHINESE.search(told[1])


def test_others_open_no_webhooks(house: House, receiver: Receiver) -> None:
    entry = {"client_id": "nobody", "url": receiver.url, "kinds": ["correction-notice.created"], "secret": a_secret()}
    house.call("county-admin", "POST", HOOKS, 404, json=entry)
    for who in ("county-officer", "village-worker", "auditor"):
        house.call(who, "POST", HOOKS, 403, json=entry)
    house.call("education", "GET", HOOKS, 403, headers={"X-Purpose": "correction-notice"})


def test_a_webhook_is_changed_with_its_revision_and_tested(house: House, receiver: Receiver) -> None:
    first, second = a_secret(), a_secret()
    hook = opened(house, receiver, first)
    path, match = f"{HOOKS}/{hook['id']}", {"If-Match": '"1"'}
    house.call("county-admin", "PATCH", path, 428, json={"kinds": ["discrepancy.opened"]})
    changed = house.call("county-admin", "PATCH", path, json={"kinds": ["discrepancy.opened"]}, headers=match)
    assert changed["kinds"] == ["discrepancy.opened"]
    house.call("county-admin", "PATCH", path, 412, json={"url": receiver.url}, headers=match)
    match = {"If-Match": f'"{changed["revision"]}"'}
    rotated = house.call("county-admin", "PUT", f"{path}/secret", json={"secret": second}, headers=match)
    assert rotated["former_secret_until"]
    too_long = {"secret": second, "overlap_hours": 8000}
    match = {"If-Match": f'"{rotated["revision"]}"'}
    house.call("county-admin", "PUT", f"{path}/secret", 422, json=too_long, headers=match)
    house.call("county-admin", "POST", f"{path}/activation", 409)
    house.call("county-admin", "POST", f"{path}/test", 202)
    headers, body = eventually(lambda: receiver.received)[0]
    assert json.loads(body)["type"] == TEST
    assert is_signed(headers, body, first)
    assert is_signed(headers, body, second)
    house.call("county-admin", "DELETE", path, 204)


def test_kinds_are_open_to_whoever_may_ask_and_to_nobody_else(house: House) -> None:
    told = {
        each["kind"]: each["departments"]
        for each in house.call("auditor", "GET", "/api/gateway/v1/webhook-kinds")["items"]
    }
    assert told.keys() == kinds().keys()
    assert all(departments for departments in told.values())
    nothing = Policies(POLICIES.purposes, [])
    assert allowed_kinds(nothing, "health", date(2026, 1, 1)) == []
    assert allowed_kinds(POLICIES, "health", date(2020, 1, 1)) == []
    lookups = {(p.department, p.purpose, p.resource) for p in POLICIES.all}
    for kind, departments in told.items():
        assert {(d, kinds()[kind].purpose, kinds()[kind].resource) for d in departments} <= lookups


# What follows moves the clock, and so runs inside the test.


@dataclass
class Gateway:
    app: FastAPI
    hook: UUID
    secret: str

    async def round(self, policies: Policies = POLICIES) -> int:
        async with Sender(self.app.state.sealer, LOOPBACK) as sender:
            return await deliver_due(self.app, sender, policies)

    async def tell(self, kind: str = "discrepancy.opened") -> None:
        async with self.app.state.database.transaction() as session:
            await announce(session, kind, new_id(), "health", cause=new_id(), at=clock.now())

    async def one(self, query: str) -> Any:
        return await self.app.state.database.pool.fetchrow(query)


@asynccontextmanager
async def gateway(county: Database, folder: Path, url: str) -> AsyncIterator[Gateway]:
    app, secret, hook = create_app(OWN_API, settings_for(county.dsn("gateway"), folder)), a_secret(), new_id()
    async with app.router.lifespan_context(app):
        async with app.state.database.transaction() as session:
            account = {"name": "clinic-system", "kind": "department", "department": "health", "active": True}
            account |= {"secret": "x", "division": "341599000000", "created_at": clock.now(), "changed_at": clock.now()}
            change = await settled(session, FIRST_ACCOUNTS, str(account["name"]), {}, "a")
            await session.execute(insert(accounts).values(account | {"change_id": change.id}))
            row = {"id": hook, "account": "clinic-system", "department": "health", "url": url, "state": "active"}
            row |= {"kinds": ["discrepancy.opened"], "secret": app.state.sealer.seal(secret, "webhook.secret")}
            row |= {"created_at": clock.now(), "created_by": "t", "revision": 1}
            await session.execute(endpoints.insert().values(row))
        yield Gateway(app, hook, secret)


NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


async def test_failures_are_tried_again_later_and_later_and_the_endpoint_is_disabled_at_last(
    county: Database, tmp_path: Path, receiver: Receiver
) -> None:
    receiver.status = 503
    async with gateway(county, tmp_path, receiver.url) as running:
        with clock.moved_to(NOON):
            await running.tell()
            assert await running.round() == 1
            assert await running.round() == 0
        with clock.moved_to(NOON + timedelta(seconds=6)):
            assert await running.round() == 1
            row = await running.one("SELECT state, attempts, next_at FROM webhook_deliveries")
            assert (row["state"], row["attempts"]) == ("waiting", 2)
            assert timedelta(seconds=306) <= row["next_at"] - NOON < timedelta(seconds=400)
        with clock.moved_to(NOON + timedelta(hours=121)):
            assert await running.round() == 1
            row = await running.one("SELECT state, failing_since FROM webhook_endpoints")
            assert row["state"] == "disabled"
            assert timedelta() <= row["failing_since"] - NOON < timedelta(seconds=6)
            audited = await running.one("SELECT entry FROM audit_log WHERE action = 'disable-webhook'")
            assert "clinic-system" in audited["entry"]
            assert await running.round() == 0
        assert {headers["webhook-id"] for headers, _ in receiver.received[:3]} == {
            receiver.received[0][0]["webhook-id"]
        }
        stamps = [int(headers["webhook-timestamp"]) for headers, _ in receiver.received[:3]]
        assert stamps == sorted(set(stamps))


async def test_a_delivery_is_given_up_after_the_last_wait_and_can_be_replayed(
    county: Database, tmp_path: Path, receiver: Receiver
) -> None:
    receiver.status = 500
    async with gateway(county, tmp_path, receiver.url) as running:
        with clock.moved_to(NOON):
            await running.tell()
        await running.app.state.database.pool.execute("UPDATE webhook_deliveries SET attempts = 9")
        with clock.moved_to(NOON + timedelta(days=1)):
            await running.round()
            assert (await running.one("SELECT state FROM webhook_deliveries"))["state"] == "given-up"
            receiver.status = 200
            assert await _replay(running, NOON - timedelta(minutes=1)) == 1
            await running.round()
            ids = [headers["webhook-id"] for headers, _ in receiver.received]
            assert ids[0] == ids[1]
            assert (await running.one("SELECT failing_since FROM webhook_endpoints"))["failing_since"] is None
            assert await _replay(running, NOON + timedelta(minutes=1)) == 0


async def _replay(running: Gateway, since: datetime) -> int:
    async with running.app.state.database.transaction() as session:
        caller = Caller(subject="t", kind="staff", role="county-admin")
        return await replay(session, caller, await locked_webhook(session, running.hook), since)


async def test_gone_disables_at_once_and_a_redirect_is_not_followed(
    county: Database, tmp_path: Path, receiver: Receiver
) -> None:
    async with gateway(county, tmp_path, receiver.url) as running:
        receiver.status = 302
        await running.tell()
        await running.round()
        row = await running.one("SELECT status FROM webhook_attempts")
        assert row["status"] == 302
        assert len(receiver.received) == 1
        receiver.status = 410
        await running.tell()
        await running.round()
        assert (await running.one("SELECT state FROM webhook_endpoints"))["state"] == "disabled"


async def test_what_the_policy_no_longer_allows_is_withheld(
    county: Database, tmp_path: Path, receiver: Receiver
) -> None:
    async with gateway(county, tmp_path, receiver.url) as running:
        await running.tell()
        assert await running.round(Policies(POLICIES.purposes, [])) == 1
        await running.tell()
        await running.app.state.database.pool.execute("UPDATE accounts SET active = false")
        assert await running.round() == 1
        rows = await running.app.state.database.pool.fetch("SELECT state FROM webhook_deliveries")
        assert [row["state"] for row in rows] == ["withheld", "withheld"]
        assert receiver.received == []


async def test_an_event_heard_twice_is_told_once_and_one_of_long_ago_not_at_all(
    county: Database, tmp_path: Path, receiver: Receiver
) -> None:
    event = DiscrepancyOpened(
        discrepancy_id=uuid4(),
        period="2026-10",
        rule="r",
        severity="s",
        owner="health",
        division="341599000000",
        opened_on=date(2026, 11, 2),
        due_on=date(2026, 11, 9),
    )
    async with gateway(county, tmp_path, receiver.url) as running:
        heard = [(event, clock.now())] * 2 + [(event, clock.now() - timedelta(days=200))]
        heard.append((event.__class__(**{**_fields(event), "owner": "population-office"}), clock.now()))
        event_id = str(new_id())
        for what, at in heard:
            async with running.app.state.database.transaction() as session:
                delivery = Delivery(what, event_id, at, "t", 0, 0, "k")
                await hear_opened(session, what, delivery)
        assert (await running.one("SELECT count(*) AS n FROM webhook_messages"))["n"] == 1
        await running.round()
        ((headers, body),) = receiver.received
        assert is_signed(headers, body, running.secret)
        assert json.loads(body)["data"] == {"id": str(event.discrepancy_id)}


def _fields(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__struct_fields__}


async def test_what_was_told_is_forgotten_in_time(county: Database, tmp_path: Path, receiver: Receiver) -> None:
    async with gateway(county, tmp_path, receiver.url) as running:
        with clock.moved_to(NOON - timedelta(days=91)):
            await running.tell()
        with clock.moved_to(NOON):
            await running.tell()
            async with running.app.state.database.transaction() as session:
                (old,) = await FORGET_WEBHOOKS.find(session)
                await FORGET_WEBHOOKS.act(session, old)
            assert (await running.one(f"SELECT count(*) AS n FROM {messages.name}"))["n"] == 1
            assert (await running.one("SELECT count(*) AS n FROM webhook_deliveries"))["n"] == 1


class _Names(AbstractResolver):
    """A name server that is not to be trusted."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=a, port=port, family=family, proto=0, flags=0) for a in self._addresses
        ]

    async def close(self) -> None:
        return None


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
async def test_a_name_that_leads_inside_is_not_followed(address: str) -> None:
    with pytest.raises(ForbiddenTarget):
        await CheckedResolver((), _Names("8.8.8.8", address)).resolve("receiver.example.cn", 443)
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ForbiddenTarget):
        check_url(f"https://{host}/", ())


async def test_public_addresses_and_the_operators_own_are_followed() -> None:
    assert await CheckedResolver((), _Names("8.8.8.8")).resolve("receiver.example.cn", 443)
    assert await CheckedResolver(networks_in("10.0.0.0/8"), _Names("10.1.2.3")).resolve("receiver.county", 443)
    check_url("https://receiver.example.cn/huijia?x=1", ())
    check_url("http://10.1.2.3:8443/", networks_in("10.0.0.0/8"))
    assert ipaddress.ip_address("10.1.2.3") in networks_in("10.0.0.0/8, fd00::/8")[0]


async def test_a_sender_is_stopped_by_its_own_check(county: Database, tmp_path: Path, receiver: Receiver) -> None:
    port = receiver.url.rpartition(":")[2].partition("/")[0]
    async with gateway(county, tmp_path, f"https://localhost:{port}/") as running:
        await running.tell()
        async with Sender(running.app.state.sealer, ()) as sender:
            await deliver_due(running.app, sender, POLICIES)
        assert (await running.one("SELECT fault FROM webhook_attempts"))["fault"] == "forbidden-target"
        assert receiver.received == []


def test_signatures_are_those_of_the_standard() -> None:
    # The example that the Standard Webhooks and Svix libraries test themselves with.
    key, signed = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330"}
    headers["webhook-signature"] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert is_signed(headers, signed, key)
    message, secret = UUID("0198c5a0-0000-7000-8000-000000000001"), a_secret()
    ours = headers_of(message, datetime.fromtimestamp(1614265330, UTC), signed, [secret])
    assert is_signed(ours, signed, secret)
    assert not is_signed(ours, signed + b" ", secret)
    with pytest.raises(UnusableSecret):
        key_in("secret")
