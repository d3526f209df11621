"""The verdict on one row: what it says of a person, or every fault it has. Pure, and lean: it runs a million times."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import TypeVar

from chassis.identifiers import is_division_code
from services.registry.code_tables import TABLES, code_table, first_words
from services.registry.imports.citizen_numbers import CitizenNumbers, Known
from services.registry.imports.clean_cells import clean, is_plain
from services.registry.imports.dates import parse_date
from services.registry.imports.described import FREE_TEXT, NAMES, Described
from services.registry.imports.reading.row import Row
from services.registry.imports.seen_before import MOST_REMEMBERED, SeenBefore
from services.registry.imports.verdicts import NO_HOUSEHOLD, Fault

_SEX = NAMES.index("sex")
_WORDS_SHOWN = 8
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


class RowRules:
    """Judges the rows of one file, whose columns stand at ``places`` (English name → index)."""

    def __init__(self, places: Mapping[str, int], place: Place) -> None:
        self._width = max(places.values()) + 2
        # A column that the file lacks is read from the empty cell that ends every padded row.
        self._lacks_some = not places.keys() >= set(NAMES)
        self._pick = itemgetter(*(places.get(name, -1) for name in NAMES))
        self._at = {index: name for name, index in places.items()}
        self._place = place
        self._numbers = CitizenNumbers()
        today = date.fromisoformat(place.today)
        self._tables = {name: code_table(name, today) for name in TABLES}
        self._words = {name: "/".join(first_words(name, today)[:_WORDS_SHOWN]) for name in TABLES}
        self._divisions: dict[str, bool] = {}
        self._dates: dict[str, str] = {}
        self._seen = SeenBefore(self._numbers, self._dates, place.today)

    def judge(self, row: Row) -> Described | list[Fault]:
        """The person that the row describes, or all its faults."""
        cells = row.cells
        if self._lacks_some or len(cells) != self._width - 1:
            cells = cells[: self._width - 1]
            cells += [""] * (self._width - len(cells))
        given = self._pick(cells)
        plain = row.odd is None and is_plain(given)
        person = self._seen.person(given) if plain else None
        return person or self._judge_fully(row, given, plain)

    def _judge_fully(self, row: Row, given: tuple[str, ...], plain: bool) -> Described | list[Fault]:
        values, faults = list(given), list[Fault]()
        if not plain:
            odd = {self._at[i]: kind for i, kind in (row.odd or {}).items() if i in self._at}
            values = clean(NAMES, [cell.strip() for cell in given], odd, faults)
        person = self._described(values, faults)
        if plain and not faults:
            self._seen.remember(given, self._coded("sex", given[_SEX], faults), person)
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
        for at, column, limit in FREE_TEXT:
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
                self._require(column, faults, "没有公民身份号码时，性别和出生日期都要填。")

    def _other_id(self, id_type: str, number: str, faults: list[Fault]) -> str:
        if not id_type:
            self._require("other_id_type", faults, "填了证件号码，就要填证件类型。")
        if not number:
            self._require("other_id_number", faults, "填了证件类型，就要填证件号码。")
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


def _remembered(memory: dict[str, V], key: str, value: V) -> V:
    if len(memory) < MOST_REMEMBERED:
        memory[key] = value
    return value
