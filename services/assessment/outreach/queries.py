"""Reads of outreach, inside the caller's area."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from services.assessment.outreach.errors import UnknownActivity, UnknownEvidence
from services.assessment.outreach.tables import Activity, EvidenceFile


class Asked(NamedTuple):
    """Which activities: of places that begin so, held between two days (both counted)."""

    prefix: str
    first: date
    last: date

    def holds(self) -> Sequence[Any]:
        """As conditions; what was withdrawn lies in no box."""
        return (
            col(Activity.division).startswith(self.prefix),
            col(Activity.held_on).between(self.first, self.last),
            col(Activity.withdrawn_on).is_(None),
        )


async def find_activity(session: AsyncSession, caller: Caller, activity_id: UUID, *, lock: bool = False) -> Activity:
    """Raises UnknownActivity."""
    found = await session.get(Activity, activity_id, with_for_update=True if lock else None)
    if found is None or not caller.sees(found.division):
        raise UnknownActivity()
    return found


async def find_file(session: AsyncSession, caller: Caller, file_id: UUID) -> EvidenceFile:
    """Raises UnknownEvidence."""
    found = await session.get(EvidenceFile, file_id)
    activity = await session.get(Activity, found.activity_id) if found else None
    if found is None or activity is None or not caller.sees(activity.division):
        raise UnknownEvidence()
    return found


async def activities(
    session: AsyncSession, prefix: str, box: str | None, start: UUID, limit: int
) -> Sequence[Activity]:
    """Up to ``limit`` after ``start``, in the order of recording; those withdrawn too, with their reason."""
    wanted = select(Activity).where(col(Activity.division).startswith(prefix), col(Activity.id) > start)
    if box is not None:
        wanted = wanted.where(col(Activity.box) == box)
    return (await session.execute(wanted.order_by(col(Activity.id)).limit(limit))).scalars().all()


async def totals(session: AsyncSession, asked: Asked) -> dict[str, dict[str, int]]:
    """Box → activities, addressed, reached, files, size."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    own = select(
        col(Activity.box), func.count(), func.sum(col(Activity.addressed)), func.sum(col(Activity.reached))
    ).where(*asked.holds())
    for box, number, addressed, reached in await session.execute(own.group_by(col(Activity.box))):
        found[box] |= {"activities": number, "addressed": addressed, "reached": reached}
    files = select(col(Activity.box), func.count(), func.sum(col(EvidenceFile.size)))
    files = files.join(EvidenceFile, col(EvidenceFile.activity_id) == col(Activity.id)).where(*asked.holds())
    for box, number, size in await session.execute(files.group_by(col(Activity.box))):
        found[box] |= {"files": number, "size": int(size)}
    return found


async def in_box(session: AsyncSession, asked: Asked, box: str) -> Sequence[Activity]:
    """All of a box, by day."""
    wanted = select(Activity).where(*asked.holds(), col(Activity.box) == box)
    return (await session.execute(wanted.order_by(col(Activity.held_on), col(Activity.id)))).scalars().all()


async def files_of(session: AsyncSession, activity_id: UUID) -> list[tuple[EvidenceFile, list[UUID]]]:
    """An activity's files without their content, each with the other activities that hold the same."""
    columns = [getattr(EvidenceFile, name) for name in ("id", "activity_id", "name", "media_type", "size", "digest")]
    own = (await session.execute(select(*columns).where(col(EvidenceFile.activity_id) == activity_id))).all()
    others: dict[bytes, list[UUID]] = defaultdict(list)
    twin = select(col(EvidenceFile.digest), col(EvidenceFile.activity_id)).where(
        col(EvidenceFile.digest).in_([each.digest for each in own]), col(EvidenceFile.activity_id) != activity_id
    )
    for digest, other in await session.execute(twin):
        others[digest].append(other)
    return [(each, sorted(others[each.digest])) for each in sorted(own, key=lambda each: each.id)]  # type: ignore[misc]
