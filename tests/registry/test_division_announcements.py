"""A change that is decided for a later day is announced, tried at once, and made by itself on its day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chassis import clock
from chassis.sweeps import run_once
from services.registry.divisions.announce_change import MAKE_ANNOUNCED
from services.registry.statistics.count_people import count_population
from tests.registry.conftest import NEIGHBOUR, VILLAGE, Registry, codes, slug
from tests.registry.test_division_changes import NEW, places, stated

ANNOUNCEMENTS = "/divisions/announcements"


async def announce(registry: Registry, days: int, *given: Any, expect: int = 201) -> Any:
    body = stated(*given) | {"effective_on": f"{clock.today() + timedelta(days=days)}"}
    return await registry.call("POST", ANNOUNCEMENTS, expect, json=body)


async def work(registry: Registry) -> None:
    await run_once(registry.running.app.state.database, MAKE_ANNOUNCED)


async def state(registry: Registry) -> list[Any]:
    return [each["state"] for each in (await registry.call("GET", ANNOUNCEMENTS))["items"]]


MERGE = ("merge", [VILLAGE, NEIGHBOUR], {"code": NEW, "name": "东西村"})


async def test_people_follow_on_the_day_and_not_before(registry: Registry) -> None:
    await registry.person()
    announced = await announce(registry, 30, *MERGE)
    assert (announced["state"], announced["change_id"]) == ("announced", None)
    await work(registry)
    assert set((await places(registry)).values()) == {(VILLAGE, VILLAGE)}
    with registry.at(datetime.now(UTC) + timedelta(days=31)):
        await work(registry)
        await work(registry)
        (made,) = (await registry.call("GET", ANNOUNCEMENTS))["items"]
        (change,) = (await registry.call("GET", "/divisions/changes"))["items"]
        lineage = await registry.call("GET", f"/divisions/{VILLAGE}/lineage")
    assert set((await places(registry)).values()) == {(NEW, NEW)}
    assert (made["state"], made["change_id"], made["effective_on"]) == ("made", change["id"], change["effective_on"])
    assert (lineage["successor"], lineage["items"][0]["effective_on"]) == (NEW, announced["effective_on"])


async def test_what_could_not_be_made_is_refused_when_it_is_announced(registry: Registry) -> None:
    unknown = await announce(registry, 30, "merge", ["341599001077", VILLAGE], {"code": NEW, "name": "新"}, expect=422)
    assert codes(unknown) == {"#/from/0/": "unknown_division"}
    past = await announce(registry, 0, *MERGE, expect=422)
    assert codes(past) == {"#/effective_on": "not_in_future"}
    assert await state(registry) == []
    assert (await registry.call("GET", f"/divisions/{VILLAGE}"))["name"] == "东村"


async def test_what_has_become_impossible_meanwhile_fails_with_its_reasons(registry: Registry) -> None:
    await announce(registry, 30, *MERGE)
    recode = stated("recode", [VILLAGE], {"code": "341599001060", "name": "东村"})
    await registry.call("POST", "/divisions/changes", 201, json=recode)
    with registry.at(datetime.now(UTC) + timedelta(days=31)):
        await work(registry)
        (failed,) = (await registry.call("GET", ANNOUNCEMENTS))["items"]
    assert (failed["state"], failed["faults"][0]["code"]) == ("failed", "unknown_division")


async def test_an_announcement_is_withdrawn_before_its_day_and_not_after(registry: Registry) -> None:
    announced = await announce(registry, 30, *MERGE)
    path = f"{ANNOUNCEMENTS}/{announced['id']}/withdrawal"
    await registry.call("POST", path, 403, by=await registry.staff("village-worker", VILLAGE))
    assert (await registry.call("POST", path))["state"] == "withdrawn"
    again = await registry.call("POST", path, 409)
    assert (slug(again), again["state"]) == ("announcement-settled", "withdrawn")
    unknown = f"{ANNOUNCEMENTS}/{announced['id'][:-4]}ffff/withdrawal"
    assert slug(await registry.call("POST", unknown, 404)) == "unknown-announcement"
    with registry.at(datetime.now(UTC) + timedelta(days=31)):
        await work(registry)
        assert await state(registry) == ["withdrawn"]


async def test_figures_of_the_days_before_a_backdated_change_was_entered_stay_as_they_were(registry: Registry) -> None:
    decided, entered = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC)
    with registry.at(decided - timedelta(days=40)):
        await registry.person()
    await registry.pool.execute("UPDATE divisions SET valid_from = '2020-01-01'")
    with registry.at(entered):
        made = await registry.call(
            "POST", "/divisions/changes", 201, json=stated(*MERGE) | {"effective_on": "2026-03-01"}
        )
        (listed,) = (await registry.call("GET", "/divisions/changes"))["items"]
    assert (made["effective_on"], made["figures_from"], listed["figures_from"]) == (
        "2026-03-01",
        "2026-03-20",
        "2026-03-20",
    )
    counted = {day: await villages_with_people(registry, day) for day in ("2026-03-10", "2026-03-19", "2026-03-20")}
    assert counted == {"2026-03-10": {VILLAGE}, "2026-03-19": {VILLAGE}, "2026-03-20": {NEW}}


async def villages_with_people(registry: Registry, day: str) -> set[str]:
    async with registry.running.app.state.database.transaction() as session:
        counts = await count_population(session, date.fromisoformat(day), "residence", ["341599"])
    return {division for division, _, _, people in counts if people}
