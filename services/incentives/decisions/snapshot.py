"""The facts about a person as they are known now: what a decision is made on and keeps."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.db import driver
from chassis.sealing import Sealer
from services.incentives.beneficiaries.tables import Beneficiary
from services.incentives.proofs.tables import Proof
from services.incentives.proofs.values import value_of

Snapshot = dict[str, Any]

_TAKEN = """
SELECT person_id, scheme FROM claims
WHERE person_id = ANY($1::uuid[]) AND year = $2 AND state IN ('confirmed', 'posted', 'approved')
    AND (entitlement_id IS NULL
         OR EXISTS (SELECT FROM entitlements e WHERE e.id = entitlement_id AND e.state <> 'stopped'))
"""


async def snapshots_of(
    session: AsyncSession, sealer: Sealer, person_ids: Sequence[UUID], year: int
) -> Mapping[UUID, Snapshot]:
    """By person: what the register tells, what they brought, and what else they are entitled to in ``year``."""
    people = await session.scalars(select(Beneficiary).where(col(Beneficiary.person_id).in_(person_ids)))
    found = {person.person_id: _of_register(person) for person in people}
    held = select(Proof).where(col(Proof.person_id).in_(person_ids), col(Proof.state) == "held")
    for proof in await session.scalars(held):
        if proof.person_id in found:
            found[proof.person_id]["brought"][proof.kind] = _of_proof(sealer, proof)
    for row in await (await driver(session)).fetch(_TAKEN, list(person_ids), year):
        if row["person_id"] in found:
            found[row["person_id"]]["entitled_to"].append(row["scheme"])
    return found


def _of_register(person: Beneficiary) -> Snapshot:
    return {
        "birth-date": person.birth_date.isoformat(),
        "sex": person.sex,
        "registered-division": person.registered_division,
        "residence-division": person.residence_division,
        "living": person.living and not person.withdrawn,
        "brought": {},
        "entitled_to": [],
    }


def _of_proof(sealer: Sealer, proof: Proof) -> dict[str, Any]:
    return {
        "value": value_of(sealer, proof),
        "from": proof.held_from.isoformat(),
        "to": None if proof.held_to is None else proof.held_to.isoformat(),
        "proof": str(proof.id),
    }
