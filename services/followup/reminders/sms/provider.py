"""What a provider of text messages does for us."""

from typing import Literal, NamedTuple, Protocol
from uuid import UUID


class Message(NamedTuple):
    """One text message. ``id`` stays the same over all attempts: a provider sends an id once."""

    id: UUID
    phone: str
    text: str


State = Literal["delivered", "undelivered", "stopped"]


class Report(NamedTuple):
    """What became of one message. ``stopped``: whoever holds the telephone answered that they want no more."""

    id: UUID
    state: State


class Reports(NamedTuple):
    """Reports in the order in which they came, and where reading goes on; an empty ``next`` means: as before."""

    reports: tuple[Report, ...]
    next: str


class ProviderAway(Exception):
    """The provider could not be reached or is busy: try again later. Says no word about the message."""


class MessageRefused(Exception):
    """The provider will never send this message: the number does not exist, for example."""


class SmsProvider(Protocol):
    """Sends text messages."""

    async def send(self, message: Message) -> None:
        """Hand one message over for good. Raises ProviderAway, MessageRefused. Twice with one id sends once."""

    async def read_reports(self, after: str) -> Reports:
        """What became of messages since ``after`` (empty: from the beginning). Raises ProviderAway."""

    async def close(self) -> None:
        """Let go of connections."""
