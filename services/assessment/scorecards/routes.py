"""Scores over HTTP."""

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.identifiers import division_level
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from services.assessment.figures.routes import READERS, Level, PeriodName, Place, asked_period, asked_prefix
from services.assessment.scorecards.errors import NoScore, NoScorecard
from services.assessment.scorecards.schemas import ExplainedScore, ScoreOut
from services.assessment.scorecards.show_scores import board_of, explained, shown

router = Router(prefix="/scores", tags=["scores 评分"])


@router.get("", responses=documented(BadPayload, NoScorecard))
@access(staff=READERS)
async def list_scores(
    session: Session, caller: CallerDep, period: PeriodName = None, level: Level = "town", division: Place = None
) -> Page[ScoreOut]:
    """How well each office served its people in a period, the best first; with the interval that the score tells."""
    prefix = asked_prefix(caller, division)
    return Page(items=shown(await board_of(session, asked_period(period), level), prefix))


@router.get("/{division}", responses=documented(BadPayload, NoScore, NoScorecard))
@access(staff=READERS)
async def get_score(division: str, session: Session, caller: CallerDep, period: PeriodName = None) -> ExplainedScore:
    """One office's score down to its indicators, and from each to its cases."""
    if not (division.isascii() and division.isdigit() and len(division) == 12) or not caller.sees(division):
        raise NoScore()
    level = division_level(division)
    if level not in ("county", "town", "village"):
        raise NoScore()
    found = explained(await board_of(session, asked_period(period), level), division)
    if found is None:
        raise NoScore()
    return found
