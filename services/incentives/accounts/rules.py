"""Account numbers: what one can look like, its check digit (ISO/IEC 7812, Luhn), and how it is shown. Pure."""

from typing import Literal

Fault = Literal["bad_number", "bad_check_digit"]
_SHORTEST, _LONGEST = 16, 19


def has_luhn_digit(digits: str) -> bool:
    """Whether the last digit checks the ones before it (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def cleaned(number: str) -> str:
    """Without the blanks and dashes that people write between groups of digits."""
    return "".join(character for character in number if character not in " -\u3000")


def fault_of(number: str) -> Fault | None:
    """What is wrong with a card number, or None. 16 to 19 digits are what cards of banks in China have."""
    if not (number.isascii() and number.isdigit() and _SHORTEST <= len(number) <= _LONGEST):
        return "bad_number"
    return None if has_luhn_digit(number) else "bad_check_digit"


def masked(number: str) -> str:
    """The last four digits stay: ``**** 1234``."""
    return f"**** {number[-4:]}" if len(number) > 8 else "****"
