"""Ask for a search of the whole register, and see how far it is."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.registry.duplicates.errors import UnknownScan
from services.registry.duplicates.tables import Scan


async def request_scan(session: AsyncSession, caller: Caller) -> Scan:
    """The queued search; the one that waits already, where one does."""
    waiting = (await session.scalars(select(Scan).where(Scan.state == "queued").with_for_update())).first()
    if waiting is not None:
        return waiting
    scan = Scan(id=new_id(), requested_by=caller.subject, requested_at=clock.now())
    session.add(scan)
    await session.flush()
    await audit.record(session, caller, "request-duplicate-scan", None, scan=scan.id)
    return scan


async def find_scan(session: AsyncSession, scan_id: UUID) -> Scan:
    """Raises UnknownScan."""
    scan = await session.get(Scan, scan_id)
    if scan is None:
        raise UnknownScan()
    return scan


async def latest_scans(session: AsyncSession) -> Sequence[Scan]:
    """Newest first."""
    return (await session.scalars(select(Scan).order_by(col(Scan.requested_at).desc()).limit(50))).all()
