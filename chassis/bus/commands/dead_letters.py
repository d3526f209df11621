"""``dead-letters``: what a service could not process; show, replay, discard."""

import argparse
import json
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import dead_letters
from chassis.db import Database
from chassis.settings import Settings

_ROW = "{:>6}  {:<10} {:<44} {:<38} {:>6}  {}"
_LIST = text("SELECT * FROM dead_letters WHERE state = :state ORDER BY id DESC LIMIT :limit")
_ONE = text("SELECT * FROM dead_letters WHERE id = :id")
_ALL = text("SELECT id FROM dead_letters WHERE state = 'open' AND blocked_by IS NULL")


def add_to(commands: Any) -> None:
    """Declare the commands and their arguments."""
    parser = commands.add_parser("dead-letters", help="处理不了的事件 · events that could not be processed")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="列出 · list them, newest first")
    listing.add_argument("--state", choices=("open", "replayed", "discarded"), default="open")
    listing.add_argument("--limit", type=int, default=100)
    listing.set_defaults(run=_in_transaction(_list))
    showing = actions.add_parser("show", help="全文 · one in full, with its reason; it may name people")
    showing.add_argument("id", type=int)
    showing.set_defaults(run=_in_transaction(_show))
    replaying = actions.add_parser("replay", help="重试 · apply again, with all that waits behind")
    replaying.add_argument("ids", type=int, nargs="*", metavar="ID", help="none: all that are open")
    replaying.set_defaults(run=_in_transaction(_replay))
    discarding = actions.add_parser("discard", help="放弃 · give up; what waits behind is applied")
    discarding.add_argument("ids", type=int, nargs="+", metavar="ID")
    discarding.set_defaults(run=_in_transaction(_discard))


def _in_transaction(action: Any) -> Any:
    async def run(settings: Settings, arguments: argparse.Namespace) -> None:
        database = Database(settings.database_url)
        try:
            async with database.transaction() as session:
                await action(session, arguments)
        finally:
            await database.engine.dispose()

    return run


async def _list(session: AsyncSession, arguments: argparse.Namespace) -> None:
    print(_ROW.format("id", "state", "type", "key", "tried", "reason"))
    for row in await session.execute(_LIST, {"state": arguments.state, "limit": arguments.limit}):
        # The fault's name only: its words may quote a person's data, and lists get copied around.
        reason = f"behind {row.blocked_by}" if row.blocked_by else row.reason.partition(":")[0]
        kind = row.type.removeprefix("cn.huijia.")
        print(_ROW.format(row.id, row.state, kind, row.key, row.attempts, reason))


async def _show(session: AsyncSession, arguments: argparse.Namespace) -> None:
    row = (await session.execute(_ONE, {"id": arguments.id})).mappings().one_or_none()
    if row is None:
        print(f"没有 {arguments.id} 号 · there is no {arguments.id}")
        return
    print(json.dumps(dict(row), indent=2, ensure_ascii=False, default=str))


async def _replay(session: AsyncSession, arguments: argparse.Namespace) -> None:
    ids = arguments.ids or list((await session.execute(_ALL)).scalars())
    asked = await dead_letters.request_replay(session, ids)
    print(f"将重试 {len(asked)} 件 · {len(asked)} will be tried again, within seconds")


async def _discard(session: AsyncSession, arguments: argparse.Namespace) -> None:
    gone = await dead_letters.discard(session, arguments.ids)
    print(f"已放弃 {len(gone)} 件 · {len(gone)} discarded")
