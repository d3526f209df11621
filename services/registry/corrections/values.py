"""Values of a request: sealed as JSON, compared in the clear, shown with identifiers masked."""

from typing import Any

import msgspec

from chassis.identifiers import mask_citizen_number, mask_phone
from chassis.sealing import Sealer
from services.registry.corrections.tables import VALUE
from services.registry.persons.identity import mask_document

_MASKS = {"citizen_number": mask_citizen_number, "phone": mask_phone, "other_id_number": mask_document}


def seal(sealer: Sealer, value: Any) -> bytes:
    """``value`` (text, number, date or null) at rest."""
    return sealer.seal(msgspec.json.encode(value).decode(), VALUE)


def unseal(sealer: Sealer, sealed: bytes) -> Any:
    """What was sealed; dates as text. Raises SealBroken."""
    return msgspec.json.decode(sealer.open(sealed, VALUE))


def show(sealer: Sealer, field: str, sealed: bytes | None) -> str | None:
    """As an answer shows it: masked where it identifies, null where there is none or it was cleared."""
    value = None if sealed is None else unseal(sealer, sealed)
    if value is None:
        return None
    mask = _MASKS.get(field)
    return mask(str(value)) if mask else str(value)
