"""A list of approved decisions becomes entitlements at once: what granting them one by one does, in four statements."""

from collections.abc import Sequence
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.bulk_ids import BULK_ID
from chassis.db import driver
from chassis.identifiers import new_id
from contracts.incentives import EntitlementApproved
from services.incentives import wiring
from services.incentives.entitlements.errors import AlreadyEntitled
from services.incentives.entitlements.grant_entitlement import Owed
from services.incentives.entitlements.rules import Instalment, check_amounts, check_span
from services.incentives.entitlements.tables import Entitlement

_PLAIN = (
    *("decision_id", "scheme", "scheme_version", "person_id", "payee_id", "division_code", "fund", "period_start"),
    *("period_end", "amount_fen"),
)
_COLUMNS = ("id", *_PLAIN, "owed_fen", "instalments", "state", "approved_by", "approved_at", "revision")
_SAME = """
SELECT e.id FROM entitlements e
  JOIN unnest($1::text[], $2::uuid[], $3::date[]) o (scheme, person_id, period_start)
    USING (scheme, person_id, period_start)
 WHERE e.state <> 'stopped' ORDER BY e.id LIMIT 1
"""
_TELL = outbox.insert_select(
    EntitlementApproved,
    {
        "entitlement_id": "e.id",
        **{name: f"e.{name}" for name in ("decision_id", "scheme", "scheme_version")},
        "division": "e.division_code",
        **{name: f"e.{name}" for name in ("fund", "period_start", "period_end", "amount_fen")},
    },
    "entitlements e WHERE e.id = ANY ($1::uuid[]) ORDER BY e.id",
    BULK_ID,
)


async def grant_entitlements(session: AsyncSession, approved_by: str, owed: Sequence[Owed]) -> list[UUID]:
    """Their ids, in the order of ``owed``. Raises AlreadyEntitled, BadEntitlement: then nothing is granted."""
    for each in owed:
        check_span(each["period_start"], each["period_end"])
        check_amounts(each["amount_fen"], each["instalments"])
    connection, at = await driver(session), clock.now()
    keys = [[each[name] for each in owed] for name in ("scheme", "person_id", "period_start")]
    found = await connection.fetchval(_SAME, *keys)
    if found is not None:
        raise AlreadyEntitled(entitlement_id=str(found))
    ids = [new_id() for _ in owed]
    rows = [_row(entitlement_id, each, approved_by, at) for entitlement_id, each in zip(ids, owed, strict=True)]
    await connection.copy_records_to_table("entitlements", records=rows, columns=_COLUMNS)
    await connection.execute(_TELL, ids)
    for entitlement_id in ids if wiring.ON_GRANT else ():
        entitlement = await session.get_one(Entitlement, entitlement_id)
        for hook in wiring.ON_GRANT:
            await hook(session, entitlement)
    return ids


def _row(entitlement_id: UUID, owed: Owed, approved_by: str, at: object) -> tuple[object, ...]:
    plain = tuple(owed[name] for name in _PLAIN)  # type: ignore[literal-required]
    whole = owed["amount_fen"]
    return (entitlement_id, *plain, whole, _written(owed["instalments"]), "approved", approved_by, at, 1)


def _written(instalments: Sequence[Instalment]) -> str:
    return orjson.dumps([{"due_on": str(part.due_on), "amount_fen": part.amount_fen} for part in instalments]).decode()
