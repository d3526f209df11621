"""Cycles and payments over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import VILLAGE_UP, access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.incentives.batches.make_batch import left_out, load_cycle
from services.incentives.funds.errors import UnknownFund
from services.incentives.ledger.errors import BudgetExhausted, YearNotOpen
from services.incentives.money_fields import MONEY, MONEY_READERS
from services.incentives.payments.errors import CycleExists, NothingToPay, UnknownCycle, UnknownPayment
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.payments.queries import counts_of, find_payment, list_payments
from services.incentives.payments.schemas import (
    CycleEntry,
    CycleStanding,
    CycleView,
    PaymentHistory,
    PaymentView,
    Standing,
)

router = Router(tags=["payments 发放"])
_READERS = (*VILLAGE_UP, "finance-officer", "auditor")
_CYCLES = "SELECT * FROM cycles WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2"
# Each payment's person is named in a header for the access log, and headers have an end.
PaymentLimit = Annotated[int, Query(ge=1, le=100, description="How many payments at most.")]


@router.post(
    "/cycles",
    status_code=201,
    responses=documented(BadPayload, UnknownFund, CycleExists, NothingToPay, YearNotOpen, BudgetExhausted),
)
@access(staff=MONEY)
async def post_cycle(entry: CycleEntry, session: Session, caller: CallerDep) -> CycleView:
    """Plan a cycle (发放周期): every instalment due by the day becomes a payment, its money set aside."""
    return CycleView.model_validate(dict(await plan_cycle(session, caller, entry)))


@router.get("/cycles", responses=documented(BadPayload))
@access(staff=MONEY_READERS)
async def list_cycles(session: Session, limit: Limit = 50, cursor: Cursor = None) -> Page[CycleView]:
    """Cycles in the order in which they were planned."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await (await driver(session)).fetch(_CYCLES, after, limit + 1)
    return page_of([CycleView.model_validate(dict(row)) for row in rows], limit, "id")


@router.get("/cycles/{cycle_id}", responses=documented(BadPayload, UnknownCycle))
@access(staff=MONEY_READERS)
async def get_cycle(cycle_id: UUID, session: Session) -> CycleStanding:
    """A cycle, how its payments stand, and what some of them wait for."""
    connection = await driver(session)
    cycle = dict(await load_cycle(connection, cycle_id)) | await counts_of(connection, cycle_id)
    waiting = await left_out(connection, cycle_id)
    waiting.pop("in-batch", None)
    return CycleStanding.model_validate(cycle | {"waiting": waiting})


@router.get("/payments", responses=documented(BadPayload))
@access(staff=_READERS)
async def get_payments(
    session: Session,
    caller: CallerDep,
    response: Response,
    cycle_id: UUID | None = None,
    person_id: Annotated[UUID | None, Query(description="Who is paid, or for whom.")] = None,
    standing: Standing | None = None,
    waiting: Annotated[bool, Query(description="Only those that cannot go out now.")] = False,
    limit: PaymentLimit = 50,
    cursor: Cursor = None,
) -> Page[PaymentView]:
    """Payments of your area, and what those that cannot go out wait for."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    wanted = {"cycle_id": cycle_id, "person_id": person_id, "standing": standing, "waiting": waiting}
    rows = await list_payments(await driver(session), caller, after, limit, **wanted)  # type: ignore[arg-type]
    page = page_of(rows, limit, "id")
    tell_subjects(response, *dict.fromkeys(i for p in page.items for i in (p.person_id, p.payee_id)))
    return page


@router.get("/payments/{payment_id}", responses=documented(BadPayload, UnknownPayment))
@access(staff=_READERS)
async def get_payment(payment_id: UUID, session: Session, caller: CallerDep, response: Response) -> PaymentHistory:
    """One payment with every try to pay it."""
    found = await find_payment(await driver(session), caller, payment_id)
    tell_subjects(response, *dict.fromkeys((found.person_id, found.payee_id)))
    return found
