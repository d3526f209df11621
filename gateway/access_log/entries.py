"""One line of the access log."""

from datetime import datetime
from uuid import UUID

import msgspec

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id


class Entry(msgspec.Struct, frozen=True):
    """Who asked what of whom, why, and how it ended. No URL, no content: ``route`` is a template."""

    id: UUID
    at: datetime
    account: str
    kind: str
    role: str | None
    department: str | None
    method: str
    service: str
    route: str
    purpose: str | None
    case_reference: str | None
    policy: str | None
    status: int
    request_id: UUID
    subjects: tuple[UUID, ...] = ()


def entry_of(
    caller: Caller, method: str, service: str, route: str, status: int, subjects: tuple[UUID, ...] = ()
) -> Entry:
    """The entry for a call by ``caller`` that is answered with ``status``."""
    return Entry(
        new_id(),
        clock.now(),
        caller.subject,
        caller.kind,
        caller.role,
        caller.department,
        method,
        service,
        route,
        caller.purpose,
        caller.case_reference,
        caller.policy,
        status,
        UUID(caller.request_id),
        subjects,
    )


def read_subjects(header: str | None) -> tuple[UUID, ...]:
    """The persons named by a service's ``Huijia-Subjects`` header, each once. Raises ValueError."""
    if not header:
        return ()
    return tuple(dict.fromkeys(UUID(part.strip()) for part in header.split(",") if part.strip()))
