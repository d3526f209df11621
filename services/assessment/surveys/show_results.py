"""A survey's results for the places of a level inside an area, and what is doubtful about its interviews."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.figures.rules import DIGITS
from services.assessment.figures.show_figures import Z95
from services.assessment.surveys.load import answers_of, find_survey, questionnaire_of, strata_of
from services.assessment.surveys.questionnaires import Questionnaire
from services.assessment.surveys.results import Village, share_of
from services.assessment.surveys.rules import Doubt, Interview, doubtful
from services.assessment.surveys.schemas import ResultOut
from services.assessment.surveys.tables import SurveyAnswer


async def show_results(session: AsyncSession, survey_id: UUID, prefix: str, level: str) -> list[ResultOut]:
    """By place and question. Raises UnknownSurvey."""
    asked = questionnaire_of(await find_survey(session, survey_id))
    by_village: dict[str, list[dict[str, str]]] = defaultdict(list)
    for answer in await answers_of(session, survey_id):
        by_village[answer.division or ""].append(answer.answers)
    places: dict[str, list[Village]] = defaultdict(list)
    for stratum, _ in await strata_of(session, survey_id):
        if stratum.division.startswith(prefix):
            place = stratum.division[: DIGITS[level]].ljust(12, "0")
            places[place].append(Village(stratum.residents, by_village[stratum.division]))
    return [
        _shown(asked, place, number, villages)
        for place, villages in sorted(places.items())
        for number in range(len(asked.questions))
    ]


def _shown(asked: Questionnaire, place: str, number: int, villages: list[Village]) -> ResultOut:
    question = asked.questions[number]
    found = share_of(question, villages, asked.shown_from, Z95)
    return ResultOut(division=place, question=question.id, about=question.about, **found._asdict())


async def show_doubts(session: AsyncSession, survey_id: UUID) -> list[Doubt]:
    """The interviewers whose answers are to be looked at again. Raises UnknownSurvey."""
    asked = questionnaire_of(await find_survey(session, survey_id))
    places = {
        question.id: {option.id: place for place, option in enumerate(question.options)} for question in asked.questions
    }
    answers = await answers_of(session, survey_id)
    interviews = [_interview(places, each) for each in answers if each.interviewer is not None]
    return doubtful(interviews, asked.doubts)


def _interview(places: dict[str, dict[str, int]], answer: SurveyAnswer) -> Interview:
    ticked = tuple(places[name][option] for name, option in sorted(answer.answers.items()))
    return Interview(answer.interviewer or "", answer.seconds, ticked)
