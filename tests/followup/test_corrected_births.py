"""A registered birth is corrected: its plans count from the true day, and are whose the child is."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from chassis.subscriptions import Delivery
from contracts.registry import BirthCorrected, DeathRegistered, DeathRevoked, PersonMoved
from services.followup.subscriptions import SUBSCRIPTIONS
from tests.followup.care import BORN, Care, after, on
from tests.followup.test_care_in_full import ask
from tests.followup.test_taken_back import ANCHOR, states
from tests.support.delivering import deliveries_of, handle
from tests.support.people import ELSEWHERE, VILLAGE, registered


def corrected(care: Care, **changes: Any) -> BirthCorrected:
    facts: dict[str, Any] = {"born_on": BORN, "mother_id": care.mother, "father_id": None}
    return BirthCorrected(person_id=care.child, birth_id=care.birth, **(facts | changes))


async def due_on(care: Care, person: UUID) -> dict[str, str]:
    return {v["step"]: v["due_on"] for v in (await care.plan_of(person))["visits"] if v["state"] != "ended"}


async def agreed(care: Care, day: int) -> None:
    with on(after(day)):
        await care.be_born()
        await care.agree(care.child)
        await care.agree(care.mother)


async def test_plans_count_from_the_true_day_and_what_was_recorded_stays(care: Care) -> None:
    await agreed(care, 5)
    with on(after(6)):
        home = await care.visit(care.child, "newborn-home-visit")
        await care.record(home, "done", after(6))
    with on(after(8)):
        heard: list[Delivery[Any]] = deliveries_of([corrected(care, born_on=after(3))])
        for _ in range(2):
            await handle(care.database, SUBSCRIPTIONS, heard)
        plan = await care.plan_of(care.child)
        assert (plan["anchor_on"], plan["anchor_corrected_on"], plan["state"]) == (
            str(after(3)),
            str(after(8)),
            "active",
        )
        assert states(plan)["newborn-home-visit/1"] == "done"
        month = await care.visit(care.child, "month-1")
        assert month["due_on"] == str(after(3) + timedelta(days=28))
        why = (await care.worker().get(f"/visits/{month['id']}/why")).json()
        assert (why["counted_from"], why["anchor_corrected_on"]) == (str(after(3)), str(after(8)))
        told = [kind for kind, data in await care.told() if data["visit_id"] == month["id"]]
        assert told == ["visit-scheduled", "visit-rescheduled"]
    with on(after(9)):
        # An older word, heard again in a rebuild, moves nothing back.
        await care.tell(corrected(care, born_on=after(4)))
        await handle(care.database, SUBSCRIPTIONS, heard)
        assert (await care.plan_of(care.child))["anchor_on"] == str(after(4))


async def test_nobody_is_owed_a_visit_in_the_past_and_what_can_be_met_now_is_planned(care: Care) -> None:
    await agreed(care, 5)
    with on(after(40)):
        await care.sweep()
        before = states(await care.plan_of(care.child))
        assert (before["newborn-home-visit/1"], before["month-1/1"]) == ("overdue", "overdue")
        await care.tell(corrected(care, born_on=after(-60)))
        again = states(await care.plan_of(care.child))
        # The three-month check has its window now; those that were missed under both days stay missed.
        assert again["month-3/1"] in ("due", "scheduled")
        await care.sweep()
        assert states(await care.plan_of(care.child))["month-1/1"] == "overdue"
    with on(after(41)):
        await care.tell(corrected(care, born_on=after(-300)))
        passed = states(await care.plan_of(care.child))
        assert {passed["month-3/1"], passed["month-6/1"]} == {"ended"}
        closed = [d for kind, d in await care.told("visit-closed")]
        assert {d["outcome"] for d in closed} == {"ended"}
        await care.tell(corrected(care, born_on=after(38)))
        assert states(await care.plan_of(care.child))["newborn-home-visit/1"] == "due"


async def test_care_is_the_true_mothers(care: Care) -> None:
    other = new_id()
    await agreed(care, 5)
    with on(after(8)):
        await care.tell(registered(other, birth_date=date(1996, 3, 4)), corrected(care, mother_id=other))
        assert (await care.plan_of(care.mother))["state"] == "ended"
        offered = await care.plan_of(other)
        assert (offered["protocol"], offered["state"]) == ("postpartum", "offered")
        assert (await care.plan_of(care.child))["state"] == "active"
        await care.tell(corrected(care, mother_id=None))
        assert (await care.plan_of(other))["state"] == "ended"


async def test_the_pregnancy_of_another_goes_on_and_hers_ends(care: Care) -> None:
    with on(ANCHOR + timedelta(weeks=9)):
        await care.tell(registered(care.mother, birth_date=date(1995, 2, 3)))
        plan = await ask(care, "antenatal", ANCHOR)
    with on(after(0)):
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
        assert (await care.plans_of(care.mother))[0]["state"] == "completed"
    with on(after(3)):
        await care.tell(corrected(care, mother_id=None))
        again = (await care.worker().get(f"/plans/{plan['id']}")).json()
        assert (again["state"], again["reopened_on"]) == ("active", str(after(3)))
        await care.tell(corrected(care))
        assert (await care.worker().get(f"/plans/{plan['id']}")).json()["state"] == "completed"


async def test_what_came_after_the_true_day_was_not_missed(care: Care) -> None:
    with on(ANCHOR + timedelta(weeks=9)):
        await care.tell(registered(care.mother, birth_date=date(1995, 2, 3)))
        plan = await ask(care, "antenatal", ANCHOR)
    with on(after(0)):
        await care.sweep()
        await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
        path = f"/plans/{plan['id']}"
        missed = {v["id"]: v for v in (await care.worker().get(path)).json()["visits"] if v["state"] == "not-reached"}
        true_day = min(date.fromisoformat(v["latest_on"]) for v in missed.values())
        await care.tell(corrected(care, born_on=true_day + timedelta(days=1)))
        now = (await care.worker().get(path)).json()
        assert (now["state"], now["closed_on"]) == ("completed", str(true_day + timedelta(days=1)))
        still = [v for v in now["visits"] if v["state"] == "not-reached"]
        assert [v["latest_on"] for v in still] == [str(true_day)]


async def test_care_that_rests_elsewhere_comes_back_with_the_true_day(care: Care) -> None:
    await agreed(care, 5)
    with on(after(6)):
        away = PersonMoved(
            person_id=care.child, revision=2, from_division=VILLAGE, to_division=ELSEWHERE, moved_on=after(6)
        )
        await care.tell(away)
    with on(after(8)):
        before = len(await care.told())
        await care.tell(corrected(care, born_on=after(3)))
        resting = await care.database.pool.fetch("SELECT DISTINCT state FROM visits WHERE person_id = $1", care.child)
        assert [row["state"] for row in resting] == ["moved-away"]
        owed = {v["id"] for v in (await care.plan_of(care.mother))["visits"]}
        assert {data["visit_id"] for _, data in (await care.told())[before:]} <= owed, "of visits that rest: nothing"
    with on(after(32)):
        back = PersonMoved(
            person_id=care.child, revision=3, from_division=ELSEWHERE, to_division=VILLAGE, moved_on=after(32)
        )
        await care.tell(back)
        month = await care.visit(care.child, "month-1")
        # By the day that was known before, this window had passed two days ago.
        assert (month["state"], month["latest_on"]) == ("due", str(after(33)))
        assert (await care.visit(care.child, "newborn-home-visit"))["state"] == "moved-away", "nobody missed it"
        assert [kind for kind, data in await care.told() if data["visit_id"] == month["id"]] == [
            "visit-scheduled",
            "visit-closed",
            "visit-reopened",
        ]


async def test_care_that_slept_through_a_correction_wakes_with_the_true_day(care: Care) -> None:
    await agreed(care, 5)
    with on(after(9)):
        await care.tell(DeathRegistered(person_id=care.child, revision=2, died_on=after(9)))
        await care.tell(corrected(care, born_on=after(2)))
        await care.tell(DeathRevoked(person_id=care.child, revision=3))
        assert (await due_on(care, care.child))["month-1"] == str(after(30))


async def test_a_correction_of_a_birth_never_heard_of_is_kept(care: Care) -> None:
    with on(after(5)):
        await care.tell(registered(care.child, birth_date=BORN), corrected(care))
        assert (await care.plan_of(care.child))["anchor_on"] == str(BORN)
