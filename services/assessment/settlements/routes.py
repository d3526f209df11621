"""Settling quarters, and what was settled."""

from typing import Any
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from services.assessment.figures.routes import READERS
from services.assessment.figures.rules import period
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.measures import key_of
from services.assessment.scorecards.errors import NoScorecard
from services.assessment.settlements.errors import PeriodNotOver, SettledAlready, SettledSince, UnknownSettlement
from services.assessment.settlements.late import Late, late_counts
from services.assessment.settlements.queries import find_settlement, list_settlements
from services.assessment.settlements.schemas import LateCount, SettlementDocument, SettlementEntry, SettlementOut
from services.assessment.settlements.settle_quarter import settle_quarter
from services.assessment.settlements.sign import published_keys

router = Router(prefix="/settlements", tags=["settlements 结算"])


@router.post(
    "", status_code=201, responses=documented(BadPayload, NoScorecard, PeriodNotOver, SettledAlready, SettledSince)
)
@access(staff=COUNTY)
async def post_settlement(
    session: Session, request: Request, caller: CallerDep, body: SettlementEntry
) -> SettlementOut:
    """Settle a quarter that is over: its counts are frozen, scored and signed."""
    folder = request.app.state.settings.keys_folder
    return SettlementOut.model_validate(await settle_quarter(session, folder, caller, period(body.period), body.reason))


@router.get("")
@access(staff=READERS)
async def get_settlements(session: Session) -> Page[SettlementOut]:
    """What was settled, the newest quarter first. All of it fits on one page."""
    return Page(items=[SettlementOut.model_validate(each) for each in await list_settlements(session)])


@router.get("/keys")
@access(staff=READERS)
async def get_settlement_keys(request: Request, response: Response) -> dict[str, Any]:
    """The public keys with which settlements are verified (RFC 7517)."""
    response.headers["Cache-Control"] = "max-age=3600"
    return published_keys(request.app.state.settings.keys_folder)


@router.get("/{settlement_id}", responses=documented(UnknownSettlement))
@access(staff=(*COUNTY, "auditor"))
async def get_settlement(settlement_id: UUID, session: Session) -> SettlementDocument:
    """A settlement with all that was signed."""
    return SettlementDocument.model_validate(await find_settlement(session, settlement_id), from_attributes=True)


@router.get("/{settlement_id}/late", responses=documented(UnknownSettlement))
@access(staff=(*COUNTY, "auditor"))
async def get_late_counts(settlement_id: UUID, session: Session) -> Page[LateCount]:
    """What has come since: counts of the settled months that differ now and were not carried on yet."""
    settlement = await find_settlement(session, settlement_id)
    late = await late_counts(session, list(catalogue().counted))
    users = _users(settlement.period)
    return Page(items=[_shown(each, users) for each in late if each.settlement_id == settlement_id])


def _users(name: str) -> dict[str, list[tuple[str, str]]]:
    users: dict[str, list[tuple[str, str]]] = {}
    for indicator in catalogue().in_force(period(name).first):
        for measure in indicator.measures.values():
            users.setdefault(key_of(measure), []).append((indicator.id, indicator.late))
    return users


def _shown(late: Late, users: dict[str, list[tuple[str, str]]]) -> LateCount:
    using = users.get(late.measure, [])
    return LateCount(
        division=late.division,
        month=late.month,
        indicators=sorted({name for name, _ in using}),
        measure=late.measure,
        value=late.value,
        reopens=any(rule == "reopen" for _, rule in using),
    )
