"""Proposes, registers and retires a client's public keys: several in use, so that one follows another without a gap."""

from sqlalchemy import Row, RowMapping, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.access_changes.propose import propose
from gateway.auth.sessions import end_sessions_of
from gateway.clients.errors import ClientKeyTaken, UnknownClientKey
from gateway.clients.public_keys import UnusableKey, algorithm_of
from gateway.clients.schemas import KeyEntry
from gateway.clients.tables import client_keys


async def propose_key(session: AsyncSession, caller: Caller, client: str, entry: KeyEntry) -> RowMapping:
    """The change that waits for a second person. Raises BadPayload or ClientKeyTaken."""
    try:
        algorithm = algorithm_of(entry.public_key)
    except UnusableKey as unusable:
        raise BadPayload(faults=[Fault("#/public_key", "unusable_key", str(unusable))]) from None
    taken = (client_keys.c.account == client) & (client_keys.c.key_id == entry.key_id)
    if (await session.execute(select(client_keys.c.key_id).where(taken))).first() is not None:
        raise ClientKeyTaken()
    told = {"key_id": entry.key_id, "algorithm": algorithm, "public_key": entry.public_key}
    return await propose(session, caller, "register-key", client, told)


async def register_key(session: AsyncSession, _: Caller, change: Row) -> None:
    """The approved key, in use from now on beside those that are. Raises ClientKeyTaken."""
    row = {"account": change.account, **change.told, "change_id": change.id}
    row |= {"added_at": clock.now(), "added_by": change.proposed_by}
    added = insert(client_keys).values(row).on_conflict_do_nothing().returning(client_keys.c.key_id)
    if (await session.execute(added)).first() is None:
        raise ClientKeyTaken()


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
