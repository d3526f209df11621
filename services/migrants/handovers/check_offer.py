"""What has to hold before people and their services are offered to another county."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import BadCitizenNumber, is_division_code, parse_citizen_number
from chassis.problems import BadPayload, CharterRefusal, Fault
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.handovers.errors import HandoverRuns, NobodyServesThere
from services.migrants.handovers.schemas import HandoverEntryBody
from services.migrants.movements import rules as movement_rules
from services.migrants.movements.errors import PersonUnknownHere
from services.migrants.movements.policy import movement_policy
from services.migrants.residents.load import household_of, load_people
from services.migrants.residents.tables import Resident

# PIPL art. 31: below 14 a parent or other guardian consents.
_GUARDIAN_BELOW = 14
_HOLD = text("SELECT 1 FROM residents WHERE person_id = ANY (:people) ORDER BY person_id FOR UPDATE")
# In a handover that is open; or handed over, and neither handed back nor moved back since.
_BOUND = text("""
SELECT p.person_id FROM handover_people p JOIN handovers h ON h.id = p.handover_id
 WHERE p.person_id = ANY (:people) AND (p.open OR (
       h.side = 'gives' AND h.state = 'released'
   AND NOT EXISTS (SELECT FROM handover_people q JOIN handovers g ON g.id = q.handover_id
                    WHERE q.person_id = p.person_id AND g.side = 'takes' AND g.state = 'released' AND g.id > h.id)
   AND NOT EXISTS (SELECT FROM movements m WHERE m.person_id = p.person_id
                      AND m.to_division LIKE :here AND m.moved_on >= h.closed_on)))
""")


async def check_offer(
    session: AsyncSession, caller: Caller, body: HandoverEntryBody
) -> tuple[str, dict[UUID, Resident]]:
    """The county that serves the new place, and the people. What it looks at stays as it is until the transaction ends.

    Raises CharterRefusal, BadPayload, PersonUnknownHere, NobodyServesThere, HandoverRuns.
    """
    if not body.agreed_by_person:
        raise CharterRefusal(
            "C8",
            "服务只在本人愿意时转接。",
            "Services are handed over when the person wants it, never for them unasked.",
        )
    ids = [each.person_id for each in body.people]
    await session.execute(_HOLD, {"people": ids})
    people = await load_people(session, ids)
    first = people.get(ids[0])
    if first is None or not caller.sees(first.residence_division, first.registered_division):
        raise PersonUnknownHere()
    await _check_people(session, body, people, first)
    _check_services(body)
    peer = await _peer(session, body.to_division)
    here = installation_of(session).here + "%"
    if (await session.execute(_BOUND, {"people": ids, "here": here})).first() is not None:
        raise HandoverRuns()
    return peer, people


async def _check_people(
    session: AsyncSession, body: HandoverEntryBody, people: dict[UUID, Resident], first: Resident
) -> None:
    faults: list[Fault] = []
    ids = [each.person_id for each in body.people]
    household = await household_of(session, first.household_id)
    members = {each.person_id for each in household} | {first.person_id}
    for number, each in enumerate(body.people):
        at = f"#/people/{number}"
        if each.person_id not in people or each.person_id not in members or each.person_id in ids[:number]:
            faults.append(Fault(at, "not_of_the_household", "不是该户成员，或重复 (not of the household, or twice)"))
        elif each.citizen_number is not None and not _is_citizen_number(each.citizen_number):
            faults.append(Fault(f"{at}/citizen_number", "bad_citizen_number", "号码有误 (not a citizen number)"))
        elif each.health is not None:
            faults += _faults_of_consent(
                at, people[each.person_id].birth_date, each.health.given_by, each.health.given_on
            )
    faults += _children_not_named(body, household)
    if faults:
        raise BadPayload(faults=faults)


def _is_citizen_number(number: str) -> bool:
    try:
        parse_citizen_number(number)
    except BadCitizenNumber:
        return False
    return True


def _children_not_named(body: HandoverEntryBody, household: Sequence[Resident]) -> list[Fault]:
    today = clock.today()
    below = movement_policy(today).child_below_years
    known = [movement_rules.Member(each.person_id, each.birth_date, each.residence_division) for each in household]
    named = [each.person_id for each in body.people]
    left_out = movement_rules.children_not_named(known, named, body.children_behind, today, below)
    told = "请说明该儿童是否随行 (say whether child {} came along)"
    return [Fault("#/people", "child_not_named", told.format(child)) for child in left_out]


def _faults_of_consent(at: str, born: date, given_by: str, given_on: date | None) -> list[Fault]:
    today, faults = clock.today(), []
    if (given_on or today) > today:
        faults.append(Fault(f"{at}/health/given_on", "in_the_future", "日期在未来 (this day has not come yet)"))
    if movement_rules.is_child(born, given_on or today, _GUARDIAN_BELOW) != (given_by == "guardian"):
        told = "未满14周岁由监护人同意，其他人由本人同意 (a guardian consents for a child under 14, others themselves)"
        faults.append(Fault(f"{at}/health/given_by", "wrong_person_agreed", told))
    return faults


def _check_services(body: HandoverEntryBody) -> None:
    agreed = {each.person_id for each in body.people if each.health is not None}
    named, seen = {each.person_id for each in body.people}, set[UUID]()
    faults = []
    for number, service in enumerate(body.services):
        at = f"#/services/{number}"
        if service.kind != "benefit" and service.person_id in named - agreed:
            raise CharterRefusal(
                "C8",
                "随访、转诊等健康服务只有在本人单独同意后才能告知别县。",
                "Care plans and referrals are told to another county only with the person's separate consent.",
            )
        if service.person_id not in named:
            faults.append(Fault(f"{at}/person_id", "not_named", "此人不在转接名单中 (not among the people)"))
        if service.stays and service.kind != "benefit":
            faults.append(Fault(f"{at}/stays", "moves_with_the_person", "仅待遇可留在户籍地 (benefits alone can stay)"))
        if service.kept_as in seen:
            faults.append(Fault(f"{at}/kept_as", "named_twice", "重复 (named twice)"))
        seen.add(service.kept_as)
    if faults:
        raise BadPayload(faults=faults)


async def _peer(session: AsyncSession, to_division: str) -> str:
    if not is_division_code(to_division):
        fault = Fault("#/to_division", "bad_division_code", "区划代码有误 (not a division code)")
        raise BadPayload(faults=[fault])
    peer = county_of(session, to_division)
    if peer == installation_of(session).here:
        fault = Fault("#/to_division", "same_county", "在本县内，无需转接 (in this county: nothing is handed over)")
        raise BadPayload(faults=[fault])
    if peer is None:
        raise NobodyServesThere()
    return peer
