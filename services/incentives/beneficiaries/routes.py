"""People that benefits can be owed to, within the caller's divisions."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page
from chassis.problems import BadPayload, NotFound, documented
from chassis.several import BY_COMMAS
from services.incentives.beneficiaries.queries import find_beneficiary, list_beneficiaries, name_beneficiaries
from services.incentives.beneficiaries.schemas import BeneficiaryView, NamedBeneficiary

router = Router(tags=["beneficiaries"])
PAYMENT_ROLES = (*VILLAGE_UP, "finance-officer")


@router.get("/beneficiaries")
@access(staff=PAYMENT_ROLES)
async def show_beneficiaries(
    session: Session,
    caller: CallerDep,
    response: Response,
    limit: Limit = 50,
    cursor: Cursor = None,
    born_from: Annotated[date | None, Query(description="Born on or after.")] = None,
) -> Page[BeneficiaryView]:
    """List the people whose registration or residence lies in the caller's division."""
    page = await list_beneficiaries(session, caller.scope_prefix, limit, cursor, born_from)
    tell_subjects(response, *(item.person_id for item in page.items))
    return page


@router.get("/beneficiaries/names", responses=documented(BadPayload))
@access(staff=PAYMENT_ROLES)
async def show_beneficiary_names(
    session: Session,
    caller: CallerDep,
    response: Response,
    ids: Annotated[list[UUID], Query(min_length=1, max_length=100), BY_COMMAS],
) -> Page[NamedBeneficiary]:
    """What some of them are called, for a list that names them by id; people of other divisions are left out."""
    found = await name_beneficiaries(session, caller.scope_prefix, ids)
    tell_subjects(response, *(item.person_id for item in found))
    return Page(items=found)


@router.get("/beneficiaries/{person_id}", responses=documented(NotFound))
@access(staff=PAYMENT_ROLES)
async def show_beneficiary(person_id: UUID, session: Session, caller: CallerDep, response: Response) -> BeneficiaryView:
    """One of them."""
    view = await find_beneficiary(session, person_id)
    if view is None or not caller.sees(view.registered_division, view.residence_division):
        raise NotFound()
    tell_subjects(response, person_id)
    return view
