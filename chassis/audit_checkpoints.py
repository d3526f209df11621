"""Keeps a checkpoint of a service's audit chain in a file, so that a cut tail shows (C12)."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import structlog
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.checkpoints import (
    CheckpointBroken,
    CheckpointSigner,
    keep_checkpoint,
    kept_checkpoints,
    read_checkpoint,
)
from chassis.sealing import Sealer

log = structlog.get_logger()

_EVERY = 5.0
_FIRST = timedelta(minutes=1)
_CHAIN, _KEY_ID = "audit", "audit"


async def keep_checkpoints(app: FastAPI, service: str) -> None:
    """Until cancelled: whenever the chain has grown, sign its head and keep it."""
    signer, kept = signer_of(app.state.sealer), 0
    while True:
        await asyncio.sleep(_EVERY)
        try:
            async with app.state.database.sessions() as session:
                kept = await keep_head(session, app.state.settings.home, service, signer, kept)
        except (SQLAlchemyError, OSError) as error:
            log.warning("checkpoint_not_kept", error=type(error).__name__)


def signer_of(sealer: Sealer) -> CheckpointSigner:
    """Who signs the checkpoints of the service whose keys these are."""
    return CheckpointSigner(_KEY_ID, _key(sealer))


async def keep_head(session: AsyncSession, home: Path, service: str, signer: CheckpointSigner, kept: int) -> int:
    """Keep a checkpoint of the head where it lies beyond position ``kept``; the position that is kept now."""
    position, head = await audit.head(session)
    if position != kept:
        signed = signer.sign(service, _CHAIN, position, head)
        # A busy disk may take 100 ms to replace a file: not on the event loop.
        await asyncio.to_thread(keep_checkpoint, home, service, _CHAIN, signed)
    return position


async def verify_checkpoint(session: AsyncSession, home: Path, service: str, sealer: Sealer) -> list[str]:
    """What of the chain contradicts its checkpoint, in words; empty where they agree."""
    signed = kept_checkpoints(home, service).get(_CHAIN)
    length, _ = await audit.head(session)
    if signed is None:
        return [f"no checkpoint is kept: a cut tail would not show ({length} entries)"] if await _old(session) else []
    try:
        said = read_checkpoint(signed, {_KEY_ID: _key(sealer)})
    except CheckpointBroken as broken:
        return [f"the checkpoint was not signed here: {broken}"]
    return await _against(session, said, length)


async def _old(session: AsyncSession) -> bool:
    # The first checkpoint comes a few seconds after the first link.
    first = (await session.execute(select(audit.audit_log.c.at).order_by(audit.audit_log.c.id).limit(1))).scalar()
    return first is not None and first < clock.now() - _FIRST


async def _against(session: AsyncSession, said: Mapping[str, object], length: int) -> list[str]:
    position, expected = int(str(said["position"])), str(said["hash"])
    found = await audit.hash_at(session, position)
    if found is None:
        return [f"the tail was cut: {length} entries are left, the checkpoint counted {position}"]
    return [] if found.hex() == expected else [f"the chain was computed anew: it differs at position {position}"]


def _key(sealer: Sealer) -> bytes:
    return sealer.derived_key("audit-checkpoint")
