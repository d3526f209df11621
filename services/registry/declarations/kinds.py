"""The kinds of vital events that can be declared: the form of each, and the use case that registers it."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, NamedTuple

from services.registry.adoptions.register_adoption import register_adoption
from services.registry.adoptions.schemas import AdoptionEntry
from services.registry.births.register_birth import register_birth
from services.registry.births.schemas import BirthEntry
from services.registry.deaths.register_death import register_death
from services.registry.deaths.schemas import DeathEntry
from services.registry.divorces.register_divorce import register_divorce
from services.registry.divorces.schemas import DivorceEntry
from services.registry.marriages.register_marriage import register_marriage
from services.registry.marriages.schemas import MarriageEntry
from services.registry.payloads import Payload
from services.registry.vital_tables import VitalEvent

KindName = Literal["birth", "death", "marriage", "divorce", "adoption"]


class Kind(NamedTuple):
    """A kind's form, and what registers it: (session, sealer, caller, form) → event."""

    form: type[Payload]
    register: Callable[..., Awaitable[VitalEvent]]


KINDS: dict[str, Kind] = {
    "birth": Kind(BirthEntry, register_birth),
    "death": Kind(DeathEntry, register_death),
    "marriage": Kind(MarriageEntry, register_marriage),
    "divorce": Kind(DivorceEntry, register_divorce),
    "adoption": Kind(AdoptionEntry, register_adoption),
}

_MASKED = ("certificate_number", "citizen_number")


def masked(entry: dict[str, Any]) -> dict[str, Any]:
    """A form's content as answers show it."""
    return {name: masked(value) if isinstance(value, dict) else _mask(name, value) for name, value in entry.items()}


def _mask(name: str, value: Any) -> Any:
    return f"{'*' * 6}{value[-2:]}" if name in _MASKED and value else value
