"""Rows that say nothing new but names and numbers: judged at a glance from what valid rows before them were. Pure.

A county's file has some thousand combinations of codes and divisions in a million rows. Whatever is not met here, or is
met and not sure, is judged fully; a test holds both to the same verdicts.
"""

from collections.abc import Mapping
from operator import itemgetter

from services.registry.imports.citizen_numbers import CitizenNumbers
from services.registry.imports.described import FREE_TEXT, NAMES, Described

MOST_REMEMBERED = 100_000

_NUMBER, _BIRTH, _HOUSEHOLD, _ADDRESS = map(
    NAMES.index, ("citizen_number", "birth_date", "household_number", "residence_address")
)
_NAME, _PHONE, _NOTE = map(NAMES.index, ("name", "phone", "note"))
_LIMITS = {at: limit for at, _, limit in FREE_TEXT}
_LONGEST_NAME, _LONGEST_BIRTH, _LONGEST_HOUSEHOLD = _LIMITS[_NAME], _LIMITS[_BIRTH], _LIMITS[_HOUSEHOLD]
_LONGEST_ADDRESS, _LONGEST_PHONE, _LONGEST_NOTE = _LIMITS[_ADDRESS], _LIMITS[_PHONE], _LIMITS[_NOTE]
# Those of which a file holds few different ones, and those of another document, which are judged fully.
_CODED_NAMES = (
    *("other_id_type", "other_id_number", "sex", "ethnic_group", "marital_status", "relation_to_head"),
    *("registered_division", "residence_division"),
)
_CODED = itemgetter(*map(NAMES.index, _CODED_NAMES))


class SeenBefore:
    """Remembers what the coded cells of valid rows stand for."""

    def __init__(self, numbers: CitizenNumbers, dates: Mapping[str, str], today: str) -> None:
        """``dates`` are those read before: as written → ISO."""
        self._numbers, self._dates, self._today = numbers, dates, today
        self._codes: dict[tuple[str, ...], tuple[str, ...]] = {}

    def person(self, values: tuple[str, ...]) -> Described | None:
        """The person of a plain row; None says nothing."""
        number, codes = self._numbers.known(values[_NUMBER]), self._codes.get(_CODED(values))
        if number is None or codes is None or not values[_NAME] or _is_too_long(values):
            return None
        text, says_sex, says_birth = number
        (sex, ethnic, marital, relation, registered, residence, former), household = codes, values[_HOUSEHOLD]
        birth = values[_BIRTH]
        if birth not in ("", text[6:14], says_birth) and self._dates.get(birth) != says_birth:
            return None
        if (sex != says_sex and sex in ("1", "2")) or (relation and not household) or says_birth > self._today:
            return None
        head = (values[_NAME], text, "", "", says_sex, says_birth, ethnic, marital, household, relation)
        # Past the named tuple's own constructor, which takes as long as all else here.
        return tuple.__new__(Described, (*head, registered, residence, *values[_ADDRESS:], former))

    def remember(self, given: tuple[str, ...], sex: str, person: Described) -> None:
        """The cells of a plain, valid row, the code of its ``sex`` cell, and what the others were found to be."""
        if not person.other_id_number and len(self._codes) < MOST_REMEMBERED:
            codes = (sex, person.ethnic_group, person.marital_status, person.relation_to_head)
            places = (person.registered_division, person.residence_division, person.former_division)
            self._codes[_CODED(given)] = (*codes, *places)


def _is_too_long(values: tuple[str, ...]) -> bool:
    # The others are among those seen before; the number is known to be whole.
    return (
        len(values[_NAME]) > _LONGEST_NAME
        or len(values[_BIRTH]) > _LONGEST_BIRTH
        or len(values[_HOUSEHOLD]) > _LONGEST_HOUSEHOLD
        or len(values[_ADDRESS]) > _LONGEST_ADDRESS
        or len(values[_PHONE]) > _LONGEST_PHONE
        or len(values[_NOTE]) > _LONGEST_NOTE
    )
