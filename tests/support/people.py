"""Events about invented people."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from contracts.registry import PersonChanged, PersonFacts, PersonRegistered

VILLAGE = "341599001201"
OTHER_VILLAGE = "341599002201"
ELSEWHERE = "329999001001"


def facts(**changes: Any) -> PersonFacts:
    """A person of VILLAGE."""
    known: dict[str, Any] = {"name": "张三", "sex": 2, "birth_date": date(1990, 5, 1)}
    places = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    return PersonFacts(**(known | places | changes))


def registered(person_id: UUID | None = None, revision: int = 1, **changes: Any) -> PersonRegistered:
    """The event of entering such a person."""
    return PersonRegistered(person_id=person_id or new_id(), revision=revision, facts=facts(**changes))


def changed(person_id: UUID, revision: int, **changes: Any) -> PersonChanged:
    """The event of changing one."""
    return PersonChanged(person_id=person_id, revision=revision, facts=facts(**changes))
