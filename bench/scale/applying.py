"""Events of so many people applied by a consumer: how long a read model takes that is built from nothing."""

import asyncio
from datetime import date

from bench.county import county
from bench.scale.cost import Cost, cost
from chassis.bus.apply import Applier
from chassis.bus.interface import Place, Record
from chassis.cloudevents import to_cloudevent
from chassis.db import Database
from chassis.identifiers import new_id
from contracts.registry import PersonFacts, PersonRegistered
from services.followup.subscriptions import SUBSCRIPTIONS

_BATCH = 500
_VILLAGES = 200
_PLACE = Place("huijia.registry", 0)


def _record(number: int) -> Record:
    village = f"341599{number % _VILLAGES // 15 + 1:03}{number % 15 + 1:03}"
    born = date.fromordinal(date(1940, 1, 1).toordinal() + number % 30_000)
    facts = PersonFacts(name="王小明", sex=1, birth_date=born, registered_division=village, residence_division=village)
    event = PersonRegistered(person_id=new_id(), revision=1, facts=facts)
    return Record(_PLACE, number, to_cloudevent(event))


async def _apply(dsn: str, people: int) -> None:
    database = Database(dsn)
    try:
        applier = Applier(SUBSCRIPTIONS, database.sessions)
        for start in range(0, people, _BATCH):
            await applier.apply([_record(number) for number in range(start, min(start + _BATCH, people))])
    finally:
        await database.engine.dispose()


def applied(people: int) -> Cost:
    """Registrations of so many people, in batches as the consumer fetches them, by follow-up care."""
    with county("followup") as dsn:
        return cost(lambda: asyncio.run(_apply(dsn, people)))
