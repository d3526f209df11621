"""Papers over HTTP."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.access import VILLAGE_UP, access
from chassis.auth import Caller
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.identifiers import division_prefix
from chassis.problems import BadPayload, NotAllowed, documented
from services.incentives.batches.make_batch import load_cycle
from services.incentives.papers.errors import NothingToPrint
from services.incentives.papers.print_papers import (
    OFFICE,
    Occasion,
    print_notices,
    print_posting,
    print_recovery,
    print_village,
)
from services.incentives.payments.errors import UnknownCycle
from services.incentives.places.keep_place import name_of
from services.incentives.recoveries.errors import UnknownRecoverable
from services.incentives.recoveries.recover import load_claim
from services.incentives.schemes.catalogue import catalogue

router = Router(tags=["papers 文书"])
_READERS = (*VILLAGE_UP, "finance-officer")
PDF: dict[int | str, dict[str, Any]] = {200: {"description": "The paper.", "content": {"application/pdf": {}}}}
_REFUSED = documented(BadPayload, UnknownCycle, NothingToPrint, NotAllowed)
Place = Annotated[str, Query(pattern=r"^[1-8][0-9]{11}$", description="The village, or a division of a few villages.")]
_MOST = 3000
_PAID = """
SELECT p.id, p.amount_fen, p.set_off_fen, p.paid_on, p.payee_id, p.scheme, b.name, c.account_shown,
       e.scheme_version, e.period_start, e.period_end
  FROM payments p JOIN entitlements e ON e.id = p.entitlement_id
  JOIN beneficiaries b ON b.person_id = p.payee_id
  LEFT JOIN attempts a ON a.payment_id = p.id AND a.live
  LEFT JOIN accounts c ON c.id = a.account_id
 WHERE p.cycle_id = $1 AND p.state = 'paid' AND p.division_code LIKE $2 ORDER BY p.division_code, b.name, p.id LIMIT $3
"""
_DEBT = """
SELECT r.*, p.scheme, e.scheme_version, coalesce(e.stopped_on, r.found_on) AS stopped_on, b.name
  FROM recoverables r JOIN payments p ON p.id = r.payment_id JOIN entitlements e ON e.id = r.entitlement_id
  JOIN beneficiaries b ON b.person_id = r.payee_id WHERE r.id = $1
"""


async def _paid(session: AsyncSession, caller: Caller, cycle_id: UUID, division: str) -> tuple[Occasion, list[Any]]:
    """Raises UnknownCycle, NotAllowed, NothingToPrint, BadPayload."""
    if not caller.sees(division):
        raise NotAllowed()
    connection = await driver(session)
    cycle = await load_cycle(connection, cycle_id)
    rows = await connection.fetch(_PAID, cycle_id, f"{division_prefix(division)}%", _MOST + 1)
    if not rows:
        raise NothingToPrint()
    if len(rows) > _MOST:
        raise BadPayload("请逐村打印。", f"More than {_MOST} payments: print village by village.")
    await audit.record(session, caller, "print-papers", cycle_id, division=division, payments=len(rows))
    return _occasion(cycle["name"], await name_of(connection, division)), rows


def _occasion(cycle: str, place: str) -> Occasion:
    return Occasion(cycle, place, OFFICE, clock.today())


def pdf(content: bytes, name: str) -> Response:
    """A paper to be kept or printed, and cached nowhere."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, 200, headers, "application/pdf")


@router.get("/cycles/{cycle_id}/notices.pdf", response_class=Response, responses=PDF | _REFUSED)
@access(staff=_READERS)
async def get_notices(cycle_id: UUID, division: Place, session: Session, caller: CallerDep) -> Response:
    """Notices to everybody of a village who was paid (发放通知书), in one file, two on a page."""
    occasion, rows = await _paid(session, caller, cycle_id, division)
    content = await asyncio.to_thread(print_notices, occasion, catalogue(), rows)
    return pdf(content, f"notices-{division}.pdf")


@router.get("/cycles/{cycle_id}/posting.pdf", response_class=Response, responses=PDF | _REFUSED)
@access(staff=_READERS)
async def get_payment_posting(cycle_id: UUID, division: Place, session: Session, caller: CallerDep) -> Response:
    """The village's list of what was paid (发放公示), with masked names."""
    occasion, rows = await _paid(session, caller, cycle_id, division)
    content = await asyncio.to_thread(print_posting, occasion, catalogue(), rows)
    return pdf(content, f"posting-{division}.pdf")


@router.get("/cycles/{cycle_id}/village.pdf", response_class=Response, responses=PDF | _REFUSED)
@access(staff=_READERS)
async def get_village_papers(cycle_id: UUID, division: Place, session: Session, caller: CallerDep) -> Response:
    """All papers of a village in one file (一村一档): the list to hang out, then everybody's notice."""
    occasion, rows = await _paid(session, caller, cycle_id, division)
    content = await asyncio.to_thread(print_village, occasion, catalogue(), rows)
    return pdf(content, f"village-{division}.pdf")


@router.get(
    "/recoverables/{recoverable_id}/notice.pdf",
    response_class=Response,
    responses=PDF | documented(BadPayload, UnknownRecoverable),
)
@access(staff=_READERS)
async def get_recovery_notice(recoverable_id: UUID, session: Session, caller: CallerDep) -> Response:
    """The notice about what was paid too much (退回通知书): why, how much, until when, and how to object."""
    connection = await driver(session)
    await load_claim(connection, caller, recoverable_id)
    row = await connection.fetchrow(_DEBT, recoverable_id)
    await audit.record(session, caller, "print-recovery-notice", row["payee_id"], recoverable=recoverable_id)
    content = print_recovery(_occasion("", ""), catalogue(), row)
    response = pdf(content, "recovery-notice.pdf")
    tell_subjects(response, row["payee_id"])
    return response
