"""Somebody wishes the method that they chose to be noted, reads it, or has it erased."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from services.followup.agreements.check_agreement import check_agreement
from services.followup.methods.errors import NothingNoted
from services.followup.methods.schemas import Choice, ChoiceGiven, ChoiceRead
from services.followup.methods.tables import MethodChoice
from services.followup.people.load import load_living_person, load_person

CONTENT = "method.content"


async def note_choice(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, given: ChoiceGiven, if_match: str | None
) -> MethodChoice:
    """The note as it is now.

    Raises PersonNotKnown, CareNotPossible, CharterRefusal, BadPayload, RevisionStale, RevisionMissing for a change.
    """
    person = await load_living_person(session, caller, person_id)
    agreed = await check_agreement(session, person, given, "method", caller)
    known = await session.get(MethodChoice, person_id, with_for_update=True)
    if known is not None:
        expect_revision(if_match, known.revision)
    content = sealer.seal(given.content.model_dump_json(), CONTENT)
    row = agreed | {"content": content, "revision": known.revision + 1 if known else 1}
    if known is None:
        known = MethodChoice(person_id=person_id, **row)
        session.add(known)
    for name, value in row.items():
        setattr(known, name, value)
    await session.flush()
    await audit.record(session, caller, "note-method-choice", person_id)
    return known


async def read_choice(session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID) -> ChoiceRead:
    """The note opened; the reading itself is written down. Raises PersonNotKnown, NothingNoted."""
    await load_person(session, caller, person_id)
    known = await session.get(MethodChoice, person_id)
    if known is None:
        raise NothingNoted()
    await audit.record(session, caller, "read-method-choice", person_id)
    content = Choice.model_validate_json(sealer.open(known.content, CONTENT))
    return ChoiceRead(person_id=person_id, content=content, given_on=known.given_on, revision=known.revision)


async def erase_choice(session: AsyncSession, caller: Caller, person_id: UUID) -> None:
    """Nothing is left of the note; a repeat changes nothing. Raises PersonNotKnown."""
    await load_person(session, caller, person_id)
    known = await session.get(MethodChoice, person_id, with_for_update=True)
    if known is not None:
        await session.delete(known)
        await audit.record(session, caller, "erase-method-choice", person_id)
