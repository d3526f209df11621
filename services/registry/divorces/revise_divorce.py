"""Correct a divorce's registration, or take it back: then the marriage goes on, and both are what they were."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from contracts.registry import DivorceCorrected, DivorceRevoked
from services.registry.changes import Change
from services.registry.codes import DIVORCED
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.divorces import rules
from services.registry.divorces.errors import MarriedSince, UnknownDivorce
from services.registry.divorces.schemas import DivorceCorrection
from services.registry.divorces.tables import Divorce
from services.registry.faults import refuse
from services.registry.load_parties import load_parties, party
from services.registry.marital_status import restore_marital_status
from services.registry.marriages.queries import bonds_of
from services.registry.marriages.tables import Marriage
from services.registry.vital import contradictions
from services.registry.vital_events import flush_event, lock_event, persons_in, put_right, take_step
from services.registry.vital_schemas import Revocation


async def correct_divorce(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    divorce_id: UUID,
    if_match: str | None,
    entry: DivorceCorrection,
) -> Divorce:
    """Raises UnknownDivorce, RevisionMissing, RevisionStale, StepNotPossible, BadPayload, MarriedSince."""
    divorce = await lock_event(session, caller, Divorce, divorce_id, UnknownDivorce)
    marriage = await _marriage(session, divorce)
    parties = await load_parties(session, caller, _named(divorce))
    day = entry.divorced_on or divorce.divorced_on
    found = contradictions("divorced_on", day, [party(*each) for each in parties.items()], clock.today())
    refuse([*found, *rules.findings(day, marriage.married_on if marriage else None)])
    for bond in await bonds_of(session, persons_in(divorce), but=divorce.marriage_id):
        if divorce.divorced_on <= bond.married_on < day:
            raise MarriedSince(marriage_id=bond.id, married_on=bond.married_on)
    take_step(divorce, "correct", if_match, Change.by_caller(caller, entry.reason, "divorce", divorce.id))
    put_right(divorce, sealer, entry)
    divorce.divorced_on = day
    if marriage is not None:
        marriage.ended_on = day
        marriage.revision += 1
    await flush_event(session, divorce)
    await outbox.add(session, DivorceCorrected(divorce_id=divorce.id, divorced_on=divorce.divorced_on))
    await audit.record(session, caller, "correct-divorce", divorce.first_id, divorce=divorce.id)
    return divorce


async def revoke_divorce(
    session: AsyncSession, caller: Caller, divorce_id: UUID, if_match: str | None, entry: Revocation
) -> Divorce:
    """Raises UnknownDivorce, RevisionMissing, RevisionStale, StepNotPossible, MarriedSince."""
    divorce = await lock_event(session, caller, Divorce, divorce_id, UnknownDivorce)
    change = Change.by_caller(caller, entry.reason, "divorce", divorce.id)
    take_step(divorce, "revoke", if_match, change)
    for bond in await bonds_of(session, persons_in(divorce), but=divorce.marriage_id):
        if bond.married_on >= divorce.divorced_on:
            raise MarriedSince(marriage_id=bond.id, married_on=bond.married_on)
    marriage = await _marriage(session, divorce)
    if marriage is not None:
        marriage.ended_on = None
        marriage.revision += 1
    before = {"first_id": divorce.first_before, "second_id": divorce.second_before}
    for path, person in (await load_parties(session, caller, _named(divorce))).items():
        await restore_marital_status(session, person, frozenset({DIVORCED}), before[path], change)
    await settle_widowhood(session, persons_in(divorce), change)
    await outbox.add(session, DivorceRevoked(divorce_id=divorce.id, marriage_id=divorce.marriage_id))
    await audit.record(session, caller, "revoke-divorce", divorce.first_id, divorce=divorce.id)
    return divorce


def _named(divorce: Divorce) -> tuple[tuple[str, UUID | None], ...]:
    return (("first_id", divorce.first_id), ("second_id", divorce.second_id))


async def _marriage(session: AsyncSession, divorce: Divorce) -> Marriage | None:
    return await session.get(Marriage, divorce.marriage_id, with_for_update=True) if divorce.marriage_id else None
