"""What a provider of text messages does for us."""

from typing import NamedTuple, Protocol
from uuid import UUID


class Message(NamedTuple):
    """One text message. ``id`` stays the same over all attempts: a provider sends an id once."""

    id: UUID
    phone: str
    text: str


class ProviderAway(Exception):
    """The provider could not be reached or is busy: try again later. Says no word about the message."""


class MessageRefused(Exception):
    """The provider will never send this message: the number does not exist, for example."""


class SmsProvider(Protocol):
    """Sends text messages."""

    async def send(self, message: Message) -> None:
        """Hand one message over for good. Raises ProviderAway, MessageRefused. Twice with one id sends once."""

    async def close(self) -> None:
        """Let go of connections."""
