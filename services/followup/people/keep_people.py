"""Keeps the read model of persons in step with the registry, a set of events in one statement.

What follows for active plans (a move, a death, an entry taken back) happens in the same transaction.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.subscriptions import Delivery
from contracts.registry import (
    DeathRegistered,
    DeathRevoked,
    PersonChanged,
    PersonMoved,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from services.followup.plans.follow_people import follow_people


class _Row(NamedTuple):
    """What one event says; a group that it does not speak of has revision 0 and so never replaces anything."""

    person_id: UUID
    name: str | None = None
    birth_date: date | None = None
    facts_revision: int = 0
    division: str | None = None
    place_revision: int = 0
    living: bool = True
    withdrawn: bool = False
    life_revision: int = 0


_KEEP = """
INSERT INTO people AS kept
       (person_id, name, birth_date, facts_revision, division, place_revision, living, withdrawn, life_revision)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::date[], $4::int[], $5::text[], $6::int[],
                     $7::bool[], $8::bool[], $9::int[])
ON CONFLICT (person_id) DO UPDATE SET
    name = CASE WHEN new_facts THEN excluded.name ELSE kept.name END,
    birth_date = CASE WHEN new_facts THEN excluded.birth_date ELSE kept.birth_date END,
    facts_revision = greatest(kept.facts_revision, excluded.facts_revision),
    division = CASE WHEN new_place THEN excluded.division ELSE kept.division END,
    place_revision = greatest(kept.place_revision, excluded.place_revision),
    living = CASE WHEN new_life THEN excluded.living ELSE kept.living END,
    withdrawn = CASE WHEN new_life THEN excluded.withdrawn ELSE kept.withdrawn END,
    life_revision = greatest(kept.life_revision, excluded.life_revision)
WHERE new_facts OR new_place OR new_life
"""
for _group in ("facts", "place", "life"):
    _KEEP = _KEEP.replace(f"new_{_group}", f"excluded.{_group}_revision > kept.{_group}_revision")


def _facts(event: PersonRegistered | PersonChanged | PersonUnmerged) -> _Row:
    facts, revision = event.facts, event.revision
    return _Row(
        event.person_id,
        facts.name,
        facts.birth_date,
        revision,
        facts.residence_division,
        revision,
        facts.living,
        False,
        revision,
    )


def _move(event: PersonMoved) -> _Row:
    return _Row(event.person_id, division=event.to_division, place_revision=event.revision)


def _death(event: DeathRegistered) -> _Row:
    return _Row(event.person_id, living=False, life_revision=event.revision)


def _return(event: DeathRevoked) -> _Row:
    return _Row(event.person_id, living=True, life_revision=event.revision)


def _withdrawal(event: PersonWithdrawn) -> _Row:
    # The name goes too: an entry that never should have been there leaves nothing but its number behind.
    revision = event.revision
    return _Row(event.person_id, None, None, revision, None, revision, True, True, revision)


async def keep_people(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Persons entered or changed (PersonRegistered, PersonChanged)."""
    await _keep(session, deliveries, _facts)


async def move_people(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Persons who live somewhere else now; their open visits go with them."""
    await _keep(session, deliveries, _move)


async def note_deaths(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Persons who died; what was planned for them ends quietly."""
    await _keep(session, deliveries, _death)


async def note_no_deaths(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Persons who live, though their death had been registered; what had stopped goes on."""
    await _keep(session, deliveries, _return)


async def withdraw_people(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Entries that the registry took back."""
    await _keep(session, deliveries, _withdrawal)


async def _keep(session: AsyncSession, deliveries: Sequence[Delivery[Any]], row_of: Callable[[Any], _Row]) -> None:
    # One statement may touch a person once; all events of a set are of one kind, so the newest says it all.
    newest: dict[UUID, Delivery[Any]] = {}
    for delivery in deliveries:
        known = newest.get(delivery.event.person_id)
        if known is None or known.event.revision < delivery.event.revision:
            newest[delivery.event.person_id] = delivery
    # In the order of ids, so that two consumers never wait for each other crosswise.
    rows = [row_of(newest[person_id].event) for person_id in sorted(newest)]
    connection = await driver(session)
    await connection.execute(_KEEP, *map(list, zip(*rows, strict=True)))
    await follow_people(session, [row.person_id for row in rows])
