"""Take a whole import back: everything that it entered or changed stands again as before, or nothing is touched.

A row belongs to the import while its current version carries the import's id. Where a later version stands, someone
has built on it, and the undo is refused with the ids that stand in the way.
"""

from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.outbox import insert_select
from contracts.registry import HouseholdChanged, PersonChanged, PersonWithdrawn
from services.registry.imports import write_households, write_persons
from services.registry.imports.act import Act
from services.registry.imports.errors import ImportBuiltOn
from services.registry.imports.tables import Import
from services.registry.imports.undo_blockers import blockers

_TOUCHED = """
CREATE TEMPORARY TABLE touched_{many} ON COMMIT DROP AS
SELECT id, min(revision) AS first_revision FROM (
    SELECT id, revision FROM {many} WHERE source_id = $1
    UNION ALL SELECT id, revision FROM {one}_versions WHERE source_id = $1) made
GROUP BY id
"""

_HOLD = """
SELECT FROM {many} WHERE id IN (
    SELECT id FROM {many} WHERE source_id = $1 UNION ALL SELECT id FROM {one}_versions WHERE source_id = $1)
ORDER BY id FOR UPDATE
"""
_TABLES = (("person", "persons"), ("household", "households"))

_STAMPS = ("source", "source_id", "document_id")
_PERSON = (*write_persons.NOW, *_STAMPS)
_HOUSEHOLD = ("head_id", *_STAMPS)


def _restore(one: str, many: str, columns: tuple[str, ...]) -> str:
    # The version before the import's first gives its content and its origin back; who undid it, and when, is new.
    return f"""
    UPDATE {many} r SET {", ".join(f"{c} = v.{c}" for c in columns)}, revision = r.revision + 1,
        valid_from = $1, changed_by = $2, change_reason = 'undo-import'
    FROM touched_{many} t JOIN {one}_versions v ON v.id = t.id AND v.revision = t.first_revision - 1
    WHERE r.id = t.id AND t.first_revision > 1
    """


_NEW_PERSONS = "persons p JOIN touched_persons t ON t.id = p.id AND t.first_revision = 1"
_OLD_PERSONS = "persons p JOIN touched_persons t ON t.id = p.id AND t.first_revision > 1"
_OLD_HOUSEHOLDS = "households h JOIN touched_households t ON t.id = h.id AND t.first_revision > 1"
_QUESTIONS = (
    "DELETE FROM possible_duplicates d USING touched_persons t"
    " WHERE t.first_revision = 1 AND t.id IN (d.person_id, d.other_id)"
)
_REMOVE = "DELETE FROM {many} r USING touched_{many} t WHERE t.id = r.id AND t.first_revision = 1"


async def refuse_if_built_on(act: Act) -> None:
    """Fill ``touched_persons`` and ``touched_households``, and ask what was built on them. Raises ImportBuiltOn."""
    for one, many in _TABLES:
        await act.execute(_TOUCHED.format(one=one, many=many), act.import_id)
        await act.execute(f"ANALYZE touched_{many}")
    total, found = await blockers(act)
    if total:
        raise ImportBuiltOn(
            f"导入之后有 {total} 处业务依赖其数据。请先处理所列记录，或逐条更正。",
            f"{total} records build on this import. Deal with those listed first, or correct single records.",
            blockers=found,
            blockers_total=total,
        )


async def undo_import(session: AsyncSession, caller: Caller, row: Import) -> None:
    """Undo the locked, finished import. Raises ImportBuiltOn."""
    await session.execute(text("SET LOCAL work_mem = '64MB'"))
    act = Act(await driver(session), row.id, clock.now(), caller.subject)
    for one, many in _TABLES:
        # Held before they are looked at, so that nobody builds on them meanwhile.
        await act.execute(_HOLD.format(one=one, many=many), row.id)
    await refuse_if_built_on(act)
    try:
        await _take_back(act)
    except asyncpg.ForeignKeyViolationError:
        # What stood before the import leads to something that has gone since.
        raise ImportBuiltOn() from None
    row.state, row.phase, row.undoer = "undone", "done", None
    row.undone_at, row.undone_by = act.at, caller.subject
    counts = {"created": row.created, "updated": row.updated}
    await audit.record(session, caller, "undo-import", row.id, digest=row.digest.hex(), **counts)


async def _take_back(act: Act) -> None:
    stamp: tuple[Any, ...] = (act.at, act.by)
    facts = write_persons.FACTS
    if await act.execute(_restore("household", "households", _HOUSEHOLD), *stamp):
        await act.execute(insert_select(HouseholdChanged, write_households.FACTS, _OLD_HOUSEHOLDS))
    if await act.execute(_restore("person", "persons", _PERSON), *stamp):
        await act.execute(insert_select(PersonChanged, facts, _OLD_PERSONS))
    withdrawn = {"person_id": "p.id", "revision": "p.revision + 1"}
    await act.execute(insert_select(PersonWithdrawn, withdrawn, _NEW_PERSONS))
    await act.execute(_QUESTIONS)
    for many in ("persons", "households"):
        await act.execute(_REMOVE.format(many=many))
