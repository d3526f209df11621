"""Workers follow their division: their accounts work for the heir, and old tokens end."""

from datetime import date

from sqlalchemy import select

from chassis import clock
from chassis.db import Database
from chassis.identifiers import new_id
from contracts.registry import DivisionReplaced
from gateway.access_changes.propose import FIRST_ACCOUNTS, settled
from gateway.auth.tables import accounts, sessions
from gateway.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database as County
from tests.support.delivering import deliver

OLD, HEIR = "341599001001", "341599001050"


def replaced(code: str, heir: str) -> DivisionReplaced:
    return DivisionReplaced(
        code=code, change_id=new_id(), kind="merge", effective_on=date(2026, 1, 1), successors=[heir], heir=heir
    )


async def test_accounts_and_sessions_follow_once(county: County) -> None:
    database = Database(county.dsn("gateway"))
    now = clock.now()
    account = {"kind": "staff", "role": "village-worker", "secret": "x", "active": True}
    async with database.transaction() as session:
        for name, division in (("old", OLD), ("other", "341599001002")):
            change = await settled(session, FIRST_ACCOUNTS, name, {}, "a")
            values = account | {"name": name, "division": division, "created_at": now, "changed_at": now}
            values |= {"change_id": change.id}
            await session.execute(accounts.insert().values(values))
            await session.execute(sessions.insert().values(id=new_id(), account=name, issued_at=now, expires_at=now))
    await deliver(database, SUBSCRIPTIONS, replaced(OLD, HEIR), replaced(OLD, HEIR), replaced(HEIR, HEIR))
    async with database.transaction() as session:
        places = dict((await session.execute(select(accounts.c.name, accounts.c.division))).all())
        ended = (await session.scalars(select(sessions.c.account).where(sessions.c.revoked_at.is_not(None)))).all()
    await database.engine.dispose()
    assert places == {"old": HEIR, "other": "341599001002"}
    assert ended == ["old"]
