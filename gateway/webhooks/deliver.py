"""Sends what waits. A message is told at least once, under one id; how each attempt went is kept."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import aiohttp
import msgspec
import structlog
from fastapi import FastAPI
from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from gateway.auth.tables import accounts
from gateway.disclosure.policies import Policies
from gateway.webhooks.announce import announce
from gateway.webhooks.manage import SECRET
from gateway.webhooks.policy import ALWAYS, DISABLED, Delivering, allowed_kinds, delivering_on
from gateway.webhooks.rules import body_of, headers_of, is_given_up, next_attempt
from gateway.webhooks.tables import attempts, deliveries, endpoints, messages
from gateway.webhooks.targets import CheckedResolver, ForbiddenTarget, Network, check_url

log = structlog.get_logger()

_AT_ONCE = 20
_IDLE = 1.0
_GONE = 410
# Nobody else takes a delivery that is being sent, until well after its patience has ended.
_MARGIN = timedelta(seconds=30)
_OURS = Caller(subject="gateway", kind="staff")
_AGENT = "Huijia-Webhooks/1"


class Outcome(msgspec.Struct, frozen=True):
    """The status that was answered, or why there was no answer."""

    status: int | None = None
    fault: str | None = None

    @property
    def is_success(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


class Sender:
    """Sends to addresses that may be told, with signatures."""

    def __init__(self, sealer: Sealer, allowed: Sequence[Network]) -> None:
        self._sealer, self._allowed = sealer, allowed

    async def __aenter__(self) -> "Sender":
        connector = aiohttp.TCPConnector(resolver=CheckedResolver(self._allowed), use_dns_cache=False, force_close=True)
        self._client = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def send(self, due: Row, patience: int) -> Outcome:
        """One attempt. What the receiver answers beside its status is not read."""
        now = clock.now()
        secrets = [due.secret]
        if due.former_secret is not None and due.former_until > now:
            secrets.append(due.former_secret)
        body = body_of(due.kind, due.at, due.thing_id)
        opened = [self._sealer.open(each, SECRET) for each in secrets]
        headers = headers_of(due.message_id, now, body, opened) | {"user-agent": _AGENT}
        timeout = aiohttp.ClientTimeout(total=patience)
        try:
            # Checked again: the operator's networks may have changed since the address was entered.
            check_url(due.url, self._allowed)
            async with self._client.post(
                due.url, data=body, headers=headers, allow_redirects=False, timeout=timeout
            ) as answer:
                return Outcome(status=answer.status)
        except ForbiddenTarget:
            return Outcome(fault="forbidden-target")
        except TimeoutError:
            return Outcome(fault="timeout")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Outcome(fault=type(error).__name__)


async def deliver_webhooks(app: FastAPI) -> None:
    """The loop of the gateway's own that sends until it is cancelled."""
    # The parts are made once, after the loops are begun.
    while (parts := getattr(app.state, "parts", None)) is None:  # noqa: ASYNC110
        await asyncio.sleep(_IDLE)
    async with Sender(app.state.sealer, parts.settings.webhook_networks) as sender:
        while True:
            try:
                sent = await deliver_due(app, sender, parts.policies)
            except (SQLAlchemyError, OSError) as error:
                log.error("webhooks_not_sent", error=type(error).__name__)
                sent = 0
            if not sent:
                await asyncio.sleep(_IDLE)


async def deliver_due(app: FastAPI, sender: Sender, policies: Policies) -> int:
    """Send one batch of what is due; how many there were."""
    data = delivering_on(clock.today())
    async with app.state.database.transaction() as session:
        due = await _claim(session, data)
        withheld = [each for each in due if not _may_be_told(each, policies)]
        await _withhold(session, withheld)
    told = [each for each in due if each not in withheld]
    outcomes = await asyncio.gather(*(sender.send(each, data.timeout_seconds) for each in told))
    for each, outcome in zip(told, outcomes, strict=True):
        async with app.state.database.transaction() as session:
            await _record(session, each, outcome, data)
    return len(due)


async def _claim(session: AsyncSession, data: Delivering) -> list[Row]:
    d, e, m, now = deliveries.c, endpoints.c, messages.c, clock.now()
    columns = (d.id, d.message_id, d.endpoint_id, d.attempts, e.url, e.secret, e.former_secret, e.former_until)
    wanted = select(*columns, e.department, m.kind, m.at, m.thing_id, accounts.c.active).select_from(deliveries)
    wanted = wanted.join(endpoints, e.id == d.endpoint_id).join(messages, m.id == d.message_id)
    wanted = wanted.join(accounts, accounts.c.name == e.account)
    wanted = wanted.where(d.state == "waiting", d.next_at <= now, e.state == "active").order_by(d.next_at, d.id)
    rows = list((await session.execute(wanted.limit(_AT_ONCE).with_for_update(of=deliveries, skip_locked=True))).all())
    until = now + timedelta(seconds=data.timeout_seconds) + _MARGIN
    await session.execute(deliveries.update().where(d.id.in_([row.id for row in rows])).values(next_at=until))
    return rows


def _may_be_told(due: Row, policies: Policies) -> bool:
    # Judged when it is told, not when it happened: a policy or an account may have ended meanwhile.
    return due.active and due.kind in (*ALWAYS, *allowed_kinds(policies, due.department, clock.today()))


async def _withhold(session: AsyncSession, rows: list[Row]) -> None:
    ids = [row.id for row in rows]
    over = {"state": "withheld", "ended_at": clock.now()}
    await session.execute(deliveries.update().where(deliveries.c.id.in_(ids)).values(over))


async def _record(session: AsyncSession, due: Row, outcome: Outcome, data: Delivering) -> None:
    now, number = clock.now(), due.attempts + 1
    row = {"delivery_id": due.id, "number": number, "at": now, "status": outcome.status, "fault": outcome.fault}
    await session.execute(attempts.insert().values(row))
    endpoint = (
        await session.execute(select(endpoints).where(endpoints.c.id == due.endpoint_id).with_for_update())
    ).one()
    if outcome.is_success:
        await _end(session, due, "delivered", number)
        await _set(session, endpoint, failing_since=None)
        return
    again = next_attempt(number, data.waits_seconds, now)
    if again is None:
        await _end(session, due, "given-up", number)
    else:
        later = {"attempts": number, "next_at": again}
        await session.execute(deliveries.update().where(deliveries.c.id == due.id).values(later))
    await _set(session, endpoint, failing_since=endpoint.failing_since or now)
    gone = outcome.status == _GONE or is_given_up(endpoint.failing_since, now, data.disable_after_hours)
    if gone and endpoint.state == "active":
        await _disable(session, endpoint)


async def _disable(session: AsyncSession, endpoint: Row) -> None:
    """Stop telling there, and say so: in the audit log, to the administrator's list, to the department's others."""
    await _set(session, endpoint, state="disabled", disabled_at=clock.now())
    await audit.record(session, _OURS, "disable-webhook", webhook=endpoint.id, client=endpoint.account)
    await announce(session, DISABLED, endpoint.id, endpoint.department, cause=new_id(), at=clock.now())
    log.warning("webhook_disabled", webhook=str(endpoint.id))


async def _end(session: AsyncSession, due: Row, state: str, number: int) -> None:
    over = {"state": state, "ended_at": clock.now(), "attempts": number}
    await session.execute(deliveries.update().where(deliveries.c.id == due.id).values(over))


async def _set(session: AsyncSession, endpoint: Row, **changes: object) -> None:
    await session.execute(endpoints.update().where(endpoints.c.id == endpoint.id).values(changes))
