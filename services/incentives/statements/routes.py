"""Statements over HTTP."""

import asyncio
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from fastapi.responses import Response

from chassis import audit
from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, Fault, documented
from services.incentives.accounts.errors import UnknownPayee
from services.incentives.money_fields import MONEY_READERS
from services.incentives.statements.queries import by_division, by_fund, details, statement_of
from services.incentives.statements.schemas import DivisionLine, FundLine, PersonStatement
from services.incentives.statements.write_sheet import write_person, write_sheet

router = Router(prefix="/statements", tags=["statements 明细"])
_READERS = (*VILLAGE_UP, "finance-officer", "auditor")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST, _MOST_SUMS = 200_000, 5_000
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The sheets.", "content": {_XLSX: {}}}}
Year = Annotated[int, Query(ge=2000, le=2100, description="Payments due in this year.")]
Fund = Annotated[str | None, Query(pattern=r"^[a-z][a-z0-9-]{1,39}$", description="One fund only.")]


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


@router.get("/persons/{person_id}", responses=documented(BadPayload, UnknownPayee))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_person_statement(
    person_id: UUID, session: Session, caller: CallerDep, response: Response
) -> PersonStatement:
    """A person's statement (个人发放明细): what, when, why, to which masked account."""
    found = await statement_of(await driver(session), caller, person_id)
    tell_subjects(response, person_id)
    return found


@router.get(
    "/persons/{person_id}/export.xlsx", response_class=Response, responses=_FILE | documented(BadPayload, UnknownPayee)
)
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def export_person_statement(person_id: UUID, session: Session, caller: CallerDep) -> Response:
    """A person's statement as .xlsx, to hand to them (个人明细导出)."""
    content = write_person(await statement_of(await driver(session), caller, person_id))
    await audit.record(session, caller, "export-person-statement", person_id)
    response = _sheet(content, "statement.xlsx")
    tell_subjects(response, person_id)
    return response


@router.get("/funds", responses=documented(BadPayload))
@access(staff=MONEY_READERS)
async def list_fund_statements(session: Session, year: Year) -> Page[FundLine]:
    """Every fund of a budget year (资金汇总): granted, committed, paid, to be recovered. All fit on one page."""
    return Page(items=await by_fund(await driver(session), year))


@router.get("/divisions", responses=documented(BadPayload))
@access(staff=_READERS)
async def list_division_statements(
    session: Session, caller: CallerDep, year: Year, fund: Fund = None, limit: Limit = 100, cursor: Cursor = None
) -> Page[DivisionLine]:
    """Sums by village and fund (村级、资金汇总): planned, paid, on time, issued again."""
    after = decode_cursor(cursor, str, str) if cursor else ("", "")
    if any("\0" in part for part in after):
        raise BadPayload(faults=[Fault("query/cursor", "bad_cursor", "not a cursor of this list")])
    rows = await by_division(await driver(session), caller.scope_prefix, _days(year), fund, (after[0], after[1]), limit)
    return page_of(rows, limit, "division_code", "fund")


@router.get("/export.xlsx", response_class=Response, responses=_FILE | documented(BadPayload))
@access(staff=(*TOWNSHIP_UP, "finance-officer", "auditor"))
async def export_statements(session: Session, caller: CallerDep, year: Year, fund: Fund = None) -> Response:
    """Sums and payments of a year as .xlsx (导出); names masked, every amount exact."""
    connection = await driver(session)
    sums = await by_division(connection, caller.scope_prefix, _days(year), fund, ("", ""), _MOST_SUMS)
    rows = await details(connection, caller.scope_prefix, _days(year), fund, _MOST)
    if len(rows) > _MOST:
        raise BadPayload("笔数过多，请按资金导出。", f"More than {_MOST} payments: export one fund at a time.")
    # The books are the county's; a township exports what its own people were paid.
    funds = await by_fund(connection, year) if caller.role in MONEY_READERS else []
    content = await asyncio.to_thread(write_sheet, sums, rows, funds)
    await audit.record(session, caller, "export-statements", year=year, fund=fund, payments=len(rows))
    return _sheet(content, f"payments-{year}.xlsx")


def _sheet(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, 200, headers, _XLSX)
