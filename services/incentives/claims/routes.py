"""HTTP for claims: applied for or found, reviewed, checked, confirmed."""

from typing import Annotated
from uuid import UUID

from fastapi import Body, Query, Response
from sqlalchemy import select
from sqlmodel import col

from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, expect_revision, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.incentives.beneficiaries.errors import UnknownBeneficiary
from services.incentives.claims.apply import apply
from services.incentives.claims.ask_what_changed import ask_what_changed
from services.incentives.claims.errors import (
    ClaimExists,
    ClaimNotInState,
    SamePerson,
    UnknownClaim,
    UnknownScheme,
)
from services.incentives.claims.find_candidates import find_candidates
from services.incentives.claims.load import load_claim
from services.incentives.claims.renew import renew
from services.incentives.claims.rules import State
from services.incentives.claims.schemas import (
    Candidate,
    ClaimGiven,
    ClaimSeen,
    ClaimsMoved,
    Question,
    Questions,
    RenewalAsked,
    Renewed,
    StepTaken,
)
from services.incentives.claims.tables import Claim
from services.incentives.claims.take_step import send_back, take_step, withdraw_claim
from services.incentives.scope import SealerDep, scope_of
from services.incentives.text_fields import Division, Line, ListLimit

router = Router(tags=["claims"])

AnyYear = Annotated[int | None, Query(ge=2000, le=2200)]
AYear = Annotated[int, Query(ge=2000, le=2200, description="The cycle's year.")]
AnyScheme = Annotated[str | None, Query(max_length=60, pattern=r"^[a-z0-9-]+$")]
AScheme = Annotated[str, Query(max_length=60, pattern=r"^[a-z0-9-]+$")]
Reason = Annotated[Line, Body(embed=True, description="What is missing or wrong.")]
_CHANGE = documented(UnknownClaim, ClaimNotInState, RevisionMissing, RevisionStale, BadPayload)


def _seen(claim: Claim, response: Response) -> ClaimSeen:
    set_etag(response, claim.revision)
    tell_subjects(response, claim.person_id, *({claim.payee_id} - {claim.person_id}))
    return ClaimSeen.model_validate(claim)


@router.post(
    "/claims",
    status_code=201,
    responses=documented(UnknownScheme, UnknownBeneficiary, BadPayload, NotAllowed, ClaimExists),
)
@access(staff=VILLAGE_UP)
async def post_claim(
    given: ClaimGiven, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ClaimSeen:
    """Claim a scheme's money for a person, with them. Decided at once; `state=refused` says why under its decision."""
    return _seen(await apply(session, sealer, caller, given), response)


@router.get("/claims", responses=documented(BadPayload, NotAllowed))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_claims(
    caller: CallerDep,
    session: Session,
    response: Response,
    state: State | None = None,
    scheme: AnyScheme = None,
    year: AnyYear = None,
    person_id: UUID | None = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ClaimSeen]:
    """List claims, oldest first: what waits for a step is found by its state."""
    query = select(Claim).where(col(Claim.division_code).startswith(scope_of(caller, division)))
    for column, wanted in (("state", state), ("scheme", scheme), ("year", year), ("person_id", person_id)):
        if wanted is not None:
            query = query.where(getattr(Claim, column) == wanted)
    if cursor is not None:
        query = query.where(col(Claim.id) > decode_cursor(cursor, UUID)[0])
    rows = list(await session.scalars(query.order_by(col(Claim.id)).limit(limit + 1)))
    tell_subjects(response, *{claim.person_id for claim in rows[:limit]})
    return page_of([ClaimSeen.model_validate(claim) for claim in rows], limit, "id")


@router.get("/claims/{claim_id}", responses=documented(UnknownClaim))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_claim(claim_id: UUID, caller: CallerDep, session: Session, response: Response) -> ClaimSeen:
    """One claim and how it stands."""
    return _seen(await load_claim(session, caller, claim_id), response)


@router.post(
    "/claims/steps", responses=documented(NotAllowed, UnknownClaim, ClaimNotInState, SamePerson, UnknownScheme)
)
@access(staff=VILLAGE_UP)
async def post_step(taken: StepTaken, caller: CallerDep, session: Session, sealer: SealerDep) -> ClaimsMoved:
    """Sign the village's review, the township's check or the county's confirmation, each by somebody else."""
    return await take_step(session, sealer, caller, taken.step, taken.claim_ids)


@router.post("/claims/{claim_id}/return", responses=_CHANGE)
@access(staff=TOWNSHIP_UP)
async def post_claim_return(
    claim_id: UUID, reason: Reason, caller: CallerDep, session: Session, response: Response, if_match: IfMatch = None
) -> ClaimSeen:
    """Send a claim back for what is missing; it starts anew, with no signature."""
    expect_revision(if_match, (await load_claim(session, caller, claim_id)).revision)
    return _seen(await send_back(session, caller, claim_id, reason), response)


@router.post("/claims/{claim_id}/withdrawal", responses=_CHANGE)
@access(staff=VILLAGE_UP)
async def post_claim_withdrawal(
    claim_id: UUID, caller: CallerDep, session: Session, response: Response, if_match: IfMatch = None
) -> ClaimSeen:
    """The person does not want it any more; no reason is asked."""
    expect_revision(if_match, (await load_claim(session, caller, claim_id)).revision)
    return _seen(await withdraw_claim(session, caller, claim_id), response)


@router.get("/claims/{claim_id}/questions", responses=documented(UnknownClaim))
@access(staff=VILLAGE_UP)
async def get_questions(
    claim_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> Questions:
    """What is to be asked for a renewed claim: what changed since the last decision, and nothing else."""
    claim, changes = await ask_what_changed(session, sealer, caller, claim_id)
    tell_subjects(response, claim.person_id)
    return Questions(items=[Question(fact=each.fact, zh=each.question.zh, en=each.question.en) for each in changes])


@router.post("/renewals", responses=documented(UnknownScheme))
@access(staff=TOWNSHIP_UP)
async def post_renewal(asked: RenewalAsked, caller: CallerDep, session: Session, sealer: SealerDep) -> Renewed:
    """Take up last year's approved claims for a year, five hundred at a time; call again until all counts are 0."""
    return await renew(session, sealer, caller, asked.scheme, asked.year)


@router.get("/candidates", responses=documented(UnknownScheme, BadPayload, NotAllowed))
@access(staff=VILLAGE_UP)
async def get_candidates(
    scheme: AScheme,
    year: AYear,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[Candidate]:
    """Who is likely entitled and has not claimed yet, in a town or village: to be told of it, not to be enrolled."""
    after = None if cursor is None else decode_cursor(cursor, UUID)[0]
    rows = await find_candidates(session, sealer, caller, scheme, year, division, after, limit)
    tell_subjects(response, *(row.person_id for row in rows[:limit]))
    return page_of(rows, limit, "person_id")
