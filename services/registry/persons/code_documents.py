"""Give documents whose kind was entered in words, before the standard's codes were asked for, the code of that kind.

The kind is part of what a document is found by, so its index is made anew; the number itself stays as it is. Words that
the standard does not know stay, for a clerk to put right.
"""

import asyncio
from collections.abc import Sequence

import structlog
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import Database
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.code_tables import code_table
from services.registry.persons.identity import seal_other_id
from services.registry.persons.tables import OTHER_ID, Person

log = structlog.get_logger()

_BATCH, _PAUSE_AFTER_FAULT = 500, 60.0
_REASON = "code-document"
_JOB = Caller(subject="code-documents", kind="staff")


async def code_documents(app: FastAPI) -> None:
    """Once, after the start: a register that was begun with codes has nothing of the kind."""
    while True:
        try:
            while await _code_some(app.state.database, app.state.sealer):
                pass
            return
        except Exception as error:  # the database may be away for a while
            log.error("documents_not_coded", error=type(error).__name__)
            await asyncio.sleep(_PAUSE_AFTER_FAULT)


async def _code_some(database: Database, sealer: Sealer) -> int:
    async with database.transaction() as session:
        return await code_some(session, sealer)


async def code_some(session: AsyncSession, sealer: Sealer) -> int:
    """Up to a batch of them; how many."""
    codes = {word: code for word, code in code_table("other_id_type", clock.today()).items() if word != code}
    change = Change.by_caller(_JOB, _REASON)
    found = await _entered_in_words(session, codes)
    for person in found:
        assert person.other_id_type is not None and person.other_id_sealed is not None  # noqa: S101 - asked for
        number = sealer.open(person.other_id_sealed, OTHER_ID)
        person.other_id_type = codes[person.other_id_type]
        person.other_id_index = seal_other_id(sealer, person.other_id_type, number).blind_index
        change.stamp(person)
    if found:
        await audit.record(session, _JOB, _REASON, None, persons=len(found))
    return len(found)


async def _entered_in_words(session: AsyncSession, codes: dict[str, str]) -> Sequence[Person]:
    in_words = (col(Person.other_id_type).in_(codes), col(Person.other_id_sealed).is_not(None))
    wanted = select(Person).where(*in_words).order_by(col(Person.id)).limit(_BATCH)
    return (await session.scalars(wanted.with_for_update(skip_locked=True))).all()
