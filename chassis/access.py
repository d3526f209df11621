"""Every route says who may call it; a route that does not stops the start-up. Deny by default."""

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import msgspec

from chassis.auth import Caller, Role
from chassis.problems import NotAllowed

F = TypeVar("F", bound=Callable[..., Any])

COUNTY: tuple[Role, ...] = ("county-admin", "county-officer")
TOWNSHIP_UP: tuple[Role, ...] = (*COUNTY, "township-officer")
VILLAGE_UP: tuple[Role, ...] = (*TOWNSHIP_UP, "village-worker")
ALL_STAFF: tuple[Role, ...] = get_args(Role)


class Access(msgspec.Struct, frozen=True):
    """Staff roles that may call, and the resource of which departments may see the fields in their policy."""

    staff: tuple[Role, ...]
    resource: str | None = None

    def check(self, caller: Caller) -> None:
        """Raises NotAllowed."""
        if caller.kind == "staff":
            allowed = caller.role in self.staff
        else:
            allowed = self.resource is not None and self.resource in caller.fields
        if not allowed:
            raise NotAllowed()


class AccessUndeclared(Exception):
    """A route without ``@access``: a programming error, found at start-up."""


def access(*, staff: tuple[Role, ...], departments_see: str | None = None) -> Callable[[F], F]:
    """Declare who may call the route below it. Departments see nothing unless a resource is named."""

    def declare(endpoint: F) -> F:
        endpoint.__access__ = Access(staff, departments_see)  # type: ignore[attr-defined]
        return endpoint

    return declare


def access_of(endpoint: Callable[..., Any]) -> Access:
    """What ``endpoint`` declared. Raises AccessUndeclared."""
    declared = getattr(endpoint, "__access__", None)
    if not isinstance(declared, Access):
        raise AccessUndeclared(f"{endpoint.__module__}.{endpoint.__qualname__} declares no access")
    return declared


def project(body: Any, fields: frozenset[str]) -> Any:
    """``body`` (an object, or a page of them) with only ``fields`` left in each object."""
    if isinstance(body, dict) and isinstance(body.get("items"), list) and "next" in body:
        return {"items": [project(item, fields) for item in body["items"]], "next": body["next"]}
    if isinstance(body, dict):
        return {name: value for name, value in body.items() if name in fields}
    raise TypeError("only objects and pages of objects are disclosed to departments")
