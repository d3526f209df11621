"""Verify, register or reject what was declared."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.clock import SHANGHAI
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from services.registry.declarations.kinds import KINDS
from services.registry.declarations.queries import find_declaration
from services.registry.declarations.tables import ENTRY, Declaration
from services.registry.duties import is_late
from services.registry.vital import State, Step, WrongStep, after
from services.registry.vital_events import StepNotPossible
from services.registry.vital_tables import VitalEvent


async def verify_declaration(
    session: AsyncSession, caller: Caller, declaration_id: UUID, if_match: str | None
) -> Declaration:
    """Somebody has looked at the papers. Raises UnknownDeclaration, RevisionMissing, RevisionStale, StepNotPossible."""
    declaration = await _ready(session, caller, declaration_id, if_match, "verify")
    _take(declaration, "verify", verified_at=clock.now(), verified_by=caller.subject)
    return declaration


async def reject_declaration(
    session: AsyncSession, caller: Caller, declaration_id: UUID, if_match: str | None, reason: str
) -> Declaration:
    """Turned down, with the reason. Raises as ``verify_declaration``."""
    declaration = await _ready(session, caller, declaration_id, if_match, "reject")
    _take(declaration, "reject", decided_at=clock.now(), decided_by=caller.subject, reason=reason)
    return declaration


async def register_declaration(
    session: AsyncSession, sealer: Sealer, caller: Caller, declaration_id: UUID, if_match: str | None
) -> tuple[Declaration, VitalEvent]:
    """The register takes it, by the same rules as in one step; the day of declaring decides whether it came late.

    Raises as ``verify_declaration``, and whatever the kind's own registration raises.
    """
    declaration = await _ready(session, caller, declaration_id, if_match, "register")
    kind = KINDS[declaration.kind]
    entry = kind.entry.model_validate_json(sealer.open(declaration.entry_sealed, ENTRY))
    event = await kind.register(session, sealer, caller, entry)
    declared_on = declaration.declared_at.astimezone(SHANGHAI).date()
    event.declared_at = declaration.declared_at
    event.late = is_late(declaration.kind, getattr(event, event.DAY), declared_on)  # type: ignore[arg-type]
    event_id: UUID = event.id
    _take(declaration, "register", decided_at=clock.now(), decided_by=caller.subject, event_id=event_id)
    return declaration, event


async def _ready(
    session: AsyncSession, caller: Caller, declaration_id: UUID, if_match: str | None, step: Step
) -> Declaration:
    declaration = await find_declaration(session, caller, declaration_id, lock=True)
    expect_revision(if_match, declaration.revision)
    try:
        after(State(declaration.state), step)
    except WrongStep:
        raise StepNotPossible(state=declaration.state) from None
    await audit.record(session, caller, f"{step}-declaration", declaration.id, kind=declaration.kind)
    return declaration


def _take(declaration: Declaration, step: Step, **columns: Any) -> None:
    # All at once, because the table holds that a state comes with its own columns.
    declaration.state = after(State(declaration.state), step).value
    declaration.revision += 1
    for name, value in columns.items():
        setattr(declaration, name, value)
