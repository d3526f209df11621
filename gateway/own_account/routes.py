"""``/own-account``: how one signs in, and where one is signed in."""

from uuid import UUID

from fastapi import Request, Response

from chassis.access import ALL_STAFF, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.accounts.end_one_session import end_one_session
from gateway.accounts.errors import UnknownSession
from gateway.accounts.queries import running_sessions
from gateway.accounts.schemas import SessionOut
from gateway.own_account.queries import own_account
from gateway.own_account.schemas import OwnAccountOut
from gateway.parts import parts_of

router = Router(prefix="/own-account", tags=["accounts 账号"])


@router.get("")
@access(staff=ALL_STAFF)
async def get_own_account(request: Request, session: Session, caller: CallerDep) -> OwnAccountOut:
    """One's own account. Whether it has a second factor, and how many recovery codes are left."""
    return await own_account(session, parts_of(request).required, caller)


@router.get("/sessions", responses=documented(BadPayload))
@access(staff=ALL_STAFF)
async def list_own_sessions(
    session: Session, caller: CallerDep, limit: Limit = 50, cursor: Cursor = None
) -> Page[SessionOut]:
    """Where one is signed in. The oldest first; ``GET /session`` names the one that asks."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    return page_of(await running_sessions(session, caller.subject, after, limit), limit, "id")


@router.delete("/sessions/{session_id}", status_code=204, responses=documented(UnknownSession))
@access(staff=ALL_STAFF)
async def delete_own_session(request: Request, session: Session, caller: CallerDep, session_id: UUID) -> Response:
    """End one of one's own sessions, at once. Another's is as unknown as one that has ended."""
    await end_one_session(session, caller, session_id, account=caller.subject)
    parts_of(request).revocations.note(session_id)
    return Response(status_code=204)
