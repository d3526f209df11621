"""Loads the columns that a scheme looks at, of everybody in some divisions, from the read model."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.sealing import Sealer
from services.incentives.eligibility.people import NEVER, Held, People, nothing_held
from services.incentives.proofs.values import CONTEXT
from services.incentives.schemes.kinds import kinds
from services.incentives.schemes.model import Scheme

_NUMBER = "(extract(year FROM {0}) * 10000 + extract(month FROM {0}) * 100 + extract(day FROM {0}))::integer"
_PEOPLE = f"""
SELECT person_id, {_NUMBER.format("birth_date")} AS born, sex::integer AS sex,
       registered_division::bigint AS registered, residence_division::bigint AS residence
FROM beneficiaries
WHERE living AND NOT withdrawn AND {{place}}_division LIKE $1 || '%'
    AND registered_division ~ '^[0-9]{{{{12}}}}$' AND residence_division ~ '^[0-9]{{{{12}}}}$'
ORDER BY person_id
"""
_PROOFS = f"""
SELECT p.person_id, p.kind, p.value_sealed, coalesce({_NUMBER.format("p.value_on")}, p.value_fen, 1)::bigint AS value,
       {_NUMBER.format("p.held_from")} AS since, {_NUMBER.format("p.held_to")} AS until
FROM proofs p JOIN beneficiaries b USING (person_id)
WHERE p.state = 'held' AND p.kind = ANY($2::text[]) AND b.{{place}}_division LIKE $1 || '%'
"""


class Found(NamedTuple):
    """The people by row."""

    ids: list[UUID]
    people: People


async def load_people(
    session: AsyncSession, sealer: Sealer, prefix: str, place: str, schemes: Iterable[Scheme]
) -> Found:
    """Everybody alive whose ``place`` (``registered`` or ``residence``) begins with ``prefix``, in the order of ids."""
    connection = await driver(session)
    rows = await connection.fetch(_PEOPLE.format(place=place), prefix)
    ids = [row["person_id"] for row in rows]
    columns = {
        "birth-date": _column(rows, "born", np.int32),
        "sex": _column(rows, "sex", np.int64),
        "registered-division": _column(rows, "registered", np.int64),
        "residence-division": _column(rows, "residence", np.int64),
        "living": np.ones(len(rows), np.bool_),
    }
    brought = sorted({fact for scheme in schemes for fact in scheme.facts() if not kinds()[fact].register})
    held = {fact: nothing_held(len(rows)) for fact in brought}
    row_of = {person_id: row for row, person_id in enumerate(ids)}
    for proof in await connection.fetch(_PROOFS.format(place=place), prefix, brought):
        if proof["person_id"] in row_of:
            _put(held[proof["kind"]], row_of[proof["person_id"]], proof, sealer)
    return Found(ids, People(len(ids), columns, held))


def _column(rows: Any, name: str, kind: Any) -> Any:
    return np.fromiter((row[name] for row in rows), kind, len(rows))


def _put(held: Held, row: int, proof: Any, sealer: Sealer) -> None:
    sealed = proof["value_sealed"]
    held.values[row] = proof["value"] if sealed is None else int(sealer.open(sealed, CONTEXT))
    held.since[row] = proof["since"]
    held.until[row] = NEVER if proof["until"] is None else proof["until"]
