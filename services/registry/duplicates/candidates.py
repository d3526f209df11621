"""Who in the register may be the same as one entry: a few index look-ups, cheap enough for every entry made."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.sealing import Sealer
from services.registry.duplicates.features import Features, features
from services.registry.duplicates.old_numbers import RESIDENT_IDENTITY_CARD, new_form, old_form
from services.registry.persons.identity import find, open_identifiers, seal_other_id
from services.registry.persons.tables import Person

_ENTRY = (
    "SELECT p.id, p.name, p.birth_date, p.sex, p.household_id, b.mother_id, p.residence_division,"
    " p.registered_division, p.other_id_index, p.citizen_number_index"
    " FROM persons p LEFT JOIN births b ON b.person_id = p.id AND b.state <> 'revoked'"
)
_CANDIDATES = f"""
{_ENTRY} WHERE p.id <> $1 AND p.id IN (
    (SELECT id FROM persons WHERE birth_date = ANY($2) LIMIT 400)
    UNION (SELECT id FROM persons WHERE name = $3
           AND (extract(year FROM birth_date) = $4 OR to_char(birth_date, 'MMDD') = $5) LIMIT 200)
    UNION SELECT id FROM persons WHERE other_id_index = ANY($6)
    UNION SELECT id FROM persons WHERE citizen_number_index = $7
    UNION (SELECT p.id FROM persons p JOIN births b ON b.person_id = p.id AND b.state <> 'revoked'
           WHERE b.mother_id = $8 LIMIT 50)
    UNION SELECT CASE WHEN d.person_id = $1 THEN d.other_id ELSE d.person_id END FROM possible_duplicates d
          WHERE d.state = 'open' AND (d.person_id = $1 OR d.other_id = $1)
)
"""
_MOTHER = "SELECT mother_id FROM births WHERE person_id = $1 AND state <> 'revoked'"


class Candidate:
    """An entry that may be the same, and whether its citizen number is the same in its other form."""

    def __init__(self, row: Mapping[str, Any], number: bytes | None, documents: list[bytes]) -> None:
        self.features = entry_features(row)
        in_new_form = number is not None and row["citizen_number_index"] == number
        self.same_number = in_new_form or row["other_id_index"] in documents


async def candidates(session: AsyncSession, sealer: Sealer, person: Person) -> tuple[Features, list[Candidate]]:
    """The person's own features, and everybody who should be compared with them."""
    connection = await driver(session)
    opened = open_identifiers(sealer, person.citizen_number_sealed, person.other_id_sealed, None)
    number, old = _other_forms(sealer, person, opened.citizen_number, opened.other_id_number)
    mother = await connection.fetchval(_MOTHER, person.id)
    born = person.birth_date
    documents = [index for index in (person.other_id_index, *old) if index is not None]
    rows = await connection.fetch(
        _CANDIDATES,
        *(person.id, list(alike(born)), person.name, born.year, f"{born:%m%d}", documents, number, mother),
    )
    mine = {"id": person.id, "birth_date": born, "mother_id": mother}
    mine |= {name: getattr(person, name) for name in ("name", "sex", "household_id", "other_id_index")}
    mine |= {name: getattr(person, name) for name in ("residence_division", "registered_division")}
    return entry_features(mine), [Candidate(row, number, old) for row in rows]


def entry_features(row: Mapping[str, Any]) -> Features:
    """The features of a row of ``persons`` with its ``mother_id``."""
    return features(
        str(row["id"]),
        row["name"],
        row["birth_date"],
        row["sex"],
        _text(row["household_id"]),
        _text(row["mother_id"]),
        row["residence_division"],
        row["registered_division"],
        row["other_id_index"].hex() if row["other_id_index"] else None,
    )


def alike(born: date) -> Iterator[date]:
    """The date, and those that a hurried hand writes for it: day and month exchanged, two digits in wrong order."""
    text = f"{born:%Y%m%d}"
    forms = {text, text[:4] + text[6:8] + text[4:6]}
    forms |= {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(2, 7)}
    for form in sorted(forms):
        try:
            yield date(int(form[:4]), int(form[4:6]), int(form[6:8]))
        except ValueError:
            continue


def _other_forms(
    sealer: Sealer, person: Person, citizen: str | None, document: str | None
) -> tuple[bytes | None, list[bytes]]:
    # Somebody else may hold my number as a document, in either form; or my document as their number.
    held = [form for form in ((citizen, old_form(citizen)) if citizen else ()) if form]
    sealed = (seal_other_id(sealer, RESIDENT_IDENTITY_CARD, form).blind_index for form in held)
    as_number = new_form(document) if document and person.other_id_type == RESIDENT_IDENTITY_CARD else None
    return (find(sealer, as_number) if as_number else None), [index for index in sealed if index is not None]


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
