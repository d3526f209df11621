"""``/policies``: what is disclosed to whom, what changed, and what a department would see of a person (C6)."""

from datetime import date
from typing import Annotated

import msgspec
from fastapi import Path, Query, Request, Response

from chassis import clock
from chassis.access import ALL_STAFF, access
from chassis.auth import Department
from chassis.http import CallerDep, Router, tell_subjects
from chassis.pagination import Page
from chassis.problems import BadPayload, NotFound, documented
from gateway.disclosure.compare import compare
from gateway.disclosure.errors import PurposeNotAgreed, UnknownPurpose
from gateway.disclosure.schemas import (
    ChangeOut,
    PolicyOut,
    RowConditionOut,
    ShownBesides,
    SimulationAsked,
    SimulationOut,
    show_change,
    show_policy,
)
from gateway.disclosure.simulate import policy_for, shown_besides, simulate
from gateway.parts import parts_of
from gateway.proxy.ask_for_person import ask_for_person
from gateway.proxy.errors import BadAnswer, ServiceDown

router = Router(prefix="/policies", tags=["policies 授权"])

PolicyId = Annotated[str, Path(max_length=200, pattern=r"^[a-z-]+(\.[a-z-]+)+$")]
Version = Annotated[int, Query(ge=1, le=1_000_000)]


@router.get("")
@access(staff=ALL_STAFF)
async def list_policies(
    request: Request,
    department: Department | None = None,
    on: Annotated[date | None, Query(description="只看当日有效的 / only those in force on that day")] = None,
) -> Page[PolicyOut]:
    """The disclosure policies.

    Every version: a resident who asks can be shown who may see what, and on which legal basis.
    """
    policies = parts_of(request).policies.all
    wanted = [p for p in policies if department in (None, p.department) and (on is None or p.is_effective(on))]
    return Page(items=[show_policy(policy) for policy in wanted])


@router.get("/{policy_id}/diff", responses=documented(NotFound))
@access(staff=ALL_STAFF)
async def diff_versions(
    request: Request,
    policy_id: PolicyId,
    before: Annotated[Version, Query(alias="from")],
    after: Annotated[Version, Query(alias="to")],
) -> Page[ChangeOut]:
    """What changed between two versions. What version ``to`` says otherwise than version ``from``."""
    versions = {policy.version: policy for policy in parts_of(request).policies.versions_of(policy_id)}
    if before not in versions or after not in versions:
        raise NotFound()
    return Page(items=[show_change(change) for change in compare(versions[before], versions[after])])


@router.post(
    "/simulations",
    responses=documented(BadPayload, NotFound, PurposeNotAgreed, UnknownPurpose, BadAnswer, ServiceDown),
)
@access(staff=("county-admin", "auditor"))
async def post_simulation(
    request: Request, response: Response, caller: CallerDep, asked: SimulationAsked
) -> SimulationOut:
    """What a department would see of a person.

    The rules that a real call runs, without telling the department anything. An auditor sees names of fields.
    """
    parts, on = parts_of(request), asked.on or clock.today()
    policy = policy_for(parts.policies, asked.department, asked.purpose, "person", on)
    # Read as the county's administrator: an auditor is not shown what is read.
    reader = msgspec.structs.replace(caller, role="county-admin")
    person = await ask_for_person(parts, reader, asked.person_id)
    seen = simulate(policy, person, caller.division, on)
    tell_subjects(response, person["id"])
    return SimulationOut(
        policy=show_policy(policy),
        on=on,
        visible=seen.shown is not None,
        failing=[RowConditionOut.model_validate(msgspec.to_builtins(each)) for each in seen.failing],
        fields=list(seen.shown or ()),
        values=seen.shown if caller.role == "county-admin" else None,
        besides=[
            ShownBesides(policy=each.name, resource=each.resource, fields=each.fields)
            for each in shown_besides(parts.policies, policy, on)
        ],
    )
