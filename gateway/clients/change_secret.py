"""Changes a client's secret; the former one is accepted for a while longer, so that no call fails in between."""

from datetime import timedelta

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from gateway.auth.secrets import hash_client_secret
from gateway.auth.tables import accounts
from gateway.clients.schemas import SecretEntry
from gateway.clients.tables import former_secrets


async def change_secret(session: AsyncSession, caller: Caller, client: Row, entry: SecretEntry) -> None:
    """Keep the new secret's hash. Running sessions go on: the holder is the same."""
    now = clock.now()
    former = {
        "account": client.name,
        "secret": client.secret,
        "valid_until": now + timedelta(hours=entry.overlap_hours),
    }
    kept = insert(former_secrets).values(former)
    await session.execute(kept.on_conflict_do_update(index_elements=["account"], set_=former))
    changed = {"secret": hash_client_secret(entry.secret), "changed_at": now}
    await session.execute(accounts.update().where(accounts.c.name == client.name).values(changed))
    await audit.record(session, caller, "change-client-secret", client=client.name, overlap_hours=entry.overlap_hours)
