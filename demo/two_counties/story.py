"""What happens: families move, their services are handed over, one county is away for an hour and comes back."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from demo.client import Json, LoadFailed
from demo.two_counties.counties import Family, people_file
from demo.two_counties.house import Desk, House

Wish = Literal["accept", "decline", "withdraw", "silence"]
"""What becomes of an offer: three are answers, and of the last nobody has decided yet."""
_HANDOVERS = "/api/migrants/v1/handovers"
_PATIENCE = 600.0
_PLAN = {"decline": "declined", "withdraw": "withdrawn", "accept": "released"}


@dataclass
class Move:
    """A family's handover from one house to the other."""

    family: Family
    giver: "Side"
    taker: "Side"
    wish: Wish
    id: str = ""
    seen: dict[str, Json] = field(default_factory=dict)
    """How it stands at the end, by county."""


@dataclass
class Side:
    """A county with its worker at the desk, and the ids of people in its register by citizen number."""

    house: House
    worker: Desk
    ids: dict[str, str] = field(default_factory=dict)


async def load(side: Side, known: list[Family]) -> None:
    """Divisions and people, through the register's own doors; and wait until migrant services have heard of them."""
    async with side.house.desk("county-admin") as admin:
        await admin.sign_in()
        await admin.put_divisions(side.house.county.divisions)
        handed_in = await admin.import_file("people.csv", people_file(known, side.house.county))
        await patiently(lambda: _finished(admin, handed_in))
        for member in (member for family in known for member in family.members):
            found = await admin.read(f"/api/registry/v1/persons?citizen_number={member.number}")
            side.ids[member.number] = found["items"][0]["id"]


async def _finished(admin: Desk, handed_in: str) -> bool:
    answer = await admin.import_state(handed_in)
    if answer["state"] == "finished" and answer["counts"]["rejected"]:
        raise RuntimeError(f"the register refused rows: {answer}")
    return answer["state"] == "finished"


async def offer(move: Move) -> None:
    """The giver's worker offers everybody of the family, with a benefit each."""
    ids = [move.giver.ids[member.number] for member in move.family.members]
    people = [{"person_id": each, "dependant": number > 0} for number, each in enumerate(ids)]
    services = [_service(each) for each in ids]
    body = {"agreed_by_person": True, "to_division": move.taker.house.county.village}
    told = body | {"people": people, "services": services}

    async def tried() -> bool:
        try:
            move.id = str((await move.giver.worker.write(_HANDOVERS, told))["id"])
        except LoadFailed as refused:
            # The register's news of these people may still be on its way.
            if "404" not in str(refused) and "422" not in str(refused):
                raise
            return False
        return True

    await patiently(tried)


def _service(person: str) -> Json:
    return {"person_id": person, "kind": "benefit", "kept_as": str(uuid.uuid4()), "words": "育儿补贴"}


async def answer(move: Move) -> None:
    """What the move's wish says, on the desk that it lies on."""
    if move.wish == "silence":
        return
    if move.wish == "withdraw":
        await move.giver.worker.write(f"{_HANDOVERS}/{move.id}/withdrawal")
        return
    await patiently(lambda: _arrived(move))
    path = f"{_HANDOVERS}/{move.id}"
    if move.wish == "decline":
        await move.taker.worker.write(f"{path}/declining", {"code": "not-here", "note": "已去别处"})
        return
    by_name = {member.name: move.taker.ids[member.number] for member in move.family.members}
    seen = await move.taker.worker.read(path)
    found = [{"ref": person["ref"], "person_id": by_name[person["name"]]} for person in seen["people"]]
    await move.taker.worker.write(f"{path}/acceptance", {"people": found})


async def _arrived(move: Move) -> bool:
    return await move.taker.worker.is_there(f"{_HANDOVERS}/{move.id}")


async def look(move: Move) -> bool:
    """How both sides see it now; whether it is as it should be at the end."""
    for side in (move.giver, move.taker):
        move.seen[side.house.county.code] = await side.worker.read(f"{_HANDOVERS}/{move.id}")
    states = {seen["state"] for seen in move.seen.values()}
    settled = all(receipt["settled_at"] for seen in move.seen.values() for receipt in seen["receipts"])
    return settled and states == ({"received"} if move.wish == "silence" else {_PLAN[move.wish]})


async def patiently(tried: Callable[[], Awaitable[bool]]) -> None:
    """Until it holds. Raises LoadFailed where it does not in time."""
    until = time.monotonic() + _PATIENCE
    while not await tried():
        if time.monotonic() > until:
            raise LoadFailed("两县没有达到应有的状态 the counties did not come to stand as they should")
        await asyncio.sleep(0.3)


def responsible(move: Move) -> list[Any]:
    """Which county is responsible, by the giver's word and by the taker's."""
    return [move.seen[side.house.county.code]["responsible"] for side in (move.giver, move.taker)]
