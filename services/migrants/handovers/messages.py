"""What two counties say to each other about a handover. The thread of all of them is the handover's id."""

from datetime import date
from uuid import UUID

import msgspec

from services.migrants.exchange.message import Message


class PersonTold(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who moved, as the other county needs it to find them. ``ref`` stands for them in this handover."""

    ref: UUID
    name: str
    birth_date: date
    registered_division: str
    citizen_number: str | None = None
    dependant: bool = False


class ServiceTold(msgspec.Struct, frozen=True, kw_only=True):
    """A service by name. ``stays``: it goes on being paid where the household is registered, and is told of only."""

    ref: UUID
    person: UUID
    kind: str
    words: str
    stays: bool = False


class HealthTold(msgspec.Struct, frozen=True, kw_only=True):
    """What the care team there needs to know, with the person's separate consent (C8)."""

    person: UUID
    words: str
    given_by: str
    given_on: date
    text_version: str


class HandoverOffered(Message, type="handover-offered.v1"):
    """A offers. Everybody who moved along is named, and every service."""

    handover_id: UUID
    from_division: str
    to_division: str
    answer_by: date
    people: list[PersonTold]
    services: list[ServiceTold]
    health: list[HealthTold] = msgspec.field(default_factory=list)


class HandoverReceived(Message, type="handover-received.v1"):
    """B has it on its desk."""

    handover_id: UUID


class HandoverAccepted(Message, type="handover-accepted.v1"):
    """B takes all of it, and is bound by that."""

    handover_id: UUID
    accepted_on: date


class HandoverDeclined(Message, type="handover-declined.v1"):
    """B does not take it. ``code`` is one of the reasons in ``policy.yaml``."""

    handover_id: UUID
    code: str
    note: str = ""


class HandoverReleased(Message, type="handover-released.v1"):
    """A has let go: B is responsible."""

    handover_id: UUID
    released_on: date


class HandoverWithdrawn(Message, type="handover-withdrawn.v1"):
    """A takes the offer back and stays responsible."""

    handover_id: UUID


class HandoverTimedOut(Message, type="handover-timed-out.v1"):
    """No answer came in time: A stays responsible."""

    handover_id: UUID


class HandoverReminded(Message, type="handover-reminded.v1"):
    """The answer is due soon."""

    handover_id: UUID
    answer_by: date
