"""Take answers: from the person with the code alone, or from an interviewer. What was answered leads to nobody."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.assessment.surveys.draw_sample import index_of
from services.assessment.surveys.errors import UnknownSurvey
from services.assessment.surveys.load import questionnaire_of
from services.assessment.surveys.rules import COUNTED, faults_of_answers, verdict
from services.assessment.surveys.schemas import AnswerEntry, InterviewEntry
from services.assessment.surveys.tables import Asked, Survey, SurveyAnswer


async def take_answers(
    session: AsyncSession, sealer: Sealer, caller: Caller, survey_id: uuid.UUID, entry: AnswerEntry
) -> str:
    """``counted``, or why the answers are kept apart. Raises UnknownSurvey, BadPayload."""
    survey = await session.get(Survey, survey_id)
    if survey is None:
        raise UnknownSurvey()
    faults = faults_of_answers(questionnaire_of(survey), entry.answers)
    if faults:
        raise BadPayload(faults=[Fault(f"/answers/{name}", "unknown", what) for name, what in faults])
    code = (col(Asked.survey_id) == survey_id) & (col(Asked.code_index) == index_of(sealer, entry.code))
    asked = (await session.execute(select(Asked).where(code).with_for_update())).scalar_one_or_none()
    answered = asked is not None and asked.answered
    found = verdict(survey.opens_on, survey.closes_on, clock.today(), asked is not None, answered)
    interview = entry if isinstance(entry, InterviewEntry) else None
    session.add(
        SurveyAnswer(
            # Random, and not in the order of time as our other ids are: it must not lead back to the sample.
            id=uuid.uuid4(),
            survey_id=survey_id,
            division=asked.division if asked else None,
            mode=interview.mode if interview else "self",
            interviewer=caller.subject if interview else None,
            seconds=interview.seconds if interview else None,
            verdict=found,
            answers=entry.answers,
        )
    )
    if asked is not None and found == COUNTED:
        asked.answered = True
    return found
