"""Remembered mappings of columns over HTTP."""

from uuid import UUID

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.problems import documented
from services.registry.imports.errors import UnknownImportMapping
from services.registry.imports.forget_mapping import forget_mapping
from services.registry.imports.mapping_schemas import MappingEntry, Mappings, MappingView
from services.registry.imports.queries import mappings_of
from services.registry.imports.remember_mapping import remember_mapping

router = Router(prefix="/imports/mappings", tags=["imports"])


@router.put("")
@access(staff=VILLAGE_UP)
async def remember(session: Session, caller: CallerDep, entry: MappingEntry) -> MappingView:
    """Remember for the caller's office what its headers mean; the same headers again replace what was said."""
    return MappingView.of(await remember_mapping(session, caller, entry.columns))


@router.get("")
@access(staff=VILLAGE_UP)
async def remembered(session: Session, caller: CallerDep) -> Mappings:
    """What the caller's office has remembered."""
    return Mappings(items=[MappingView.of(kept) for kept in await mappings_of(session, caller.division or "")])


@router.delete("/{mapping_id}", status_code=204, responses=documented(UnknownImportMapping))
@access(staff=VILLAGE_UP)
async def forget(session: Session, caller: CallerDep, mapping_id: UUID) -> None:
    """Forget one."""
    await forget_mapping(session, caller, mapping_id)
