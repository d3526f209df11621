"""``/accounts`` and ``/sessions``: who may sign in, and who is signed in."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.access_changes.errors import AccessChangeOpen, AccountTaken
from gateway.access_changes.queries import show
from gateway.access_changes.schemas import AccessChangeOut
from gateway.accounts.end_one_session import end_one_session
from gateway.accounts.errors import OwnAccount, UnknownAccount, UnknownSession
from gateway.accounts.propose_account import propose_account, propose_duties, propose_password
from gateway.accounts.queries import accounts_after, running_sessions
from gateway.accounts.schemas import (
    ACCOUNT_NAME,
    AccountOut,
    DutiesEntry,
    NewAccountEntry,
    PasswordResetEntry,
    SessionOut,
    SuspensionEntry,
)
from gateway.accounts.suspend import give_back, suspend
from gateway.parts import parts_of

router = Router(tags=["accounts 账号"])

_ADMINISTERED = (UnknownAccount, OwnAccount)
_PROPOSED = documented(*_ADMINISTERED, AccessChangeOpen, BadPayload)
Name = Annotated[str, Path(pattern=ACCOUNT_NAME)]


@router.get("/accounts", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_accounts(session: Session, limit: Limit = 50, cursor: Cursor = None) -> Page[AccountOut]:
    """Who may sign in, and how many sessions each has. By name."""
    after = decode_cursor(cursor, str)[0] if cursor else None
    return page_of(await accounts_after(session, after, limit), limit, "name")


@router.post("/accounts", status_code=202, responses=documented(AccountTaken, AccessChangeOpen, BadPayload))
@access(staff=("county-admin",))
async def post_account(session: Session, caller: CallerDep, body: NewAccountEntry) -> AccessChangeOut:
    """Propose an account. It exists once a second person has approved."""
    return show(await propose_account(session, caller, body))


@router.put("/accounts/{name}/duties", status_code=202, responses=_PROPOSED)
@access(staff=("county-admin",))
async def put_duties(session: Session, caller: CallerDep, name: Name, body: DutiesEntry) -> AccessChangeOut:
    """Propose another role or division for a member of staff. In force, and sessions ended, once approved."""
    return show(await propose_duties(session, caller, name, body))


@router.put("/accounts/{name}/first-password", status_code=202, responses=_PROPOSED)
@access(staff=("county-admin",))
async def put_first_password(
    session: Session, caller: CallerDep, name: Name, body: PasswordResetEntry
) -> AccessChangeOut:
    """Propose a first password for somebody who forgot theirs. It works once approved."""
    return show(await propose_password(session, caller, name, body))


@router.put(
    "/accounts/{name}/suspension", status_code=204, responses=documented(UnknownAccount, OwnAccount, BadPayload)
)
@access(staff=("county-admin",))
async def put_suspension(session: Session, caller: CallerDep, name: Name, body: SuspensionEntry) -> Response:
    """Suspend an account. Nobody signs in with it, and all its sessions end at once; not one's own."""
    await suspend(session, caller, name, body.reason)
    return Response(status_code=204)


@router.delete("/accounts/{name}/suspension", status_code=204, responses=documented(*_ADMINISTERED))
@access(staff=("county-admin",))
async def delete_suspension(session: Session, caller: CallerDep, name: Name) -> Response:
    """Give a suspended account back. Not one's own."""
    await give_back(session, caller, name)
    return Response(status_code=204)


@router.get("/sessions", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_sessions(
    session: Session, account: Annotated[str, Query(pattern=ACCOUNT_NAME)], limit: Limit = 50, cursor: Cursor = None
) -> Page[SessionOut]:
    """An account's running sessions. The oldest first."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    return page_of(await running_sessions(session, account, after, limit), limit, "id")


@router.delete("/sessions/{session_id}", status_code=204, responses=documented(UnknownSession))
@access(staff=("county-admin",))
async def delete_session(request: Request, session: Session, caller: CallerDep, session_id: UUID) -> Response:
    """End one session, at once."""
    await end_one_session(session, caller, session_id)
    parts_of(request).revocations.note(session_id)
    return Response(status_code=204)
