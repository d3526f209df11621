"""Take a declaration of a vital event: nothing of the register changes yet."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.declarations.schemas import DeclarationEntry
from services.registry.declarations.tables import ENTRY, Declaration
from services.registry.vital import after


async def declare_event(
    session: AsyncSession, sealer: Sealer, caller: Caller, declared: DeclarationEntry
) -> Declaration:
    """The declaration, of the caller's own office."""
    declaration = Declaration(
        id=new_id(),
        kind=declared.kind,
        state=after(None, "declare").value,
        division=caller.division or "",
        entry_sealed=sealer.seal(declared.entry.model_dump_json(exclude_unset=True), ENTRY),
        declared_at=clock.now(),
        declared_by=caller.subject,
    )
    session.add(declaration)
    await session.flush()
    await audit.record(session, caller, "declare-event", declaration.id, kind=declared.kind)
    return declaration
