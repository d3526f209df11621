"""The read model of persons, and what their moves and deaths mean: any order, any number of times, from zero."""

import time
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.bus.dispatch import dispatch
from chassis.cloudevents import DomainEvent
from chassis.identifiers import new_id
from contracts.registry import DeathRegistered, PersonMoved, PersonWithdrawn
from services.followup.subscriptions import SUBSCRIPTIONS
from tests.followup.care import BORN, Care, after, on
from tests.support.delivering import deliveries_of
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE, changed, registered

PERSON = UUID(int=7)


def moved(person: UUID, revision: int, to: str, frm: str = VILLAGE) -> PersonMoved:
    return PersonMoved(person_id=person, revision=revision, from_division=frm, to_division=to, moved_on=BORN)


async def hear(care: Care, *events: DomainEvent) -> None:
    """As the bus does it: sets of one type, order per key."""
    async with care.database.transaction() as session:
        await dispatch(session, SUBSCRIPTIONS, deliveries_of(list(events)))


async def people(care: Care) -> list[dict[str, Any]]:
    rows = await care.database.pool.fetch("SELECT * FROM people ORDER BY person_id")
    return [dict(row) for row in rows]


HISTORY: list[DomainEvent] = [
    registered(PERSON, 1, name="甲"),
    changed(PERSON, 2, name="乙", residence_division=VILLAGE),
    moved(PERSON, 3, OTHER_VILLAGE),
    changed(PERSON, 4, name="丙", residence_division=OTHER_VILLAGE),
    moved(PERSON, 5, ELSEWHERE, OTHER_VILLAGE),
    DeathRegistered(person_id=PERSON, revision=6, died_on=BORN),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(HISTORY), again=st.lists(st.sampled_from(HISTORY), max_size=5))
async def test_neither_order_nor_repetition_matters(care: Care, order: list, again: list) -> None:
    await care.database.pool.execute("DELETE FROM people")
    for event in order + again:
        await hear(care, event)
    (person,) = await people(care)
    assert (person["name"], person["division"], person["living"]) == ("丙", ELSEWHERE, False)
    assert (person["facts_revision"], person["place_revision"], person["life_revision"]) == (4, 5, 6)


async def test_an_entry_taken_back_leaves_no_name(care: Care) -> None:
    await hear(care, registered(PERSON, 1), PersonWithdrawn(person_id=PERSON, revision=2), registered(PERSON, 1))
    (person,) = await people(care)
    assert (person["withdrawn"], person["name"], person["birth_date"], person["division"]) == (True, None, None, None)
    await hear(care, registered(PERSON, 3, name="又来"))
    (person,) = await people(care)
    assert (person["withdrawn"], person["name"]) == (False, "又来")


async def test_twenty_thousand_people_in_a_few_seconds(care: Care) -> None:
    events = [registered(name=f"人{n}") for n in range(20_000)]
    started = time.perf_counter()
    for n in range(0, len(events), 500):
        await hear(care, *events[n : n + 500])
    seconds = time.perf_counter() - started
    assert await care.database.pool.fetchval("SELECT count(*) FROM people") == 20_000
    assert seconds < 10, f"{seconds:.1f} s"


async def test_a_move_takes_the_open_visits_along(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        home = await care.visit(care.child, "newborn-home-visit")
        await care.record(home, "done", after(5))
        await hear(care, moved(care.child, 2, OTHER_VILLAGE))
        plan = await care.plan_of(care.child)
        told = [data for kind, data in await care.told("visit-reassigned")]
        assert plan["division"] == OTHER_VILLAGE
        assert {v["division"] for v in plan["visits"][1:]} == {OTHER_VILLAGE}
        assert plan["visits"][0]["division"] == VILLAGE, "what was done stays where it was done"
        assert {data["visit_id"] for data in told} == {v["id"] for v in plan["visits"][1:]}
        assert {(data["from_division"], data["to_division"]) for data in told} == {(VILLAGE, OTHER_VILLAGE)}
        assert (await care.worker().get("/visits")).json()["items"] == []
        assert len((await care.worker(OTHER_VILLAGE).get("/visits")).json()["items"]) == 12


async def test_a_move_told_as_a_change_moves_them_too(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        move = moved(care.child, 2, OTHER_VILLAGE)
        facts = changed(care.child, 2, name="李小宝", birth_date=BORN, residence_division=OTHER_VILLAGE)
        await hear(care, facts, move)
        assert len(await care.told("visit-reassigned")) == 13


async def test_who_visited_before_the_move_can_still_record_it(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        home, month = [await care.visit(care.child, step) for step in ("newborn-home-visit", "month-1")]
        await hear(care, moved(care.child, 2, OTHER_VILLAGE))
        # Offline meanwhile, the old village's worker sends what happened.
        assert (await care.record(month, "moved", after(6))).json()["state"] == "scheduled"
        done = await care.record(home, "done", after(5))
        assert (done.status_code, done.json()["state"]) == (200, "done")
        assert (await care.worker().get(f"/visits/{home['id']}/content")).status_code == 404
    ((_, told),) = await care.told("visit-closed")
    assert told["division"] == VILLAGE, "the work counts for those who did it"


async def test_heard_of_a_move_before_the_register_did(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        home = await care.visit(care.child, "newborn-home-visit")
        assert (await care.record(home, "moved", after(6))).json()["state"] == "moved-away"
        await hear(care, moved(care.child, 2, OTHER_VILLAGE))
        again = await care.visit(care.child, "newborn-home-visit")
        assert (again["state"], again["division"]) == ("due", OTHER_VILLAGE)
        assert (await care.record(again, "done", after(6))).json()["state"] == "done"
        about = [(kind, d.get("outcome")) for kind, d in await care.told() if d["visit_id"] == home["id"]]
    assert about == [
        ("visit-scheduled", None),
        ("visit-closed", "ended"),
        ("visit-reopened", None),
        ("visit-closed", "done"),
    ]


async def test_outside_the_county_visits_rest_and_come_back(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        await hear(care, moved(care.child, 2, ELSEWHERE))
        states = await care.database.pool.fetch("SELECT DISTINCT state, division FROM visits")
        assert [tuple(row) for row in states] == [("moved-away", ELSEWHERE)]
        closed = await care.told("visit-closed")
        assert {(d["outcome"], d["division"]) for _, d in closed} == {("ended", VILLAGE)}
    with on(after(100)):
        assert await care.sweep() == (0, 0), "nobody misses a visit to somebody who is away"
        await hear(care, moved(care.child, 3, OTHER_VILLAGE, ELSEWHERE))
        plan = await care.plan_of(care.child)
        assert [v["step"] for v in plan["visits"] if v["state"] == "moved-away"] == ["newborn-home-visit", "month-1"]
        assert len(await care.told("visit-reopened")) == 11
        assert next(v for v in plan["visits"] if v["step"] == "month-3")["state"] == "due"


async def test_a_death_ends_care_quietly(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        await hear(care, DeathRegistered(person_id=care.child, revision=2, died_on=after(5)))
        plan = await care.plan_of(care.child)
        assert plan["state"] == "ended"
        assert {data["outcome"] for _, data in await care.told("visit-closed")} == {"ended"}
        assert (await care.plan_of(care.mother))["state"] == "offered", "the mother still gets care"
        asked = {"person_id": str(care.child), "protocol": "after-procedure", "anchor_on": str(after(6))}
        answer = await care.worker().post("/plans", json=asked | {"requested_by_person": True})
        assert (answer.status_code, answer.json()["type"].split("/")[-1]) == (409, "care-not-possible")


async def test_nothing_is_offered_to_the_dead(care: Care) -> None:
    with on(after(6)):
        await hear(care, registered(care.mother, 1), DeathRegistered(person_id=care.mother, revision=2, died_on=BORN))
        await hear(care, registered(care.child, 1, birth_date=BORN), care.birth_event())
        assert await care.plans_of(care.mother) == []
        assert len(await care.plans_of(care.child)) == 1


async def test_an_entry_taken_back_ends_its_plans(care: Care) -> None:
    with on(after(6)):
        await care.be_born()
        await care.agree(care.child)
        await hear(care, PersonWithdrawn(person_id=care.child, revision=2))
        states = {row[0] for row in await care.database.pool.fetch("SELECT DISTINCT state FROM visits")}
    assert states == {"ended"}


async def test_a_rebuild_from_zero_changes_no_plan_and_tells_nothing(care: Care) -> None:
    with on(after(6)):
        other = new_id()
        history: list[DomainEvent] = [
            registered(care.mother, 1, name="李梅花", birth_date=date(1995, 2, 3)),
            registered(care.child, 1, name="李小宝", birth_date=BORN),
            registered(other, 1),
            care.birth_event(),
        ]
        await hear(care, *history)
        await care.agree(care.child)
        plan = await care.plan_of(care.mother)
        await care.worker().post(f"/plans/{plan['id']}/decline")
        later: list[DomainEvent] = [
            moved(care.child, 2, OTHER_VILLAGE),
            moved(care.mother, 2, OTHER_VILLAGE),
            moved(care.child, 3, VILLAGE, OTHER_VILLAGE),
            DeathRegistered(person_id=other, revision=2, died_on=BORN),
            PersonWithdrawn(person_id=care.mother, revision=3),
            registered(care.mother, 4, name="李梅花", birth_date=date(1995, 2, 3)),
        ]
        await hear(care, *later)

        async def everything() -> list[list[tuple]]:
            tables = ("people", "plans", "visits", "consents", "outbox")
            return [[tuple(r) for r in await care.database.pool.fetch(f"SELECT * FROM {t} ORDER BY 1")] for t in tables]

        before = await everything()
        await care.database.pool.execute("DELETE FROM people")
        for event in history + later:
            await hear(care, event)
        assert await everything() == before
        await hear(care, *history, *later)
        assert await everything() == before
