"""``python -m drill``: a county of its own under load and faults, then every invariant; exit 1 when one is broken.

DRILL_SECONDS (600) of faults, each kind at least once, DRILL_EVERY (8) seconds apart, under DRILL_WORKERS (6) people at
work; DRILL_OUTAGE (6) seconds is how long what is taken away stays away; DRILL_FAULTS names the kinds (all);
DRILL_SEED makes the same faults again; BUS=kafka drills the house on Apache Kafka, whose broker is away for
DRILL_BROKER_SECONDS (600). What cannot be done here (a full disk needs root) is said. The county's logs are copied into
the folder DRILL_LOGS, where one is named.
"""

import asyncio
import os
import random
import sys

from rich.console import Console
from rich.table import Table

from deploy.local.ports import OTHERS, free_port
from drill.entrance import entrance
from drill.house import House, drilled_house
from drill.invariants import Verdict, judge, until_quiet
from drill.load import Ledger, work
from drill.outsider import chains_hold
from drill.recovery import Watch, line, recoveries
from drill.strike import Struck, faults_of, strike

_RECOVERY_SECONDS = 300


def _told(name: str, default: str) -> float:
    return float(os.environ.get(name, default))


async def _under_faults(house: House, kinds: list[str], watch: Watch) -> tuple[Ledger, list[Struck]]:
    """People work until the last fault is over and the county is well again."""
    chance, over = random.Random(int(_told("DRILL_SEED", "1"))), asyncio.Event()  # noqa: S311 - to be repeated
    async with entrance(house.home, "county-officer") as officer, entrance(house.home, "county-admin") as administrator:
        ledger, looking = Ledger(), asyncio.create_task(watch.look())
        working = asyncio.create_task(work(officer, administrator, int(_told("DRILL_WORKERS", "6")), over, ledger))
        try:
            struck = await strike(house, kinds, _told("DRILL_SECONDS", "600"), _told("DRILL_EVERY", "8"), chance)
            await house.healthy()
            over.set()
            done, _ = await asyncio.wait([working], timeout=_RECOVERY_SECONDS)
            if not done:
                raise RuntimeError(_without_answer(ledger))
            await working
            return ledger, struck
        finally:
            looking.cancel()
            working.cancel()


def _without_answer(ledger: Ledger) -> str:
    last = "".join(f"\n  {said}" for said in ledger.waiting.values())
    return f"{_RECOVERY_SECONDS} s after the last fault there are writes without an answer; they were last told:{last}"


async def _judged(house: House, ledger: Ledger) -> tuple[list[Verdict], float]:
    connection = await house.admin()
    try:
        quiet = await until_quiet(connection, ledger, _RECOVERY_SECONDS)
        return [*await judge(connection, ledger), await asyncio.to_thread(chains_hold, house)], quiet
    finally:
        await connection.close()


def _report(ledger: Ledger, struck: list[Struck], watch: Watch, verdicts: list[Verdict], quiet: float) -> None:
    console = Console(width=110)
    console.print(f"{len(struck)} faults; {ledger.writes} of {len(ledger.answers)} calls acknowledged")
    console.print(f"longest silence {ledger.longest_silence():.1f} s; every event applied {quiet:.1f} s after the last")
    times = Table("fault", "times", "recovery: median", "longest")
    for kind, seconds in sorted(recoveries(struck, watch, ledger).items()):
        times.add_row(*line(kind, seconds))
    console.print(times)
    table = Table("invariant", "looked at", "broken")
    for verdict in verdicts:
        table.add_row(verdict.name, str(verdict.looked_at), f"[red]{verdict.faults}[/]" if verdict.faults else "0")
    console.print(table)
    for refusal in ledger.refused[:5]:
        console.print(f"refused: {refusal}", markup=False)


async def _drill() -> bool:
    async with drilled_house(free_port(OTHERS), os.environ.get("BUS", "embedded"), _told("DRILL_OUTAGE", "6")) as house:
        kinds, impossible = faults_of(house, os.environ.get("DRILL_FAULTS", ""))
        print("".join(f"not possible here: {kind}\n" for kind in impossible), end="", flush=True)
        watch = Watch(house.home.address)
        ledger, struck = await _under_faults(house, kinds, watch)
        verdicts, quiet = await _judged(house, ledger)
    _report(ledger, struck, watch, verdicts, quiet)
    return bool(ledger.persons and ledger.grants) and not any(verdict.faults for verdict in verdicts)


def main() -> int:
    """Run one drill in a folder of its own, which is removed afterwards."""
    return 0 if asyncio.run(_drill()) else 1


if __name__ == "__main__":
    sys.exit(main())
