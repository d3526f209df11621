"""Groups (村民小组) follow their village: under its new code, with their number where it is free there."""

from collections.abc import Mapping

from services.registry.divisions.change_rules import Plan, free_code
from services.registry.divisions.repoint import Act

_OF_VILLAGES = "SELECT code FROM village_groups WHERE village = ANY ($1::text[]) ORDER BY code"
_RECODE = "UPDATE village_groups SET code = $2, valid_from = $3 WHERE code = $1"


async def move_groups(act: Act, plan: Plan, named: Mapping[str, str]) -> dict[str, str]:
    """Old group code → new one. ``named`` groups of a divided village go where they are sent, others to the heir."""
    heirs = {s.old: s.new for s in plan.successions if s.heir}
    villages = [*heirs, *(code[:12] for code in named)]
    codes = [row["code"] for row in await act.connection.fetch(_OF_VILLAGES, villages)]
    goes = {code: named.get(code) or heirs.get(code[:12], code[:12]) for code in codes}
    there = [row["code"] for row in await act.connection.fetch(_OF_VILLAGES, sorted(set(goes.values())))]
    taken, moved = set(there), {}
    for code, village in goes.items():
        if village != code[:12]:
            moved[code] = free_code(village, code[12:], taken)
            taken.add(moved[code])
    for old, new in moved.items():
        await act.connection.execute(_RECODE, old, new, act.at.date())
    return moved


def group_parts(moved: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """Group as it is called now → the village that its people go to."""
    return {moved.get(code, code): village for code, village in named.items()}
