"""Note that somebody who answered was thanked with the small present that was promised; once."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from services.assessment.surveys.errors import RewardGiven
from services.assessment.surveys.tables import Asked


async def give_reward(session: AsyncSession, caller: Caller, survey_id: UUID, person_id: UUID) -> Asked:
    """Raises RewardGiven."""
    asked = await session.get(Asked, (survey_id, person_id), with_for_update=True)
    if asked is None or not asked.answered or asked.reward_given_on is not None:
        raise RewardGiven()
    asked.reward_given_on = clock.today()
    await audit.record(session, caller, "give-reward", survey_id)
    return asked
