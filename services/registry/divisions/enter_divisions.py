"""Enter a list of divisions: new codes are added, changed names and parents taken over, the rest left alone."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock, outbox
from chassis.auth import Caller
from contracts.registry import DivisionChanged
from services.registry.divisions import rules
from services.registry.divisions.rules import Entry
from services.registry.divisions.schemas import DivisionsEntered
from services.registry.divisions.tables import Division
from services.registry.faults import refuse


async def enter_divisions(session: AsyncSession, caller: Caller, entries: Sequence[Entry]) -> DivisionsEntered:
    """Bring the register to what ``entries`` say; twice is once. Raises BadPayload naming every fault."""
    existing = await _existing(session, entries)
    in_use = {code for code, division in existing.items() if division.valid_to is None}
    refuse(rules.findings(entries, in_use, caller.scope_prefix))
    today = clock.today()
    changed = [entry for entry in rules.parents_first(entries) if _differs(entry, existing.get(entry.code))]
    before = {e.code: existing[e.code].name for e in changed if e.code in existing}
    divisions = [_entered(entry, existing.get(entry.code), today) for entry in changed]
    if divisions:
        session.add_all(divisions)
        await outbox.add(session, *map(_event, divisions))
        await audit.record(session, caller, "enter-divisions", codes=[e.code for e in changed], before=before)
    entered = len(changed) - len(before)
    counts = {"entered": entered, "changed": len(before), "unchanged": len(entries) - len(changed)}
    return DivisionsEntered(**counts)


async def _existing(session: AsyncSession, entries: Sequence[Entry]) -> dict[str, Division]:
    codes = {code for entry in entries for code in (entry.code, entry.parent) if code is not None}
    # In the order of the codes, so that two lists at once wait for each other instead of deadlocking.
    known = select(Division).where(col(Division.code).in_(codes)).order_by(col(Division.code)).with_for_update()
    return {division.code: division for division in await session.scalars(known)}


def _differs(entry: Entry, known: Division | None) -> bool:
    if known is None or known.valid_to is not None:
        return True
    return (known.name, known.level, known.parent) != (entry.name, entry.level, entry.parent)


def _entered(entry: Entry, known: Division | None, today: date) -> Division:
    division = known or Division(code=entry.code, name=entry.name, level=entry.level, valid_from=today)
    division.name, division.level, division.parent = entry.name, entry.level, entry.parent
    division.valid_from, division.valid_to = today, None
    return division


def _event(division: Division) -> DivisionChanged:
    return DivisionChanged(
        code=division.code,
        name=division.name,
        level=division.level,
        parent=division.parent,
        valid_from=division.valid_from,
        valid_to=division.valid_to,
    )
