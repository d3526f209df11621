"""``tail``: events as they pass."""

import argparse
from typing import Any

from chassis.bus.interface import Consumer, Record
from chassis.bus.opening import open_bus
from chassis.roles import SERVICES
from chassis.settings import Settings

TOPICS = [f"huijia.{service}" for service in SERVICES if service != "gateway"]


def add_to(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("tail", help="看事件流过 · watch events as they pass")
    parser.add_argument("--topic", action="append", help="only this topic (may be repeated)")
    parser.add_argument("--from-start", action="store_true", help="everything the bus holds, then what comes")
    parser.add_argument("--data", action="store_true", help="show the bodies too; they may name people")
    parser.add_argument("--count", type=int, help="stop after so many events")
    parser.set_defaults(run=_run)


async def _run(settings: Settings, arguments: argparse.Namespace) -> None:
    topics = arguments.topic or TOPICS
    bus = open_bus(settings)
    reader = bus.consumer(None, topics)
    try:
        await reader.start()
        if arguments.from_start:
            for place, extent in (await bus.extents(topics)).items():
                await reader.seek(place, extent.first)
        await _follow(reader, arguments.count, arguments.data)
    finally:
        await reader.stop()
        await bus.stop()


async def _follow(reader: Consumer, count: int | None, with_data: bool) -> None:
    shown = 0
    while count is None or shown < count:
        for record in await reader.fetch(min(500, count - shown) if count else 500, 5):
            print(line_of(record, with_data), flush=True)
            shown += 1


def line_of(record: Record, with_data: bool) -> str:
    """One event on one line: when, where on the bus, what, about which key."""
    event = record.event
    when = event.time.astimezone().isoformat(timespec="milliseconds")
    where = f"{record.place.topic}/{record.place.partition}@{record.position}"
    line = f"{when}  {where:<28} {event.type.removeprefix('cn.huijia.'):<44} {event.subject}"
    return f"{line}\n    {event.data.decode(errors='replace')}" if with_data else line
