"""Follow the registry's merges: a person's log shows what was looked at under every entry that is theirs; and back.

Only who stands for whom is kept. The log itself is never altered, so parting two entries parts their logs exactly.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.repointing import note_merge
from chassis.subscriptions import Delivery
from contracts.registry import PersonMerged, PersonUnmerged


async def follow_merge(session: AsyncSession, event: PersonMerged, _: Delivery[PersonMerged]) -> None:
    """The survivor stands for the entry."""
    await note_merge(session, event.person_id, event.survivor_id, event.revision)


async def follow_unmerge(session: AsyncSession, event: PersonUnmerged, _: Delivery[PersonUnmerged]) -> None:
    """The entry is a person of their own again."""
    await note_merge(session, event.person_id, None, event.revision)
