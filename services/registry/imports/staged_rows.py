"""The lines that judged rows become for COPY (text format, absent is empty) and the columns they fill."""

from typing import Any

import msgspec
from uuid_utils import uuid7

from chassis.sealing import Sealer
from services.registry.imports.described import Described
from services.registry.imports.reading.row import Row
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
    "person_id",
    "event_id",
    "household_id",
    "household_event_id",
    "former_division",
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
        self._last_household = ("", "")
        self._seal_number, self._seal_other, self._seal_phone = map(
            sealer.sealing, (contexts.citizen_number, contexts.other_id, contexts.phone)
        )

    def accepted(self, number: int, person: Described) -> str:
        """The line of a valid row, with the ids that its person, its household and their events get if new."""
        (name, citizen_number, id_type, id_number, sex, birth, ethnic, marital, household, relation) = person[:10]
        (registered, residence, address, phone, note, former) = person[10:]
        texts = f"{number}\t\t\t{name}\t{address}\t{note}\t{household}\t{id_type}"
        if "\\" in texts:
            texts = texts.replace("\\", "\\\\")
        return (
            f"{texts}\t{sex}\t{birth}\t{ethnic}\t{marital}\t{relation}\t{registered}\t{residence}"
            f"\t{self._number(citizen_number)}\t{self._other_id(id_type, id_number)}\t{self._phone(phone)}"
            f"\t{uuid7()!s}\t{uuid7()!s}\t{self._household(registered, household)}\t{former}\n"
        )

    def _household(self, division: str, number: str) -> str:
        # Files are sorted by household, nearly always: where one comes again, its first ids are taken.
        if not number or (division, number) == self._last_household:
            return "\t"
        self._last_household = division, number
        return f"{uuid7()!s}\t{uuid7()!s}"

    def _number(self, text: str) -> str:
        if not text:
            return "\t"
        index = self._sealer.index(text, self._contexts.citizen_number)
        return f"\\\\x{self._seal_number(text).hex()}\t\\\\x{index.hex()}"

    def _other_id(self, id_type: str, text: str) -> str:
        if not text:
            return "\t"
        # As services.registry.persons.identity has it: capitals, and the type is part of what is indexed.
        text = text.upper()
        index = self._sealer.index(f"{id_type}:{text}", self._contexts.other_id)
        return f"\\\\x{self._seal_other(text).hex()}\t\\\\x{index.hex()}"

    def _phone(self, text: str) -> str:
        return f"\\\\x{self._seal_phone(text).hex()}" if text else ""

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
