"""Invitations over HTTP: the county alone prints them."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis import audit
from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, SealerDep, Session, tell_subjects
from chassis.problems import BadPayload, documented
from services.assessment.surveys.draw_sample import code_of
from services.assessment.surveys.errors import UnknownSurvey
from services.assessment.surveys.load import find_survey, questionnaire_of, sample_in
from services.assessment.surveys.print_invitations import Invitation, print_invitations

router = Router(prefix="/surveys", tags=["surveys 调查"])

_MOST = 200
_FIRST = UUID(int=0)


@router.get(
    "/{survey_id}/invitations.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}, **documented(BadPayload, UnknownSurvey)},
)
@access(staff=COUNTY)
async def get_survey_invitations(
    survey_id: UUID,
    session: Session,
    caller: CallerDep,
    sealer: SealerDep,
    division: Annotated[str, Query(pattern=r"^\d{12}$", description="The village.")],
    address: Annotated[
        str,
        Query(
            pattern=r"^https?://[A-Za-z0-9.-]{1,200}(:\d{1,5})?$",
            description="Where people reach this house, such as https://huijia.example.gov.cn.",
        ),
    ],
    after: Annotated[
        UUID, Query(description="The last person of the sheets before, where a village has more.")
    ] = _FIRST,
) -> Response:
    """Invitations for up to 200 people of a village who have not answered, each with a code and a QR image."""
    survey = await find_survey(session, survey_id)
    asked = await sample_in(session, survey_id, division, after, _MOST)
    invitations = [Invitation(code_of(sealer, survey_id, each.person_id), str(each.person_id)[-12:]) for each in asked]
    await audit.record(session, caller, "print-invitations", survey_id, division=division, people=len(asked))
    until = f"{survey.closes_on.year}年{survey.closes_on.month}月{survey.closes_on.day}日"
    title = questionnaire_of(survey).title.zh
    content = await asyncio.to_thread(print_invitations, title, survey_id, address, until, invitations)
    headers = {"Content-Disposition": f'attachment; filename="invitations-{division}.pdf"', "Cache-Control": "no-store"}
    paper = Response(content, media_type="application/pdf", headers=headers)
    tell_subjects(paper, *(each.person_id for each in asked))
    return paper
