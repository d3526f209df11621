"""Registers and retires a client's public keys: several may be in use, so that one follows another without a gap."""

from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.auth.sessions import end_sessions_of
from gateway.clients.errors import ClientKeyTaken, UnknownClientKey
from gateway.clients.public_keys import UnusableKey, algorithm_of
from gateway.clients.schemas import KeyEntry
from gateway.clients.tables import client_keys


async def register_key(session: AsyncSession, caller: Caller, client: str, entry: KeyEntry) -> RowMapping:
    """The new key. Raises BadPayload or ClientKeyTaken."""
    try:
        algorithm = algorithm_of(entry.public_key)
    except UnusableKey as unusable:
        raise BadPayload(faults=[Fault("#/public_key", "unusable_key", str(unusable))]) from None
    row: dict[str, Any] = {"account": client, "key_id": entry.key_id, "public_key": entry.public_key}
    row |= {"algorithm": algorithm, "added_at": clock.now(), "added_by": caller.subject}
    added = insert(client_keys).values(row).on_conflict_do_nothing().returning(*client_keys.c)
    found = (await session.execute(added)).mappings().one_or_none()
    if found is None:
        raise ClientKeyTaken()
    await audit.record(session, caller, "register-client-key", client=client, key=entry.key_id)
    return found


async def retire_key(session: AsyncSession, caller: Caller, client: str, key_id: str) -> RowMapping:
    """The key, which opens nothing any more; the client's sessions end. Raises UnknownClientKey."""
    c = client_keys.c
    mine = (c.account == client) & (c.key_id == key_id) & c.retired_at.is_(None)
    retired = {"retired_at": clock.now(), "retired_by": caller.subject}
    done = await session.execute(client_keys.update().where(mine).values(retired).returning(*c))
    found = done.mappings().one_or_none()
    if found is None:
        raise UnknownClientKey()
    await end_sessions_of(session, client)
    await audit.record(session, caller, "retire-client-key", client=client, key=key_id)
    return found
