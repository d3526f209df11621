"""Phones are sealed; they are found by blind indexes of the whole number and of its last four digits (C10)."""

from chassis.sealing import Sealer

NUMBER, ENDING = "person.phone", "person.phone.ending"
"""Contexts of the two indexes."""


def digits_of(phone: str) -> str:
    """Digits only, without China's country code: ``+86 190-0000-1234`` → ``19000001234``."""
    digits = "".join(character for character in phone if character.isdigit())
    return digits[2:] if digits.startswith("86") and len(digits) == 13 else digits


def number_index(sealer: Sealer, phone: str) -> bytes:
    """The index of a whole number."""
    return sealer.index(digits_of(phone), NUMBER)


def ending_index(sealer: Sealer, ending: str) -> bytes:
    """The index of four last digits."""
    return sealer.index(digits_of(ending)[-4:], ENDING)


def phone_indexes(sealer: Sealer, phone: str) -> tuple[bytes, bytes]:
    """Both indexes of a number."""
    return number_index(sealer, phone), ending_index(sealer, phone)
