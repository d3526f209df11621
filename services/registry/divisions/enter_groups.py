"""Enter the groups (村民小组) of a village. No national code has them; ours is the village's and three digits."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import NotAllowed
from services.registry.divisions.errors import UnknownDivision
from services.registry.divisions.group_schemas import GroupEntry, GroupList, GroupOut
from services.registry.divisions.tables import Division
from services.registry.faults import refuse
from services.registry.findings import Finding

_ENTER = text(
    "INSERT INTO village_groups (code, name, valid_from) VALUES (:code, :name, :today)"
    " ON CONFLICT (code) DO UPDATE SET name = excluded.name"
)
_STRANGERS = text(
    "SELECT count(*) FROM unnest(CAST(:members AS uuid[])) AS asked (id) WHERE NOT EXISTS"
    " (SELECT FROM persons p WHERE p.id = asked.id AND :village IN (p.residence_division, p.registered_division))"
)
_JOIN = text(
    "INSERT INTO group_members (person_id, group_code) SELECT DISTINCT id, :code"
    " FROM unnest(CAST(:members AS uuid[])) AS asked (id)"
    " ON CONFLICT (person_id) DO UPDATE SET group_code = excluded.group_code"
)
# Who has moved away since is not counted, and is back in the group on coming back.
_GROUPS = text(
    "SELECT g.code, g.name, count(p.id) AS people FROM village_groups g"
    " LEFT JOIN group_members m ON m.group_code = g.code"
    " LEFT JOIN persons p ON p.id = m.person_id AND p.living AND p.residence_division = g.village"
    " WHERE g.village = :village GROUP BY g.code, g.name ORDER BY g.code"
)


async def enter_groups(session: AsyncSession, caller: Caller, village: str, entry: GroupList) -> None:
    """Groups that are there already keep their people. Raises UnknownDivision, NotAllowed, BadPayload."""
    division = await session.get(Division, village, with_for_update={"read": True})
    if division is None or division.valid_to is not None or division.level != "village":
        raise UnknownDivision()
    if not caller.sees(village):
        raise NotAllowed()
    refuse(await _findings(session, village, entry.items))
    for group in entry.items:
        values = {"code": f"{village}{group.number:03}", "name": group.name, "today": clock.today()}
        await session.execute(_ENTER, values)
        if group.members:
            await session.execute(_JOIN, {"code": values["code"], "members": group.members})
    counts = {f"{group.number:03}": len(group.members) for group in entry.items}
    await audit.record(session, caller, "enter-groups", village=village, members=counts)


async def _findings(session: AsyncSession, village: str, groups: Sequence[GroupEntry]) -> list[Finding]:
    numbers = [group.number for group in groups]
    found = []
    for index, group in enumerate(groups):
        if numbers.index(group.number) < index:
            found.append(Finding(f"items/{index}/number", "duplicate_code", "组号重复", "the number stands twice"))
        values = {"members": group.members, "village": village}
        if group.members and await session.scalar(_STRANGERS, values):
            zh, en = "有人不属于该村", "somebody neither lives nor is registered there"
            found.append(Finding(f"items/{index}/members", "not_inside", zh, en))
    return found


async def groups_of(session: AsyncSession, village: str) -> list[GroupOut]:
    """The groups of a village, by code."""
    rows = await session.execute(_GROUPS, {"village": village})
    return [GroupOut(**row) for row in rows.mappings()]
