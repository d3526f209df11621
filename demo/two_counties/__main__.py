"""Two full installations, families moving between them, one away for an hour; at the end a table and a verdict.

TWO_COUNTIES_HOME (.run/two-counties) and TWO_COUNTIES_PORT (8090, and the next) choose where. Both are stopped at the
end; their data stay until the next run.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from rich.console import Console
from rich.table import Table

from chassis import clock
from demo.client import LoadFailed
from demo.two_counties.counties import HERE, THERE, families
from demo.two_counties.house import ROOT, House
from demo.two_counties.story import Move, Side, Wish, answer, load, look, offer, patiently, responsible

_HOUR = 3600
_BEFORE: tuple[Wish, ...] = ("accept", "accept", "decline", "withdraw", "silence")
_BACK: tuple[Wish, ...] = ("accept", "decline")
_MEANWHILE: tuple[Wish, ...] = ("accept", "withdraw", "accept")


def main() -> int:
    """0 where every handover ended confirmed or explained, with one responsible county; else 1."""
    home = (ROOT / os.environ.get("TWO_COUNTIES_HOME", ".run/two-counties")).resolve()
    port = int(os.environ.get("TWO_COUNTIES_PORT", "8090"))
    houses = [House(county, home / county.code, port + n) for n, county in enumerate((HERE, THERE))]
    try:
        moves = asyncio.run(_story(*houses))
    except (LoadFailed, OSError) as failed:
        print(f"two-counties: {failed}", file=sys.stderr)
        return 1
    finally:
        for house in houses:
            if (house.home / "started-with.json").exists():
                house.down()
    return _report(moves)


async def _story(here: House, there: House) -> list[Move]:
    console = Console()
    for house in (here, there):
        console.print(f"{house.county.zh} {house.county.en}: {house.address} …")
        await asyncio.to_thread(_begin, house)
    here.introduce(there)
    there.introduce(here)
    today = clock.today()
    ours, theirs = families(len(_BEFORE + _MEANWHILE), HERE, today), families(len(_BACK), THERE, today)
    async with _desks(here, there) as (one, other):
        for side in (one, other):
            await load(side, ours + theirs)
        moves = [Move(f, one, other, wish) for f, wish in zip(ours, _BEFORE, strict=False)]
        moves += [Move(f, other, one, wish) for f, wish in zip(theirs, _BACK, strict=True)]
        late = [Move(f, one, other, wish) for f, wish in zip(ours[len(_BEFORE) :], _MEANWHILE, strict=True)]
        await _hand_over(moves)
        console.print(f"{there.county.zh} 停机一小时 {there.county.en} is down for an hour …")
        await asyncio.to_thread(there.down)
        for move in late:
            await offer(move)
        await asyncio.to_thread(here.down)
        # Whoever was away is there again before the other tries it: an hour later, by both clocks.
        for house in (there, here):
            await asyncio.to_thread(house.up, _HOUR)
        for move in late:
            await answer(move)
        for move in moves + late:
            await patiently(partial(look, move))
    return moves + late


def _begin(house: House) -> None:
    house.prepare()
    house.up()


async def _hand_over(moves: list[Move]) -> None:
    for move in moves:
        await offer(move)
    for move in moves:
        await answer(move)


@asynccontextmanager
async def _desks(here: House, there: House) -> AsyncIterator[tuple[Side, Side]]:
    async with AsyncExitStack() as stack:
        sides = []
        for house in (here, there):
            worker = await stack.enter_async_context(house.desk("village-worker"))
            await worker.sign_in()
            sides.append(Side(house, worker))
        yield sides[0], sides[1]


def _report(moves: list[Move]) -> int:
    table = Table(
        "户 family", "从 from", "到 to", "双方状态 state", "负责 responsible", "消息 messages", "结果 outcome"
    )
    faults = 0
    for move in moves:
        states = [seen["state"] for seen in move.seen.values()]
        said = set(responsible(move))
        expected = move.taker if move.wish == "accept" else move.giver
        fits = said == {expected.house.county.code} and len(set(states)) == 1
        faults += not fits
        receipts = [receipt["status"] for seen in move.seen.values() for receipt in seen["receipts"]]
        names = (move.family.members[0].name, move.giver.house.county.zh, move.taker.house.county.zh)
        table.add_row(
            *names, "/".join(dict.fromkeys(states)), "/".join(sorted(said)), _counted(receipts), _outcome(move, fits)
        )
    Console().print(table)
    print(f"{len(moves)} 项转接 handovers, {len(moves) - faults} 项已确认或已说明 confirmed or explained")
    return 1 if faults else 0


def _counted(receipts: list[str]) -> str:
    return ", ".join(f"{receipts.count(status)} {status}" for status in sorted(set(receipts)))


def _outcome(move: Move, fits: bool) -> str:
    if not fits:
        return "✗"
    if move.wish == "silence":
        return f"等 {move.taker.house.county.zh} 答复 awaits an answer by {move.seen[HERE.code]['answer_by']}"
    return "已确认 confirmed"


if __name__ == "__main__":
    sys.exit(main())
