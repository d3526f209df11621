"""The report of a bulletin or a settlement, by the scorecard and the formulas with which it was frozen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.assessment.figures.evaluate import Formulas
from services.assessment.indicators.catalogue import catalogue
from services.assessment.reports.content import Point, Report, report_of
from services.assessment.reports.queries import settled_scores_before
from services.assessment.reports.tables import Bulletin
from services.assessment.scorecards.lint import scorecards
from services.assessment.scorecards.model import Scorecard
from services.assessment.settlements.tables import Settlement

MONTHLY, QUARTERLY = "人口与家庭服务考核月报", "人口与家庭服务季度考核结算报告"


def monthly(bulletin: Bulletin) -> Report:
    """The report of a bulletin; all of it was signed."""
    before = [Point(each["period"], each["value"]) for each in bulletin.document["before"]]
    return _report(MONTHLY, bulletin.document, bulletin.issued_at, before)


async def quarterly(session: AsyncSession, settlement: Settlement) -> Report:
    """The report of a settlement."""
    before = await settled_scores_before(session, settlement.first_month)
    return _report(QUARTERLY, settlement.document, settlement.settled_at, before)


def _report(title: str, document: Mapping[str, Any], at: datetime, before: Sequence[Point]) -> Report:
    versions = [name.rpartition(".v") for name in document["indicators"]]
    formulas = Formulas(catalogue().version(name, int(version)) for name, _, version in versions)
    frozen_on = clock.day_of(at).isoformat()
    return report_of(title, document, _card(document["scorecard"]), formulas, frozen_on, before)


def _card(name: str) -> Scorecard:
    """Scorecards that something was frozen with stay in their folder."""
    return next(each for each in scorecards() if f"{each.id}.v{each.version}" == name)
