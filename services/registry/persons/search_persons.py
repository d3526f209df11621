"""Find persons by citizen number, by name, or by division, as far as the caller may."""

from uuid import UUID

import asyncpg

from chassis.auth import Caller
from chassis.identifiers import BadCitizenNumber, division_prefix, parse_citizen_number
from chassis.pagination import Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, Fault, NotAllowed
from chassis.sealing import Sealer
from services.registry.persons import queries
from services.registry.persons.identity import find
from services.registry.persons.queries import Place
from services.registry.persons.schemas import PersonOut, PersonSearch
from services.registry.persons.show_person import show_row
from services.registry.scope import DivisionRange, division_range
from services.registry.search.find_persons import (
    Area,
    find_by_address,
    find_by_ending,
    find_by_name,
    find_by_phone,
)


def allow_search(caller: Caller, citizen_number: str | None) -> None:
    """Departments look up one person by number; they list nobody (C7). Raises NotAllowed."""
    if caller.kind == "department" and citizen_number is None:
        raise NotAllowed("部门只能按公民身份号码逐人查询", "Departments look up one person by citizen number")
    allow_look_up(caller)


def allow_look_up(caller: Caller) -> None:
    """A department says what for; public security also in which case (C6, C7). Raises NotAllowed.

    The gateway asks for the same; it is asked again here because no service trusts the network.
    """
    if caller.kind == "department" and not caller.purpose:
        raise NotAllowed("查询须注明用途", "A look-up needs a purpose")
    if caller.department == "public-security" and not caller.case_reference:
        raise NotAllowed("查询须注明案件编号", "A look-up needs a case reference")


async def search_by_number(
    pool: asyncpg.Pool, sealer: Sealer, caller: Caller, number: str, pointer: str
) -> Page[PersonOut]:
    """The holder, or nobody. Raises BadPayload at ``pointer`` for what is no citizen number."""
    rows = await rows_by_number(pool, sealer, caller, number, pointer)
    return Page[PersonOut](items=[show_row(row, sealer) for row in rows])


async def rows_by_number(pool: asyncpg.Pool, sealer: Sealer, caller: Caller, number: str, pointer: str) -> queries.Rows:
    """The holder's row, or none; see ``search_by_number``."""
    try:
        checked = parse_citizen_number(number)
    except BadCitizenNumber as error:
        fault = Fault(pointer, error.code, "不是有效的公民身份号码 (not a valid citizen number)")
        raise BadPayload(faults=[fault]) from None
    return await queries.by_number(pool, division_range(caller.scope_prefix), find(sealer, checked.text))


async def search_by_name(
    pool: asyncpg.Pool,
    sealer: Sealer,
    caller: Caller,
    name: str,
    division: str | None,
    cursor: str | None,
    limit: int,
) -> Page[PersonOut]:
    """Persons whose name begins with ``name``, in ``division`` where one is given."""
    after = decode_cursor(cursor, str, UUID) if cursor else None
    scope, place = _ranges(caller, division)
    rows = await queries.by_name(pool, scope, place, name, after, limit)
    last = rows[limit - 1] if len(rows) > limit else None
    following = encode_cursor(last["name"], last["id"]) if last else None
    return Page[PersonOut](items=[show_row(row, sealer) for row in rows[:limit]], next=following)


async def search(pool: asyncpg.Pool, sealer: Sealer, caller: Caller, asked: PersonSearch) -> Page[PersonOut]:
    """By number, name, phone or address: the closest first, as many as asked for and no further pages."""
    if asked.citizen_number is not None:
        return await search_by_number(pool, sealer, caller, asked.citizen_number, "#/citizen_number")
    area = Area(*_ranges(caller, asked.division))
    if asked.name is not None:
        rows = await find_by_name(pool, area, asked.name, asked.limit)
    elif asked.phone is not None:
        rows = await find_by_phone(pool, sealer, area, asked.phone, asked.limit)
    elif asked.phone_ending is not None:
        rows = await find_by_ending(pool, sealer, area, asked.phone_ending, asked.limit)
    else:
        rows = await find_by_address(pool, area, asked.address or "", asked.limit)
    return Page[PersonOut](items=[show_row(row, sealer) for row in rows])


async def list_by_division(
    pool: asyncpg.Pool, sealer: Sealer, caller: Caller, division: str | None, cursor: str | None, limit: int
) -> Page[PersonOut]:
    """Persons of ``division`` (the caller's whole area unless given): residents, then those only registered."""
    after = Place(*decode_cursor(cursor, int, str, UUID)) if cursor else Place()
    scope, place = _ranges(caller, division)
    found = await queries.by_division(pool, scope, place, after, limit)
    following = encode_cursor(*found[limit - 1][0]) if len(found) > limit else None
    return Page[PersonOut](items=[show_row(row, sealer) for _, row in found[:limit]], next=following)


def _ranges(caller: Caller, division: str | None) -> tuple[DivisionRange, DivisionRange]:
    scope = caller.scope_prefix
    asked = division_prefix(division) if division else scope
    # A division around the caller's own holds, for this caller, what their own holds.
    return division_range(scope), division_range(scope if scope.startswith(asked) else asked)
