"""Handovers over HTTP, for those who care for people; the county sees what waits, without people."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import VILLAGE_UP, access
from chassis.auth import Role
from chassis.concurrency import set_etag
from chassis.http import CallerDep, Router, SealerDep, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page
from chassis.problems import BadPayload, CharterRefusal, documented
from chassis.sealing import Sealer
from services.migrants.handovers.accept_handover import accept_handover
from services.migrants.handovers.decline_handover import decline_handover
from services.migrants.handovers.errors import (
    HandoverClosed,
    HandoverOverTime,
    HandoverRuns,
    NobodyServesThere,
    UnknownHandover,
)
from services.migrants.handovers.load import load_handover
from services.migrants.handovers.offer_handover import offer_handover
from services.migrants.handovers.rules import Side
from services.migrants.handovers.schemas import (
    Acceptance,
    Declining,
    HandoverEntryBody,
    HandoverSeen,
    HandoverShort,
    HealthSeen,
    NumberSeen,
    WaitingSeen,
)
from services.migrants.handovers.show_handovers import handover_seen, list_handovers, list_waiting
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.take_up import read_health, read_number, take_up
from services.migrants.handovers.withdraw_handover import withdraw_handover
from services.migrants.movements.errors import PersonUnknownHere

router = Router(prefix="/handovers", tags=["handovers"])

CARE_TEAM: tuple[Role, ...] = ("village-worker", "township-officer")
"""As in follow-up care: that somebody is in care says something about their health (C5)."""


async def _seen(session: Session, sealer: Sealer, handover: Handover, response: Response) -> HandoverSeen:
    await session.flush()
    seen = await handover_seen(session, sealer, handover)
    tell_subjects(response, *(person.person_id for person in seen.people if person.person_id is not None))
    set_etag(response, seen.revision)
    return seen


@router.post(
    "",
    status_code=201,
    responses=documented(BadPayload, CharterRefusal, PersonUnknownHere, NobodyServesThere, HandoverRuns),
)
@access(staff=CARE_TEAM)
async def post_handover(
    body: HandoverEntryBody, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> HandoverSeen:
    """Offer people's services to the county where they live now. Everybody and every service is named."""
    return await _seen(session, sealer, await offer_handover(session, sealer, caller, body), response)


@router.get("", responses=documented(BadPayload))
@access(staff=CARE_TEAM)
async def get_handovers(
    caller: CallerDep,
    session: Session,
    side: Side | None = None,
    open: Annotated[bool, Query(description="Only those that are not closed.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[HandoverShort]:
    """Handovers from and to the caller's divisions, newest first."""
    return await list_handovers(session, caller.scope_prefix, side, open, limit, cursor)


@router.get("/waiting", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def get_waiting(
    caller: CallerDep, session: Session, limit: Limit = 50, cursor: Cursor = None
) -> Page[WaitingSeen]:
    """What waits on whom: an answer, a release, a service to take up; oldest first, and nobody's name."""
    return await list_waiting(session, caller.scope_prefix, limit, cursor)


@router.get("/{handover_id}", responses=documented(UnknownHandover))
@access(staff=CARE_TEAM)
async def get_handover(
    handover_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> HandoverSeen:
    """One handover: people, services, the log, how far messages got, and which county is responsible."""
    return await _seen(session, sealer, await load_handover(session, caller, handover_id), response)


@router.post("/{handover_id}/withdrawal", responses=documented(UnknownHandover, HandoverClosed))
@access(staff=CARE_TEAM)
async def post_handover_withdrawal(
    handover_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> HandoverSeen:
    """Take the offer back, as long as the other county's acceptance has not come in."""
    return await _seen(session, sealer, await withdraw_handover(session, caller, handover_id), response)


@router.post(
    "/{handover_id}/acceptance",
    responses=documented(UnknownHandover, HandoverClosed, HandoverOverTime, HandoverRuns, BadPayload),
)
@access(staff=CARE_TEAM)
async def post_acceptance(
    handover_id: UUID,
    body: Acceptance,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
) -> HandoverSeen:
    """Take everybody and everything named in it. It binds this county from now on."""
    return await _seen(session, sealer, await accept_handover(session, caller, handover_id, body), response)


@router.post("/{handover_id}/declining", responses=documented(UnknownHandover, HandoverClosed, BadPayload))
@access(staff=CARE_TEAM)
async def post_declining(
    handover_id: UUID,
    body: Declining,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
) -> HandoverSeen:
    """Do not take it, with a reason for the other county. What it told is erased here."""
    return await _seen(session, sealer, await decline_handover(session, sealer, caller, handover_id, body), response)


@router.get("/{handover_id}/people/{ref}/health", responses=documented(UnknownHandover))
@access(staff=CARE_TEAM)
async def get_handed_health(
    handover_id: UUID, ref: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> HealthSeen:
    """What the other care team wrote, with the person's separate consent. Each reading is in the log that they see."""
    seen = await read_health(session, sealer, caller, handover_id, ref)
    handover = await handover_seen(session, sealer, await load_handover(session, caller, handover_id))
    tell_subjects(response, *(p.person_id for p in handover.people if p.ref == ref and p.person_id is not None))
    return seen


@router.get("/{handover_id}/people/{ref}/citizen-number", responses=documented(UnknownHandover))
@access(staff=CARE_TEAM)
async def get_handed_number(
    handover_id: UUID, ref: UUID, caller: CallerDep, session: Session, sealer: SealerDep
) -> NumberSeen:
    """The whole citizen number, where the person wanted it told, to find them in the register."""
    return await read_number(session, sealer, caller, handover_id, ref)


@router.post(
    "/{handover_id}/services/{ref}/taking-up", responses=documented(UnknownHandover, HandoverClosed, BadPayload)
)
@access(staff=CARE_TEAM)
async def post_taking_up(
    handover_id: UUID, ref: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> HandoverSeen:
    """A service has begun here: it waits no longer."""
    return await _seen(session, sealer, await take_up(session, caller, handover_id, ref), response)
