"""Work lists over HTTP: planned by the sweep, freed by leaves, taken along by moves."""

from datetime import date
from typing import Any

from chassis.county_days import use_county_days
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.registry import DivisionReplaced, PersonMoved
from contracts.working_days import WorkingDaysChanged
from services.followup.worklists.plan_days import PLAN_DAYS
from tests.followup.care import BORN, TOWN, Care, after, on
from tests.support.people import OTHER_VILLAGE, VILLAGE, changed

ME = "test-village-worker"


async def enter(care: Care, subject: str = ME, division: str = VILLAGE, **more: Any) -> None:
    town = care.service.as_staff("township-officer", f"{division[:9]}000")
    answer = await town.put(f"/workers/{subject}", json={"division": division} | more)
    assert answer.status_code == 200, answer.text


async def plan(care: Care) -> None:
    await run_once(care.database, PLAN_DAYS)


async def day(care: Care, on_day: date, division: str = VILLAGE) -> dict[str, Any]:
    answer = await care.worker(division).get("/worklist", params={"day": str(on_day)})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def begin(care: Care) -> None:
    await care.be_born()
    await care.agree(care.child)
    await care.agree(care.mother)


async def test_until_workers_are_entered_a_day_shows_what_can_be_done(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await plan(care)
        listed = await day(care, after(3))
        assert [v["step"] for v in listed["items"]] == ["newborn-home-visit", "postpartum-home-visit"]
        assert (listed["working"], listed["waiting"], listed["next"]) == (True, 2, None)


async def test_somebody_whom_nobody_entered_sees_what_is_nobodys_turn(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await enter(care, "colleague", visits_per_day=1)
        await plan(care)
        turns = await care.database.pool.fetch("SELECT id FROM visits WHERE worker = 'colleague'")
        assert len(turns) == 2, "one a day"
        assert (await day(care, after(3)))["items"] == []
        assert (await care.worker().get("/sync")).json()["visits"] == []
        await care.database.pool.execute(
            "UPDATE visits SET worker = NULL, planned_on = NULL WHERE id = $1", turns[0][0]
        )
        assert [v["id"] for v in (await day(care, after(3)))["items"]] == [str(turns[0][0])]
        assert len((await care.worker().get("/sync")).json()["visits"]) == 1


async def test_visits_get_a_day_a_leave_frees_them_and_others_take_over(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await enter(care)
        await enter(care, "colleague")
        await plan(care)
        rows = await care.database.pool.fetch("SELECT worker, planned_on FROM visits WHERE planned_on IS NOT NULL")
        # One each, on Friday the 6th: the due day.
        assert sorted(map(tuple, rows)) == [("colleague", after(5)), (ME, after(5))]
        mine = await day(care, after(5))
        assert ([v["name"] for v in mine["items"]], mine["waiting"]) == (["李小宝"], 0) or len(mine["items"]) == 1
        leave = {"from_on": str(after(5)), "to_on": str(after(20))}
        taken = await care.worker().post(f"/workers/{ME}/leaves", json=leave)
        assert (taken.status_code, taken.json()["freed"]) == (201, 1)
        again = await care.worker().post(f"/workers/{ME}/leaves", json=leave)
        assert (again.json()["id"], again.json()["freed"]) == (taken.json()["id"], 0)
        await plan(care)
        assert {
            r["worker"] for r in await care.database.pool.fetch("SELECT worker FROM visits WHERE worker IS NOT NULL")
        } == {"colleague"}
        township = care.service.as_staff("township-officer", TOWN)
        both = (await township.get("/worklist", params={"day": str(after(5)), "worker": "colleague"})).json()
        assert len(both["items"]) == 2
        assert len((await township.get("/worklist", params={"day": str(after(5))})).json()["items"]) == 2
        away = (await township.get(f"/workers/{ME}/leaves")).json()["items"]
        assert [(each["id"], each["to_on"]) for each in away] == [(taken.json()["id"], str(after(20)))]
        gone = await care.worker().delete(f"/workers/{ME}/leaves/{taken.json()['id']}")
        assert gone.status_code == 204
        assert (await care.worker().get(f"/workers/{ME}/leaves")).json()["items"] == []


async def test_a_township_sees_all_its_workers_and_a_worker_themselves(care: Care) -> None:
    with on(after(3)):
        for subject in ("b", ME, "a"):
            await enter(care, subject)
        await enter(care, "far", "341599002201")
        township = care.service.as_staff("township-officer", TOWN)
        first = (await township.get("/workers", params={"limit": 2})).json()
        rest = (await township.get("/workers", params={"cursor": first["next"]})).json()
        assert [each["subject"] for each in first["items"] + rest["items"]] == ["a", "b", ME]
        assert rest["next"] is None
        assert [each["subject"] for each in (await care.worker().get("/workers")).json()["items"]] == [ME]
        assert (await care.worker().get("/workers/a/leaves")).status_code == 404
        for role in ("county-officer", "auditor"):
            assert (await care.service.as_staff(role).get("/workers")).status_code == 403


async def test_what_was_not_made_on_its_day_gets_another(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await enter(care)
        await plan(care)
    with on(after(6)):
        await plan(care)
        days = {
            r["planned_on"]
            for r in await care.database.pool.fetch("SELECT planned_on FROM visits WHERE worker = $1", ME)
        }
    # The window's last days are a weekend; the window wins over the weekend.
    assert days == {after(6)}


async def test_a_holiday_of_the_countys_own_shifts_visits(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await enter(care)
        for free in ([after(4)], [after(5)]):
            # What the county says of a year replaces what it said before.
            await care.tell(WorkingDaysChanged(year=2026, worked=[], free=free))
        await use_county_days(care.database)
        assert [(await day(care, after(n)))["working"] for n in (4, 5)] == [True, False]
        await plan(care)
        planned = await care.database.pool.fetchval("SELECT max(planned_on) FROM visits WHERE due_on = $1", after(5))
        assert planned == after(4)


async def test_a_move_takes_the_visits_along_and_the_new_place_plans_them(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await enter(care)
        await enter(care, "there", OTHER_VILLAGE)
        await plan(care)
        moved = PersonMoved(
            person_id=care.child, revision=2, from_division=VILLAGE, to_division=OTHER_VILLAGE, moved_on=after(3)
        )
        await care.tell(moved)
        left = "SELECT worker FROM visits WHERE person_id = $1 AND worker IS NOT NULL"
        assert await care.database.pool.fetch(left, care.child) == []
        await plan(care)
        assert {row["worker"] for row in await care.database.pool.fetch(left, care.child)} == {"there"}


async def test_a_division_that_gets_another_code_takes_visits_and_workers_along(care: Care) -> None:
    with on(after(3)):
        await begin(care)
        await enter(care)
        await plan(care)
        replaced = DivisionReplaced(
            code=VILLAGE,
            change_id=new_id(),
            kind="merge",
            effective_on=after(3),
            successors=[OTHER_VILLAGE],
            heir=OTHER_VILLAGE,
        )
        for _ in range(2):
            await care.tell(replaced, changed(care.child, 2, birth_date=BORN, residence_division=OTHER_VILLAGE))
        await plan(care)
        mine = await day(care, after(5), OTHER_VILLAGE)
        assert [(v["person_id"], v["division"]) for v in mine["items"]] == [(str(care.child), OTHER_VILLAGE)]
        assert len(await care.told("visit-reassigned")) == 13


async def test_who_may_say_what(care: Care) -> None:
    with on(after(3)):
        await enter(care)
        town = care.service.as_staff("township-officer", "341599002000")
        body = {"division": VILLAGE}
        assert (await town.put("/workers/x", json=body)).status_code == 403
        assert (await care.worker().put(f"/workers/{ME}", json=body)).status_code == 403
        assert (await town.get(f"/workers/{ME}")).status_code == 404
        assert (await care.worker().get(f"/workers/{ME}")).json()["visits_per_day"] == 12
        bad = {"from_on": str(after(5)), "to_on": str(after(4))}
        assert (await care.worker().post(f"/workers/{ME}/leaves", json=bad)).status_code == 422
        assert (
            await care.worker().post("/workers/other/leaves", json=bad | {"to_on": str(after(5))})
        ).status_code == 404
        for division in ("1", "341500000000"):
            wide = care.service.as_staff("township-officer", TOWN)
            assert (await wide.put("/workers/y", json={"division": division})).status_code == 422
        for role in ("county-officer", "finance-officer", "auditor"):
            assert (await care.service.as_staff(role).get("/worklist")).status_code == 403
