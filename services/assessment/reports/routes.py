"""Reports over HTTP: months issued, and both months and quarters on paper and as workbooks."""

import asyncio
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from services.assessment.figures.rules import period
from services.assessment.reports.content import Report
from services.assessment.reports.errors import BulletinIssued, BulletinTooEarly, UnknownBulletin
from services.assessment.reports.issue_bulletin import issue_bulletin
from services.assessment.reports.make_report import monthly, quarterly
from services.assessment.reports.print_report import print_report
from services.assessment.reports.queries import bulletins, find_bulletin
from services.assessment.reports.schemas import BulletinDocument, BulletinEntry, BulletinOut
from services.assessment.reports.write_workbook import write_workbook
from services.assessment.scorecards.errors import NoScorecard
from services.assessment.settlements.errors import UnknownSettlement
from services.assessment.settlements.queries import find_settlement

router = Router(tags=["reports 考核报告"])

_READERS = (*COUNTY, "auditor")
_PDF = "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post(
    "/bulletins", status_code=201, responses=documented(BadPayload, NoScorecard, BulletinTooEarly, BulletinIssued)
)
@access(staff=COUNTY)
async def post_bulletin(session: Session, request: Request, caller: CallerDep, body: BulletinEntry) -> BulletinOut:
    """Issue the bulletin of a month that is over: its figures are frozen, scored and signed."""
    folder = request.app.state.settings.keys_folder
    return BulletinOut.model_validate(await issue_bulletin(session, folder, caller, period(body.period), body.reason))


@router.get("/bulletins")
@access(staff=_READERS)
async def get_bulletins(session: Session) -> Page[BulletinOut]:
    """What was issued, the newest month first. All of it fits on one page."""
    return Page(items=[BulletinOut.model_validate(each) for each in await bulletins(session)])


@router.get("/bulletins/{bulletin_id}", responses=documented(UnknownBulletin))
@access(staff=_READERS)
async def get_bulletin(bulletin_id: UUID, session: Session) -> BulletinDocument:
    """A bulletin with all that was signed; the keys are those of settlements."""
    return BulletinDocument.model_validate(await find_bulletin(session, bulletin_id), from_attributes=True)


@router.get(
    "/bulletins/{bulletin_id}/report.pdf",
    response_class=Response,
    responses={200: {"content": {_PDF: {}}}, **documented(UnknownBulletin)},
)
@access(staff=_READERS)
async def get_bulletin_paper(bulletin_id: UUID, session: Session) -> Response:
    """The monthly bulletin to print, with charts."""
    found = await find_bulletin(session, bulletin_id)
    return await _paper(monthly(found), found.digest)


@router.get(
    "/bulletins/{bulletin_id}/report.xlsx",
    response_class=Response,
    responses={200: {"content": {_XLSX: {}}}, **documented(UnknownBulletin)},
)
@access(staff=_READERS)
async def get_bulletin_workbook(bulletin_id: UUID, session: Session) -> Response:
    """The monthly bulletin as a workbook, with charts."""
    found = await find_bulletin(session, bulletin_id)
    return await _workbook(monthly(found), found.digest)


@router.get(
    "/settlements/{settlement_id}/report.pdf",
    response_class=Response,
    responses={200: {"content": {_PDF: {}}}, **documented(UnknownSettlement)},
)
@access(staff=_READERS)
async def get_settlement_paper(settlement_id: UUID, session: Session) -> Response:
    """The quarterly report to print, with charts."""
    found = await find_settlement(session, settlement_id)
    return await _paper(await quarterly(session, found), found.digest)


@router.get(
    "/settlements/{settlement_id}/report.xlsx",
    response_class=Response,
    responses={200: {"content": {_XLSX: {}}}, **documented(UnknownSettlement)},
)
@access(staff=_READERS)
async def get_settlement_workbook(settlement_id: UUID, session: Session) -> Response:
    """The quarterly report as a workbook, with charts."""
    found = await find_settlement(session, settlement_id)
    return await _workbook(await quarterly(session, found), found.digest)


async def _paper(report: Report, digest: str) -> Response:
    content = await asyncio.to_thread(print_report, report, digest)
    return Response(content, media_type=_PDF, headers=_named(f"{report.period}.pdf"))


async def _workbook(report: Report, digest: str) -> Response:
    content = await asyncio.to_thread(write_workbook, report, digest)
    return Response(content, media_type=_XLSX, headers=_named(f"{report.period}.xlsx"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
