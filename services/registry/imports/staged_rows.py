"""The lines that judged rows become for COPY (text format, absent is empty) and the columns they fill."""

from typing import Any

import msgspec

from chassis.sealing import Sealer
from services.registry.imports.reading.row import Row
from services.registry.imports.rules import Described
from services.registry.imports.verdicts import Fault

COLUMNS = (
    "row_number",
    "faults",
    "cells",
    "name",
    "residence_address",
    "note",
    "household_number",
    "other_id_type",
    "sex",
    "birth_date",
    "ethnic_group",
    "marital_status",
    "relation_to_head",
    "registered_division",
    "residence_division",
    "citizen_number_sealed",
    "citizen_number_index",
    "other_id_sealed",
    "other_id_index",
    "phone_sealed",
)
"""Those of the temporary table ``arrivals`` that lines fill; see ``stage_rows.py`` for their types."""

CELLS = "import.cells"
"""Sealing context of a rejected row's cells: they hold citizen numbers as the office typed them (C10)."""

_AFTER_CELLS = "\t" * (len(COLUMNS) - 3) + "\n"
_LONGEST_KEPT = 1000


class Contexts(msgspec.Struct, frozen=True):
    """Sealing contexts of the person's identifiers, as the persons' tables have them."""

    citizen_number: str
    other_id: str
    phone: str


class Liner:
    """Makes lines. Identifiers are sealed and indexed here, so that they reach the database in no other form."""

    def __init__(self, sealer: Sealer, contexts: Contexts) -> None:
        self._sealer, self._contexts = sealer, contexts

    def accepted(self, number: int, person: Described) -> str:
        """The line of a valid row; the database gives it the id that its person will get if new."""
        texts = (
            f"{number}\t\t\t{person.name}\t{person.residence_address}\t{person.note}"
            f"\t{person.household_number}\t{person.other_id_type}"
        )
        if "\\" in texts:
            texts = texts.replace("\\", "\\\\")
        return (
            f"{texts}\t{person.sex}\t{person.birth_date}\t{person.ethnic_group}\t{person.marital_status}"
            f"\t{person.relation_to_head}\t{person.registered_division}\t{person.residence_division}"
            f"\t{self._sealed(person)}\n"
        )

    def _sealed(self, person: Described) -> str:
        seal, index, contexts = self._sealer.seal, self._sealer.index, self._contexts
        number = other = "\t"
        phone = ""
        if person.citizen_number:
            text = person.citizen_number
            sealed = seal(text, contexts.citizen_number).hex()
            number = f"\\\\x{sealed}\t\\\\x{index(text, contexts.citizen_number).hex()}"
        if person.other_id_number:
            # As services.registry.persons.identity has it: capitals, and the type is part of what is indexed.
            text = person.other_id_number.upper()
            sealed = seal(text, contexts.other_id).hex()
            other = f"\\\\x{sealed}\t\\\\x{index(f'{person.other_id_type}:{text}', contexts.other_id).hex()}"
        if person.phone:
            phone = f"\\\\x{seal(person.phone, contexts.phone).hex()}"
        return f"{number}\t{other}\t{phone}"

    def rejected(self, row: Row, faults: list[Fault]) -> str:
        """The line of a row with faults; its cells are sealed as they were given."""
        said = msgspec.json.encode(faults).decode().replace("\\", "\\\\")
        return f"{row.number}\t{said}\t{self.cells(row)}{_AFTER_CELLS}"

    def cells(self, row: Row) -> str:
        """The row's cells as a sealed JSON array, in COPY's spelling of bytes."""
        return f"\\\\x{self._sealer.seal(_as_json(row.cells), CELLS).hex()}"


def _as_json(cells: list[str]) -> str:
    kept: list[Any] = [cell[:_LONGEST_KEPT] for cell in cells]
    try:
        return msgspec.json.encode(kept).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode([cell.encode("utf-8", "replace").decode() for cell in kept]).decode()
