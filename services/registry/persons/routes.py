"""Persons over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from chassis import clock
from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from chassis.reasons import ReasonHeader, stated_reason
from chassis.several import BY_COMMAS
from services.registry.households.errors import HeadTaken, UnknownHousehold
from services.registry.merges.errors import PersonMergedInto
from services.registry.payloads import AsOf, KnownOn, QueryCode, QueryText
from services.registry.persons.correct_person import correct_person
from services.registry.persons.errors import NotYetRegistered, NumberTaken, UnknownPerson
from services.registry.persons.find_person import find_or_lead
from services.registry.persons.name_persons import name_persons
from services.registry.persons.read_identifiers import read_identifiers
from services.registry.persons.recall_person import PersonChangeOut, list_changes, recall_person
from services.registry.persons.register_person import register_person
from services.registry.persons.schemas import (
    Identifiers,
    NamedPerson,
    PersonEntry,
    PersonOut,
    PersonPatch,
    PersonSearch,
)
from services.registry.persons.search_persons import (
    allow_look_up,
    allow_search,
    list_by_division,
    search,
    search_by_name,
    search_by_number,
)
from services.registry.persons.show_person import show_person
from services.registry.sealed import SealerDep

router = Router(prefix="/persons", tags=["persons 人口"])

# Every person in an answer is named in a header for the access log, and headers have an end.
PersonLimit = Annotated[int, Query(ge=1, le=200, description="How many persons at most.")]


@router.get("", responses=documented(BadPayload, NotAllowed))
@access(staff=VILLAGE_UP, departments_see="person", about="id")
async def list_persons(
    request: Request,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    citizen_number: Annotated[QueryText, Query(description="Better sent to `POST /persons/search`.")] = None,
    name: QueryText = None,
    division: QueryCode = None,
    cursor: Cursor = None,
    limit: PersonLimit = 50,
) -> Page[PersonOut]:
    """Persons by citizen number (exact), by the beginning of their name, or by division: your area's only.

    Departments look up by citizen number alone. An address is easily kept somewhere on the way: prefer
    `POST /persons/search` for numbers.
    """
    allow_search(caller, citizen_number)
    pool = request.app.state.database.pool
    if citizen_number is not None:
        page = await search_by_number(pool, sealer, caller, citizen_number, "query/citizen_number")
    elif name is not None:
        page = await search_by_name(pool, sealer, caller, name, division, cursor, limit)
    else:
        page = await list_by_division(pool, sealer, caller, division, cursor, limit)
    tell_subjects(response, *(person.id for person in page.items))
    return page


@router.post("/search", responses=documented(BadPayload, NotAllowed))
@access(staff=VILLAGE_UP, departments_see="person", about="id")
async def search_persons(
    request: Request, response: Response, caller: CallerDep, sealer: SealerDep, body: PersonSearch
) -> Page[PersonOut]:
    """Persons of your area by citizen number, name, phone or address; the closest first.

    What is looked for travels in the body and so comes into no address and no log. Departments look up by citizen
    number alone.
    """
    allow_search(caller, body.citizen_number)
    page = await search(request.app.state.database.pool, sealer, caller, body)
    tell_subjects(response, *(person.id for person in page.items))
    return page


@router.post(
    "", status_code=201, responses=documented(BadPayload, CharterRefusal, NumberTaken, UnknownHousehold, HeadTaken)
)
@access(staff=VILLAGE_UP)
async def post_person(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: PersonEntry
) -> PersonOut:
    """Register a person by hand. For a newborn, `POST /births` does this and more."""
    person = await register_person(session, sealer, caller, body)
    set_etag(response, person.revision)
    tell_subjects(response, person.id)
    return show_person(person, sealer)


@router.get("/names", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def list_names(
    session: Session,
    response: Response,
    caller: CallerDep,
    ids: Annotated[list[UUID], Query(min_length=1, max_length=100), BY_COMMAS],
) -> Page[NamedPerson]:
    """What people of your area are called, for a list that names them by id; others are left out."""
    found = await name_persons(session, caller, ids)
    tell_subjects(response, *(person.id for person in found))
    return Page[NamedPerson](items=found)


@router.get(
    "/{person_id}", responses=documented(UnknownPerson, NotAllowed, NotYetRegistered, CharterRefusal, PersonMergedInto)
)
@access(staff=VILLAGE_UP, departments_see="person", about="id")
async def get_person(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    as_of: AsOf = None,
    known_on: KnownOn = None,
) -> PersonOut:
    """One person of your area, now or as of any day. An id that was merged leads to whom it was merged into."""
    allow_look_up(caller)
    if as_of is not None or known_on is not None:
        tell_subjects(response, person_id)
        return await recall_person(session, sealer, caller, person_id, as_of or clock.today(), known_on)
    person = await find_or_lead(session, caller, person_id)
    set_etag(response, person.revision)
    tell_subjects(response, person.id)
    return show_person(person, sealer)


@router.patch(
    "/{person_id}",
    responses=documented(UnknownPerson, BadPayload, CharterRefusal, NumberTaken, RevisionMissing, RevisionStale),
)
@access(staff=VILLAGE_UP)
async def patch_person(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    body: PersonPatch,
    if_match: IfMatch = None,
) -> PersonOut:
    """Correct a person's data. What stood before is kept, with who changed it, when and why."""
    person = await correct_person(session, sealer, caller, person_id, if_match, body)
    set_etag(response, person.revision)
    tell_subjects(response, person.id)
    return show_person(person, sealer)


@router.get("/{person_id}/history", responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def list_history(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[PersonChangeOut]:
    """Every change of a person: what, when, who, why, and on what ground; identifiers masked."""
    (after,) = decode_cursor(cursor, int) if cursor else (0,)
    page = await list_changes(session, sealer, caller, person_id, after, limit)
    tell_subjects(response, person_id)
    return page


@router.get("/{person_id}/identifiers", responses=documented(UnknownPerson, BadPayload))
@access(staff=TOWNSHIP_UP)
async def get_identifiers(
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    person_id: UUID,
    reason: ReasonHeader = None,
) -> Identifiers:
    """The identifiers in full. State why in `X-Reason`; it is logged, and the person can read it."""
    shown = await read_identifiers(session, sealer, caller, person_id, stated_reason(reason))
    tell_subjects(response, person_id)
    response.headers["Cache-Control"] = "no-store"
    return shown
