"""Bank accounts over HTTP."""

from uuid import UUID

from fastapi import Request, Response

from chassis import audit
from chassis.access import VILLAGE_UP, access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from chassis.reasons import ReasonHeader, stated_reason
from services.incentives.accounts.errors import UnknownAccount, UnknownPayee
from services.incentives.accounts.keep_account import keep_account, open_details
from services.incentives.accounts.queries import accounts_of, find_account
from services.incentives.accounts.schemas import AccountEntry, AccountNumber, AccountView
from services.incentives.money_fields import MONEY

router = Router(prefix="/accounts", tags=["accounts 收款账户"])
_MOST = 100


@router.post("", status_code=201, responses=documented(BadPayload, UnknownPayee))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def post_account(
    request: Request, entry: AccountEntry, session: Session, caller: CallerDep, response: Response
) -> AccountView:
    """Enter the account (收款账户) that a person is paid to; it takes the place of the one before."""
    row = await keep_account(session, caller, request.app.state.sealer, entry)
    tell_subjects(response, entry.person_id)
    shown = await find_account(await driver(session), caller, row["id"])
    return AccountView.model_validate(dict(shown))


@router.get("", responses=documented(BadPayload, UnknownPayee))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def list_accounts(person_id: UUID, session: Session, caller: CallerDep, response: Response) -> Page[AccountView]:
    """A person's accounts, masked, the newest first. All of them fit on one page."""
    tell_subjects(response, person_id)
    return Page(items=await accounts_of(await driver(session), caller, person_id, _MOST))


@router.get("/{account_id}/number", responses=documented(BadPayload, UnknownAccount))
@access(staff=MONEY)
async def get_account_number(
    request: Request,
    account_id: UUID,
    session: Session,
    caller: CallerDep,
    response: Response,
    reason: ReasonHeader = None,
) -> AccountNumber:
    """Unmask an account (查看完整账号). State why in `X-Reason`; it is logged, and the person can read it."""
    why = stated_reason(reason)
    row = await find_account(await driver(session), caller, account_id)
    if not row["bank_account_sealed"]:
        raise UnknownAccount()  # closed, never paid to, and kept long enough
    number, holder = open_details(request.app.state.sealer, row["bank_account_sealed"])
    await audit.record(session, caller, "unmask-account", row["person_id"], account=account_id, reason=why)
    tell_subjects(response, row["person_id"])
    response.headers["Cache-Control"] = "no-store"
    return AccountNumber(id=account_id, account_number=number, holder=holder)
