"""The exchange as the county's officers and auditors see it: peers, queues, what waits and why, evidence."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page
from chassis.problems import BadPayload, documented
from services.migrants.exchange.errors import MessageSettled, UnknownExchangeMessage
from services.migrants.exchange.queries import find_outgoing, list_arrived, list_outgoing, list_peers, list_refusals
from services.migrants.exchange.resend_message import resend_message
from services.migrants.exchange.schemas import ArrivedState, OutgoingEvidence, OutgoingState, PeerState, RefusalCount

router = Router(prefix="/exchange", tags=["exchange 县际交换"])

_READERS = (*COUNTY, "auditor")
County = Annotated[str | None, Query(pattern="^[0-9]{6}$", description="Six digits.")]
Thread = Annotated[UUID | None, Query(description="The matter that messages belong to.")]
OutgoingStatus = Literal["waiting", "sent", "received", "validated", "applied", "rejected", "failed"]
ArrivedStatus = Literal["validated", "applied", "rejected"]


@router.get("/peers")
@access(staff=_READERS)
async def get_exchange_peers(session: Session) -> Page[PeerState]:
    """The counties that we exchange messages with: whether they are reached, and what waits for them. One page."""
    return Page(items=await list_peers(session))


@router.get("/outgoing", responses=documented(BadPayload))
@access(staff=_READERS)
async def get_outgoing(
    session: Session,
    county: County = None,
    status: OutgoingStatus | None = None,
    thread: Thread = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[OutgoingState]:
    """Our messages to other counties, the newest first: how far each got, and what it waits for."""
    return await list_outgoing(session, county, status, thread, limit, cursor)


@router.get("/outgoing/{message_id}", responses=documented(UnknownExchangeMessage))
@access(staff=_READERS)
async def get_outgoing_evidence(message_id: UUID, session: Session) -> OutgoingEvidence:
    """One of our messages with its signed statement and the peer's signed receipt."""
    return await find_outgoing(session, message_id)


@router.post("/outgoing/{message_id}/resend", responses=documented(UnknownExchangeMessage, MessageSettled))
@access(staff=COUNTY)
async def post_resend(message_id: UUID, session: Session, caller: CallerDep) -> OutgoingState:
    """Send a message again that was given up, or try one now that waits."""
    row = await resend_message(session, caller, message_id)
    return OutgoingState(**row.model_dump(), erased=row.body is None)


@router.get("/arrived", responses=documented(BadPayload))
@access(staff=_READERS)
async def get_arrived(
    session: Session,
    county: County = None,
    status: ArrivedStatus | None = None,
    thread: Thread = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ArrivedState]:
    """Messages that came from other counties, the newest first, and what became of them."""
    return await list_arrived(session, county, status, thread, limit, cursor)


@router.get("/refusals")
@access(staff=_READERS)
async def get_exchange_refusals(session: Session, limit: Limit = 100) -> Page[RefusalCount]:
    """What was refused before it was taken, counted by day, sender and reason; the newest first. One page."""
    return Page(items=await list_refusals(session, limit))
