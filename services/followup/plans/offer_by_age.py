"""Offers care to people who have reached an age: once in a while at most, and never again after a no (C2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sweeps import Sweep
from services.followup.plans.offer import Reason, offer
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Protocol
from services.followup.protocols.offsets import parse_offset

_BATCH = 500

# Somebody who has this care, was offered it lately, or ever said no is left in peace; their own request is another way.
_ASKED = """
    SELECT FROM plans WHERE plans.person_id = people.person_id AND protocol = :protocol
       AND (state IN ('offered', 'active', 'declined', 'withdrawn') OR offered_at > :since)
"""
_OF_AGE = "living AND NOT withdrawn AND division IS NOT NULL AND birth_date <= :born_by"
_FIND = text(f"SELECT person_id FROM people WHERE {_OF_AGE} AND NOT EXISTS ({_ASKED}) LIMIT {_BATCH}")
_LOCK = text(
    f"SELECT division FROM people WHERE person_id = :person AND {_OF_AGE} AND NOT EXISTS ({_ASKED}) FOR UPDATE"
)


async def find_people(session: AsyncSession) -> Sequence[tuple[str, UUID]]:
    """Protocols and ids of people to whom they are to be offered today."""
    found: list[tuple[str, UUID]] = []
    for protocol in catalogue().triggered_by("age", clock.today()):
        people = (await session.scalars(_FIND, _limits(protocol))).all()
        found += [(protocol.id, person_id) for person_id in people]
    return found


async def offer_by_age(session: AsyncSession, item: tuple[str, UUID]) -> None:
    """Offer the protocol to one person, if that is still so."""
    protocol = catalogue().offered(item[0], clock.today())
    if protocol is None or protocol.age is None:
        return
    division = (await session.execute(_LOCK, _limits(protocol) | {"person": item[1]})).scalar_one_or_none()
    if division is not None:
        reason = Reason("age", uuid5(item[1], f"{protocol.id} {clock.today()}"))
        await offer(session, protocol, item[1], clock.today(), reason, division, clock.now())


def _limits(protocol: Protocol) -> dict[str, object]:
    assert protocol.age is not None  # noqa: S101 - the linter has seen to it
    every = parse_offset(protocol.age.offered_every)
    return {
        "protocol": protocol.id,
        "born_by": years_before(clock.today(), protocol.age.from_years),
        "since": clock.now() - timedelta(days=every.months * 30.5 + every.days),
    }


def years_before(day: date, years: int) -> date:
    """Whoever was born on it or earlier has completed so many years; born on 29 February, on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


OFFER_BY_AGE = Sweep("offer-by-age", timedelta(hours=1), find_people, offer_by_age)
