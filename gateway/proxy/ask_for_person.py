"""Asks the register for a person, as a member of staff, from inside the gateway."""

from typing import Any
from uuid import UUID

from chassis.auth import Caller
from chassis.problems import NotAllowed, NotFound
from gateway.parts import Parts
from gateway.proxy.ask_inside import ask_inside
from gateway.proxy.errors import BadAnswer


async def ask_for_person(parts: Parts, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The person, all fields, as ``caller`` may see it. Raises NotFound, NotAllowed, BadAnswer or ServiceDown."""
    path = f"/api/registry/v1/persons/{person_id}"
    status, content = await ask_inside(parts, caller, "registry", path, "")
    if status == NotFound.status:
        raise NotFound()
    if status == NotAllowed.status:
        raise NotAllowed()
    if status >= 300 or not isinstance(content, dict):
        raise BadAnswer
    return content
