"""Moves in the demo county, through the public API: families who told their village that they had gone.

In the last month that is over: to the county's town and away from it, and to work in other provinces. Each way is taken
by enough people to be told in numbers; a county too small for that has none.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from demo.client import Client, Json, LoadFailed, accounts_of

_MIGRANTS, _REGISTRY = "/api/migrants/v1", "/api/registry/v1"
_FEWEST_HEADS = 40
_TRIES, _PAUSE_SECONDS = 300, 0.2
_HEAD = "02"
# Work lies at the coast: provinces by the first digits of their divisions, followed by 9999, which names no county.
_SHANGHAI, _JIANGSU, _ZHEJIANG, _GUANGDONG = (f"{province}9999000000" for province in (31, 32, 33, 44))


class Way(NamedTuple):
    """How many went from one of two towns to the other (None), or to another province: ten are the fewest told of."""

    home: int
    to: str | None
    people: int
    pattern: str


WAYS = (
    Way(1, None, 26, "lasting"),
    Way(0, None, 12, "lasting"),
    Way(1, _ZHEJIANG, 28, "seasonal"),
    Way(1, _SHANGHAI, 18, "lasting"),
    Way(1, _GUANGDONG, 14, "seasonal"),
    Way(0, _ZHEJIANG, 20, "lasting"),
    Way(0, _JIANGSU, 16, "circular"),
)


def heads(people: Sequence[Json], village: str) -> list[str]:
    """Who speaks for a family that lives in the village, the youngest first: they are who goes."""
    here = [p for p in people if p["living"] and p["relation_to_head"] == _HEAD and p["residence_division"] == village]
    ordered = sorted(here, key=lambda p: (p["birth_date"], p["name"]), reverse=True)
    return [str(person["id"]) for person in ordered]


def day_of(number: int, today: date) -> date:
    """A day of the last month that is over."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=3 + number * 2 % 25)


def add_moves(url: str, credentials: Path, today: date) -> str:
    """One line that says what is there now. Raises LoadFailed."""
    return asyncio.run(_add(url, accounts_of(credentials, ("county-officer", "village-worker")), today))


async def _add(url: str, accounts: dict[str, Json], today: date) -> str:
    officer = accounts["county-officer"]
    async with Client(url, officer["username"], officer["password"]) as desk:
        await desk.sign_in()
        if (await desk.call("GET", f"{_MIGRANTS}/movement-declarations?limit=1"))["items"]:
            return "已有流动申报，未作改动 there are declared moves already, nothing was changed"
        homes = await _homes(desk, accounts["village-worker"]["division"])
        found = {village: heads(await desk.people_of(village), village) for village in homes}
        if min(map(len, found.values())) < _FEWEST_HEADS:
            return "人数少，不示例流动 too few people for moves to be told in numbers"
        gone = await asyncio.gather(*(_go(desk, way, homes, found[homes[way.home]], today) for way in WAYS))
    return f"{sum(gone)} 人流动 people moved"


async def _homes(desk: Client, spared: str) -> list[str]:
    """A village of each of two towns, not the one whose worker has plans for its people."""
    found = await desk.call("GET", f"{_REGISTRY}/divisions?level=village&limit=500")
    of_town: dict[str, str] = {}
    for village in found["items"]:
        if village["code"] != spared:
            of_town.setdefault(village["parent"], village["code"])
    return [of_town[town] for town in sorted(of_town)][:2]


async def _go(desk: Client, way: Way, homes: Sequence[str], families: list[str], today: date) -> int:
    """Family by family, until enough have gone this way; how many."""
    gone = 0
    while gone < way.people and families:
        body = {"declared_by_person": True, "person_ids": [families.pop(0)], "whole_household": True}
        body |= {"to_division": way.to or homes[1 - way.home], "moved_on": str(day_of(gone, today))}
        declared = await _once_known(desk, body | {"pattern": way.pattern})
        gone += len(declared["members"])
    return gone


async def _once_known(desk: Client, body: Json) -> Json:
    """The declaration, as soon as the register's news of the family has come to migrant services."""
    for _ in range(_TRIES):
        declared = await desk.unless_missing("POST", f"{_MIGRANTS}/movement-declarations", json=body)
        if declared is not None:
            return declared
        await asyncio.sleep(_PAUSE_SECONDS)
    raise LoadFailed("流动服务未收到人员信息 migrant services did not hear of a person")
