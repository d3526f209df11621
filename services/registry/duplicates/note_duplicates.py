"""Ask whether an entry that was just made or corrected is somebody who is in the register already.

Nobody is kept out for it. A question once answered with 'not the same' stays answered, also for whomever either was
merged with; only a document that nobody knew of then raises it again.
"""

import json
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import driver
from chassis.sealing import Sealer
from services.registry.duplicates import rules
from services.registry.duplicates.candidates import Candidate, candidates
from services.registry.duplicates.model import load_model
from services.registry.persons.tables import Person

KEEP = """
WITH RECURSIVE asked AS (
    SELECT least(a, b) AS person_id, greatest(a, b) AS other_id, weight, evidence
    FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::jsonb[]) AS t (a, b, weight, evidence)
), stood (id, now) AS (
    SELECT person_id, person_id FROM asked UNION SELECT other_id, other_id FROM asked
    UNION SELECT m.merged_id, s.now FROM merges m JOIN stood s ON m.survivor_id = s.id WHERE m.undone_at IS NULL
), answered AS (
    SELECT least(a.now, b.now) AS person_id, greatest(a.now, b.now) AS other_id, p.evidence
    FROM possible_duplicates p JOIN stood a ON a.id = p.person_id JOIN stood b ON b.id = p.other_id
    WHERE p.state = 'not_same'
)
INSERT INTO possible_duplicates AS p (person_id, other_id, reason, weight, evidence, scan_id, found_at)
SELECT q.person_id, q.other_id, $5, q.weight, q.evidence, $6, $7 FROM asked q
WHERE NOT EXISTS (
    SELECT FROM answered n WHERE (n.person_id, n.other_id) = (q.person_id, q.other_id)
    AND NOT (q.evidence @> '{"document": "same"}' AND NOT n.evidence @> '{"document": "same"}')
    AND NOT (q.evidence @> '{"number": "same"}' AND NOT n.evidence @> '{"number": "same"}')
)
ON CONFLICT (least(person_id, other_id), greatest(person_id, other_id)) DO UPDATE
SET weight = excluded.weight, evidence = excluded.evidence, scan_id = excluded.scan_id,
    state = CASE WHEN p.state = 'merged' THEN p.state ELSE 'open' END
"""
"""$1…$4 pairs with weight and evidence, $5 reason, $6 scan, $7 when."""

_LAPSE = """
UPDATE possible_duplicates SET state = 'lapsed'
WHERE state = 'open' AND (person_id = $1 OR other_id = $1) AND NOT (
    CASE WHEN person_id = $1 THEN other_id ELSE person_id END = ANY($2))
"""


@cache
def weights() -> dict[str, dict[str, float]]:
    """The model's weights."""
    return rules.weights_of(load_model())


async def note_duplicates(session: AsyncSession, sealer: Sealer, person: Person) -> int:
    """How many entries the person may be the same as; questions that a correction answered are dropped."""
    await session.flush()
    mine, others = await candidates(session, sealer, person)
    found = []
    for other in others:
        evidence, weight = judge(mine, other)
        if rules.worth_asking(evidence, weight):
            found.append((person.id, UUID(other.features.id), weight, evidence))
    connection = await driver(session)
    await connection.execute(_LAPSE, person.id, [other for _, other, _, _ in found])
    if found:
        await keep_pairs(connection, found, "entry", None)
    return len(found)


def judge(mine: Any, other: Candidate) -> tuple[rules.Evidence, float]:
    """Evidence and weight of two entries; a citizen number that agrees in its other form weighs as a document."""
    evidence = rules.evidence_of(mine, other.features)
    weight = rules.weight(evidence, weights())
    if other.same_number:
        return evidence | {"number": "same"}, weight + weights()["document"]["same"]
    return evidence, weight


async def keep_pairs(
    connection: Any, pairs: list[tuple[UUID, UUID, float, rules.Evidence]], reason: str, scan_id: UUID | None
) -> None:
    """Put pairs into the queue, or renew the evidence of those that are there."""
    one, other, weight, evidence = (list(column) for column in zip(*pairs, strict=True))
    as_json = [json.dumps(each) for each in evidence]
    await connection.execute(KEEP, one, other, weight, as_json, reason, scan_id, clock.now())
