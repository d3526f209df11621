"""``lag``: how far behind each service's consumer is."""

import argparse
from typing import Any

from chassis.bus.commands.tail import TOPICS
from chassis.bus.opening import open_bus
from chassis.roles import SERVICES
from chassis.settings import Settings

_ROW = "{:<14} {:<22} {:>12} {:>12} {:>10}"


def add_to(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("lag", help="各服务消费到哪里 · how far behind consumers are")
    parser.set_defaults(run=_run)


async def _run(settings: Settings, _: argparse.Namespace) -> None:
    bus = open_bus(settings)
    extents = await bus.extents(TOPICS)
    print(_ROW.format("consumer", "topic", "on the bus", "applied", "behind"))
    for group in SERVICES:
        committed = await bus.committed(group, TOPICS)
        for topic in sorted({place.topic for place in committed}):
            ends = {p: extent for p, extent in extents.items() if p.topic == topic}
            behind = sum(max(0, e.end - max(e.first, committed.get(p, 0))) for p, e in ends.items())
            total = sum(extent.end for extent in ends.values())
            print(_ROW.format(group, topic, total, total - behind, behind))
    await bus.stop()
