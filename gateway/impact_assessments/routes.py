"""``/impact-assessments``: what is done with people's data, decided on and looked at again."""

from typing import Annotated

from fastapi import Path

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.impact_assessments import assess
from gateway.impact_assessments.errors import AssessmentDecided, AssessmentOpen, OwnAssessment, UnknownAssessment
from gateway.impact_assessments.schemas import AssessmentDecision, AssessmentEntry, AssessmentOut

router = Router(prefix="/impact-assessments", tags=["impact assessments 影响评估"])

ActivityName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Version = Annotated[int, Path(ge=1, le=10_000)]


@router.get("", responses=documented(BadPayload))
@access(staff=("county-admin", "county-officer", "auditor"))
async def list_assessments(
    session: Session, due: bool = False, limit: Limit = 50, cursor: Cursor = None
) -> Page[AssessmentOut]:
    """The newest version for each activity. `due=true`: those that wait for a decision or whose review is due."""
    after = decode_cursor(cursor, str)[0] if cursor else ""
    if "\0" in after:
        after = ""
    return page_of(await assess.latest(session, after, limit, due=due), limit, "activity")


@router.post("", status_code=201, responses=documented(BadPayload, AssessmentOpen))
@access(staff=("county-admin", "county-officer"))
async def post_assessment(session: Session, caller: CallerDep, body: AssessmentEntry) -> AssessmentOut:
    """Assess an activity, for the first time or anew. Somebody else decides."""
    await assess.assess(session, caller, body)
    return (await assess.versions(session, body.activity))[0]


@router.get("/{activity}", responses=documented(UnknownAssessment))
@access(staff=("county-admin", "county-officer", "auditor"))
async def list_assessment_versions(session: Session, activity: ActivityName) -> Page[AssessmentOut]:
    """Every version for an activity. The newest first."""
    return Page(items=await assess.versions(session, activity))


@router.post(
    "/{activity}/versions/{version}/decision",
    responses=documented(UnknownAssessment, AssessmentDecided, OwnAssessment, BadPayload),
)
@access(staff=("county-admin",))
async def post_assessment_decision(
    session: Session, caller: CallerDep, activity: ActivityName, version: Version, body: AssessmentDecision
) -> AssessmentOut:
    """Decide on a version, once, with the day of its review. Not by whoever assessed."""
    await assess.decide(session, caller, activity, version, body)
    return next(each for each in await assess.versions(session, activity) if each.version == version)
