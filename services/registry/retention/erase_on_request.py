"""Erase what a person asks to have erased, unless a duty to keep it stands (PIPL art. 47)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.problems import Fault
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.persons.correct_person import correct_person
from services.registry.persons.find_person import lock_person
from services.registry.persons.schemas import PersonPatch
from services.registry.retention.errors import DutyToKeep
from services.registry.retention.periods import periods
from services.registry.retention.prove_removal import Removed, prove_removal
from services.registry.retention.tables import RetentionRun

_REASON = "erase-on-request"
_FROM_HISTORY = text("SELECT erase_from_versions(:person, :field)")
_FROM_CORRECTIONS = text(
    "UPDATE correction_claims m SET held_sealed = NULL, stated_sealed = NULL, what_is_wrong = NULL FROM corrections c"
    " WHERE c.id = m.correction_id AND c.person_id = :person AND m.field = :field AND c.state IN ('refused', 'applied')"
)


async def erase_on_request(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, records: Sequence[str]
) -> list[RetentionRun]:
    """The proofs, one for each record. All is erased or, where one duty stands, nothing.

    Raises UnknownPerson, DutyToKeep.
    """
    person = await lock_person(session, caller, person_id)
    _refuse_duties(records)
    patch = PersonPatch.model_validate({"reason": _REASON} | dict.fromkeys(records))
    ground = Change.by_caller(caller, _REASON, "erasure")
    await correct_person(session, sealer, caller, person_id, f'"{person.revision}"', patch, ground)
    return [await _erase(session, sealer, caller, person_id, record) for record in sorted(set(records))]


def _refuse_duties(records: Sequence[str]) -> None:
    known = periods().on_request
    standing = {record: duty for record in records if (duty := known[record].duty)}
    if standing:
        raise DutyToKeep(
            "；".join(f"{known[record].zh}：{duty.zh}（{duty.basis}）" for record, duty in standing.items()),
            "; ".join(f"{known[record].en}: {duty.en} ({duty.basis})" for record, duty in standing.items()),
            duties=[{"record": record, "basis": duty.basis} for record, duty in standing.items()],
            faults=[
                Fault("#/records", "duty-to-keep", f"{known[record].zh}：{duty.zh} ({known[record].en}: {duty.en})")
                for record, duty in standing.items()
            ],
        )


async def _erase(session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, record: str) -> RetentionRun:
    values = {"person": person_id, "field": record}
    versions = int((await session.execute(_FROM_HISTORY, values)).scalar_one())
    await session.execute(_FROM_CORRECTIONS, values)
    rule = {"asked": record, "basis": "个人信息保护法第四十七条"}
    return await prove_removal(session, sealer, caller, Removed(record, "request", rule, [person_id], versions))
