"""A person as they were: on any day, and change by change."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.pagination import Page, encode_cursor
from chassis.problems import CharterRefusal
from chassis.sealing import Sealer
from services.registry.both_versions import Shown
from services.registry.documents.read_documents import DocumentOut, papers_of
from services.registry.history import Version, as_of, changes, known_by
from services.registry.persons.errors import NotYetRegistered
from services.registry.persons.find_person import find_person
from services.registry.persons.identity import open_identifiers
from services.registry.persons.schemas import PersonOut
from services.registry.persons.show_person import SHOWN, show_row
from services.registry.read_versions import end_of, person_versions
from services.registry.recorded_changes import FieldChange, RecordedChange, recorded

_SEALED = {"citizen_number_sealed": "citizen_number", "other_id_sealed": "other_id_number", "phone_sealed": "phone"}
_OF_THE_VERSION = ("id", "revision", "valid_from")
COLUMNS = tuple(name for name in SHOWN if name not in _OF_THE_VERSION)
"""The columns of which history is kept for answers."""


class PersonChangeOut(RecordedChange):
    """One change of a person."""


async def recall_person(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, day: date, known_on: date | None
) -> PersonOut:
    """The person on ``day``, as the register knew it by the end of ``known_on`` (now, unless given).

    Raises UnknownPerson; NotYetRegistered for a day before the first entry; CharterRefusal for a department: where
    somebody used to live is none of its business (C7).
    """
    if caller.kind != "staff":
        raise CharterRefusal("C7", "部门不能查询历史状态", "Departments see what is, not what was")
    await find_person(session, caller, person_id)
    versions = (await person_versions(session, [person_id], COLUMNS))[person_id]
    if known_on is not None:
        versions = known_by(versions, end_of(known_on))
    held = as_of(versions, day)
    if held is None:
        raise NotYetRegistered(since=versions[0].happened_on if versions else None)
    return show_row({"id": person_id, **held}, sealer)


async def list_changes(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, after: int, limit: int
) -> Page[PersonChangeOut]:
    """Up to ``limit`` changes after revision ``after``, oldest first. Raises UnknownPerson."""
    await find_person(session, caller, person_id)
    versions = (await person_versions(session, [person_id], COLUMNS))[person_id]
    papers = await papers_of(session, sealer, versions)
    items, before = [], None
    for version in versions:
        if version.revision > after:
            paper = papers.get(version.paper_id) if version.paper_id else None
            items.append(_change(sealer, person_id, before, version, paper))
        before = version
    following = encode_cursor(items[limit - 1].revision) if len(items) > limit else None
    return Page[PersonChangeOut](items=items[:limit], next=following)


def _change(
    sealer: Sealer, person_id: UUID, before: Version | None, version: Version, document: DocumentOut | None
) -> PersonChangeOut:
    # Compared in the clear, since a mask can hide a change and a seal is new every time; shown masked.
    clear = changes(_clear(before, sealer), _clear(version, sealer))
    was, now = _shown(person_id, before, sealer), _shown(person_id, version, sealer)
    changed = [FieldChange(field=name, before=was.get(name), after=now[name]) for name in clear]
    told = [each for each in changed if before is not None or each.after is not None]
    return PersonChangeOut(**recorded(version, document), changes=told)


def _clear(version: Version | None, sealer: Sealer) -> dict[str, Any]:
    if version is None:
        return {}
    opened = open_identifiers(sealer, *(version.values[name] for name in _SEALED))
    return {n: v for n, v in version.values.items() if n not in _SEALED} | opened._asdict()


def _shown(person_id: UUID, version: Version | None, sealer: Sealer) -> dict[str, Any]:
    if version is None:
        return {}
    stamped = {"id": person_id, "revision": version.revision, "valid_from": version.recorded_at}
    return show_row({**version.values, **stamped}, sealer).model_dump(mode="json")


async def shown_version(session: AsyncSession, sealer: Sealer, person_id: UUID, revision: int) -> Shown:
    """One version, as answers show it."""
    versions = (await person_versions(session, [person_id], COLUMNS))[person_id]
    wanted = next((version for version in versions if version.revision == revision), None)
    return Shown(_shown(person_id, wanted, sealer) or None, [person_id])
