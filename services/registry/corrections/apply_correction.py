"""Put an accepted correction into the register, and tell everybody who was shown the person before."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from contracts.registry import CorrectionApplied
from services.registry.changes import Change
from services.registry.corrections import rules
from services.registry.corrections.errors import CorrectionNotInState
from services.registry.corrections.find_correction import claims_of, lock_correction
from services.registry.corrections.tables import Correction
from services.registry.corrections.values import unseal
from services.registry.persons.correct_person import correct_person
from services.registry.persons.find_person import lock_person
from services.registry.persons.schemas import PersonPatch

_REASON = "apply-correction"


async def apply_correction(
    session: AsyncSession, sealer: Sealer, caller: Caller, correction_id: UUID, if_match: str | None
) -> Correction:
    """The request, applied: the person's new version, their history and the events commit with it or not at all.

    Raises UnknownCorrection, RevisionStale, CorrectionNotInState; BadPayload or NumberTaken where the register
    contradicts what was accepted.
    """
    correction = await lock_correction(session, caller, correction_id)
    expect_revision(if_match, correction.revision)
    try:
        following = rules.step(correction.state, "applied")  # type: ignore[arg-type]
    except rules.WrongStep:
        raise CorrectionNotInState(state=correction.state) from None
    stated = await _accepted(session, sealer, correction.id)
    person = await lock_person(session, caller, correction.person_id)
    ground = Change.by_caller(caller, _REASON, "correction", correction.id, correction.document_id)
    patch = PersonPatch.model_validate({"reason": _REASON} | stated)
    person = await correct_person(session, sealer, caller, person.id, f'"{person.revision}"', patch, ground)
    correction.state = following
    correction.applied_by, correction.applied_at = caller.subject, ground.at
    correction.applied_revision, correction.owed_by = person.revision, None
    correction.revision += 1
    await _tell(session, caller, correction, sorted(stated))
    return correction


async def _accepted(session: AsyncSession, sealer: Sealer, correction_id: UUID) -> dict[str, Any]:
    claims = (await claims_of(session, correction_id))[correction_id]
    return {
        claim.field: unseal(sealer, claim.stated_sealed) for claim in claims if claim.accepted and claim.stated_sealed
    }


async def _tell(session: AsyncSession, caller: Caller, correction: Correction, fields: list[str]) -> None:
    assert correction.applied_revision is not None  # noqa: S101 - set just before
    event = CorrectionApplied(
        person_id=correction.person_id,
        correction_id=correction.id,
        revision=correction.applied_revision,
        fields=fields,
        applied_on=clock.today(),
    )
    await outbox.add(session, event)
    await audit.record(session, caller, _REASON, correction.person_id, correction=correction.id, fields=fields)
