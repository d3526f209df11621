"""Batches over HTTP: made, approved, released."""

from typing import Any
from uuid import UUID

from fastapi import Response

from chassis.access import access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.incentives.batches.errors import BatchNotInState, SamePerson, UnknownBatch
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.queries import batches_in, lines_of
from services.incentives.batches.schemas import BatchEntry, BatchMade, BatchView, LineView
from services.incentives.batches.sign_batch import approve_batch, load_batch, release_batch, withdraw_batch
from services.incentives.ledger.errors import YearNotOpen
from services.incentives.money_fields import MONEY, MONEY_READERS
from services.incentives.payments.errors import NothingToPay, UnknownCycle

router = Router(prefix="/batches", tags=["batches 发放批次"])
_SIGNED = documented(BadPayload, UnknownBatch, BatchNotInState, SamePerson, NothingToPay, YearNotOpen)
_REVISED = documented(RevisionMissing, RevisionStale)


def _shown(row: Any, response: Response) -> BatchView:
    set_etag(response, row["revision"])
    return BatchView.model_validate(dict(row) | {"digest": row["digest"].hex()})


@router.post("", status_code=201, responses=documented(BadPayload, UnknownCycle, NothingToPay))
@access(staff=MONEY)
async def post_batch(entry: BatchEntry, session: Session, caller: CallerDep, response: Response) -> BatchMade:
    """Make a batch (制单) of what can be paid now; it says what stays behind, and why."""
    row = await make_batch(session, caller, entry)
    set_etag(response, row["revision"])
    return BatchMade.model_validate(dict(row) | {"digest": row["digest"].hex()})


@router.get("", responses=documented(BadPayload))
@access(staff=MONEY_READERS)
async def list_batches(
    session: Session, caller: CallerDep, cycle_id: UUID | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[BatchView]:
    """Batches in the order in which they were made."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await batches_in(await driver(session), caller.scope_prefix, cycle_id, after, limit)
    return page_of([BatchView.model_validate(dict(r) | {"digest": r["digest"].hex()}) for r in rows], limit, "id")


@router.get("/{batch_id}", responses=documented(BadPayload, UnknownBatch))
@access(staff=MONEY_READERS)
async def get_batch(batch_id: UUID, session: Session, caller: CallerDep, response: Response) -> BatchView:
    """One batch with its control totals."""
    return _shown(await load_batch(await driver(session), caller, batch_id), response)


@router.get("/{batch_id}/lines", responses=documented(BadPayload, UnknownBatch))
@access(staff=MONEY_READERS)
async def list_lines(
    batch_id: UUID,
    session: Session,
    caller: CallerDep,
    response: Response,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[LineView]:
    """Its lines, accounts masked, for whoever checks it."""
    connection = await driver(session)
    await load_batch(connection, caller, batch_id)
    after = decode_cursor(cursor, int)[0] if cursor else 0
    page = page_of(await lines_of(connection, batch_id, after, limit), limit, "line")
    tell_subjects(response, *dict.fromkeys(line.payee_id for line in page.items))
    return page


@router.post("/{batch_id}/approval", responses=_SIGNED | _REVISED)
@access(staff=MONEY)
async def post_approval(
    batch_id: UUID, session: Session, caller: CallerDep, response: Response, if_match: IfMatch = None
) -> BatchView:
    """Approve it (审批). Somebody else than its maker does."""
    return _shown(await approve_batch(session, caller, batch_id, if_match), response)


@router.post("/{batch_id}/release", responses=_SIGNED | _REVISED)
@access(staff=MONEY)
async def post_release(
    batch_id: UUID, session: Session, caller: CallerDep, response: Response, if_match: IfMatch = None
) -> BatchView:
    """Release it to the bank (放行). A third person does; then there is a file for the bank."""
    return _shown(await release_batch(session, caller, batch_id, if_match), response)


@router.post("/{batch_id}/withdrawal", responses=_SIGNED | _REVISED)
@access(staff=MONEY)
async def post_withdrawal(
    batch_id: UUID, session: Session, caller: CallerDep, response: Response, if_match: IfMatch = None
) -> BatchView:
    """Take it back before it is released (撤回)."""
    return _shown(await withdraw_batch(session, caller, batch_id, if_match), response)
