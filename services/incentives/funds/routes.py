"""Funds, their budgets and their ledger over HTTP."""

from uuid import UUID

from fastapi import Request

from chassis.access import access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.incentives.funds.close_year import close_year
from services.incentives.funds.errors import FundExists, UnknownFund, YearHasOpenPayments
from services.incentives.funds.keep_fund import grant_budget, load_fund, open_fund
from services.incentives.funds.schemas import BudgetEntry, Closing, FundEntry, FundView, TransactionView, TrialBalance
from services.incentives.ledger.errors import BudgetExhausted, YearNotOpen
from services.incentives.ledger.queries import transactions, trial_balance
from services.incentives.money_fields import MONEY_READERS, FundPath, YearPath

router = Router(prefix="/funds", tags=["funds 资金"])


@router.post("", status_code=201, responses=documented(BadPayload, FundExists))
@access(staff=("county-admin",))
async def post_fund(request: Request, entry: FundEntry, session: Session, caller: CallerDep) -> FundView:
    """Open a fund (资金). Its account is sealed and shown masked from then on."""
    row = await open_fund(session, caller, request.app.state.sealer, entry)
    return FundView.model_validate(dict(row))


@router.get("", responses=documented(BadPayload))
@access(staff=MONEY_READERS)
async def list_funds(session: Session) -> Page[FundView]:
    """The funds in the order of their codes. All of them fit on one page."""
    rows = await (await driver(session)).fetch("SELECT * FROM funds ORDER BY code LIMIT 500")
    return Page(items=[FundView.model_validate(dict(row)) for row in rows])


@router.post(
    "/{fund}/years/{year}/budget",
    status_code=201,
    responses=documented(BadPayload, UnknownFund, YearNotOpen, BudgetExhausted),
)
@access(staff=("county-admin", "finance-officer"))
async def post_budget(
    fund: FundPath, year: YearPath, entry: BudgetEntry, session: Session, caller: CallerDep
) -> TrialBalance:
    """Enter money granted for a year (预算下达); below nothing takes back what is still available.

    The first grant opens the year. Send an `Idempotency-Key`: the same grant entered twice counts twice.
    """
    await grant_budget(session, caller, fund, year, entry)
    return await trial_balance(await driver(session), fund, year)


@router.post(
    "/{fund}/years/{year}/closing",
    responses=documented(BadPayload, UnknownFund, YearNotOpen, YearHasOpenPayments),
)
@access(staff=("county-admin", "finance-officer"))
async def post_closing(fund: FundPath, year: YearPath, session: Session, caller: CallerDep) -> Closing:
    """Close the year (年终结账): the rest lapses, what is owed is carried on, and nothing is written into it after."""
    return await close_year(session, caller, fund, year)


@router.get("/{fund}/years/{year}/trial-balance", responses=documented(BadPayload, UnknownFund, YearNotOpen))
@access(staff=MONEY_READERS)
async def get_trial_balance(fund: FundPath, year: YearPath, session: Session) -> TrialBalance:
    """Where the year's money stands (试算平衡); the balances add up to nothing."""
    connection = await driver(session)
    await load_fund(connection, fund)
    return await trial_balance(connection, fund, year)


@router.get("/{fund}/years/{year}/transactions", responses=documented(BadPayload, UnknownFund))
@access(staff=MONEY_READERS)
async def list_transactions(
    fund: FundPath, year: YearPath, session: Session, limit: Limit = 50, cursor: Cursor = None
) -> Page[TransactionView]:
    """The ledger's transactions in the order in which they were written."""
    connection = await driver(session)
    await load_fund(connection, fund)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    return page_of(await transactions(connection, fund, year, after, limit), limit, "id")
