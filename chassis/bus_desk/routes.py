"""The same in every service: ``/bus`` and ``/dead-letters``, for those who keep the house running."""

from typing import Annotated

from fastapi import Path, Request

from chassis import audit, dead_letters
from chassis.access import access
from chassis.bus_desk.errors import DeadLetterSettled, UnknownDeadLetter
from chassis.bus_desk.queries import find_letter, lags, letters, open_letters, waiting
from chassis.bus_desk.schemas import BusState, DeadLetterDecision, DeadLetterInFull, DeadLetterSeen, State
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, documented

router = Router(tags=["bus 消息总线"])

LetterId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/bus")
@access(staff=("county-admin", "auditor"))
async def get_bus_state(request: Request, session: Session) -> BusState:
    """How the service stands with the bus: what waits, how far behind it is, what lies aside."""
    service = request.app.state.service
    count, age = await waiting(session)
    topics = await lags(request.app.state.settings, service.subscriptions)
    aside = await open_letters(session)
    return BusState(service=service.name, waiting=count, oldest_seconds=age, dead_letters=aside, topics=topics)


@router.get("/dead-letters", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_dead_letters(
    session: Session, state: State = "open", limit: Limit = 50, cursor: Cursor = None
) -> Page[DeadLetterSeen]:
    """Events that could not be processed, the newest first, by the kind of their fault."""
    found = await letters(session, state, decode_cursor(cursor, int)[0] if cursor else None, limit)
    more = encode_cursor(found[limit - 1].id) if len(found) > limit else None
    return Page(items=found[:limit], next=more)


@router.get("/dead-letters/{letter_id}", responses=documented(UnknownDeadLetter, BadPayload))
@access(staff=("county-admin",))
async def get_dead_letter(session: Session, caller: CallerDep, letter_id: LetterId) -> DeadLetterInFull:
    """One with its reason in full and the event itself. It may name somebody, so looking is recorded."""
    letter = await find_letter(session, letter_id)
    await audit.record(session, caller, "look-at-dead-letter", None, letter=letter.id, type=letter.type)
    return letter


@router.post(
    "/dead-letters/{letter_id}/decision", responses=documented(UnknownDeadLetter, DeadLetterSettled, BadPayload)
)
@access(staff=("county-admin",))
async def post_dead_letter_decision(
    session: Session, caller: CallerDep, letter_id: LetterId, body: DeadLetterDecision
) -> DeadLetterSeen:
    """Have it applied again, within seconds and in the order of its key; or give it up for good."""
    await find_letter(session, letter_id)
    act = dead_letters.request_replay if body.decision == "replay" else dead_letters.discard
    if not await act(session, [letter_id]):
        raise DeadLetterSettled()
    await audit.record(session, caller, f"{body.decision}-dead-letter", None, letter=letter_id, grounds=body.grounds)
    return DeadLetterSeen(
        **(await find_letter(session, letter_id)).model_dump(include=set(DeadLetterSeen.model_fields))
    )
