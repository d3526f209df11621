"""Offers care to people who have reached an age: once in a while at most, and never again after a no (C2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import driver
from chassis.sweeps import Sweep
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Protocol
from services.followup.protocols.offsets import parse_offset


class Offers(NamedTuple):
    """A protocol, and the people to whom it is to be offered."""

    protocol: str
    people: tuple[UUID, ...]

    def __str__(self) -> str:
        """For the log, which may not tell who is offered what (C5)."""
        return f"{len(self.people)} offers"


_BATCH = 500

# Somebody who has this care, was offered it lately, or ever said no is left in peace; their own request is another way.
_TO_ASK = """
    living AND NOT withdrawn AND division IS NOT NULL AND birth_date <= $2 AND NOT EXISTS (
        SELECT FROM plans WHERE plans.person_id = people.person_id AND protocol = $1
           AND (state IN ('offered', 'active', 'declined', 'withdrawn') OR offered_at > $3))
"""
_FIND = f"SELECT person_id FROM people WHERE {_TO_ASK} ORDER BY person_id LIMIT {_BATCH}"

# The people are locked against a death arriving at the same time: it then finds these plans and ends them.
_OFFER = f"""
INSERT INTO plans (id, person_id, protocol, version, anchor_on, origin, origin_id, state, division, county,
                   place_revision, life_revision, offered_at, revision)
SELECT new_event_id(), p.person_id, $1, $5, $6::date, 'age', md5($1::text || $6::date || p.person_id)::uuid,
       'offered', p.division, left(p.division, 6), p.place_revision, p.life_revision, $7, 1
  FROM (SELECT * FROM people WHERE person_id = ANY ($4::uuid[]) AND {_TO_ASK} ORDER BY person_id FOR SHARE) p
ON CONFLICT DO NOTHING
"""


async def find_people(session: AsyncSession) -> Sequence[Offers]:
    """Those whom somebody should ask, by protocol; a batch of each."""
    connection = await driver(session)
    found: list[Offers] = []
    for protocol in catalogue().triggered_by("age", clock.today()):
        people = tuple(row["person_id"] for row in await connection.fetch(_FIND, *_limits(protocol)))
        found += [Offers(protocol.id, people)] if people else []
    return found


async def offer_by_age(session: AsyncSession, offers: Offers) -> None:
    """Offer the protocol to those of them to whom it is still to be offered."""
    protocol_id, people = offers
    protocol = catalogue().offered(protocol_id, clock.today())
    if protocol is None or protocol.age is None:
        return
    connection = await driver(session)
    told = (protocol.version, clock.today(), clock.now())
    await connection.execute(_OFFER, *_limits(protocol), list(people), *told)


def _limits(protocol: Protocol) -> tuple[Any, ...]:
    assert protocol.age is not None  # noqa: S101 - the linter has seen to it
    every = parse_offset(protocol.age.offered_every)
    since = clock.now() - timedelta(days=every.months * 30.5 + every.days)
    return protocol.id, years_before(clock.today(), protocol.age.from_years), since


def years_before(day: date, years: int) -> date:
    """Whoever was born on it or earlier has completed so many years; born on 29 February, on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


OFFER_BY_AGE = Sweep("offer-by-age", timedelta(hours=1), find_people, offer_by_age)
