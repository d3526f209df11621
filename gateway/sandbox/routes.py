"""``/sandbox-clients``: clients that see synthetic people alone."""

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy import Row, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.access import access
from chassis.auth import Department
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from gateway.auth.secrets import hash_client_secret
from gateway.auth.tables import accounts
from gateway.sandbox.errors import SandboxClientTaken, UnknownSandboxClient
from gateway.sandbox.tables import sandbox_things

router = Router(prefix="/sandbox-clients", tags=["sandbox 沙箱"])

_NAME = r"^sandbox-[a-z0-9-]{1,60}$"
ClientId = Annotated[str, Path(pattern=_NAME)]


class SandboxClientEntry(BaseModel):
    """A new sandbox client, with a secret that its department made."""

    model_config = ConfigDict(extra="forbid")

    client_id: Annotated[str, StringConstraints(pattern=_NAME)]
    department: Department
    secret: Annotated[str, StringConstraints(min_length=32, max_length=200, pattern=r"^[\x21-\x7e]+$")]


class SandboxClientOut(BaseModel):
    """A sandbox client."""

    client_id: str
    department: Department
    active: bool
    things: int
    """How many things it did that a reset would undo."""


async def _shown(session: AsyncSession, only: str | None = None) -> list[SandboxClientOut]:
    a = accounts.c
    count = select(func.count()).where(sandbox_things.c.account == a.name).scalar_subquery().label("things")
    wanted = select(a.name, a.department, a.active, count).where(a.sandbox).order_by(a.name)
    rows = await session.execute(wanted.where(a.name == only) if only else wanted)
    return [_out(row) for row in rows]


def _out(row: Row) -> SandboxClientOut:
    return SandboxClientOut(client_id=row.name, department=row.department, active=row.active, things=row.things)


@router.get("")
@access(staff=("county-admin", "auditor"))
async def list_sandbox_clients(session: Session) -> Page[SandboxClientOut]:
    """Sandbox clients of all departments. Keys, secrets and suspension are those of any client."""
    return Page(items=await _shown(session))


@router.post("", status_code=201, responses=documented(BadPayload, SandboxClientTaken))
@access(staff=("county-admin",))
async def post_sandbox_client(session: Session, caller: CallerDep, body: SandboxClientEntry) -> SandboxClientOut:
    """Make a sandbox client for a department. It signs in like any client, and sees synthetic people alone."""
    now = clock.now()
    row = {"name": body.client_id, "kind": "department", "department": body.department, "sandbox": True}
    row |= {"division": caller.division, "secret": hash_client_secret(body.secret), "active": True}
    made = insert(accounts).values(row | {"created_at": now, "changed_at": now}).on_conflict_do_nothing()
    if (await session.execute(made.returning(accounts.c.name))).first() is None:
        raise SandboxClientTaken()
    await audit.record(session, caller, "make-sandbox-client", client=body.client_id, department=body.department)
    (shown,) = await _shown(session, body.client_id)
    return shown


@router.post("/{client_id}/reset", responses=documented(UnknownSandboxClient))
@access(staff=("county-admin",))
async def post_sandbox_reset(session: Session, caller: CallerDep, client_id: ClientId) -> SandboxClientOut:
    """Put a client's sandbox back to how it began. Its day's quota begins anew too."""
    found = await _shown(session, client_id)
    if not found:
        raise UnknownSandboxClient()
    await session.execute(sandbox_things.delete().where(sandbox_things.c.account == client_id))
    await session.execute(text("DELETE FROM policy_use WHERE account = :account"), {"account": client_id})
    await audit.record(session, caller, "reset-sandbox", client=client_id)
    return (await _shown(session, client_id))[0]
