"""After its working days, what nobody objected to is approved, and owed from then on."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from services.incentives.claims.errors import SamePerson
from services.incentives.claims.rules import may_sign
from services.incentives.entitlements.grant_entitlement import Owed
from services.incentives.entitlements.grant_entitlements import grant_entitlements
from services.incentives.entitlements.rules import Instalment
from services.incentives.postings.errors import NothingToApprove, PostingNotOver
from services.incentives.postings.load import load_posting
from services.incentives.postings.rules import instalments_of, span_of
from services.incentives.postings.schemas import Approved
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Scheme

_LINES = """
SELECT c.id, c.person_id, c.payee_id, c.division_code, c.frozen, c.applied_by, c.reviewed_by, c.checked_by,
       c.confirmed_by, d.id AS decision_id, d.scheme, d.scheme_version, d.year, d.amount_fen, d.months_fen
  FROM claims c JOIN decisions d ON d.id = c.decision_id
 WHERE c.posting_id = $1 AND c.state = 'posted' ORDER BY c.id FOR UPDATE OF c
"""
_APPROVE = """
UPDATE claims c SET state = 'approved', entitlement_id = t.entitlement_id, approved_by = $3, approved_at = $4,
       revision = c.revision + 1
  FROM unnest($1::uuid[], $2::uuid[]) t (claim_id, entitlement_id) WHERE c.id = t.claim_id
"""


async def approve_posting(session: AsyncSession, caller: Caller, posting_id: UUID) -> Approved:
    """Every line that is not frozen becomes an entitlement; frozen lines wait for their answers.

    Raises UnknownPosting, PostingNotOver, NothingToApprove, SamePerson, AlreadyEntitled.
    """
    posting = await load_posting(session, caller, posting_id, lock=True)
    if clock.today() <= posting.last_day:
        raise PostingNotOver(last_day=posting.last_day.isoformat())
    connection = await driver(session)
    lines = await connection.fetch(_LINES, posting_id)
    going = [line for line in lines if not line["frozen"]]
    if not going:
        raise NothingToApprove(frozen=len(lines))
    for line in going:
        if not may_sign(SimpleNamespace(**line), "approve", caller.subject):
            raise SamePerson(claim_id=str(line["id"]))
    granted = await grant_entitlements(session, caller.subject, _all_owed(going))
    await connection.execute(_APPROVE, [line["id"] for line in going], granted, caller.subject, clock.now())
    total = sum(line["amount_fen"] for line in going)
    facts = {"posting": posting_id, "claims": len(going), "total_fen": total}
    await audit.record(session, caller, "approve-posting", None, **facts)
    return Approved(approved=len(going), total_fen=total, frozen=len(lines) - len(going))


def _all_owed(lines: list[asyncpg.Record]) -> list[Owed]:
    schemes: dict[tuple[str, int], Scheme] = {}
    for line in lines:
        key = (line["scheme"], line["scheme_version"])
        if key not in schemes:
            schemes[key] = next(each for each in catalogue().versions(key[0]) if each.version == key[1])
    return [_owed(schemes[line["scheme"], line["scheme_version"]], line) for line in lines]


def _owed(scheme: Scheme, line: Any) -> Owed:
    start, end = span_of(line["year"], line["months_fen"])
    return Owed(
        decision_id=line["decision_id"],
        scheme=scheme.id,
        scheme_version=scheme.version,
        person_id=line["person_id"],
        payee_id=line["payee_id"],
        division_code=line["division_code"],
        fund=scheme.fund,
        period_start=start,
        period_end=end,
        amount_fen=line["amount_fen"],
        instalments=_instalments(scheme, line),
    )


def _instalments(scheme: Scheme, line: Any) -> list[Instalment]:
    parts = [(date.fromisoformat(f"{line['year']}-{part.due}"), part.parts) for part in scheme.instalments]
    return instalments_of(line["amount_fen"], parts)
