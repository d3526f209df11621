"""The audit chain finds every edit, deletion and insertion, and survives the erasure of an entry's content (C12)."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from chassis import audit
from tests.conftest import Database
from tests.support.running import Running


@pytest.fixture
async def linked(service: Running) -> Running:
    client = service.as_staff()
    for words in ("a", "b", "c", "d"):
        await client.post("/notes", json={"words": words})
    async with service.app.state.database.transaction() as session:
        assert await audit.link_pending(session) == 4
        assert await audit.link_pending(session) == 0
        assert await audit.verify(session) == []
    return service


async def _faults_after(database: Database, statement: str) -> list[str]:
    engine = create_async_engine(database.owner_dsn("migrants").replace("postgresql://", "postgresql+asyncpg://"))
    async with AsyncSession(engine) as session, session.begin():
        await session.execute(text(statement))
        faults = await audit.verify(session)
    await engine.dispose()
    return faults


@pytest.mark.parametrize(
    "tampering",
    [
        """UPDATE audit_log SET entry = jsonb_set(entry, '{facts,words}', '"z"') WHERE id = 2""",
        "UPDATE audit_log SET digest = sha256('x') WHERE id = 2",
        "DELETE FROM audit_log WHERE id = 3",
        "DELETE FROM audit_chain WHERE position = 2",
        "UPDATE audit_chain SET position = 10 WHERE position = 4",
        "UPDATE audit_chain SET hash = sha256('x') WHERE position = 4",
        "INSERT INTO audit_log (at, action, entry, salt, digest) SELECT at, action, entry, salt, digest FROM audit_log"
        " WHERE id = 1",
    ],
)
async def test_tampering_is_found(linked: Running, chassis_database: Database, tampering: str) -> None:
    assert await _faults_after(chassis_database, tampering)


async def test_erasing_the_content_leaves_the_chain_whole(linked: Running, chassis_database: Database) -> None:
    assert await _faults_after(chassis_database, "UPDATE audit_log SET entry = NULL, salt = NULL WHERE id = 2") == []


async def test_an_entry_is_written_with_its_effect_or_not_at_all(service: Running) -> None:
    await service.as_staff().post("/notes", json={"words": "refuse"})
    assert await service.app.state.database.pool.fetchval("SELECT count(*) FROM audit_log") == 0
