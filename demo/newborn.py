"""A child born in the year that is played."""

from demo.names import NameBook, surname_of
from demo.numbers import Calendar
from demo.people import Person
from demo.words import SINGLE, UYGHUR

# The child's relation to the head by the mother's (boy, girl); GB/T 4761.
_RELATIONS = {"02": ("20", "30"), "10": ("20", "30"), "38": ("41", "42"), "30": ("43", "44"), "42": ("47", "48")}
_OTHER_RELATIVE = ("97", "97")


def newborn(
    names: NameBook, days: Calendar, mother: Person, father: Person | None, sex: str, day: int, number: str
) -> Person:
    """The child of `mother`; registered where the mother is, named after the father where he is listed."""
    named_after = father or mother
    ethnic = named_after.ethnic
    given = names.given(days.as_of.year, sex)
    name = names.dotted(sex) if ethnic == UYGHUR else surname_of(named_after.name) + given
    relation = _RELATIONS.get(mother.relation, _OTHER_RELATIVE)[sex == "2"]
    return Person(
        name=name,
        sex=sex,
        day=day,
        age=0,
        relation=relation,
        marital=SINGLE,
        ethnic=ethnic,
        household=mother.household,
        registered=mother.registered,
        residence=mother.residence,
        address=mother.address,
        citizen_number=number,
    )
