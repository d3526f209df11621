"""Somebody says that they moved: it is written down, children are named, and the register is told."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import is_division_code, new_id
from chassis.problems import BadPayload, CharterRefusal, Fault
from contracts.migrants import MovementDeclared
from services.migrants.movements import rules
from services.migrants.movements.errors import PersonUnknownHere
from services.migrants.movements.policy import movement_policy
from services.migrants.movements.schemas import MovementEntry
from services.migrants.movements.tables import Declaration, DeclaredMember, Movement
from services.migrants.residents.load import household_of, load_people
from services.migrants.residents.tables import Resident


async def declare_movement(session: AsyncSession, caller: Caller, entry: MovementEntry) -> Declaration:
    """The declaration. Raises CharterRefusal, BadPayload, PersonUnknownHere."""
    if not entry.declared_by_person:
        raise CharterRefusal(
            "C8",
            "流动信息只来自本人申报或本人申请的服务，不得替人登记。",
            "A move is written down when the person declares it or asks for a service, never for them unasked.",
        )
    people = await load_people(session, entry.person_ids)
    first = people.get(entry.person_ids[0])
    if first is None or not caller.sees(first.residence_division, first.registered_division, entry.to_division):
        raise PersonUnknownHere()
    household = await household_of(session, first.household_id)
    movers = _movers(entry, people, first, household)
    _check(entry, first, movers, household, people)
    declaration = await _written(session, caller, entry, first)
    session.add(declaration)
    session.add_all(_members(declaration, entry, movers, {each.person_id: each for each in household} | people))
    moved = MovementDeclared(
        movement_id=declaration.id,
        person_ids=[each.person_id for each in movers],
        to_division=entry.to_division,
        moved_on=entry.moved_on,
    )
    await outbox.add(session, moved)
    await audit.record(session, caller, "declare-movement", first.person_id, movement=declaration.id, of=len(movers))
    return declaration


def _movers(
    entry: MovementEntry, people: dict[UUID, Resident], first: Resident, household: Sequence[Resident]
) -> list[Resident]:
    if entry.whole_household:
        others = [each for each in household if each.residence_division == first.residence_division]
        return [first, *(each for each in others if each.person_id != first.person_id)]
    return [people[person_id] for person_id in dict.fromkeys(entry.person_ids) if person_id in people]


def _check(
    entry: MovementEntry,
    first: Resident,
    movers: Sequence[Resident],
    household: Sequence[Resident],
    people: dict[UUID, Resident],
) -> None:
    today, policy = clock.today(), movement_policy(clock.today())
    faults = [*_faults_of_days(entry, today, policy.declared_within_days), *_faults_of_places(entry)]
    members = {each.person_id for each in household} | {first.person_id}
    for number, person_id in enumerate(entry.person_ids):
        if person_id not in people or person_id not in members:
            faults.append(
                Fault(f"#/person_ids/{number}", "not_of_the_household", "不是该户成员 (not of the household)")
            )
    going = {each.person_id for each in movers}
    stayed = [each.person_id for each in entry.children_behind]
    for number, person_id in enumerate(stayed):
        if person_id in going or person_id not in members:
            faults.append(Fault(f"#/children_behind/{number}", "not_behind", "此人未留守 (did not stay behind)"))
    known = [rules.Member(each.person_id, each.birth_date, each.residence_division) for each in household]
    for child in rules.children_not_named(known, going, stayed, entry.moved_on, policy.child_below_years):
        told = f"请说明该儿童随行还是留守 (say whether child {child} came along or stayed)"
        faults.append(Fault("#/children_behind", "child_not_named", told))
    if faults:
        raise BadPayload(faults=faults)


def _faults_of_days(entry: MovementEntry, today: date, within_days: int) -> list[Fault]:
    faults = []
    if entry.moved_on > today:
        faults.append(Fault("#/moved_on", "in_the_future", "日期在未来 (this day has not come yet)"))
    if entry.moved_on < today - timedelta(days=within_days):
        faults.append(Fault("#/moved_on", "too_long_ago", "请到人口登记办理 (so long ago: at the register's desk)"))
    if entry.expected_back_on is not None and entry.expected_back_on <= entry.moved_on:
        faults.append(Fault("#/expected_back_on", "before_the_move", "应晚于离开日期 (later than the move)"))
    return faults


def _faults_of_places(entry: MovementEntry) -> list[Fault]:
    codes = {"to_division": entry.to_division, "from_division": entry.from_division}
    wrong = [name for name, code in codes.items() if code is not None and not is_division_code(code)]
    faults = [Fault(f"#/{name}", "bad_division_code", "区划代码有误 (not a division code)") for name in wrong]
    if entry.from_division == entry.to_division:
        faults.append(Fault("#/to_division", "same_place", "与原住地相同 (the same place)"))
    return faults


async def _written(session: AsyncSession, caller: Caller, entry: MovementEntry, first: Resident) -> Declaration:
    county, left = caller.scope_prefix[:6], entry.from_division or first.residence_division
    return Declaration(
        id=new_id(),
        kind=rules.kind_of(
            left, entry.to_division, first.registered_division, county, await _lived_in(session, first, county)
        ),
        from_division=left,
        division=caller.division or "",
        declared_at=clock.now(),
        declared_by=caller.subject,
        **entry.model_dump(
            include={"origin", "to_division", "moved_on", "pattern", "expected_back_on", "whole_household"}
        ),
    )


async def _lived_in(session: AsyncSession, person: Resident, county: str) -> bool:
    from_here = select(col(Movement.id)).where(
        col(Movement.person_id) == person.person_id, col(Movement.from_division).startswith(county)
    )
    return (await session.scalars(from_here.limit(1))).first() is not None


def _members(
    declaration: Declaration, entry: MovementEntry, movers: Sequence[Resident], known: dict[UUID, Resident]
) -> list[DeclaredMember]:
    below, on = movement_policy(clock.today()).child_below_years, entry.moved_on
    moved = [
        DeclaredMember(
            id=new_id(),
            declaration_id=declaration.id,
            person_id=each.person_id,
            part="moved",
            child=rules.is_child(each.birth_date, on, below),
            state="declared",
        )
        for each in movers
    ]
    stayed = [
        DeclaredMember(
            id=new_id(),
            declaration_id=declaration.id,
            person_id=each.person_id,
            part="stayed",
            child=rules.is_child(known[each.person_id].birth_date, on, below),
            carer_id=each.carer_id,
            state="noted",
        )
        for each in {each.person_id: each for each in entry.children_behind}.values()
    ]
    return moved + stayed
