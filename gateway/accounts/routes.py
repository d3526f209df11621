"""``/accounts`` and ``/sessions``: who may sign in, and who is signed in."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.accounts.end_one_session import end_one_session
from gateway.accounts.errors import OwnAccount, UnknownAccount, UnknownSession
from gateway.accounts.queries import accounts_after, running_sessions
from gateway.accounts.schemas import AccountOut, SessionOut, SuspensionEntry
from gateway.accounts.suspend import give_back, suspend
from gateway.parts import parts_of

router = Router(tags=["accounts 账号"])

_NAME = r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$"
_ADMINISTERED = (UnknownAccount, OwnAccount)
Name = Annotated[str, Path(pattern=_NAME)]


@router.get("/accounts", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_accounts(session: Session, limit: Limit = 50, cursor: Cursor = None) -> Page[AccountOut]:
    """Who may sign in, and how many sessions each has. By name."""
    after = decode_cursor(cursor, str)[0] if cursor else None
    return page_of(await accounts_after(session, after, limit), limit, "name")


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
    session: Session, account: Annotated[str, Query(pattern=_NAME)], limit: Limit = 50, cursor: Cursor = None
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
