"""The county's administrator opens, changes and ends a department's endpoints."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from gateway.clients.queries import locked_client
from gateway.disclosure.policies import Policies
from gateway.webhooks.announce import announce, line_up, messages_since
from gateway.webhooks.errors import UnknownWebhook, WebhookNotInState
from gateway.webhooks.policy import TEST, allowed_kinds, delivering_on
from gateway.webhooks.rules import UnusableSecret, key_in
from gateway.webhooks.schemas import WebhookEntry, WebhookPatch, WebhookSecret
from gateway.webhooks.tables import deliveries, endpoints
from gateway.webhooks.targets import ForbiddenTarget, Network, check_url

SECRET = "webhook.secret"  # noqa: S105 - the name of a sealing context
_E = endpoints.c


async def locked_webhook(session: AsyncSession, webhook_id: UUID) -> Row:
    """An endpoint that was not ended, held until the transaction ends. Raises UnknownWebhook."""
    wanted = select(endpoints).where(_E.id == webhook_id, _E.state != "ended").with_for_update()
    found = (await session.execute(wanted)).one_or_none()
    if found is None:
        raise UnknownWebhook()
    return found


async def open_webhook(
    session: AsyncSession, sealer: Sealer, caller: Caller, entry: WebhookEntry, policies: Policies
) -> UUID:
    """The new endpoint. Its address has been checked. Raises UnknownClient or BadPayload."""
    client = await locked_client(session, entry.client_id)
    if client.sandbox:
        # What is told are ids of real things, even if it is no more than that.
        fault = Fault("#/client_id", "sandbox_client", "a sandbox client is told of nothing real")
        raise BadPayload(faults=[fault])
    check_kinds(policies, client.department, entry.kinds)
    row: dict[str, Any] = {"id": new_id(), "account": client.name, "department": client.department, "url": entry.url}
    row |= {"kinds": sorted(set(entry.kinds)), "secret": _sealed(sealer, entry.secret), "state": "active"}
    row |= {"created_at": clock.now(), "created_by": caller.subject, "revision": 1}
    await session.execute(endpoints.insert().values(row))
    await audit.record(session, caller, "open-webhook", webhook=row["id"], client=client.name, kinds=row["kinds"])
    return row["id"]


async def change_webhook(
    session: AsyncSession, caller: Caller, webhook: Row, patch: WebhookPatch, policies: Policies
) -> None:
    """Another address, or other kinds. Raises BadPayload."""
    changes: dict[str, Any] = {"revision": webhook.revision + 1}
    if patch.kinds is not None:
        check_kinds(policies, webhook.department, patch.kinds)
        changes["kinds"] = sorted(set(patch.kinds))
    if patch.url is not None:
        changes["url"] = patch.url
    await _update(session, webhook, changes)
    await audit.record(session, caller, "change-webhook", webhook=webhook.id, changed=sorted(changes))


async def change_secret(
    session: AsyncSession, sealer: Sealer, caller: Caller, webhook: Row, entry: WebhookSecret
) -> None:
    """The next secret signs from now on, and the former one beside it for a while. Raises BadPayload."""
    longest = delivering_on(clock.today()).longest_overlap_hours
    if entry.overlap_hours > longest:
        raise BadPayload(
            faults=[Fault("#/overlap_hours", "too_long", f"新旧密钥最多并用 {longest} 小时 ({longest} hours at most)")]
        )
    changes = {"secret": _sealed(sealer, entry.secret), "revision": webhook.revision + 1}
    changes |= {"former_secret": webhook.secret, "former_until": clock.now() + timedelta(hours=entry.overlap_hours)}
    await _update(session, webhook, changes)
    await audit.record(session, caller, "change-webhook-secret", webhook=webhook.id, overlap_hours=entry.overlap_hours)


async def enable_webhook(session: AsyncSession, caller: Caller, webhook: Row) -> None:
    """What waited goes out at once. Raises WebhookNotInState."""
    if webhook.state != "disabled":
        raise WebhookNotInState(state=webhook.state)
    await _update(session, webhook, {"state": "active", "disabled_at": None, "failing_since": None})
    waiting = (deliveries.c.endpoint_id == webhook.id) & (deliveries.c.state == "waiting")
    await session.execute(deliveries.update().where(waiting).values(next_at=clock.now()))
    await audit.record(session, caller, "enable-webhook", webhook=webhook.id)


async def end_webhook(session: AsyncSession, caller: Caller, webhook: Row) -> None:
    """Nothing is told there any more, and its secrets are erased."""
    gone = {"state": "ended", "disabled_at": None, "secret": b"", "former_secret": None, "former_until": None}
    await _update(session, webhook, gone)
    waiting = (deliveries.c.endpoint_id == webhook.id) & (deliveries.c.state == "waiting")
    await session.execute(deliveries.update().where(waiting).values(state="withheld", ended_at=clock.now()))
    await audit.record(session, caller, "end-webhook", webhook=webhook.id)


async def test_webhook(session: AsyncSession, webhook: Row) -> None:
    """Tell every endpoint of the department that the way is open. Raises WebhookNotInState."""
    if webhook.state != "active":
        raise WebhookNotInState(state=webhook.state)
    await announce(session, TEST, webhook.id, webhook.department, cause=new_id(), at=clock.now())


async def replay(session: AsyncSession, caller: Caller, webhook: Row, since: datetime) -> int:
    """Tell once more what there was to tell since then, under the same ids; how many messages."""
    found = await messages_since(session, webhook.department, list(webhook.kinds), since)
    queued = await line_up(session, webhook.id, found)
    await audit.record(session, caller, "replay-webhook", webhook=webhook.id, since=since.isoformat(), queued=queued)
    return queued


def check_kinds(policies: Policies, department: str, given: Sequence[str]) -> None:
    """Raises BadPayload for a kind that no policy in force opens to the department (C6)."""
    allowed = allowed_kinds(policies, department, clock.today())
    listed = ", ".join(allowed)
    told = f"授权允许推送的事项：{listed or '无'} ({department} may be told of: {listed or 'nothing'})"
    faults = [
        Fault(f"#/kinds/{place}", "not_in_policy", told) for place, kind in enumerate(given) if kind not in allowed
    ]
    if faults:
        raise BadPayload(faults=faults)


def check_target(url: str, allowed: Sequence[Network]) -> None:
    """Raises BadPayload for an address that may not be told anything."""
    try:
        check_url(url, allowed)
    except ForbiddenTarget as forbidden:
        raise BadPayload(faults=[Fault("#/url", "forbidden_target", str(forbidden))]) from None


def _sealed(sealer: Sealer, secret: str) -> bytes:
    try:
        key_in(secret)
    except UnusableSecret as unusable:
        raise BadPayload(faults=[Fault("#/secret", "unusable_secret", str(unusable))]) from None
    return sealer.seal(secret, SECRET)


async def _update(session: AsyncSession, webhook: Row, changes: dict[str, Any]) -> None:
    told = {"revision": webhook.revision + 1} | changes
    await session.execute(endpoints.update().where(_E.id == webhook.id).values(told))
