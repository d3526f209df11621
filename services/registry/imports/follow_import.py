"""Tells how an import goes on, while it goes on: server-sent events (WHATWG HTML, section 9.2)."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

from chassis.db import Database
from services.registry.imports.schemas import ImportView
from services.registry.imports.tables import Import

_LOOK_EVERY = 0.25
# Whoever passes the stream on takes longer silence for a service that hangs.
_SIGN_OF_LIFE_EVERY = 40
_SIGN_OF_LIFE = b": nothing new\n\n"
# A browser asks again by itself; so nobody who has left is told for long.
_MOST_LOOKS = 2400


async def follow_import(database: Database, import_id: UUID, language: str) -> AsyncIterator[bytes]:
    """The import as ``GET /imports/{id}`` shows it, now and after each change, until it rests."""
    told, looks = b"", 0
    while looks < _MOST_LOOKS:
        view = await _look(database, import_id, language)
        if view is None:
            return
        now = view.model_dump_json().encode()
        if now != told:
            yield b"data: " + now + b"\n\n"
        elif looks % _SIGN_OF_LIFE_EVERY == 0:
            yield _SIGN_OF_LIFE
        if _rests(view):
            return
        told, looks = now, looks + 1
        await asyncio.sleep(_LOOK_EVERY)


async def _look(database: Database, import_id: UUID, language: str) -> ImportView | None:
    # A session of its own for each look: the request's ended with its head, and none is held while waiting.
    async with database.sessions() as session:
        row = await session.get(Import, import_id)
        return None if row is None else ImportView.of(row, language)


def _rests(view: ImportView) -> bool:
    return view.state not in ("queued", "running") and not view.progress.phase.startswith("undo")
