"""Confirmations over HTTP: ask, answer, and the list of what does not agree."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from fastapi import Query, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, SealerDep, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from chassis.sealing import Sealer
from services.migrants.confirmations.answer_confirmation import answer_confirmation
from services.migrants.confirmations.ask_confirmation import ask_confirmation
from services.migrants.confirmations.errors import ConfirmationClosed, ConfirmationRuns, UnknownConfirmation
from services.migrants.confirmations.explain_confirmation import explain_confirmation
from services.migrants.confirmations.messages import WhoIsMeant
from services.migrants.confirmations.say import NOTE, WHO
from services.migrants.confirmations.schemas import (
    ConfirmationAskedFor,
    ConfirmationReason,
    ConfirmationSeen,
    ConfirmationWord,
    NoteSeen,
)
from services.migrants.confirmations.send_to_meeting import kind_of
from services.migrants.confirmations.tables import Confirmation, ConfirmationNote
from services.migrants.handovers.errors import NobodyServesThere
from services.migrants.movements.errors import PersonUnknownHere, UnknownMovement

router = Router(prefix="/confirmations", tags=["confirmations"])


@router.post(
    "",
    status_code=201,
    responses=documented(BadPayload, UnknownMovement, PersonUnknownHere, NobodyServesThere, ConfirmationRuns),
)
@access(staff=VILLAGE_UP)
async def post_confirmation(
    asked: ConfirmationAskedFor, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ConfirmationSeen:
    """Ask the other county whether its register says the same of a declared move."""
    row = await ask_confirmation(session, sealer, caller, asked)
    return await _seen(session, sealer, row, response)


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def get_confirmations(
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    side: Literal["asks", "answers"] | None = None,
    open: Annotated[bool, Query(description="Only what is not settled: unanswered, contradictory, stale.")] = True,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ConfirmationSeen]:
    """The work list: what this county and others do not say alike, oldest first."""
    found: Any = select(Confirmation).where(col(Confirmation.division).startswith(caller.scope_prefix))
    if side is not None:
        found = found.where(col(Confirmation.side) == side)
    if open:
        found = found.where(col(Confirmation.closed_on).is_(None))
    if cursor is not None:
        found = found.where(col(Confirmation.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(found.order_by(col(Confirmation.id)).limit(limit + 1))).all()
    seen = await _all_seen(session, sealer, rows)
    tell_subjects(response, *dict.fromkeys(each.person_id for each in seen[:limit] if each.person_id is not None))
    return page_of(seen, limit, "id")


@router.post("/{confirmation_id}/words", responses=documented(BadPayload, UnknownConfirmation, ConfirmationClosed))
@access(staff=VILLAGE_UP)
async def post_confirmation_word(
    confirmation_id: UUID,
    word: ConfirmationWord,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
) -> ConfirmationSeen:
    """Say what this county's register shows, or that it has been put right. One county claiming settles it."""
    row = await answer_confirmation(session, sealer, caller, confirmation_id, word)
    return await _seen(session, sealer, row, response)


@router.post(
    "/{confirmation_id}/explanation", responses=documented(BadPayload, UnknownConfirmation, ConfirmationClosed)
)
@access(staff=VILLAGE_UP)
async def post_confirmation_explanation(
    confirmation_id: UUID,
    reason: ConfirmationReason,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
) -> ConfirmationSeen:
    """Say why the two counties cannot say the same. The same reason of the other desk's settles it as explained."""
    row = await explain_confirmation(session, sealer, caller, confirmation_id, reason)
    return await _seen(session, sealer, row, response)


async def _seen(session: AsyncSession, sealer: Sealer, row: Confirmation, response: Response) -> ConfirmationSeen:
    await session.flush()
    (seen,) = await _all_seen(session, sealer, [row])
    tell_subjects(response, *([] if seen.person_id is None else [seen.person_id]))
    return seen


async def _all_seen(session: AsyncSession, sealer: Sealer, rows: Sequence[Confirmation]) -> list[ConfirmationSeen]:
    wanted = select(ConfirmationNote).where(col(ConfirmationNote.confirmation_id).in_([row.id for row in rows]))
    threads: dict[UUID, list[NoteSeen]] = {}
    for note in await session.scalars(wanted.order_by(col(ConfirmationNote.id))):
        words = None if note.words is None else sealer.open(note.words, NOTE)
        seen = NoteSeen(at=note.at, by=note.by, claim=note.claim, words=words)
        threads.setdefault(note.confirmation_id, []).append(seen)
    return [_of(sealer, row, threads.get(row.id, [])) for row in rows]


def _of(sealer: Sealer, row: Confirmation, thread: list[NoteSeen]) -> ConfirmationSeen:
    told = None if row.who is None else msgspec.json.decode(sealer.open(row.who, WHO), type=WhoIsMeant)
    names = ("id", "side", "peer", "division", "person_id", "moved_on", "ours", "theirs", "our_code", "their_code")
    days = ("asked_on", "closed_on", "to_meeting_on")
    return ConfirmationSeen(
        **{name: getattr(row, name) for name in (*names, *days)},
        kind=row.closed_how or kind_of(row),
        name=told.name if told else None,
        birth_date=told.birth_date if told else None,
        registered_division=told.registered_division if told else None,
        thread=thread,
    )
