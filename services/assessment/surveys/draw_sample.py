"""Draw a survey's sample, village by village, by a seed that is published with it."""

import base64
import secrets
from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import division_prefix, new_id
from chassis.problems import NotAllowed
from chassis.sealing import Sealer
from services.assessment.surveys.errors import NobodyToAsk, UnknownQuestionnaire
from services.assessment.surveys.questionnaires import Questionnaire, newest
from services.assessment.surveys.rules import draw, is_of_age
from services.assessment.surveys.schemas import SurveyEntry
from services.assessment.surveys.tables import Asked, Resident, Stratum, Survey

_CODE, _INDEX = "survey.code", "survey.code-index"


async def draw_sample(session: AsyncSession, sealer: Sealer, caller: Caller, entry: SurveyEntry) -> Survey:
    """The survey with its sample. Raises NotAllowed, UnknownQuestionnaire, NobodyToAsk."""
    if not caller.sees(entry.division):
        raise NotAllowed()
    asked = newest(entry.questionnaire, entry.opens_on)
    if asked is None:
        raise UnknownQuestionnaire()
    survey = Survey(
        id=new_id(),
        questionnaire=asked.id,
        questionnaire_version=asked.version,
        seed=entry.seed or secrets.token_hex(16),
        drawn_at=clock.now(),
        drawn_by=caller.subject,
        opens_on=entry.opens_on,
        closes_on=entry.closes_on,
    )
    villages = await _residents(session, asked, entry)
    if not villages:
        raise NobodyToAsk()
    session.add(survey)
    await session.flush()
    for division, residents in sorted(villages.items()):
        _draw_village(session, sealer, asked, survey, division, residents)
    await audit.record(session, caller, "draw-sample", survey.id, seed=survey.seed)
    return survey


async def _residents(session: AsyncSession, asked: Questionnaire, entry: SurveyEntry) -> dict[str, list[UUID]]:
    inside = col(Resident.division).startswith(division_prefix(entry.division))
    rows = await session.execute(select(Resident.person_id, Resident.division, Resident.birth_date).where(inside))  # type: ignore[call-overload]
    villages: dict[str, list[UUID]] = defaultdict(list)
    for person_id, division, birth_date in rows:
        if is_of_age(birth_date, entry.opens_on, asked.least_age):
            villages[division].append(person_id)
    return villages


def _draw_village(
    session: AsyncSession, sealer: Sealer, asked: Questionnaire, survey: Survey, division: str, residents: list[UUID]
) -> None:
    drawn = draw(survey.seed, residents, asked.at_least, asked.part)
    session.add(Stratum(survey_id=survey.id, division=division, residents=len(residents), asked=len(drawn)))
    for person in drawn:
        code = index_of(sealer, code_of(sealer, survey.id, person))
        session.add(Asked(survey_id=survey.id, person_id=person, division=division, code_index=code))


def code_of(sealer: Sealer, survey_id: UUID, person_id: UUID) -> str:
    """The code with which a person answers: sixteen letters and digits, told by our key alone and kept nowhere."""
    return base64.b32encode(sealer.index(f"{survey_id}:{person_id}", _CODE)[:10]).decode()


def index_of(sealer: Sealer, code: str) -> bytes:
    """What is kept of a code."""
    return sealer.index(code, _INDEX)
