"""The citizen number before 1999 and after: 15 digits and 18 characters of one person (GB 11643-1989, -1999). Pure.

The old form leaves out the century (always 19) and the check character.
"""

from chassis.identifiers import BadCitizenNumber, check_character, parse_citizen_number

RESIDENT_IDENTITY_CARD = "01"
"""WS 364.3 CV02.01.101: the kind of document under which an office enters an old number."""


def new_form(number: str) -> str | None:
    """The 18-character number of an old 15-digit one, or of a number that has 18 already; None for anything else."""
    plain = number.strip().upper()
    if len(plain) == 15 and plain.isascii() and plain.isdigit():
        first = f"{plain[:6]}19{plain[6:]}"
        plain = first + check_character(first)
    try:
        return parse_citizen_number(plain).text
    except BadCitizenNumber:
        return None


def old_form(number: str) -> str | None:
    """The 15 digits of an 18-character number; None for whoever was born after 1999 and never had them."""
    return number[:6] + number[8:17] if len(number) == 18 and number[6:8] == "19" else None
