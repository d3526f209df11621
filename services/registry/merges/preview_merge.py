"""Lay two entries side by side, field by field, with a proposal for each: what a clerk sees before deciding."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.merges import rules
from services.registry.merges.load import entry_of, kin_of, two_persons
from services.registry.merges.schemas import FieldPreview, Preview
from services.registry.persons.schemas import PersonOut
from services.registry.persons.show_person import show_person
from services.registry.persons.tables import Person

_SHOWN = {
    "other_id": ("other_id_type", "other_id_number"),
    "registration": ("registered_division", "household_id", "relation_to_head"),
    "residence": ("residence_division", "residence_address"),
    "life": ("living", "died_on"),
}


async def preview_merge(
    session: AsyncSession, sealer: Sealer, caller: Caller, survivor_id: UUID, merged_id: UUID
) -> Preview:
    """Raises UnknownPerson."""
    survivor, merged = await two_persons(session, caller, survivor_id, merged_id, lock=False)
    ours, theirs = entry_of(survivor, sealer), entry_of(merged, sealer)
    keep_first = rules.better_survivor(ours, theirs, lambda: survivor.id < merged.id)
    return Preview(
        survivor_id=survivor.id,
        survivor_revision=survivor.revision,
        merged_id=merged.id,
        merged_revision=merged.revision,
        better_survivor_id=survivor.id if keep_first else merged.id,
        fields=_fields(rules.compare(ours, theirs), survivor, merged, sealer),
        contradiction=rules.contradiction(survivor.id, merged.id, await kin_of(session, survivor.id)),
    )


def _fields(compared: list[rules.Comparison], one: Person, other: Person, sealer: Sealer) -> list[FieldPreview]:
    left, right = show_person(one, sealer), show_person(other, sealer)
    return [
        FieldPreview(
            field=c.field,
            agree=c.agree,
            survivor=_shown(left, c.field),
            merged=_shown(right, c.field),
            proposed=c.proposed,
            because=c.because,
        )
        for c in compared
    ]


def _shown(person: PersonOut, field: str) -> Any:
    names = _SHOWN.get(field)
    return {name: getattr(person, name) for name in names} if names else getattr(person, field)
