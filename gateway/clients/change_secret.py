"""Changes a client's secret; the former one is accepted for a while longer, so that no call fails in between."""

from datetime import timedelta

from sqlalchemy import Row, RowMapping, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from gateway.access_changes.propose import propose
from gateway.auth.secrets import hash_client_secret
from gateway.auth.tables import accounts
from gateway.clients.schemas import SecretEntry
from gateway.clients.tables import former_secrets


async def propose_secret(session: AsyncSession, caller: Caller, client: str, entry: SecretEntry) -> RowMapping:
    """The change that waits for a second person; the secret in use goes on until then. Raises AccessChangeOpen."""
    told = {"overlap_hours": entry.overlap_hours}
    return await propose(session, caller, "change-secret", client, told, hash_client_secret(entry.secret))


async def change_secret(session: AsyncSession, _: Caller, change: Row) -> None:
    """Keep the approved secret's hash. Running sessions go on: the holder is the same."""
    now, mine = clock.now(), accounts.c.name == change.account
    secret = (await session.execute(select(accounts.c.secret).where(mine).with_for_update())).scalar_one()
    until = now + timedelta(hours=change.told["overlap_hours"])
    former = {"account": change.account, "secret": secret, "valid_until": until}
    kept = insert(former_secrets).values(former)
    await session.execute(kept.on_conflict_do_update(index_elements=["account"], set_=former))
    changed = {"secret": change.secret, "changed_at": now, "change_id": change.id}
    await session.execute(accounts.update().where(mine).values(changed))
