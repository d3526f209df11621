"""A small real service on a database that holds only the chassis' own tables."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from chassis import audit
from chassis.access import TOWNSHIP_UP, access
from chassis.app import Service
from chassis.concurrency import IfMatch, expect_revision, set_etag
from chassis.create_tables import create_all
from chassis.http import CallerDep, Router, Session
from chassis.problems import Conflict
from tests.conftest import Database
from tests.support.running import Running, running

router = Router()


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")
    words: str


@router.post("/notes", status_code=201)
@access(staff=TOWNSHIP_UP)
async def write_note(note: Note, session: Session, caller: CallerDep) -> dict[str, int]:
    await session.execute(text("INSERT INTO notes (words) VALUES (:words)"), {"words": note.words})
    await audit.record(session, caller, "write-note", words=note.words)
    if note.words == "refuse":
        raise Conflict("不行", "no")
    if note.words == "break":
        raise RuntimeError("a secret that must not be shown")
    if note.words == "ring":
        await session.execute(text("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"))
    count = (await session.execute(text("SELECT count(*) FROM notes"))).scalar_one()
    return {"count": count}


@router.put("/notes/revision")
@access(staff=TOWNSHIP_UP)
async def change_note(response: Response, if_match: IfMatch = None) -> dict[str, str]:
    expect_revision(if_match, 3)
    set_etag(response, 4)
    return {"state": "changed"}


@router.get("/notes")
@access(staff=TOWNSHIP_UP, departments_see="note")
async def list_notes(session: Session) -> dict[str, Any]:
    rows = await session.execute(text("SELECT words FROM notes ORDER BY words"))
    return {"items": [{"words": row.words, "hidden": "x"} for row in rows], "next": None}


@pytest.fixture
async def chassis_database(database: Database) -> Database:
    """The chassis' tables and one of the service's own, in the schema of ``migrants``."""
    engine = create_async_engine(database.owner_dsn("migrants").replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.begin() as connection:
        await connection.run_sync(create_all)
        await connection.execute(text("CREATE TABLE notes (words text)"))
    await engine.dispose()
    return database


@pytest.fixture
async def service(chassis_database: Database, tmp_path: Path) -> AsyncIterator[Running]:
    parts = Service("migrants", "Notes", [router])
    async with running(parts, chassis_database.dsn("migrants"), tmp_path) as started:
        yield started
