"""A cut tail, and a chain computed anew, differ from the checkpoint that lies outside the database (C12)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from chassis import audit
from chassis.audit_checkpoints import keep_head, signer_of, verify_checkpoint
from tests.conftest import Database
from tests.support.running import Running

_LAST = "DELETE FROM audit_chain WHERE position > 2; DELETE FROM audit_log WHERE id > 2; DELETE FROM audit_pending"
_ANEW = "UPDATE audit_chain SET hash = sha256('x') WHERE position = 4"


@pytest.fixture
async def owner(service: Running, chassis_database: Database) -> AsyncIterator[AsyncSession]:
    """Four entries, linked and with a checkpoint; as whoever may do anything with them."""
    for words in ("a", "b", "c", "d"):
        await service.as_staff().post("/notes", json={"words": words})
    sealer = service.app.state.sealer
    async with service.app.state.database.transaction() as session:
        await audit.link_pending(session)
        home = service.app.state.settings.home
        assert await verify_checkpoint(session, home, service.name, sealer) == []
        assert await keep_head(session, home, service.name, signer_of(sealer), 0) == 4
        assert await keep_head(session, home, service.name, signer_of(sealer), 4) == 4
    engine = create_async_engine(
        chassis_database.owner_dsn("migrants").replace("postgresql://", "postgresql+asyncpg://")
    )
    async with AsyncSession(engine) as session:
        yield session
    await engine.dispose()


async def faults(service: Running, session: AsyncSession, *statements: str) -> list[str]:
    for statement in statements:
        await session.execute(text(statement))
    return await verify_checkpoint(session, service.app.state.settings.home, service.name, service.app.state.sealer)


async def test_what_nobody_touched_agrees(service: Running, owner: AsyncSession) -> None:
    assert await faults(service, owner) == []


async def test_a_cut_tail_shows_although_the_chain_itself_is_whole(service: Running, owner: AsyncSession) -> None:
    found = await faults(service, owner, *_LAST.split("; "))
    assert found == ["the tail was cut: 2 entries are left, the checkpoint counted 4"]
    assert await audit.verify(owner) == []


async def test_a_chain_computed_anew_shows(service: Running, owner: AsyncSession) -> None:
    assert await faults(service, owner, _ANEW) == ["the chain was computed anew: it differs at position 4"]


async def test_a_missing_or_forged_checkpoint_is_a_fault(service: Running, owner: AsyncSession) -> None:
    path: Path = service.app.state.settings.home / "checkpoints" / f"{service.name}.audit.jws"
    path.write_text(path.read_text()[:-4] + "AAAA")
    assert "was not signed here" in (await faults(service, owner))[0]
    path.unlink()
    await owner.execute(text("UPDATE audit_log SET at = at - interval '1 hour'"))
    assert "no checkpoint is kept" in (await faults(service, owner))[0]


@pytest.mark.parametrize("column", ["at = at - interval '1 day'", "action = 'x'", "subject_id = gen_random_uuid()"])
async def test_what_stands_beside_an_entry_cannot_be_altered_either(owner: AsyncSession, column: str) -> None:
    await owner.execute(text(f"UPDATE audit_log SET {column} WHERE id = 2"))
    assert await audit.verify(owner) == ["entry 2 was edited"]
