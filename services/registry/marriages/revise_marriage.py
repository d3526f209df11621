"""Correct a marriage's registration, or take it back: then both are what they were before."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from contracts.registry import MarriageCorrected, MarriageRevoked
from services.registry.changes import Change
from services.registry.codes import MARRIED
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.faults import refuse
from services.registry.load_parties import load_parties, party
from services.registry.marital_status import restore_marital_status
from services.registry.marriages.errors import MarriageBuiltOn, UnknownMarriage
from services.registry.marriages.register_marriage import refuse_bond
from services.registry.marriages.rules import ends_before, first_day
from services.registry.marriages.schemas import MarriageCorrection
from services.registry.marriages.tables import Marriage
from services.registry.vital import contradictions
from services.registry.vital_events import flush_event, lock_event, persons_in, put_right, take_step
from services.registry.vital_schemas import Revocation


async def correct_marriage(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    marriage_id: UUID,
    if_match: str | None,
    entry: MarriageCorrection,
) -> Marriage:
    """Raises UnknownMarriage, RevisionMissing, RevisionStale, StepNotPossible, BadPayload, AlreadyMarried."""
    marriage = await lock_event(session, caller, Marriage, marriage_id, UnknownMarriage)
    named = (("first_id", marriage.first_id), ("second_id", marriage.second_id))
    parties = await load_parties(session, caller, named)
    day = entry.married_on or marriage.married_on
    refuse(contradictions("married_on", day, [party(*each) for each in parties.items()], clock.today()))
    until = first_day(marriage.ended_on, *(person.died_on for person in parties.values()))
    refuse(ends_before("married_on", day, marriage.ended_on))
    await refuse_bond(session, day, until, [person.id for person in parties.values()], but=marriage.id)
    take_step(marriage, "correct", if_match, Change.by_caller(caller, entry.reason, "marriage", marriage.id))
    put_right(marriage, sealer, entry)
    marriage.married_on = day
    await flush_event(session, marriage)
    await outbox.add(session, MarriageCorrected(marriage_id=marriage.id, married_on=marriage.married_on))
    await audit.record(session, caller, "correct-marriage", marriage.first_id, marriage=marriage.id)
    return marriage


async def revoke_marriage(
    session: AsyncSession, caller: Caller, marriage_id: UUID, if_match: str | None, entry: Revocation
) -> Marriage:
    """Raises UnknownMarriage, RevisionMissing, RevisionStale, StepNotPossible, MarriageBuiltOn."""
    marriage = await lock_event(session, caller, Marriage, marriage_id, UnknownMarriage)
    change = Change.by_caller(caller, entry.reason, "marriage", marriage.id)
    take_step(marriage, "revoke", if_match, change)
    if marriage.ended_on is not None:
        raise MarriageBuiltOn(ended_on=marriage.ended_on)
    named = (("first_id", marriage.first_id), ("second_id", marriage.second_id))
    # First whoever was widowed by it is not any more; then both are what they were before they married.
    await settle_widowhood(session, persons_in(marriage), change)
    before = {"first_id": marriage.first_before, "second_id": marriage.second_before}
    for path, person in (await load_parties(session, caller, named)).items():
        await restore_marital_status(session, person, MARRIED, before[path], change)
    await outbox.add(session, MarriageRevoked(marriage_id=marriage.id))
    await audit.record(session, caller, "revoke-marriage", marriage.first_id, marriage=marriage.id)
    return marriage
