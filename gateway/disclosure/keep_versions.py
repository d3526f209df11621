"""Keeps every policy version that was ever in force, word for word, and refuses one that was reworded since."""

from datetime import date

import msgspec
from sqlalchemy import Column, DateTime, MetaData, String, Table, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from gateway.disclosure.policies import Policies

metadata = MetaData()

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("name", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("wording", JSONB, nullable=False),
    Column("first_used_at", DateTime(timezone=True), nullable=False),
)


class PolicyReworded(Exception):
    """A version that has been in force says something else now: it needs a new version number."""


async def keep_versions(session: AsyncSession, policies: Policies, today: date) -> None:
    """Keep what has begun by ``today``; the future may still be edited. Raises PolicyReworded."""
    begun = {policy.name: policy for policy in policies.all if policy.effective_from <= today}
    for name, policy in begun.items():
        values = {"name": name, "digest": policy.digest, "wording": msgspec.to_builtins(policy, enc_hook=str)}
        kept = insert(policy_versions).values(values | {"first_used_at": clock.now()})
        await session.execute(kept.on_conflict_do_nothing())
    rows = await session.execute(select(policy_versions.c.name, policy_versions.c.digest))
    # An end may be set afterwards: that is how a version makes room for the next.
    for row in rows:
        if row.name in begun and row.digest != begun[row.name].digest:
            raise PolicyReworded(f"{row.name} has been in force and was changed: give it a new version")
