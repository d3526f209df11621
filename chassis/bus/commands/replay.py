"""``replay``: let a service apply events again, from the start, a position or a time."""

import argparse
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chassis.bus.commands.tail import TOPICS
from chassis.bus.interface import Bus, Place
from chassis.bus.opening import open_bus
from chassis.bus.replay import request_replay
from chassis.clock import SHANGHAI
from chassis.db import Database
from chassis.settings import Settings


def add_to(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("replay", help="重新处理事件 · apply events again (rebuild a read model)")
    parser.add_argument("--topic", action="append", help="only this topic (default: all that the service consumes)")
    parser.add_argument("--partition", type=int, help="only this partition")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--from-start", action="store_true", help="everything the bus holds")
    start.add_argument("--from-position", type=int, metavar="N")
    start.add_argument(
        "--from-time", type=_instant, metavar="ISO", help="published at or after; China time unless it says"
    )
    parser.set_defaults(run=_run)


def _instant(text: str) -> datetime:
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=SHANGHAI)


async def _run(settings: Settings, arguments: argparse.Namespace) -> None:
    bus, database, group = open_bus(settings), Database(settings.database_url), os.environ["SERVICE"]
    consumed = {place.topic for place in await bus.committed(group, arguments.topic or TOPICS)}
    starts = await _starts(bus, sorted(consumed), arguments)
    extents = {place: extent for place, extent in (await bus.extents(sorted(consumed))).items() if place in starts}
    committed = await bus.committed(group, sorted(consumed))
    async with database.sessions() as session, session.begin():
        events = await request_replay(session, group, starts, extents, committed)
    print(f"{group} 将重新处理 {events} 件事件 · {events} events will be applied again, within seconds")
    await bus.stop()
    await database.engine.dispose()


async def _starts(bus: Bus, topics: list[str], arguments: argparse.Namespace) -> Mapping[Place, int]:
    if arguments.from_time is not None:
        starts = await bus.positions_at(topics, arguments.from_time)
    else:
        starts = dict.fromkeys(await bus.extents(topics), arguments.from_position or 0)
    return {p: start for p, start in starts.items() if arguments.partition in (None, p.partition)}
