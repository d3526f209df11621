"""A declaration as answers show it: numbers masked, and the persons in it named for the access log."""

from typing import Any
from uuid import UUID

import msgspec

from chassis.sealing import Sealer
from services.registry.declarations.kinds import KINDS, masked
from services.registry.declarations.schemas import DeclarationOut
from services.registry.declarations.tables import ENTRY, Declaration


def show_declaration(declaration: Declaration, sealer: Sealer) -> DeclarationOut:
    """The declaration with what was declared."""
    shown = declaration.model_dump(exclude={"entry_sealed"}) | {"entry": masked(_entry(declaration, sealer))}
    return DeclarationOut.model_validate(shown)


def persons_named(declaration: Declaration, sealer: Sealer) -> list[UUID]:
    """The persons whom the declared event names, of those that the register knew when it was declared."""
    entry = _entry(declaration, sealer)
    named = (entry.get(name) for name in KINDS[declaration.kind].table.PERSONS)
    return [UUID(each) for each in named if each is not None]


def _entry(declaration: Declaration, sealer: Sealer) -> dict[str, Any]:
    return msgspec.json.decode(sealer.open(declaration.entry_sealed, ENTRY), type=dict[str, Any])
