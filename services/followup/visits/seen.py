"""A visit as callers see it: the row, with its step's title from the protocol."""

from typing import Any

from services.followup.protocols.catalogue import catalogue
from services.followup.visits.schemas import PlannedVisit
from services.followup.visits.tables import Visit


def titles(protocol: str, version: int, step_id: str) -> dict[str, str]:
    """The title members of a visit of this step."""
    title = catalogue().version(protocol, version).step(step_id).title
    return {"title_zh": title.zh, "title_en": title.en}


def seen(visit: Visit, protocol: str) -> PlannedVisit:
    """``visit``, which belongs to a plan of this protocol."""
    columns: dict[str, Any] = visit.model_dump(exclude={"former_divisions", "version", "round", "base_on"})
    return PlannedVisit.model_validate(columns | titles(protocol, visit.version, visit.step))
