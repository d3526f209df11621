"""Decide on a request for correction: each field is accepted, or refused with its reason (PIPL art. 50)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from contracts.corrections import CorrectionDecided
from services.registry.corrections import rules
from services.registry.corrections.deadlines import due
from services.registry.corrections.errors import CorrectionNotInState
from services.registry.corrections.find_correction import claims_of, lock_correction
from services.registry.corrections.schemas import DecisionEntry
from services.registry.corrections.tables import Correction
from services.registry.faults import refuse
from services.registry.persons.find_person import find_person


async def decide_correction(
    session: AsyncSession, caller: Caller, correction_id: UUID, if_match: str | None, entry: DecisionEntry
) -> Correction:
    """The request, decided. Raises UnknownCorrection, RevisionStale, CorrectionNotInState, BadPayload."""
    correction = await lock_correction(session, caller, correction_id)
    expect_revision(if_match, correction.revision)
    claims = {claim.field: claim for claim in (await claims_of(session, correction.id))[correction.id]}
    verdicts = [rules.Verdict(v.field, v.accepted, v.reason) for v in entry.verdicts]
    try:
        state = rules.decided(correction.state, verdicts)  # type: ignore[arg-type]
    except rules.WrongStep:
        raise CorrectionNotInState(state=correction.state) from None
    refuse(rules.of_verdicts(list(claims), verdicts))
    for verdict in verdicts:
        claims[verdict.field].accepted, claims[verdict.field].reason = verdict.accepted, verdict.reason
    _record(correction, caller, state)
    await outbox.add(session, await _told(session, caller, correction))
    outcome = {verdict.field: verdict.accepted for verdict in verdicts}
    await audit.record(
        session, caller, "decide-correction", correction.person_id, correction=correction.id, accepted=outcome
    )
    return correction


async def _told(session: AsyncSession, caller: Caller, correction: Correction) -> CorrectionDecided:
    person = await find_person(session, caller, correction.person_id)
    return CorrectionDecided(
        correction_id=correction.id,
        division=person.residence_division,
        requested_on=correction.requested_on,
        due_on=correction.decide_by,
        decided_on=clock.today(),
        outcome=correction.state,
        apply_by=correction.apply_by,
    )


def _record(correction: Correction, caller: Caller, state: rules.State) -> None:
    correction.state, correction.decided_by, correction.decided_at = state, caller.subject, clock.now()
    if state in rules.OPEN:
        correction.apply_by, _ = due("application", clock.today())
    correction.owed_by = rules.owed_by(state, correction.decide_by, correction.apply_by)
    correction.revision += 1
