"""How a row of an extract is judged: pure. Cells in the kind's order in; the record, or every fault, out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.registry.code_tables import code_table
from services.registry.duplicates.old_numbers import new_form
from services.registry.imports.citizen_numbers import CitizenNumbers, Known
from services.registry.imports.clean_cells import clean, is_plain
from services.registry.imports.dates import parse_date
from services.registry.imports.verdicts import Fault
from services.registry.reconciliation.record_kinds.json_schema import LONGEST
from services.registry.reconciliation.record_kinds.kinds import Column, Kind

Record = list[str]
"""Values in the order of the kind's columns; an empty text where nothing was given. Dates are ISO."""

_TREATED_AS = {"number": "citizen_number", "date": "birth_date", "division": "residence_division"}
_OLD_NUMBER = re.compile(r"[0-9]{15}")
_SHIFTED_FROM = 2
"""So many cells must be wrong before a shift by one column is thought of."""


@dataclass(frozen=True)
class Place:
    """What the rules need to know of the county and the meeting. Days are ISO texts; ``first`` ≤ day ≤ ``last``."""

    divisions: frozenset[str]
    county: str
    first: str
    last: str
    today: str


@dataclass
class RowRules:
    """Judges the rows of one extract."""

    kind: Kind
    place: Place
    _numbers: CitizenNumbers = field(default_factory=CitizenNumbers)
    _seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def judge(self, number: int, cells: Sequence[str], odd: Mapping[int, str] | None) -> Record | list[Fault]:
        """The record, or the faults of row ``number``."""
        values, faults = self._values(cells, odd or {})
        if len(faults) >= _SHIFTED_FROM and (way := self._shifted(cells)):
            return [Fault("", "shifted_column", way)]
        faults += self._together(values) if not faults else []
        if faults:
            return faults
        first = self._seen.setdefault(tuple(values), number)
        return values if first == number else [Fault("", "duplicate_row", str(first))]

    def _values(self, cells: Sequence[str], odd: Mapping[int, str]) -> tuple[Record, list[Fault]]:
        faults: list[Fault] = []
        texts = [cell.strip() for cell in cells]
        if odd or not is_plain(texts):
            texts = self._cleaned(texts, odd, faults)
        spoilt = {fault.column for fault in faults}
        values = [
            text if column.name in spoilt else self._value(column, text, faults)
            for column, text in zip(self.kind.columns, texts, strict=True)
        ]
        return values, faults

    def _cleaned(self, texts: Sequence[str], odd: Mapping[int, str], faults: list[Fault]) -> list[str]:
        cleaned = []
        for place, (column, text) in enumerate(zip(self.kind.columns, texts, strict=True)):
            treated, found = _TREATED_AS.get(column.type, "name"), list[Fault]()
            kinds = {treated: odd[place]} if place in odd else {}
            cleaned += clean([treated], [text], kinds, found)
            faults += [Fault(column.name, fault.code, fault.hint) for fault in found]
        return cleaned

    def _value(self, column: Column, text: str, faults: list[Fault]) -> str:
        if not text:
            if column.required:
                faults.append(Fault(column.name, "required"))
            return ""
        if len(text) > max(LONGEST[column.type], 40):
            faults.append(Fault(column.name, "too_long", str(LONGEST[column.type])))
            return ""
        value, code, hint = self._read(column, text)
        if code:
            faults.append(Fault(column.name, code, hint))
        return value

    def _read(self, column: Column, text: str) -> tuple[str, str, str]:
        match column.type:
            case "number":
                return self._number(text)
            case "date":
                day = parse_date(text)
                return (day.isoformat(), "", "") if day else ("", "bad_date", "")
            case "sex":
                code = code_table("sex", date.fromisoformat(self.place.today)).get(text)
                return (code, "", "") if code else ("", "unknown_code", "男/女")
            case "division":
                known = self._is_division(text)
                return (text, "", "") if known else ("", "unknown_division", "")
            case "choice":
                found = {zh: word for word, zh in column.choices.items()} | {word: word for word in column.choices}
                wanted = "/".join(column.choices.values())
                return (found[text], "", "") if text in found else ("", "unknown_code", wanted)
        longest = LONGEST[column.type]
        return (text, "", "") if len(text) <= longest else ("", "too_long", str(longest))

    def _number(self, text: str) -> tuple[str, str, str]:
        if _OLD_NUMBER.fullmatch(text):
            modern = new_form(text)
            return (modern, "", "") if modern else ("", "bad_number", "")
        found = self._numbers.check(text)
        return (found.text, "", "") if isinstance(found, Known) else ("", found, "")

    def _is_division(self, text: str) -> bool:
        if len(text) != 12 or not (text.isascii() and text.isdigit()):
            return False
        return text in self.place.divisions or not text.startswith(self.place.county[:6])

    def _shifted(self, cells: Sequence[str]) -> str:
        columns = self.kind.columns
        for way, moved, lost in (("右", [*cells[1:], ""], columns[-1]), ("左", ["", *cells[:-1]], columns[0])):
            # What the shift pushed out of the row is missing when it is moved back.
            faults = [fault for fault in self._values(moved, {})[1] if fault != Fault(lost.name, "required")]
            if not faults and sum(map(bool, moved)) > 1:
                return way
        return ""

    def _together(self, values: Record) -> list[Fault]:
        told = dict(zip(self.kind.names, values, strict=True))
        return [*self._of_day(told), *self._of_subjects(told)]

    def _of_day(self, told: Mapping[str, str]) -> list[Fault]:
        if self.kind.day is None:
            return []
        day = told[self.kind.day]
        if day > self.place.today:
            return [Fault(self.kind.day, "in_future")]
        if not self.place.first <= day <= self.place.last:
            return [Fault(self.kind.day, "wrong_month", day[:7])]
        return []

    def _of_subjects(self, told: Mapping[str, str]) -> list[Fault]:
        faults: list[Fault] = []
        for subject in self.kind.subjects.values():
            number = told.get(subject.number or "", "")
            if number:
                faults += self._against_number(number, subject.sex, subject.born, told)
        named = any(told[s.name] or told.get(s.relative_name or "", "") for s in self.kind.subjects.values())
        return faults if named else [*faults, Fault("", "nobody_named")]

    def _against_number(self, number: str, sex: str | None, born: str | None, told: Mapping[str, str]) -> list[Fault]:
        known = self._numbers.check(number)
        if not isinstance(known, Known):
            return []
        faults = []
        if sex and told[sex] in ("1", "2") and told[sex] != known.sex:
            faults.append(Fault(sex, "sex_contradicts_number"))
        if born and told[born] and told[born] != known.birth:
            faults.append(Fault(born, "birth_contradicts_number"))
        return faults
