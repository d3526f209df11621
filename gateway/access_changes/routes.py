"""``/access-changes``: what was proposed about who may do what, and the second person's word."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, documented
from gateway.access_changes.decide import approve, refuse
from gateway.access_changes.errors import (
    AccessChangeDecided,
    AccessChangeLapsed,
    AccountTaken,
    OwnAccessChange,
    UnknownAccessChange,
)
from gateway.access_changes.queries import changes_in, show
from gateway.access_changes.schemas import AccessChangeOut, State
from gateway.accounts.errors import UnknownAccount
from gateway.clients.errors import ClientCertificateTaken, ClientKeyTaken, UnknownClient

router = Router(prefix="/access-changes", tags=["access changes 权限变更"])

_DECIDED = (UnknownAccessChange, AccessChangeDecided, AccessChangeLapsed, OwnAccessChange)
_IN_THE_WAY = (AccountTaken, UnknownAccount, UnknownClient, ClientKeyTaken, ClientCertificateTaken)


@router.get("", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_access_changes(
    session: Session,
    state: Annotated[State | None, Query(description="open: 待批准 / waits for a second person")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[AccessChangeOut]:
    """Changes of accounts, duties, keys, certificates and secrets. The newest first."""
    rows = await changes_in(session, state, decode_cursor(cursor, UUID)[0] if cursor else None, limit)
    more = encode_cursor(rows[limit - 1]["id"]) if len(rows) > limit else None
    return Page(items=[show(row) for row in rows[:limit]], next=more)


@router.post("/{change_id}/approval", responses=documented(*_DECIDED, *_IN_THE_WAY))
@access(staff=("county-admin", "auditor"))
async def post_access_change_approval(session: Session, caller: CallerDep, change_id: UUID) -> AccessChangeOut:
    """Approve a change, which takes effect at once. Not one's own, nor one about oneself."""
    return await approve(session, caller, change_id)


@router.post("/{change_id}/refusal", responses=documented(*_DECIDED))
@access(staff=("county-admin", "auditor"))
async def post_access_change_refusal(session: Session, caller: CallerDep, change_id: UUID) -> AccessChangeOut:
    """Refuse a change. It never takes effect; another may be proposed."""
    return await refuse(session, caller, change_id)
