"""Loads one entitlement."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.incentives.entitlements.errors import UnknownEntitlement
from services.incentives.entitlements.tables import Entitlement


async def load_entitlement(session: AsyncSession, entitlement_id: UUID, *, lock: bool = False) -> Entitlement:
    """The entitlement, locked for a change if asked. Raises UnknownEntitlement."""
    found = await session.get(Entitlement, entitlement_id, with_for_update=True if lock else None)
    if found is None:
        raise UnknownEntitlement()
    return found
