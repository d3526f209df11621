"""A person as answers show them: identifiers masked."""

from collections.abc import Mapping
from typing import Any

from chassis.sealing import Sealer
from services.registry.persons.identity import masked, open_identifiers
from services.registry.persons.schemas import PersonOut
from services.registry.persons.tables import Person

_SEALED = ("citizen_number_sealed", "other_id_sealed", "phone_sealed")
SHOWN = (*(name for name in PersonOut.model_fields if name in Person.model_fields), *_SEALED)
"""The columns that an answer is made of."""
_FIELDS = tuple(PersonOut.model_fields)


def show_person(person: Person, sealer: Sealer) -> PersonOut:
    """From a loaded row."""
    return show_row({name: getattr(person, name) for name in SHOWN}, sealer)


def show_row(row: Mapping[str, Any], sealer: Sealer) -> PersonOut:
    """From the columns in ``SHOWN``."""
    return PersonOut.model_construct(**values_shown(row, sealer))


def values_shown(row: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """What a ``PersonOut`` holds, in its order; from the columns in ``SHOWN``."""
    opened = masked(open_identifiers(sealer, *(row[name] for name in _SEALED)))._asdict()
    return {name: opened[name] if name in opened else row[name] for name in _FIELDS}
