"""Counts sign-in attempts per account and per address, where every process of the gateway sees them."""

import hashlib
import math
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import Database
from chassis.sweeps import Sweep
from gateway.auth import guessing
from gateway.auth.errors import TooManyAttempts
from gateway.auth.guessing import FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS, Attempts
from gateway.auth.tables import sign_in_attempts as table


class AttemptCounter:
    """Counts one sign-in before it is checked, and takes the count back when it succeeded."""

    def __init__(self, database: Database, account: str | None, address: str) -> None:
        """``account`` is None where nothing can be guessed: then no stranger's failures hold its owner up."""
        self._database = database
        # Sorted, so that two sign-ins never wait for each other in opposite order. Digests, because people type
        # passwords into the username field.
        keys = [] if account is None else [(_key("account", account), FREE_FOR_ACCOUNT)]
        self._keys = sorted([*keys, (_key("address", address), FREE_FOR_ADDRESS)])

    async def count(self) -> None:
        """Count the attempt. Raises TooManyAttempts, and then counts nothing."""
        now = clock.now()
        async with self._database.transaction() as session:
            for key, free in self._keys:
                before = await _locked(session, key, now)
                wait = before.wait(now)
                if wait:
                    raise _refusal(wait)
                await _keep(session, key, guessing.count_attempt(before, free, now))

    async def succeeded(self) -> None:
        """Take the count back."""
        async with self._database.transaction() as session:
            for key, free in self._keys:
                before = await _locked(session, key, clock.now())
                await _keep(session, key, guessing.succeeded(before, free))


def _key(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}\0{value}".encode(errors="surrogatepass")).digest()


async def _locked(session: AsyncSession, key: bytes, now: datetime) -> Attempts:
    # A row is there before it is read, so that the first two attempts at once wait for each other too.
    await session.execute(insert(table).values(key=key, failures=0, last_at=now).on_conflict_do_nothing())
    row = (await session.execute(select(table).where(table.c.key == key).with_for_update())).one()
    return Attempts(row.failures, row.last_at, row.blocked_until)


async def _keep(session: AsyncSession, key: bytes, now: Attempts) -> None:
    values = {"failures": now.failures, "last_at": now.last_at, "blocked_until": now.blocked_until}
    await session.execute(table.update().where(table.c.key == key).values(values))


async def _forgotten(session: AsyncSession) -> list[bytes]:
    quiet = select(table.c.key).where(table.c.last_at < clock.now() - guessing.FORGET_AFTER)
    return list((await session.execute(quiet.limit(1000))).scalars())


async def _forget(session: AsyncSession, key: bytes) -> None:
    quiet = (table.c.key == key) & (table.c.last_at < clock.now() - guessing.FORGET_AFTER)
    await session.execute(table.delete().where(quiet))


FORGET_ATTEMPTS = Sweep("forget-sign-in-attempts", timedelta(minutes=15), _forgotten, _forget)


def _refusal(wait: timedelta) -> TooManyAttempts:
    seconds = math.ceil(wait.total_seconds())
    return TooManyAttempts(
        f"请在 {seconds} 秒后再试。", f"Try again in {seconds} s.", headers={"Retry-After": str(seconds)}
    )
