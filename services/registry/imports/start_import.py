"""Take an upload in: keep the file, note the import, wake the worker once the note is committed."""

from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from services.registry.imports.receive_upload import Received
from services.registry.imports.tables import Import

CHANNEL = "registry_imports"


def upload_path(home: Path, import_id: UUID) -> Path:
    """Where an import's file lies until it has been worked off."""
    return home / "uploads" / str(import_id)


async def start_import(
    session: AsyncSession, caller: Caller, import_id: UUID, received: Received, *, dry_run: bool = False
) -> Import:
    """The queued import; a dry run finds out what it would do, and writes nothing of it."""
    queued = Import(
        id=import_id,
        file_name=received.file_name,
        size=received.size,
        digest=received.digest,
        uploaded_by=caller.subject,
        uploader=msgspec.to_builtins(caller),
        division=caller.division or "",
        uploaded_at=clock.now(),
        dry_run=dry_run,
    )
    session.add(queued)
    await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    await audit.record(session, caller, "receive-import", import_id, digest=received.digest.hex(), size=received.size)
    return queued
