"""An edit of a household builds on the version that was read."""

from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.concurrency import expect_revision
from services.registry.both_versions import Shown, telling_both
from services.registry.households.schemas import HouseholdOut
from services.registry.households.tables import Household
from services.registry.read_versions import household_versions

COLUMNS = tuple(name for name in HouseholdOut.model_fields if name not in ("id", "revision"))
"""The columns of which history is kept for answers."""


async def expect_household(session: AsyncSession, household: Household, if_match: str | None) -> None:
    """Raises RevisionMissing, BadPayload, or RevisionStale with both versions."""
    async with telling_both(if_match, partial(_shown, session, household.id)):
        expect_revision(if_match, household.revision)


async def _shown(session: AsyncSession, household_id: UUID, revision: int) -> Shown:
    for version in (await household_versions(session, [household_id], COLUMNS))[household_id]:
        if version.revision == revision:
            values = {"id": household_id, "revision": revision, **version.values}
            shown = HouseholdOut.model_validate(values)
            return Shown(shown.model_dump(mode="json"), [shown.head_id] if shown.head_id else [])
    return Shown(None)
