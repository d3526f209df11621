"""A household's history, change by change: its own versions, and who came and went."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.pagination import Page, encode_cursor
from chassis.sealing import Sealer
from services.registry.documents.read_documents import DocumentOut, papers_of
from services.registry.history import Version, changes
from services.registry.households.expect_household import COLUMNS
from services.registry.households.find_household import find_household
from services.registry.households.recall_household import members_ever
from services.registry.read_versions import household_versions, person_versions
from services.registry.recorded_changes import FieldChange, RecordedChange, recorded

What = Literal["changed", "joined", "left"]
Place = tuple[datetime, str, UUID]
"""Where a list has got to: when a change was recorded, what it was, and whose version it is."""


class HouseholdChangeOut(RecordedChange):
    """One change. ``revision`` counts the household's versions, or those of the member who came or went."""

    what: What
    person_id: UUID | None
    """Who joined or left."""


class _Step(NamedTuple):
    what: What
    whose: UUID
    before: Version | None
    version: Version

    @property
    def place(self) -> Place:
        return self.version.recorded_at, self.what, self.whose


async def list_household_changes(
    session: AsyncSession, sealer: Sealer, caller: Caller, household_id: UUID, after: Place | None, limit: int
) -> Page[HouseholdChangeOut]:
    """Up to ``limit`` changes, oldest first; of the members, those whom the caller may know of.

    Raises UnknownHousehold.
    """
    await find_household(session, caller, household_id)
    own = await household_versions(session, [household_id], COLUMNS)
    members = await person_versions(session, await members_ever(session, caller, household_id), ("household_id",))
    steps = sorted([*_own_steps(own), *_memberships(members, household_id)], key=lambda step: step.place)
    rest = [step for step in steps if after is None or step.place > after]
    papers = await papers_of(session, sealer, [step.version for step in rest[:limit]])
    following = encode_cursor(*rest[limit - 1].place) if len(rest) > limit else None
    return Page[HouseholdChangeOut](items=[_show(step, papers) for step in rest[:limit]], next=following)


def subjects_of(shown: Sequence[HouseholdChangeOut]) -> list[UUID]:
    """The persons whom the changes name: who came and went, and the heads."""
    named = [change.person_id for change in shown if change.person_id is not None]
    of_heads = [each for change in shown for each in change.changes if each.field == "head_id"]
    heads = [head for each in of_heads for head in (each.before, each.after) if head is not None]
    return list(dict.fromkeys([*named, *heads]))


def _own_steps(versions: Mapping[UUID, list[Version]]) -> Iterator[_Step]:
    for household_id, theirs in versions.items():
        for before, version in zip([None, *theirs], theirs, strict=False):
            yield _Step("changed", household_id, before, version)


def _memberships(versions: Mapping[UUID, list[Version]], household_id: UUID) -> Iterator[_Step]:
    for person_id, theirs in versions.items():
        was_in = False
        for version in theirs:
            is_in = version.values["household_id"] == household_id
            if is_in != was_in:
                yield _Step("joined" if is_in else "left", person_id, None, version)
            was_in = is_in


def _show(step: _Step, papers: Mapping[UUID, DocumentOut]) -> HouseholdChangeOut:
    own = step.what == "changed"
    return HouseholdChangeOut(
        **recorded(step.version, papers.get(step.version.paper_id) if step.version.paper_id else None),
        what=step.what,
        person_id=None if own else step.whose,
        changes=_fields(step) if own else [],
    )


def _fields(step: _Step) -> list[FieldChange]:
    was, now = step.before.values if step.before else {}, step.version.values
    told = [FieldChange(field=name, before=was.get(name), after=now[name]) for name in changes(was, now)]
    return [each for each in told if step.before is not None or each.after is not None]
