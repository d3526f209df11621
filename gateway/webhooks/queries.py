"""Reads of endpoints and of how messages went."""

from collections import defaultdict
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Department
from gateway.disclosure.policies import Policies
from gateway.webhooks.policy import kinds, may_ask
from gateway.webhooks.schemas import AttemptOut, DeliveryOut, WebhookKindOut, WebhookOut
from gateway.webhooks.tables import attempts, deliveries, endpoints, messages


def open_kinds(policies: Policies) -> list[WebhookKindOut]:
    """Every kind, with the departments that may be told of it today."""
    today = clock.today()
    found = []
    for kind in kinds().values():
        departments = [name for name in get_args(Department) if may_ask(policies, name, kind, today)]
        told = {name: getattr(kind, name) for name in ("kind", "zh", "en", "purpose", "resource")}
        found.append(WebhookKindOut.model_validate(told | {"departments": departments}))
    return found


async def webhooks(
    session: AsyncSession, state: str | None, after: UUID | None, limit: int, only: UUID | None = None
) -> list[WebhookOut]:
    """Up to ``limit`` + 1 endpoints, the oldest first; those that were ended only where they are asked for."""
    e = endpoints.c
    waiting = select(func.count()).where(deliveries.c.endpoint_id == e.id, deliveries.c.state == "waiting")
    wanted = select(endpoints, waiting.scalar_subquery().label("waiting"))
    wanted = wanted.where(e.state == state if state else e.state != "ended", e.id > after if after else true())
    wanted = wanted.where(e.id == only if only else true()).order_by(e.id).limit(limit + 1)
    return [_shown(dict(row)) for row in (await session.execute(wanted)).mappings()]


def _shown(row: dict[str, Any]) -> WebhookOut:
    until = row["former_until"]
    told = row | {"client_id": row["account"], "former_secret_until": until if until and until > clock.now() else None}
    return WebhookOut.model_validate({name: told[name] for name in WebhookOut.model_fields})


async def deliveries_of(
    session: AsyncSession, webhook_id: UUID, state: str | None, before: UUID | None, limit: int
) -> list[DeliveryOut]:
    """Up to ``limit`` + 1 deliveries with their attempts, the newest first."""
    d, m = deliveries.c, messages.c
    wanted = select(deliveries, m.kind, m.thing_id, m.at).join(messages, m.id == d.message_id)
    wanted = wanted.where(d.endpoint_id == webhook_id, d.state == state if state else true())
    wanted = wanted.where(d.id < before if before else true()).order_by(d.id.desc()).limit(limit + 1)
    rows = [dict(row) for row in (await session.execute(wanted)).mappings()]
    tried = await _attempts(session, [row["id"] for row in rows])
    return [_told(row, tried[row["id"]]) for row in rows]


async def _attempts(session: AsyncSession, ids: list[UUID]) -> dict[UUID, list[AttemptOut]]:
    a, found = attempts.c, defaultdict[UUID, list[AttemptOut]](list)
    wanted = select(attempts).where(a.delivery_id.in_(ids)).order_by(a.delivery_id, a.number)
    for row in (await session.execute(wanted)).mappings():
        found[row["delivery_id"]].append(AttemptOut.model_validate(dict(row)))
    return found


def _told(row: dict[str, Any], tried: list[AttemptOut]) -> DeliveryOut:
    next_at = row["next_at"] if row["state"] == "waiting" else None
    return DeliveryOut.model_validate(row | {"happened_at": row["at"], "attempts": tried, "next_at": next_at})
