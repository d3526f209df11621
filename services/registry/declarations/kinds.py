"""The kinds of vital events that can be declared, each with its form and the use case that registers it."""

from typing import Any, Literal

from services.registry.adoptions.routes import ADOPTION
from services.registry.births.routes import BIRTH
from services.registry.deaths.routes import DEATH
from services.registry.divorces.routes import DIVORCE
from services.registry.marriages.routes import MARRIAGE
from services.registry.vital_routes import VitalKind

KindName = Literal["birth", "death", "marriage", "divorce", "adoption"]

KINDS: dict[str, VitalKind[Any]] = {kind.one: kind for kind in (BIRTH, DEATH, MARRIAGE, DIVORCE, ADOPTION)}

_MASKED = ("certificate_number", "citizen_number")


def masked(entry: dict[str, Any]) -> dict[str, Any]:
    """A form's content as answers show it."""
    return {name: masked(value) if isinstance(value, dict) else _mask(name, value) for name, value in entry.items()}


def _mask(name: str, value: Any) -> Any:
    return f"{'*' * 6}{value[-2:]}" if name in _MASKED and value else value
