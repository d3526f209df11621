"""The verdict on one row: what it says of a person, or every fault it has. Pure, and lean: it runs a million times."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeVar

from chassis.identifiers import is_division_code
from services.registry.code_tables import TABLES, code_table, first_words
from services.registry.imports.citizen_numbers import CitizenNumbers, Known
from services.registry.imports.clean_cells import clean, is_plain
from services.registry.imports.columns import columns
from services.registry.imports.dates import parse_date
from services.registry.imports.reading.row import Row
from services.registry.imports.verdicts import NO_HOUSEHOLD, Fault

NAMES = tuple(column.name for column in columns())
_FREE_TEXT = tuple(
    (NAMES.index(c.name), c.name, c.longest) for c in columns() if c.name not in {*TABLES, "citizen_number"}
)
_NUMBER, _BIRTH, _HOUSEHOLD, _ADDRESS, _SEX = map(
    NAMES.index, ("citizen_number", "birth_date", "household_number", "residence_address", "sex")
)
_SHORT, _LONG_ADDRESS = (
    min(limit for at, _, limit in _FREE_TEXT if at < _ADDRESS),
    min(limit for at, _, limit in _FREE_TEXT if at == _ADDRESS),
)
_CODED = itemgetter(
    *map(
        NAMES.index,
        (
            *("other_id_type", "other_id_number", "sex", "ethnic_group", "marital_status", "relation_to_head"),
            *("registered_division", "residence_division"),
        ),
    )
)
"""The cells of which a file holds few different ones, and those of another document, which are judged fully."""
_MOST_REMEMBERED = 100_000
_WORDS_SHOWN = 8
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Place:
    """What the rules need to know of the register: its divisions, the uploader's scope, the day."""

    divisions: frozenset[str]
    counties: frozenset[str]
    """The first six digits of the counties that this register holds."""
    scope: str
    """The digits that a division in the uploader's scope begins with."""
    today: str
    """ISO date."""
    successors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """A division code out of use → the codes where its people may be now: one, or several after a split."""


class Described(NamedTuple):
    """A valid row. Codes as of the national tables, dates ISO; absent is ``""``."""

    name: str
    citizen_number: str
    other_id_type: str
    other_id_number: str
    sex: str
    birth_date: str
    ethnic_group: str
    marital_status: str
    household_number: str
    relation_to_head: str
    registered_division: str
    residence_division: str
    residence_address: str
    phone: str
    note: str
    former_division: str = ""
    """The code out of use that the file names as the registered division."""


class RowRules:
    """Judges the rows of one file, whose columns stand at ``places`` (English name → index)."""

    def __init__(self, places: Mapping[str, int], place: Place) -> None:
        self._width = max(places.values()) + 2
        # A column that the file lacks is read from the empty cell that ends every padded row.
        self._pick = itemgetter(*(places.get(name, -1) for name in NAMES))
        self._at = {index: name for name, index in places.items()}
        self._place = place
        self._numbers = CitizenNumbers()
        today = date.fromisoformat(place.today)
        self._tables = {name: code_table(name, today) for name in TABLES}
        self._words = {name: "/".join(first_words(name, today)[:_WORDS_SHOWN]) for name in TABLES}
        self._divisions: dict[str, bool] = {}
        self._dates: dict[str, str] = {}
        self._coded_before: dict[tuple[str, ...], tuple[str, ...]] = {}

    def judge(self, row: Row) -> Described | list[Fault]:
        """The person that the row describes, or all its faults."""
        cells = row.cells[: self._width - 1]
        cells += [""] * (self._width - len(cells))
        given = self._pick(cells)
        plain = row.odd is None and is_plain(given)
        person = self._like_before(given) if plain else None
        return person or self._judge_fully(row, given, plain)

    def _like_before(self, values: tuple[str, ...]) -> Described | None:
        """The person of a row whose every part was met in valid rows before; None says nothing."""
        number, coded = self._numbers.known(values[_NUMBER]), self._coded_before.get(_CODED(values))
        if number is None or coded is None or not values[0] or _may_be_too_long(values):
            return None
        text, says_sex, says_birth = number
        (sex, ethnic, marital, relation, registered, residence, former), household = coded, values[_HOUSEHOLD]
        birth = values[_BIRTH]
        if birth not in ("", text[6:14], says_birth) and self._dates.get(birth) != says_birth:
            return None
        if (sex != says_sex and sex in ("1", "2")) or (relation and not household) or says_birth > self._place.today:
            return None
        tail = (household, relation, registered, residence, *values[_ADDRESS:], former)
        return Described(values[0], text, "", "", says_sex, says_birth, ethnic, marital, *tail)

    def _judge_fully(self, row: Row, given: tuple[str, ...], plain: bool) -> Described | list[Fault]:
        values, faults = list(given), list[Fault]()
        if not plain:
            odd = {self._at[i]: kind for i, kind in (row.odd or {}).items() if i in self._at}
            values = clean(NAMES, [cell.strip() for cell in given], odd, faults)
        person = self._described(values, faults)
        if plain and not (faults or person.other_id_number):
            codes = self._coded("sex", given[_SEX], faults), person.ethnic_group, person.marital_status
            places = person.relation_to_head, person.registered_division, person.residence_division
            _remembered(self._coded_before, _CODED(given), (*codes, *places, person.former_division))
        return faults or person

    def _described(self, values: list[str], faults: list[Fault]) -> Described:
        (name, number, id_type, id_number, sex, birth, ethnic, marital, household, relation) = values[:10]
        (registered, residence, address, phone, note) = values[10:]
        self._check_lengths(values, faults)
        if not name:
            self._require("name", faults)
        sex = self._coded("sex", sex, faults)
        birth = self._birth(birth, faults)
        number, sex, birth = self._agree(number, sex, birth, faults)
        if id_type or id_number:
            id_type = self._other_id(id_type, id_number, faults)
        relation = relation and self._coded("relation_to_head", relation, faults)
        if relation and not household:
            faults.append(Fault("household_number", "bad_household", NO_HOUSEHOLD))
        named = registered or residence
        registered, residence = self._where(named, residence or registered, faults)
        return Described(
            name,
            number,
            id_type,
            id_number,
            sex,
            birth,
            ethnic and self._coded("ethnic_group", ethnic, faults),
            marital and self._coded("marital_status", marital, faults),
            household,
            relation,
            registered,
            residence,
            address,
            phone,
            note,
            named if named != registered else "",
        )

    def _check_lengths(self, values: list[str], faults: list[Fault]) -> None:
        for at, column, limit in _FREE_TEXT:
            if len(values[at]) > limit:
                faults.append(Fault(column, "too_long", str(limit)))

    def _require(self, column: str, faults: list[Fault], hint: str = "") -> None:
        # A cell that is already said to be faulty is not also said to be empty.
        if not any(fault.column == column for fault in faults):
            faults.append(Fault(column, "required", hint))

    def _coded(self, column: str, text: str, faults: list[Fault]) -> str:
        table = self._tables[column]
        code = table.get(text)
        if code is None and text:
            code = table.get("".join(unicodedata.normalize("NFKC", text).split()))
            if code is None:
                faults.append(Fault(column, "unknown_code", self._words[column]))
        return code or ""

    def _birth(self, text: str, faults: list[Fault]) -> str:
        known = self._dates.get(text)
        if known is not None:
            return known
        day = parse_date(unicodedata.normalize("NFKC", text)) if text else None
        if text and day is None:
            faults.append(Fault("birth_date", "bad_date"))
        elif day is not None and day.isoformat() > self._place.today:
            faults.append(Fault("birth_date", "birth_in_future"))
        else:
            return _remembered(self._dates, text, day.isoformat() if day else "")
        return ""

    def _agree(self, text: str, sex: str, birth: str, faults: list[Fault]) -> tuple[str, str, str]:
        if not text:
            self._require_by_hand(sex, birth, faults)
            return text, sex, birth
        number = self._numbers.check(text)
        if not isinstance(number, Known):
            faults.append(Fault("citizen_number", number))
            return text, sex, birth
        if sex in ("1", "2") and sex != number.sex:
            faults.append(Fault("sex", "sex_contradicts_number"))
        if birth and birth != number.birth:
            faults.append(Fault("birth_date", "birth_contradicts_number"))
        if number.birth > self._place.today:
            faults.append(Fault("citizen_number", "birth_in_future"))
        return number

    def _require_by_hand(self, sex: str, birth: str, faults: list[Fault]) -> None:
        if any(fault.column == "citizen_number" for fault in faults):
            return
        for column, given in (("sex", sex), ("birth_date", birth)):
            if not given:
                self._require(column, faults, "没有公民身份号码时,性别和出生日期都要填。")

    def _other_id(self, id_type: str, number: str, faults: list[Fault]) -> str:
        if not id_type:
            self._require("other_id_type", faults, "填了证件号码,就要填证件类型。")
        if not number:
            self._require("other_id_number", faults, "填了证件类型,就要填证件号码。")
        return self._coded("other_id_type", id_type, faults)

    def _where(self, registered: str, residence: str, faults: list[Fault]) -> tuple[str, str]:
        if not registered:
            self._require("registered_division", faults, "户籍地和现居住地至少填一项。")
            return "", ""
        before, place = len(faults), self._place
        registered = self._in_use("registered_division", registered, faults)
        residence = self._in_use("residence_division", residence, faults)
        if len(faults) > before:
            return registered, residence
        held = registered[:6] in place.counties or residence[:6] in place.counties
        if not held or not (registered.startswith(place.scope) or residence.startswith(place.scope)):
            faults.append(Fault("residence_division", "outside_your_division", "户籍地和现居住地都"))
        return registered, residence

    def _in_use(self, column: str, code: str, faults: list[Fault]) -> str:
        if self._divisions.get(code) or self._exists(code):
            return code
        stand_for_it = self._place.successors.get(code, ())
        if len(stand_for_it) == 1:
            return stand_for_it[0]
        faults.append(Fault(column, "unknown_division", "/".join(stand_for_it[:_WORDS_SHOWN])))
        return code

    def _exists(self, code: str) -> bool:
        exists = code in self._place.divisions or (is_division_code(code) and code[:6] not in self._place.counties)
        return exists and _remembered(self._divisions, code, True)


def _may_be_too_long(values: tuple[str, ...]) -> bool:
    *short, address, phone, note = map(len, values)
    return max(*short, phone, note) > _SHORT or address > _LONG_ADDRESS


def _remembered(memory: dict[K, V], key: K, value: V) -> V:
    if len(memory) < _MOST_REMEMBERED:
        memory[key] = value
    return value
