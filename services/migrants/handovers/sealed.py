"""Contents of handovers, sealed and opened; each has its context."""

import msgspec

from chassis.sealing import Sealer
from services.migrants.handovers.messages import PersonTold

PERSON, SERVICE = "handover.person", "handover.service"
HEALTH, NOTE = "handover.health", "handover.note"


def seal_person(sealer: Sealer, told: PersonTold) -> bytes:
    """How a person is described."""
    return sealer.seal(msgspec.json.encode(told).decode(), PERSON)


def open_person(sealer: Sealer, sealed: bytes) -> PersonTold:
    """The inverse. Raises SealBroken."""
    return msgspec.json.decode(sealer.open(sealed, PERSON), type=PersonTold)


def opened(sealer: Sealer, sealed: bytes | None, context: str) -> str | None:
    """The words, or None where there are none or they were erased."""
    return None if sealed is None else sealer.open(sealed, context)
