"""A survey that has closed comes into the figures: each answer is a fact of its village, for so many adults."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.sweeps import Sweep
from services.assessment.facts.changes import Change
from services.assessment.facts.keep_facts import keep_facts
from services.assessment.surveys.load import answers_of, questionnaire_of, strata_of
from services.assessment.surveys.tables import Survey, SurveyAnswer


async def _closed(session: AsyncSession) -> Sequence[UUID]:
    waiting = (col(Survey.counted).is_(False)) & (col(Survey.closes_on) < clock.today())
    return list((await session.execute(select(col(Survey.id)).where(waiting).limit(10))).scalars())


async def count_survey(session: AsyncSession, survey_id: UUID) -> None:
    """Count a closed survey, once."""
    survey = await session.get(Survey, survey_id, with_for_update=True)
    if survey is None or survey.counted or survey.closes_on >= clock.today():
        return
    shown_from = questionnaire_of(survey).shown_from
    answers = await answers_of(session, survey_id)
    numbers = Counter(answer.division for answer in answers)
    adults = {stratum.division: stratum.residents for stratum, _ in await strata_of(session, survey_id)}
    changes: list[Change] = []
    for answer in answers:
        village = answer.division or ""
        # Where few answered, the town as a whole speaks: nobody is to be told from the village's figure.
        place = village if numbers[village] >= shown_from else f"{village[:9]}000"
        changes += _facts(survey, answer, place, max(round(adults[village] / numbers[village]), 1))
    if changes:
        await keep_facts(session, changes)
    survey.counted = True


def _facts(survey: Survey, answer: SurveyAnswer, place: str, weight: int) -> list[Change]:
    facts = []
    for question in questionnaire_of(survey).questions:
        chosen = next((each for each in question.options if each.id == answer.answers.get(question.id)), None)
        if chosen is not None and chosen.good is not None:
            values = {"division": place, "opened_on": survey.closes_on, "owner": question.about}
            values |= {"outcome": "good" if chosen.good else "poor", "weight": weight}
            facts.append(Change("survey-answer", uuid5(answer.id, question.id), clock.now(), values))
    return facts


COUNT_SURVEYS = Sweep("count-surveys", timedelta(hours=1), _closed, count_survey)
