"""Somebody wishes the method that they chose to be noted, reads it, or has it erased."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

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
    noted = await _load(session, person_id)
    if noted:
        expect_revision(if_match, noted[0].revision)
    content = sealer.seal(given.content.model_dump_json(), CONTENT)
    row = agreed | {"content": content, "revision": noted[0].revision + 1 if noted else 1}
    # Written under the person's own entry: what was noted under one merged into it goes back with that one.
    known = next((each for each in noted if each.entry_id == person_id), None)
    if known is None:
        known = MethodChoice(entry_id=person_id, person_id=person_id, **row)
        session.add(known)
    for name, value in row.items():
        setattr(known, name, value)
    await session.flush()
    await audit.record(session, caller, "note-method-choice", person_id)
    return known


async def _load(session: AsyncSession, person_id: UUID) -> Sequence[MethodChoice]:
    # The newest first. There are several only where entries of one person were merged.
    theirs = select(MethodChoice).where(col(MethodChoice.person_id) == person_id)
    newest = theirs.order_by(col(MethodChoice.recorded_at).desc(), col(MethodChoice.entry_id))
    return (await session.scalars(newest.with_for_update())).all()


async def read_choice(session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID) -> ChoiceRead:
    """The note opened; the reading itself is written down. Raises PersonNotKnown, NothingNoted."""
    await load_person(session, caller, person_id)
    noted = await _load(session, person_id)
    if not noted:
        raise NothingNoted()
    known = noted[0]
    await audit.record(session, caller, "read-method-choice", person_id)
    content = Choice.model_validate_json(sealer.open(known.content, CONTENT))
    return ChoiceRead(person_id=person_id, content=content, given_on=known.given_on, revision=known.revision)


async def erase_choice(session: AsyncSession, caller: Caller, person_id: UUID) -> None:
    """Nothing is left of the note; a repeat changes nothing. Raises PersonNotKnown."""
    await load_person(session, caller, person_id)
    noted = await _load(session, person_id)
    for known in noted:
        await session.delete(known)
    if noted:
        await audit.record(session, caller, "erase-method-choice", person_id)
