"""Loads surveys and what belongs to them."""

from collections import Counter
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.assessment.surveys.errors import UnknownSurvey
from services.assessment.surveys.questionnaires import Questionnaire, questionnaires
from services.assessment.surveys.rules import COUNTED
from services.assessment.surveys.tables import Asked, Stratum, Survey, SurveyAnswer


async def find_survey(session: AsyncSession, survey_id: UUID) -> Survey:
    """Raises UnknownSurvey."""
    found = await session.get(Survey, survey_id)
    if found is None:
        raise UnknownSurvey()
    return found


def questionnaire_of(survey: Survey) -> Questionnaire:
    """The questions that were put; versions that surveys were made with stay in the folder."""
    return questionnaires()[survey.questionnaire, survey.questionnaire_version]


async def surveys(session: AsyncSession) -> list[Survey]:
    """All, the newest first; a county makes a few a year."""
    return list((await session.execute(select(Survey).order_by(col(Survey.id).desc()).limit(500))).scalars())


async def strata_of(session: AsyncSession, survey_id: UUID) -> list[tuple[Stratum, int]]:
    """Each village with how many answered."""
    own = col(Stratum.survey_id) == survey_id
    strata = (await session.execute(select(Stratum).where(own).order_by(col(Stratum.division)))).scalars().all()
    # By the answers, which outlive the list of who was asked.
    counted = select(col(SurveyAnswer.division), func.count()).where(
        col(SurveyAnswer.survey_id) == survey_id, col(SurveyAnswer.verdict) == COUNTED
    )
    rows = await session.execute(counted.group_by(col(SurveyAnswer.division)))
    answered = Counter({row[0]: row[1] for row in rows})
    return [(each, answered[each.division]) for each in strata]


async def sample_of(session: AsyncSession, survey_id: UUID, start: UUID, limit: int) -> list[Asked]:
    """Up to ``limit`` people who are asked, after ``start``, by id."""
    statement = select(Asked).where(col(Asked.survey_id) == survey_id, col(Asked.person_id) > start)
    return list((await session.execute(statement.order_by(col(Asked.person_id)).limit(limit))).scalars())


async def sample_in(session: AsyncSession, survey_id: UUID, village: str, start: UUID, limit: int) -> list[Asked]:
    """Up to ``limit`` people of a village who are asked and have not answered, after ``start``, by id."""
    own = (col(Asked.survey_id) == survey_id) & (col(Asked.division) == village) & col(Asked.answered).is_(False)
    statement = select(Asked).where(own, col(Asked.person_id) > start).order_by(col(Asked.person_id)).limit(limit)
    return list((await session.execute(statement)).scalars())


async def answers_of(session: AsyncSession, survey_id: UUID, verdict: str = COUNTED) -> list[SurveyAnswer]:
    """The answers that count, or those kept apart for one reason."""
    statement = select(SurveyAnswer).where(
        col(SurveyAnswer.survey_id) == survey_id, col(SurveyAnswer.verdict) == verdict
    )
    return list((await session.execute(statement)).scalars())


async def kept_apart(session: AsyncSession, survey_id: UUID) -> dict[str, int]:
    """How many answers do not count, by why."""
    statement = (
        select(col(SurveyAnswer.verdict), func.count())
        .where(col(SurveyAnswer.survey_id) == survey_id, col(SurveyAnswer.verdict) != COUNTED)
        .group_by(col(SurveyAnswer.verdict))
    )
    return {row[0]: row[1] for row in await session.execute(statement)}
