"""What the process that reads a file is told: where it lies, and what the rules need to know of the register."""

from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import clock
from chassis.auth import Caller
from services.registry.divisions.queries import descendants_of
from services.registry.divisions.tables import Division
from services.registry.imports.columns import folded
from services.registry.imports.naming import Explained
from services.registry.imports.prepare import Task
from services.registry.imports.queries import mappings_of
from services.registry.imports.reading.refusals import FileRefused
from services.registry.imports.settings import import_settings
from services.registry.imports.staged_rows import Contexts
from services.registry.imports.tables import Import
from services.registry.persons.tables import CITIZEN_NUMBER, OTHER_ID, PHONE


async def reading_task(session: AsyncSession, row: Import, path: Path, keys_folder: Path) -> Task:
    """Raises FileRefused where the register holds no divisions of a county."""
    limits, today = import_settings(), clock.today()
    divisions, successors = await _divisions(session, today)
    return Task(
        path=str(path),
        keys_folder=str(keys_folder),
        contexts=Contexts(CITIZEN_NUMBER, OTHER_ID, PHONE),
        divisions=list(divisions),
        counties=_counties(divisions),
        successors=successors,
        mappings=await _mappings(session, row.division),
        scope=msgspec.convert(row.uploader, Caller).scope_prefix,
        today=today.isoformat(),
        most_rows=limits.most_rows,
        most_memory=limits.most_memory,
    )


async def _divisions(session: AsyncSession, today: date) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Code → level of those in use, and code → where its people may be now of the others."""
    rows = (await session.scalars(select(Division))).all()
    in_use = {row.code: row.level for row in rows if row.valid_to is None or row.valid_to > today}
    replaced = [row.code for row in rows if row.code not in in_use]
    return in_use, await descendants_of(session, replaced, today) if replaced else {}


def _counties(divisions: dict[str, str]) -> list[str]:
    counties = [code[:6] for code, level in divisions.items() if level == "county"]
    if not counties:
        raise FileRefused(
            "import-no-divisions",
            "no_divisions",
            "系统中还没有本县的区划，无法核对区划代码。请先录入区划。",
            "The register holds no divisions of a county yet. Enter them first.",
        )
    return counties


async def _mappings(session: AsyncSession, division: str) -> list[Explained]:
    remembered = await mappings_of(session, division)
    return [
        Explained(str(kept.id), {folded(header): column for header, column in kept.columns.items()})
        for kept in remembered
    ]
