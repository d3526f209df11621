"""How a person's identifiers are sealed, indexed, opened and shown. The import uses the same functions."""

from typing import NamedTuple

from chassis.identifiers import mask_citizen_number, mask_phone
from chassis.sealing import Sealer
from services.registry.persons.tables import CITIZEN_NUMBER, OTHER_ID, PHONE, Person


class Sealed(NamedTuple):
    """A value at rest: the ciphertext, and the blind index that finds it; both None where there is no value."""

    value: bytes | None
    blind_index: bytes | None


NOTHING = Sealed(None, None)


def seal_citizen_number(sealer: Sealer, number: str | None) -> Sealed:
    """``number`` has been checked."""
    return NOTHING if number is None else Sealed(sealer.seal(_plain(number), CITIZEN_NUMBER), find(sealer, number))


def find(sealer: Sealer, citizen_number: str) -> bytes:
    """The index under which the holder of a citizen number is found."""
    return sealer.index(_plain(citizen_number), CITIZEN_NUMBER)


def seal_other_id(sealer: Sealer, kind: str | None, number: str | None) -> Sealed:
    """``kind`` is part of what is indexed: a passport and a permit may have the same number."""
    if kind is None or number is None:
        return NOTHING
    return Sealed(sealer.seal(_plain(number), OTHER_ID), sealer.index(f"{kind}:{_plain(number)}", OTHER_ID))


def seal_phone(sealer: Sealer, phone: str | None) -> bytes | None:
    """Sealed without an index: nobody looks persons up by it yet."""
    return None if phone is None else sealer.seal(phone, PHONE)


def _plain(number: str) -> str:
    return number.strip().upper()


class Opened(NamedTuple):
    """A person's identifiers in clear."""

    citizen_number: str | None
    other_id_number: str | None
    phone: str | None


def open_identifiers(sealer: Sealer, citizen: bytes | None, other: bytes | None, phone: bytes | None) -> Opened:
    """Raises SealBroken."""
    return Opened(
        sealer.open(citizen, CITIZEN_NUMBER) if citizen else None,
        sealer.open(other, OTHER_ID) if other else None,
        sealer.open(phone, PHONE) if phone else None,
    )


def masked(opened: Opened) -> Opened:
    """What an answer shows of them."""
    citizen, other, phone = opened
    return Opened(
        mask_citizen_number(citizen) if citizen else None,
        mask_document(other) if other else None,
        mask_phone(phone) if phone else None,
    )


def mask_document(number: str) -> str:
    """First and last two characters stay of a number long enough not to be guessed from them: ``E*****78``."""
    return f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}" if len(number) >= 8 else "*" * len(number)


def set_identity(
    person: Person,
    sealer: Sealer,
    citizen_number: str | None,
    other_id_type: str | None,
    other_id_number: str | None,
    phone: str | None,
) -> None:
    """Seal all identifiers into ``person``."""
    citizen, other = seal_citizen_number(sealer, citizen_number), seal_other_id(sealer, other_id_type, other_id_number)
    person.citizen_number_sealed, person.citizen_number_index = citizen
    person.other_id_type = other_id_type
    person.other_id_sealed, person.other_id_index = other
    person.phone_sealed = seal_phone(sealer, phone)
