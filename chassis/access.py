"""Every route says who may call it; a route that does not stops the start-up. Deny by default."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, get_args

import msgspec

from chassis.auth import Caller, Role
from chassis.problems import NotAllowed, NotFound
from chassis.row_conditions import RowCondition, all_hold

F = TypeVar("F", bound=Callable[..., Any])

COUNTY: tuple[Role, ...] = ("county-admin", "county-officer")
TOWNSHIP_UP: tuple[Role, ...] = (*COUNTY, "township-officer")
VILLAGE_UP: tuple[Role, ...] = (*TOWNSHIP_UP, "village-worker")
ALL_STAFF: tuple[Role, ...] = get_args(Role)


class Access(msgspec.Struct, frozen=True):
    """Staff roles that may call, and the resource of which departments may see the fields in their policy."""

    staff: tuple[Role, ...]
    resource: str | None = None
    about: str | None = None
    """The member of each object that holds the id of the person it tells about; None where it tells about nobody."""

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


def access(
    *, staff: tuple[Role, ...], departments_see: str | None = None, about: str | None = None
) -> Callable[[F], F]:
    """Declare who may call the route below it. Departments see nothing unless a resource is named."""

    def declare(endpoint: F) -> F:
        endpoint.__access__ = Access(staff, departments_see, about)  # type: ignore[attr-defined]
        return endpoint

    return declare


def access_of(endpoint: Callable[..., Any]) -> Access:
    """What ``endpoint`` declared. Raises AccessUndeclared."""
    declared = getattr(endpoint, "__access__", None)
    if not isinstance(declared, Access):
        raise AccessUndeclared(f"{endpoint.__module__}.{endpoint.__qualname__} declares no access")
    return declared


class Disclosed(msgspec.Struct, frozen=True):
    """What a department is shown, and whom it tells about (None where the route does not say)."""

    body: Any
    subjects: list[str] | None


def disclose(body: Any, caller: Caller, declared: Access, today: date) -> Disclosed:
    """``body`` (an object, or a page of them): only the rows and fields that the decision covers.

    Raises NotFound where the one object asked for is not covered, as if there were none.
    """
    assert declared.resource is not None  # noqa: S101 - a department passed check()
    fields, conditions = frozenset(caller.fields[declared.resource]), caller.rows.get(declared.resource, [])
    paged, objects = _objects(body)
    kept = [each for each in objects if _is_covered(each, conditions, caller, today)]
    if objects and not kept and not paged:
        raise NotFound()
    shown = [{name: value for name, value in each.items() if name in fields} for each in kept]
    subjects = None if declared.about is None else [str(each[declared.about]) for each in kept]
    return Disclosed({"items": shown, "next": body["next"]} if paged else shown[0], subjects)


def _objects(body: Any) -> tuple[bool, list[dict[str, Any]]]:
    if isinstance(body, dict) and isinstance(body.get("items"), list) and "next" in body:
        objects, paged = body["items"], True
    else:
        objects, paged = [body], False
    if not all(isinstance(each, dict) for each in objects):
        raise TypeError("only objects and pages of objects are disclosed to departments")
    return paged, objects


def _is_covered(row: dict[str, Any], conditions: list[RowCondition], caller: Caller, today: date) -> bool:
    return all_hold(conditions, row, caller.division, today)
