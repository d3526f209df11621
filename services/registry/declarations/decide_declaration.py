"""Verify, register or reject what was declared."""

from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.clock import SHANGHAI
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from services.registry.both_versions import Shown, telling_both
from services.registry.declarations.kinds import KINDS
from services.registry.declarations.queries import find_declaration
from services.registry.declarations.show_declaration import persons_named, show_declaration
from services.registry.declarations.tables import ENTRY, Declaration
from services.registry.duties import is_late
from services.registry.event_versions import event_version
from services.registry.merges.stands_for import stands_for
from services.registry.payloads import Payload
from services.registry.vital import State, Step, WrongStep, after
from services.registry.vital_events import StepNotPossible
from services.registry.vital_routes import VitalKind
from services.registry.vital_tables import VitalEvent


async def verify_declaration(
    session: AsyncSession, sealer: Sealer, caller: Caller, declaration_id: UUID, if_match: str | None
) -> Declaration:
    """Somebody has looked at the papers. Raises UnknownDeclaration, RevisionMissing, RevisionStale, StepNotPossible."""
    declaration = await _ready(session, sealer, caller, declaration_id, if_match, "verify")
    _take(declaration, "verify", verified_at=clock.now(), verified_by=caller.subject)
    return declaration


async def reject_declaration(
    session: AsyncSession, sealer: Sealer, caller: Caller, declaration_id: UUID, if_match: str | None, reason: str
) -> Declaration:
    """Turned down, with the reason. Raises as ``verify_declaration``."""
    declaration = await _ready(session, sealer, caller, declaration_id, if_match, "reject")
    _take(declaration, "reject", decided_at=clock.now(), decided_by=caller.subject, reason=reason)
    return declaration


async def register_declaration(
    session: AsyncSession, sealer: Sealer, caller: Caller, declaration_id: UUID, if_match: str | None
) -> tuple[Declaration, VitalEvent]:
    """The register takes it, by the same rules as in one step; the day of declaring decides whether it came late.

    Raises as ``verify_declaration``, and whatever the kind's own registration raises.
    """
    declaration = await _ready(session, sealer, caller, declaration_id, if_match, "register")
    kind = KINDS[declaration.kind]
    entry = kind.entry.model_validate_json(sealer.open(declaration.entry_sealed, ENTRY))
    event = await kind.register(session, sealer, caller, await _as_they_stand(session, kind, entry))
    declared_on = declaration.declared_at.astimezone(SHANGHAI).date()
    event.declared_at = declaration.declared_at
    event.late = is_late(declaration.kind, getattr(event, event.DAY), declared_on)  # type: ignore[arg-type]
    event_id: UUID = event.id
    _take(declaration, "register", decided_at=clock.now(), decided_by=caller.subject, event_id=event_id)
    return declaration, event


async def _as_they_stand(session: AsyncSession, kind: VitalKind[Any], entry: Payload) -> Payload:
    # Whoever was merged into another entry since the declaration is that one now.
    named = {name: getattr(entry, name) for name in kind.table.PERSONS if getattr(entry, name, None) is not None}
    merged = {name: await stands_for(session, each) for name, each in named.items()}
    return entry.model_copy(update={name: each for name, each in merged.items() if each is not None})


async def _ready(
    session: AsyncSession, sealer: Sealer, caller: Caller, declaration_id: UUID, if_match: str | None, step: Step
) -> Declaration:
    declaration = await find_declaration(session, caller, declaration_id, lock=True)
    async with telling_both(if_match, partial(_shown, session, sealer, declaration)):
        expect_revision(if_match, declaration.revision)
    try:
        after(State(declaration.state), step)
    except WrongStep:
        raise StepNotPossible(state=declaration.state) from None
    await audit.record(session, caller, f"{step}-declaration", declaration.id, kind=declaration.kind)
    return declaration


async def _shown(session: AsyncSession, sealer: Sealer, declaration: Declaration, revision: int) -> Shown:
    version: Declaration | None = declaration
    if declaration.revision != revision:
        version = await event_version(session, Declaration, declaration.id, revision)
    if version is None:
        return Shown(None)
    return Shown(show_declaration(version, sealer).model_dump(mode="json"), persons_named(version, sealer))


def _take(declaration: Declaration, step: Step, **columns: Any) -> None:
    # All at once, because the table holds that a state comes with its own columns.
    declaration.state = after(State(declaration.state), step).value
    declaration.revision += 1
    for name, value in columns.items():
        setattr(declaration, name, value)
