"""``python -m deploy.recover COMMAND``: on the machine itself, when no administrator can help another.

  second-factor NAME     takes an account's second factor away: it enrols anew at its next sign-in
  password NAME          prints a first password, which its owner changes before the next sign-in
  approve CHANGE         approves a change of access that the only administrator has proposed

Reads DATABASE_URL (or HUIJIA_ENV_FILE) of the gateway, else the installation in HUIJIA_HOME. Each use ends the
account's sessions and stands in the audit log as done by the host's operator.
"""

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.db import Database
from chassis.problems import Problem
from chassis.settings import Settings
from deploy.evidence.connections import NoDatabase, databases
from deploy.local.home import Home
from gateway.access_changes.decide import approve
from gateway.access_changes.propose import HOST, settled
from gateway.accounts.open_account import reset_password
from gateway.accounts.suspend import others_account
from gateway.auth.secrets import hash_password
from gateway.second_factor.reset import reset

_BY = Caller(subject=HOST, kind="staff")
_RANDOM_BYTES = 18


async def _second_factor(session: AsyncSession, name: str) -> str:
    await reset(session, _BY, name)
    return f"{name}: the second factor is gone; the next sign-in asks to enrol one"


async def _password(session: AsyncSession, name: str) -> str:
    await others_account(session, _BY, name)
    first = secrets.token_urlsafe(_RANDOM_BYTES)
    change = await settled(session, "reset-password", name, {}, "lost-password", hash_password(first))
    await reset_password(session, _BY, change)
    await audit.record(session, _BY, "reset-password", account=name)
    return f"{name}: first password {first}"


async def _approve(session: AsyncSession, change: str) -> str:
    done = await approve(session, _BY, UUID(change))
    return f"{done.account}: {done.kind} is approved"


_COMMANDS: dict[str, Callable[[AsyncSession, str], Awaitable[str]]] = {
    "second-factor": _second_factor,
    "password": _password,
    "approve": _approve,
}


async def _run(url: str, command: str, about: str) -> str:
    database = Database(url, 1)
    try:
        async with database.transaction() as session:
            return await _COMMANDS[command](session, about)
    finally:
        await database.engine.dispose()


def _url() -> str:
    if os.environ.get("DATABASE_URL") or os.environ.get("HUIJIA_ENV_FILE"):
        return Settings().database_url
    return databases(Home.from_environment())["gateway"]


def main(arguments: list[str]) -> int:
    """Run one command; the exit code: 0 done, 1 refused, 2 no database."""
    parser = argparse.ArgumentParser(
        "python -m deploy.recover", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=_COMMANDS)
    parser.add_argument("about", metavar="NAME|CHANGE")
    options = parser.parse_args(arguments)
    try:
        print(asyncio.run(_run(_url(), options.command, options.about)))
    except Problem as problem:
        print(f"refused: {problem.title_zh} / {problem.title_en}", file=sys.stderr)
        return 1
    except (NoDatabase, OSError, ValueError) as error:
        print(f"cannot reach the gateway's database: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
