"""Households over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis import clock
from chassis.access import VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.registry.households.change_head import change_head
from services.registry.households.errors import (
    HeadMustStay,
    HeadTaken,
    HouseholdNumberTaken,
    InAnotherHousehold,
    NotAMember,
    PersonNotLiving,
    UnknownHousehold,
)
from services.registry.households.find_household import find_household
from services.registry.households.join_household import join_household
from services.registry.households.join_households import join_households
from services.registry.households.leave_household import leave_household
from services.registry.households.list_changes import HouseholdChangeOut, list_household_changes, subjects_of
from services.registry.households.open_household import open_household
from services.registry.households.queries import households_in, members_of
from services.registry.households.recall_household import recall_household, recall_members
from services.registry.households.schemas import (
    HeadEntry,
    HouseholdEntry,
    HouseholdJoin,
    HouseholdOut,
    HouseholdSplit,
    LeaveEntry,
    MemberEntry,
)
from services.registry.households.split_household import split_household
from services.registry.households.tables import Household
from services.registry.payloads import AsOf, KnownOn, QueryCode, QueryText
from services.registry.persons.errors import NotYetRegistered, UnknownPerson
from services.registry.persons.schemas import PersonOut
from services.registry.persons.show_person import show_person
from services.registry.sealed import SealerDep

router = Router(prefix="/households", tags=["households 户"])

MemberLimit = Annotated[int, Query(ge=1, le=200)]
HistoryLimit = Annotated[int, Query(ge=1, le=100)]
_START = UUID(int=0)
_OF_A_TRANSFER = (
    UnknownHousehold,
    BadPayload,
    NotAllowed,
    RevisionMissing,
    RevisionStale,
    NotAMember,
    HeadTaken,
)


def _show(household: Household, response: Response) -> HouseholdOut:
    set_etag(response, household.revision)
    if household.head_id is not None:
        tell_subjects(response, household.head_id)
    return HouseholdOut.model_validate(household.model_dump())


@router.get("", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_households(
    session: Session,
    caller: CallerDep,
    division: QueryCode = None,
    number: QueryText = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[HouseholdOut]:
    """Households registered in your area, by division and number."""
    after = decode_cursor(cursor, str, str) if cursor else ("", "")
    rows = await households_in(session, caller, division=division, number=number, after=after, limit=limit)
    shown = [HouseholdOut.model_validate(row.model_dump()) for row in rows]
    return page_of(shown, limit, "registered_division", "number")


@router.post(
    "",
    status_code=201,
    responses=documented(BadPayload, HouseholdNumberTaken, UnknownPerson, InAnotherHousehold, PersonNotLiving),
)
@access(staff=VILLAGE_UP)
async def post_household(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: HouseholdEntry
) -> HouseholdOut:
    """Open a household."""
    return _show(await open_household(session, sealer, caller, body), response)


@router.get("/{household_id}", responses=documented(UnknownHousehold, NotYetRegistered))
@access(staff=VILLAGE_UP)
async def get_household(
    session: Session,
    response: Response,
    caller: CallerDep,
    household_id: UUID,
    as_of: AsOf = None,
    known_on: KnownOn = None,
) -> HouseholdOut:
    """A household registered in your area, or with a member who lives there; now or as of any day."""
    if as_of is not None or known_on is not None:
        return await recall_household(session, caller, household_id, as_of or clock.today(), known_on)
    return _show(await find_household(session, caller, household_id), response)


@router.get("/{household_id}/members", responses=documented(UnknownHousehold, BadPayload))
@access(staff=VILLAGE_UP)
async def list_members(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    household_id: UUID,
    cursor: Cursor = None,
    limit: MemberLimit = 100,
    as_of: AsOf = None,
    known_on: KnownOn = None,
) -> Page[PersonOut]:
    """The members of a household who live or are registered in your area; now or as of any day."""
    (after,) = decode_cursor(cursor, UUID) if cursor else (_START,)
    if as_of is not None or known_on is not None:
        day = as_of or clock.today()
        then = await recall_members(session, sealer, caller, household_id, day, known_on)
        shown = [person for person in then if person.id > after][: limit + 1]
    else:
        await find_household(session, caller, household_id)
        rows = await members_of(session, caller, household_id, after, limit)
        shown = [show_person(row, sealer) for row in rows]
    page = page_of(shown, limit, "id")
    tell_subjects(response, *(person.id for person in page.items))
    return page


@router.get("/{household_id}/history", responses=documented(UnknownHousehold, BadPayload))
@access(staff=VILLAGE_UP)
async def list_household_history(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    household_id: UUID,
    cursor: Cursor = None,
    limit: HistoryLimit = 50,
) -> Page[HouseholdChangeOut]:
    """Every change of a household and of who belongs to it: what, when, who, why, and on what paper."""
    after = decode_cursor(cursor, datetime, str, UUID) if cursor else None
    page = await list_household_changes(session, sealer, caller, household_id, after, limit)
    tell_subjects(response, *subjects_of(page.items))
    return page


@router.post(
    "/{household_id}/split",
    status_code=201,
    responses=documented(*_OF_A_TRANSFER, HouseholdNumberTaken, HeadMustStay),
)
@access(staff=VILLAGE_UP)
async def post_split(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    household_id: UUID,
    body: HouseholdSplit,
    if_match: IfMatch = None,
) -> HouseholdOut:
    """Split the household (分户): the members named form one of their own, which is answered."""
    return _show(await split_household(session, sealer, caller, household_id, if_match, body), response)


@router.post("/{household_id}/join", responses=documented(*_OF_A_TRANSFER))
@access(staff=VILLAGE_UP)
async def post_join(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    household_id: UUID,
    body: HouseholdJoin,
    if_match: IfMatch = None,
) -> HouseholdOut:
    """Join another household to this one (并户): all its living members come in."""
    return _show(await join_households(session, sealer, caller, household_id, if_match, body), response)


@router.post(
    "/{household_id}/members",
    responses=documented(
        UnknownHousehold, UnknownPerson, BadPayload, NotAllowed, HeadTaken, InAnotherHousehold, PersonNotLiving
    ),
)
@access(staff=VILLAGE_UP)
async def post_member(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, household_id: UUID, body: MemberEntry
) -> HouseholdOut:
    """Take a person into the household; their registration (户籍) becomes the household's."""
    return _show(await join_household(session, sealer, caller, household_id, body), response)


@router.delete(
    "/{household_id}/members/{person_id}",
    responses=documented(UnknownHousehold, UnknownPerson, NotAllowed, NotAMember, HeadMustStay),
)
@access(staff=VILLAGE_UP)
async def delete_member(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, household_id: UUID, person_id: UUID
) -> HouseholdOut:
    """Take a person out of the household. `POST …/leave` does so with a reason and a paper."""
    entry = LeaveEntry(person_id=person_id)
    return _show(await leave_household(session, sealer, caller, household_id, entry), response)


@router.post(
    "/{household_id}/leave",
    responses=documented(UnknownHousehold, UnknownPerson, BadPayload, NotAllowed, NotAMember, HeadMustStay),
)
@access(staff=VILLAGE_UP)
async def post_leave(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, household_id: UUID, body: LeaveEntry
) -> HouseholdOut:
    """Take a person out of the household, with why and on what paper."""
    return _show(await leave_household(session, sealer, caller, household_id, body), response)


@router.put(
    "/{household_id}/head",
    responses=documented(
        UnknownHousehold,
        UnknownPerson,
        BadPayload,
        NotAllowed,
        RevisionMissing,
        RevisionStale,
        NotAMember,
        PersonNotLiving,
    ),
)
@access(staff=VILLAGE_UP)
async def put_head(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    household_id: UUID,
    body: HeadEntry,
    if_match: IfMatch = None,
) -> HouseholdOut:
    """Make another member the head."""
    return _show(await change_head(session, sealer, caller, household_id, if_match, body), response)
