"""One line of the access log."""

import os
from datetime import datetime
from uuid import UUID

import msgspec

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from gateway.receipts.shown import Shown


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
    request_id: str
    subjects: tuple[UUID, ...] = ()
    fields: tuple[str, ...] | None = None
    """What a department was shown, by name; None for staff, who see what their screens show."""
    root: str | None = None
    """What the receipt signs of the values."""
    secret: bytes | None = None
    """From which the receipt's salts come."""
    salt: bytes = msgspec.field(default_factory=lambda: os.urandom(16))


def entry_of(
    caller: Caller,
    method: str,
    service: str,
    route: str,
    status: int,
    subjects: tuple[UUID, ...] = (),
    shown: Shown | None = None,
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
        caller.request_id,
        subjects,
        *((tuple(shown.fields), shown.root, shown.secret) if shown else ()),
    )


def read_subjects(header: str | None) -> tuple[UUID, ...]:
    """The persons named by a service's ``Huijia-Subjects`` header, each once. Raises ValueError."""
    if not header:
        return ()
    if "," not in header:
        return (UUID(header.strip()),)
    return tuple(dict.fromkeys(UUID(part.strip()) for part in header.split(",") if part.strip()))
