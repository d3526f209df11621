"""What is to be recovered, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import TOWNSHIP_UP, access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.incentives.ledger.errors import YearNotOpen
from services.incentives.money_fields import MONEY
from services.incentives.recoveries.errors import (
    AlreadyDecided,
    DecisionByProposer,
    GracePeriodRuns,
    MoreThanOwed,
    NotSetOff,
    UnknownRecoverable,
)
from services.incentives.recoveries.recover import decide, load_claim, propose, repay
from services.incentives.recoveries.schemas import (
    Decision,
    Proposal,
    RecoverableFile,
    RecoverableView,
    RecoveryView,
    Repayment,
)

router = Router(tags=["recoveries 追回"])
_READERS = (*TOWNSHIP_UP, "finance-officer", "auditor")
_LIST = """
SELECT *, amount_fen - settled_fen AS open_fen FROM recoverables
 WHERE division_code LIKE $1 AND ($2::uuid IS NULL OR id > $2) AND (NOT $3 OR amount_fen > settled_fen)
 ORDER BY id LIMIT $4
"""
PageLimit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


@router.get("/recoverables", responses=documented(BadPayload))
@access(staff=_READERS)
async def list_recoverables(
    session: Session,
    caller: CallerDep,
    response: Response,
    open_only: bool = True,
    limit: PageLimit = 50,
    cursor: Cursor = None,
) -> Page[RecoverableView]:
    """What was paid too much in your area, and is still open."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await (await driver(session)).fetch(_LIST, f"{caller.scope_prefix}%", after, open_only, limit + 1)
    page = page_of([RecoverableView.model_validate(dict(row)) for row in rows], limit, "id")
    tell_subjects(response, *dict.fromkeys(item.payee_id for item in page.items))
    return page


@router.get("/recoverables/{recoverable_id}", responses=documented(BadPayload, UnknownRecoverable))
@access(staff=_READERS)
async def get_recoverable(
    recoverable_id: UUID, session: Session, caller: CallerDep, response: Response
) -> RecoverableFile:
    """One of them, with everything that was done about it."""
    connection = await driver(session)
    claim = await load_claim(connection, caller, recoverable_id)
    done = await connection.fetch("SELECT * FROM recoveries WHERE recoverable_id = $1 ORDER BY id", recoverable_id)
    tell_subjects(response, claim["payee_id"])
    shown = dict(claim) | {"open_fen": claim["amount_fen"] - claim["settled_fen"]}
    recoveries = [RecoveryView.model_validate(dict(row)) for row in done]
    return RecoverableFile.model_validate(shown | {"recoveries": recoveries})


@router.post(
    "/recoverables/{recoverable_id}/repayments",
    status_code=201,
    responses=documented(BadPayload, UnknownRecoverable, MoreThanOwed, YearNotOpen),
)
@access(staff=MONEY)
async def post_repayment(recoverable_id: UUID, entry: Repayment, session: Session, caller: CallerDep) -> RecoveryView:
    """Enter money that was brought back (退回款). Send an `Idempotency-Key`: the same entry twice counts twice."""
    return RecoveryView.model_validate(dict(await repay(session, caller, recoverable_id, entry)))


@router.post(
    "/recoverables/{recoverable_id}/proposals",
    status_code=201,
    responses=documented(BadPayload, UnknownRecoverable, MoreThanOwed),
)
@access(staff=MONEY)
async def post_proposal(recoverable_id: UUID, entry: Proposal, session: Session, caller: CallerDep) -> RecoveryView:
    """Propose to set it off against another payment, or to waive it. Nothing moves until somebody else decides."""
    return RecoveryView.model_validate(dict(await propose(session, caller, recoverable_id, entry)))


@router.post(
    "/recoveries/{recovery_id}/decision",
    responses=documented(
        *(BadPayload, UnknownRecoverable, AlreadyDecided, DecisionByProposer, MoreThanOwed),
        *(GracePeriodRuns, NotSetOff, YearNotOpen),
    ),
)
@access(staff=MONEY)
async def post_decision(recovery_id: UUID, entry: Decision, session: Session, caller: CallerDep) -> RecoveryView:
    """Decide a proposal (决定). A benefit is never cut for a debt without this."""
    return RecoveryView.model_validate(dict(await decide(session, caller, recovery_id, entry)))
