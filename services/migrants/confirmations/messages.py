"""What two counties say to each other about where somebody lives. The thread is the confirmation's id."""

from datetime import date
from uuid import UUID

import msgspec

from services.migrants.exchange.message import Message


class WhoIsMeant(msgspec.Struct, frozen=True, kw_only=True):
    """Enough for the other desk to find them."""

    name: str
    birth_date: date
    registered_division: str


class ConfirmationAsked(Message, type="confirmation-asked.v1"):
    """The person declared a move; does the other county's register say the same? ``claim`` is the asking county's."""

    confirmation_id: UUID
    division: str
    """Of the other county: where the person said that they live now, or lived before."""
    moved_on: date
    claim: str
    who: WhoIsMeant


class ConfirmationAnswered(Message, type="confirmation-answered.v1"):
    """The other county's claim; or a changed one, of either side."""

    confirmation_id: UUID
    claim: str
    note: str = ""


class ConfirmationExplained(Message, type="confirmation-explained.v1"):
    """Why the two cannot say the same, of either side: a code of ``policy.yaml``. Settled once both give the same."""

    confirmation_id: UUID
    code: str
    note: str = ""


class ConfirmationSettled(Message, type="confirmation-settled.v1"):
    """The asking county closed it: ``agreed``, or ``explained`` by ``code``. It alone decides, so both end alike."""

    confirmation_id: UUID
    how: str
    code: str | None = None
