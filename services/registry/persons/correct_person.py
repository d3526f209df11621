"""Correct what the register holds of a person; the version before stays in the history."""

from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from services.registry.both_versions import telling_both
from services.registry.changes import Change
from services.registry.documents.keep_document import keep_document
from services.registry.duplicates.note_duplicates import note_duplicates
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.lifetime import born_otherwise, born_too_late
from services.registry.lived_through import lived_through
from services.registry.persons import rules
from services.registry.persons.errors import NumberTaken
from services.registry.persons.facts import changed, facts_of
from services.registry.persons.find_person import lock_person
from services.registry.persons.identity import open_identifiers, set_identity
from services.registry.persons.recall_person import shown_version
from services.registry.persons.schemas import PersonPatch
from services.registry.persons.tables import Person
from services.registry.unique import flush_or_refuse

_PLAIN = ("name", "sex", "birth_date", "ethnic_group", "marital_status", "residence_address", "note")


async def correct_person(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    person_id: UUID,
    if_match: str | None,
    patch: PersonPatch,
    ground: Change | None = None,
) -> Person:
    """The person as they stand now; a patch that changes nothing makes no version.

    ``ground`` is what the version stands on, where that is no paper of the patch itself.

    Raises UnknownPerson, RevisionMissing, RevisionStale, BadPayload, NumberTaken.
    """
    person = await lock_person(session, caller, person_id)
    await _expect(session, sealer, person, if_match)
    before = values_of(person, sealer)
    after = before | patch.model_dump(exclude_unset=True, exclude={"reason", "document"})
    fields = sorted(name for name in after if after[name] != before[name])
    refuse([*rules.findings(_identity(person, after), clock.today()), *await _of_life(session, person, after)])
    if fields:
        change = ground or await _change(session, sealer, caller, patch)
        await _apply(session, sealer, person, after, change)
        await note_duplicates(session, sealer, person)
        await audit.record(session, caller, "correct-person", person.id, fields=fields, reason=patch.reason)
    return person


async def _expect(session: AsyncSession, sealer: Sealer, person: Person, if_match: str | None) -> None:
    async with telling_both(if_match, partial(shown_version, session, sealer, person.id)):
        expect_revision(if_match, person.revision)


async def _change(session: AsyncSession, sealer: Sealer, caller: Caller, patch: PersonPatch) -> Change:
    if patch.document is None:
        return Change.by_caller(caller, patch.reason)
    document_id = await keep_document(session, sealer, caller, patch.document)
    return Change.by_caller(caller, patch.reason, "document", document_id)


def values_of(person: Person, sealer: Sealer) -> dict[str, Any]:
    """Everything that can be corrected, in the clear."""
    opened = open_identifiers(
        sealer, person.citizen_number_sealed, person.other_id_sealed, person.phone_sealed
    )._asdict()
    return {name: getattr(person, name) for name in (*_PLAIN, "other_id_type")} | opened


async def _of_life(session: AsyncSession, person: Person, after: dict[str, Any]) -> list[Finding]:
    born_on = after["birth_date"]
    if born_on == person.birth_date:
        return []
    witnesses = await lived_through(session, person.id)
    return [*born_too_late("birth_date", born_on, witnesses), *born_otherwise("birth_date", born_on, witnesses)]


def _identity(person: Person, after: dict[str, Any]) -> rules.Identity:
    stated = ("sex", "birth_date", "citizen_number", "other_id_type", "other_id_number")
    return rules.Identity(**{name: after[name] for name in stated}, died_on=person.died_on)


async def _apply(session: AsyncSession, sealer: Sealer, person: Person, after: dict[str, Any], change: Change) -> None:
    known = facts_of(person)
    for name in _PLAIN:
        setattr(person, name, after[name])
    numbers = (after[name] for name in ("citizen_number", "other_id_type", "other_id_number", "phone"))
    set_identity(person, sealer, *numbers)
    change.stamp(person)
    await flush_or_refuse(session, {"persons_citizen_number_index_key": NumberTaken})
    if facts_of(person) != known:
        await outbox.add(session, changed(person))
