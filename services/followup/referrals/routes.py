"""HTTP for referrals, for the two care teams that each concerns (C5)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from chassis.several import BY_COMMAS
from services.followup.answers import page_about, seen_as
from services.followup.care_team import CARE_TEAM, division_range
from services.followup.no_reasons import Nothing, refuse_reasons
from services.followup.plans.errors import CareNotPossible, PersonNotKnown
from services.followup.referrals.answer_referral import accept_referral, answer_referral, turn_down_referral
from services.followup.referrals.errors import ReferralExists, ReferralNotInState, UnknownReferral
from services.followup.referrals.load import load_referral
from services.followup.referrals.make_referral import make_referral
from services.followup.referrals.queries import list_referrals, list_to_make
from services.followup.referrals.read_content import read_content
from services.followup.referrals.rules import ReferralState
from services.followup.referrals.schemas import Answer, ReferralAskedFor, ReferralContent, ReferralSeen, ToMake
from services.followup.referrals.withdraw_referral import withdraw_referral
from services.followup.sites.errors import SiteClosed, UnknownSite
from services.followup.visits.errors import UnknownVisit
from services.followup.wiring import Division, ListLimit, SealerDep

router = Router(tags=["referrals"])

States = Annotated[list[ReferralState] | None, Query(max_length=7), BY_COMMAS]
_STEP = documented(UnknownReferral, ReferralNotInState)


@router.post(
    "/referrals",
    status_code=201,
    responses=documented(
        BadPayload,
        CharterRefusal,
        PersonNotKnown,
        CareNotPossible,
        UnknownSite,
        SiteClosed,
        UnknownVisit,
        UnknownReferral,
        ReferralExists,
    ),
)
@access(staff=CARE_TEAM)
async def post_referral(
    asked: ReferralAskedFor, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ReferralSeen:
    """Refer somebody to a provider that they agreed to. Without the consent nothing is shared, nor written down."""
    return seen_as(ReferralSeen, await make_referral(session, sealer, caller, asked), response)


@router.get("/referrals", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_referrals(
    caller: CallerDep,
    session: Session,
    response: Response,
    state: States = None,
    person_id: UUID | None = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ReferralSeen]:
    """Referrals of people in scope and to providers in scope, oldest first. `state=not-answered`: ask the provider."""
    rows = await list_referrals(session, division_range(caller, division), state, person_id, cursor, limit)
    return page_about(response, rows, limit, "id")


@router.get("/referrals-to-make", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_to_make(
    caller: CallerDep,
    session: Session,
    response: Response,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ToMake]:
    """Visits that ended in a referral lately and of which none was made yet."""
    rows = await list_to_make(session, division_range(caller, division), cursor, limit)
    return page_about(response, rows, limit, "visit_id")


@router.get("/referrals/{referral_id}", responses=documented(UnknownReferral))
@access(staff=CARE_TEAM)
async def get_referral(referral_id: UUID, caller: CallerDep, session: Session, response: Response) -> ReferralSeen:
    """One referral and how it stands."""
    return seen_as(ReferralSeen, await load_referral(session, caller, referral_id), response)


@router.get("/referrals/{referral_id}/content", responses=documented(UnknownReferral))
@access(staff=CARE_TEAM)
async def get_referral_content(
    referral_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ReferralContent:
    """Why, and what was answered. Each reading is entered in the log that the person can see."""
    referral, content = await read_content(session, sealer, caller, referral_id)
    tell_subjects(response, referral.person_id)
    return content


@router.post("/referrals/{referral_id}/accept", responses=_STEP)
@access(staff=CARE_TEAM)
async def post_accept(referral_id: UUID, caller: CallerDep, session: Session, response: Response) -> ReferralSeen:
    """The provider will see the person."""
    return seen_as(ReferralSeen, await accept_referral(session, caller, referral_id), response)


@router.post("/referrals/{referral_id}/turn-down", responses=_STEP)
@access(staff=CARE_TEAM)
async def post_turn_down(referral_id: UUID, caller: CallerDep, session: Session, response: Response) -> ReferralSeen:
    """The provider cannot help: the care team may make another referral (`instead_of`)."""
    return seen_as(ReferralSeen, await turn_down_referral(session, caller, referral_id), response)


@router.post("/referrals/{referral_id}/answer", responses=documented(UnknownReferral, ReferralNotInState, BadPayload))
@access(staff=CARE_TEAM)
async def post_answer(
    referral_id: UUID, answer: Answer, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ReferralSeen:
    """What the provider answers; late answers count too."""
    return seen_as(ReferralSeen, await answer_referral(session, sealer, caller, referral_id, answer), response)


@router.post("/referrals/{referral_id}/withdraw", responses=documented(UnknownReferral, CharterRefusal))
@access(staff=CARE_TEAM)
async def post_referral_withdrawal(
    referral_id: UUID, caller: CallerDep, session: Session, response: Response, body: Nothing = None
) -> ReferralSeen:
    """The person takes the consent back: one step, no reason. The provider sees it no more, and content is erased."""
    refuse_reasons(body)
    return seen_as(ReferralSeen, await withdraw_referral(session, caller, referral_id), response)
