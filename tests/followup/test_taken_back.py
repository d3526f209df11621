"""The registry takes back a birth or a death: care that it had ended goes on where it can still be in time."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from contracts.registry import BirthRegistered, BirthRevoked, DeathRegistered, DeathRevoked
from tests.followup.care import BORN, Care, after, on
from tests.followup.test_care_in_full import ask
from tests.support.people import VILLAGE, registered

ANCHOR = BORN - timedelta(weeks=30)
"""The pregnancy that care goes on for: on the day of the supposed birth, week 30."""


async def begin(care: Care) -> dict[str, Any]:
    with on(ANCHOR + timedelta(weeks=9)):
        await care.tell(registered(care.mother, birth_date=date(1995, 2, 3)))
        return await ask(care, "antenatal", ANCHOR)


async def now(care: Care, plan: dict[str, Any]) -> dict[str, Any]:
    return (await care.worker().get(f"/plans/{plan['id']}")).json()


def states(plan: dict[str, Any]) -> dict[str, str]:
    return {f"{v['step']}/{v['occurrence']}": v["state"] for v in plan["visits"]}


def another_birth(care: Care) -> BirthRegistered:
    return BirthRegistered(
        person_id=new_id(),
        birth_id=new_id(),
        born_on=BORN,
        mother_id=care.mother,
        father_id=None,
        residence_division=VILLAGE,
    )


def revoked(care: Care) -> BirthRevoked:
    return BirthRevoked(person_id=care.child, birth_id=care.birth)


async def test_care_in_pregnancy_goes_on_when_the_birth_never_was(care: Care) -> None:
    plan = await begin(care)
    with on(after(0)):
        await care.sweep()
        before = states(await now(care, plan))
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
        assert (await now(care, plan))["state"] == "completed"
    with on(after(3)):
        for _ in range(2):
            await care.tell(revoked(care))
        again = await now(care, plan)
        assert (again["state"], again["closed_on"], again["reopened_on"]) == ("active", None, str(after(3)))
        still = {k for k, v in zip(states(again), again["visits"], strict=True) if v["latest_on"] >= str(after(3))}
        assert {k: v for k, v in states(again).items() if k in still} == {k: before[k] for k in still}
        assert {v for k, v in states(again).items() if k not in still} == {"not-reached"}
        open_visit = next(v for v in again["visits"] if v["state"] == "due")
        why = (await care.worker().get(f"/visits/{open_visit['id']}/why")).json()
        assert why["reopened_on"] == str(after(3))
        assert (await care.record(open_visit, "done", after(3))).json()["state"] == "done"
        last = {d["visit_id"]: kind for kind, d in await care.told()}
        assert {last[v["id"]] for v in again["visits"] if v["state"] == "scheduled"} == {"visit-reopened"}
        # Heard again in a rebuild, the birth is no news.
        await care.tell(care.birth_event(), revoked(care))
        assert (await now(care, plan))["state"] == "active"


async def test_one_birth_registered_twice_ends_the_pregnancy_once(care: Care) -> None:
    plan = await begin(care)
    with on(after(0)):
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event(), another_birth(care))
        await care.tell(revoked(care))
        assert (await now(care, plan))["state"] == "completed"


async def test_what_she_left_meanwhile_stays_left(care: Care) -> None:
    plan = await begin(care)
    with on(after(0)):
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
        await care.worker().post(f"/plans/{plan['id']}/withdraw")
        await care.tell(revoked(care))
        left = await now(care, plan)
        assert left["state"] == "withdrawn"
        assert not {"scheduled", "due", "overdue"} & set(states(left).values())


async def test_nothing_goes_on_that_could_not_be_in_time(care: Care) -> None:
    plan = await begin(care)
    with on(after(0)):
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
    with on(after(120)):
        await care.tell(revoked(care))
        assert (await now(care, plan))["state"] == "completed"


async def _dies_and_lives(care: Care, person_id: UUID, days: int) -> None:
    with on(after(10)):
        await care.tell(DeathRegistered(person_id=person_id, revision=2, died_on=after(9)))
    with on(after(days)):
        for _ in range(2):
            await care.tell(DeathRevoked(person_id=person_id, revision=3))


async def test_a_death_taken_back_lets_care_go_on(care: Care) -> None:
    with on(after(5)):
        await care.be_born()
        await care.agree(care.child)
        before = await care.plan_of(care.child)
    await _dies_and_lives(care, care.child, 40)
    with on(after(40)):
        again = await care.plan_of(care.child)
        assert (again["state"], again["reopened_on"]) == ("active", str(after(40)))
        # Nobody missed a visit in the days in which none was owed.
        passed = {v["step"] for v in before["visits"] if v["latest_on"] < str(after(40))}
        assert {v["step"] for v in again["visits"] if v["state"] == "ended"} == passed
        assert {v["state"] for v in again["visits"] if v["step"] not in passed} == {"scheduled"}
        assert await care.database.pool.fetchval("SELECT count(*) FROM care_before") == 0


async def test_an_offer_to_somebody_who_lives_can_be_agreed_to_again(care: Care) -> None:
    with on(after(5)):
        await care.be_born()
    await _dies_and_lives(care, care.mother, 12)
    with on(after(12)):
        assert (await care.plan_of(care.mother))["state"] == "offered"
        assert (await care.agree(care.mother)).json()["state"] == "active"
