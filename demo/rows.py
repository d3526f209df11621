"""A person as the fifteen cells of a people file, in words as an office writes them or in codes."""

from demo.numbers import Calendar
from demo.people import Person
from demo.words import ETHNIC_WORDS, MARITAL_WORDS, RELATION_WORDS, SEX_WORDS

Row = list[str]


def in_words(person: Person, days: Calendar) -> Row:
    """The cells in the order of the contract's header, with 男, 汉族, 已婚, 户主 … ."""
    return _row(
        person,
        days,
        SEX_WORDS[person.sex],
        ETHNIC_WORDS[person.ethnic],
        MARITAL_WORDS[person.marital],
        RELATION_WORDS[person.relation],
    )


def in_codes(person: Person, days: Calendar) -> Row:
    """The same cells with 1, 01, 20, 02 … (GB/T 2261, GB 3304, GB/T 4761)."""
    return _row(person, days, person.sex, person.ethnic, person.marital, person.relation)


def _row(person: Person, days: Calendar, sex: str, ethnic: str, marital: str, relation: str) -> Row:
    return [
        person.name,
        person.citizen_number,
        person.other_type,
        person.other_number,
        sex,
        days.text(person.day),
        ethnic,
        marital,
        person.household,
        relation,
        person.registered,
        person.residence,
        person.address,
        person.phone,
        person.note,
    ]
