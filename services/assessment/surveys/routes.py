"""Surveys over HTTP. The sample is the county's alone: the office that is asked about does not learn who is asked."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, SealerDep, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from chassis.sealing import Sealer
from services.assessment.figures.routes import READERS, Level, Place, asked_prefix
from services.assessment.surveys.draw_sample import code_of, draw_sample
from services.assessment.surveys.errors import NobodyToAsk, RewardGiven, UnknownQuestionnaire, UnknownSurvey
from services.assessment.surveys.give_reward import give_reward
from services.assessment.surveys.load import find_survey, kept_apart, questionnaire_of, sample_of, strata_of, surveys
from services.assessment.surveys.questionnaires import Questionnaire
from services.assessment.surveys.schemas import (
    AnswerEntry,
    ApartOut,
    AskedOut,
    DoubtOut,
    InterviewEntry,
    OptionOut,
    QuestionOut,
    ResultOut,
    RewardEntry,
    StratumOut,
    SurveyEntry,
    SurveyOut,
    SurveyWhole,
    Taken,
)
from services.assessment.surveys.show_results import show_doubts, show_results
from services.assessment.surveys.tables import Asked
from services.assessment.surveys.take_answers import take_answers

router = Router(prefix="/surveys", tags=["surveys 调查"])

PUBLIC = "survey"
"""What the gateway lets a caller without an account see: the questions, and what became of the answers."""
SampleLimit = Annotated[int, Query(ge=1, le=200)]


@router.post("", status_code=201, responses=documented(BadPayload, NotAllowed, UnknownQuestionnaire, NobodyToAsk))
@access(staff=COUNTY)
async def post_survey(session: Session, caller: CallerDep, sealer: SealerDep, body: SurveyEntry) -> SurveyOut:
    """Draw a random sample of adult residents, village by village, by a seed that is published."""
    return SurveyOut.model_validate(await draw_sample(session, sealer, caller, body))


@router.get("")
@access(staff=READERS)
async def get_surveys(session: Session) -> Page[SurveyOut]:
    """Surveys with their seeds, the newest first. All of them fit on one page."""
    return Page(items=[SurveyOut.model_validate(each) for each in await surveys(session)])


@router.get("/{survey_id}", responses=documented(UnknownSurvey))
@access(staff=READERS)
async def get_survey(survey_id: UUID, session: Session) -> SurveyWhole:
    """One survey: how many are asked and how many answered, village by village."""
    found = await find_survey(session, survey_id)
    strata = [
        StratumOut(division=each.division, residents=each.residents, asked=each.asked, answered=answered)
        for each, answered in await strata_of(session, survey_id)
    ]
    return SurveyWhole(**SurveyOut.model_validate(found).model_dump(), strata=strata)


@router.get("/{survey_id}/questions", responses=documented(UnknownSurvey))
@access(staff=READERS, departments_see=PUBLIC)
async def get_survey_questions(survey_id: UUID, session: Session) -> Page[QuestionOut]:
    """What is asked; anybody may read it."""
    return Page(items=_questions(questionnaire_of(await find_survey(session, survey_id))))


def _questions(asked: Questionnaire) -> list[QuestionOut]:
    return [
        QuestionOut(
            question=each.id,
            about=each.about,
            text_zh=each.text.zh,
            text_en=each.text.en,
            options=[OptionOut(id=o.id, text_zh=o.text.zh, text_en=o.text.en) for o in each.options],
        )
        for each in asked.questions
    ]


@router.get("/{survey_id}/sample", responses=documented(BadPayload, UnknownSurvey))
@access(staff=COUNTY)
async def get_survey_sample(
    survey_id: UUID,
    session: Session,
    response: Response,
    sealer: SealerDep,
    cursor: Cursor = None,
    limit: SampleLimit = 50,
) -> Page[AskedOut]:
    """Who is asked, each with the code to hand over; the office that is asked about does not see this."""
    await find_survey(session, survey_id)
    start = decode_cursor(cursor, UUID)[0] if cursor else UUID(int=0)
    found = [_asked(sealer, each) for each in await sample_of(session, survey_id, start, limit + 1)]
    page = page_of(found, limit, "person_id")
    tell_subjects(response, *(each.person_id for each in page.items))
    return page


def _asked(sealer: Sealer, asked: Asked) -> AskedOut:
    return AskedOut(
        person_id=asked.person_id,
        division=asked.division,
        code=code_of(sealer, asked.survey_id, asked.person_id),
        answered=asked.answered,
        reward_given_on=asked.reward_given_on,
    )


@router.post("/{survey_id}/answers", status_code=201, responses=documented(BadPayload, UnknownSurvey))
@access(staff=READERS, departments_see=PUBLIC)
async def post_survey_answers(
    survey_id: UUID, session: Session, caller: CallerDep, sealer: SealerDep, body: AnswerEntry
) -> Taken:
    """Answer for oneself, with the code alone and without an account."""
    return Taken(verdict=await take_answers(session, sealer, caller, survey_id, body))


@router.post("/{survey_id}/interviews", status_code=201, responses=documented(BadPayload, UnknownSurvey))
@access(staff=COUNTY)
async def post_survey_interview(
    survey_id: UUID, session: Session, caller: CallerDep, sealer: SealerDep, body: InterviewEntry
) -> Taken:
    """Enter an interview by telephone, or a sheet of paper."""
    return Taken(verdict=await take_answers(session, sealer, caller, survey_id, body))


@router.post("/{survey_id}/rewards", status_code=201, responses=documented(BadPayload, RewardGiven))
@access(staff=COUNTY)
async def post_survey_reward(
    survey_id: UUID, session: Session, response: Response, caller: CallerDep, sealer: SealerDep, body: RewardEntry
) -> AskedOut:
    """Note that somebody who answered was thanked."""
    given = await give_reward(session, caller, survey_id, body.person_id)
    tell_subjects(response, given.person_id)
    return _asked(sealer, given)


@router.get("/{survey_id}/results", responses=documented(BadPayload, UnknownSurvey))
@access(staff=READERS)
async def get_survey_results(
    survey_id: UUID, session: Session, caller: CallerDep, level: Level = "town", division: Place = None
) -> Page[ResultOut]:
    """Shares by place and question, weighted by village, with their intervals; where few answered, none is shown."""
    return Page(items=await show_results(session, survey_id, asked_prefix(caller, division), level))


@router.get("/{survey_id}/doubts", responses=documented(UnknownSurvey))
@access(staff=(*COUNTY, "auditor"))
async def get_survey_doubts(survey_id: UUID, session: Session) -> Page[DoubtOut]:
    """Interviewers whose answers came too fast, down one column, or alike."""
    found = await show_doubts(session, survey_id)
    return Page(items=[DoubtOut(**each._asdict() | {"reasons": list(each.reasons)}) for each in found])


@router.get("/{survey_id}/kept-apart", responses=documented(UnknownSurvey))
@access(staff=(*COUNTY, "auditor"))
async def get_survey_kept_apart(survey_id: UUID, session: Session) -> Page[ApartOut]:
    """Answers that do not count: given twice, after the end, or by nobody who was asked."""
    await find_survey(session, survey_id)
    apart = await kept_apart(session, survey_id)
    return Page(items=[ApartOut(verdict=why, answers=number) for why, number in sorted(apart.items())])
