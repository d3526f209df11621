"""What a family has of benefits in a year, for the office that checks its application for assistance.

Sums alone: the name of a scheme, its fund and the days of its payments can say that a child died or has a disability,
and an income check needs none of it (PIPL art. 6; charter C5, C6).
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel

from chassis.access import access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.problems import BadPayload, documented
from services.incentives.accounts.errors import UnknownPayee
from services.incentives.accounts.queries import check_place

router = Router(prefix="/benefit-income", tags=["statements 明细"])
SEEN = "benefit-income"

_SUMS = """
SELECT coalesce(sum(amount_fen), 0)::bigint AS expected_fen,
       coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS paid_fen
  FROM payments WHERE payee_id = $1 AND state <> 'cancelled' AND due_on BETWEEN $2 AND $3
"""


class BenefitIncome(BaseModel):
    """Sums of one person's benefits in one year, over all schemes."""

    person_id: UUID
    year: int
    expected_fen: int
    """Due in the year, paid or not yet."""
    paid_fen: int


@router.get("/{person_id}", responses=documented(BadPayload, UnknownPayee))
@access(staff=(), departments_see=SEEN, about="person_id")
async def get_benefit_income(
    person_id: UUID,
    session: Session,
    caller: CallerDep,
    response: Response,
    year: Annotated[int, Query(ge=2000, le=2100, description="Payments due in this year.")],
) -> BenefitIncome:
    """A person's benefits of a year as sums, for a department that may see them; never which schemes they are."""
    connection = await driver(session)
    if not await check_place(connection, caller, person_id):
        raise UnknownPayee()
    sums = await connection.fetchrow(_SUMS, person_id, date(year, 1, 1), date(year, 12, 31))
    tell_subjects(response, person_id)
    return BenefitIncome(person_id=person_id, year=year, **dict(sums))
