"""A new version is a decision about plans that run: seen before it is made, applied as a set, undone by nobody's no."""

from typing import Any

from chassis.sweeps import run_once
from services.followup.protocol_changes.apply import APPLY_CHANGES
from services.followup.protocols.catalogue import catalogue
from services.followup.visits.windows import step_arrays, steps_sql, windows_sql
from tests.followup.care import BORN, TOWN, Care, after, on
from tests.followup.conftest import Protocols
from tests.support.people import VILLAGE

LATER = ("due: P6M\n    latest: P6M2W", "due: P6M1W\n    latest: P6M3W")
WINDOW = ("earliest: P5M2W\n    due: P6M\n", "earliest: P5M3W\n    due: P6M\n")
ASKED = {"protocol": "newborn-and-child", "from_version": 1, "to_version": 2, "decision": "rebase"}


async def begin(care: Care) -> None:
    await care.be_born()
    assert (await care.agree(care.child)).status_code == 200


async def decide(care: Care, **changes: Any) -> dict[str, Any]:
    officer = care.service.as_staff("county-officer")
    answer = await officer.post("/protocol-changes", json=ASKED | changes)
    assert answer.status_code == 202, answer.text
    await run_once(care.database, APPLY_CHANGES)
    return (await officer.get(f"/protocol-changes/{answer.json()['id']}")).json()


async def rows(care: Care) -> dict[str, tuple[Any, ...]]:
    found = await care.database.pool.fetch("SELECT *, xmin::text FROM visits ORDER BY round, due_on, step")
    return {f"{r['round']}/{r['step']}": tuple(r.values()) for r in found}


async def test_sql_and_python_lay_out_the_same_windows(care: Care) -> None:
    days = [after(n * 17) for n in range(60)]
    for protocol in catalogue().in_force(BORN):
        for step in protocol.steps:
            laid_out = await care.database.pool.fetch(
                "SELECT base, s.occurrence, w.* FROM unnest($1::date[]) AS days (base)"
                f" CROSS JOIN {steps_sql(2)} {windows_sql('base')} WHERE s.step = '{step.id}'",
                days,
                *step_arrays(protocol),
            )
            expected = [(d, w.occurrence, w.earliest_on, w.due_on, w.latest_on) for d in days for w in step.windows(d)]
            assert sorted(tuple(row.values()) for row in laid_out) == sorted(expected)


async def test_a_rebase_touches_only_what_differs_and_is_seen_before(care: Care, protocols: Protocols) -> None:
    with on(after(3)):
        await begin(care)
        protocols.new_version("newborn-and-child", ("  - id: month-8", "  - id: month-9"), ("due: P3M", "due: P3M3D"))
        before, told = await rows(care), len(await care.told())
        county, town = care.service.as_staff("county-officer"), care.service.as_staff("township-officer", TOWN)
        seen = (await county.post("/protocol-changes/preview", json=ASKED)).json()
        numbers = {"plans": 1, "added": 1, "moved": 1, "ended": 1, "unchanged": 11}
        assert seen == {"total": numbers, "towns": [numbers | {"town": TOWN}]}
        listed = (await town.post("/protocol-changes/preview/visits", json=ASKED)).json()["items"]
        assert [(v["step"], v["kind"]) for v in listed] == [
            ("month-3", "moved"),
            ("month-8", "ended"),
            ("month-9", "added"),
        ]
        assert (await rows(care), len(await care.told())) == (before, told)
        change = await decide(care)
        assert {k: change[k] for k in ("state", "plans", "added", "moved", "ended")} == {
            "state": "done", "plans": 1, "added": 1, "moved": 1, "ended": 1
        }  # fmt: skip
        now = await rows(care)
        assert {key for key in now if now[key] != before.get(key)} == {"1/month-3", "1/month-8", "1/month-9"}
        plan = await care.plan_of(care.child)
        assert plan["version"] == 2
        news = (await care.told())[told:]
    assert sorted(kind for kind, _ in news) == ["visit-closed", "visit-rescheduled", "visit-scheduled"]


async def test_keep_leaves_everything_and_a_plan_may_be_an_exception(care: Care, protocols: Protocols) -> None:
    with on(after(3)):
        await begin(care)
        plan = await care.plan_of(care.child)
        protocols.new_version("newborn-and-child", ("due: P3M", "due: P3M3D"))
        assert (await decide(care, decision="keep"))["state"] == "done"
        await decide(care, exceptions={plan["id"]: "keep"})
        assert await care.plan_of(care.child) == plan
        assert (await decide(care, decision="keep", exceptions={plan["id"]: "rebase"}))["moved"] == 1


async def test_a_restart_ends_what_is_open_and_begins_anew(care: Care, protocols: Protocols) -> None:
    with on(after(3)):
        await begin(care)
        home = await care.visit(care.child, "newborn-home-visit")
        await care.record(home, "done", after(3))
        protocols.new_version("newborn-and-child", ("due: P3M", "due: P3M3D"))
    with on(after(20)):
        change = await decide(care, decision="restart")
        plan = await care.plan_of(care.child)
    assert (change["ended"], change["added"], plan["anchor_on"]) == (12, 13, str(after(20)))
    states = [v["state"] for v in plan["visits"]]
    assert (states.count("done"), states.count("ended"), states.count("scheduled") + states.count("due")) == (1, 12, 13)


async def test_what_may_not_be_decided(care: Care, protocols: Protocols) -> None:
    with on(after(3)):
        await begin(care)
        protocols.new_version("newborn-and-child", ('version: "1"', 'version: "2"'))
        officer, worker = care.service.as_staff("county-officer"), care.worker()
        refused = await officer.post("/protocol-changes", json=ASKED)
        assert (refused.status_code, refused.json()["rule"]) == (422, "C2")
        assert (await decide(care, decision="keep"))["plans"] == 0
        for changes in (
            {"to_version": 3},
            {"from_version": 2, "to_version": 1},
            {"division": "1"},
            {"decision": "all"},
        ):
            assert (await officer.post("/protocol-changes", json=ASKED | changes)).status_code == 422, changes
        assert (await worker.post("/protocol-changes/preview", json=ASKED)).status_code == 403
        # Which visits belong to which protocol is the care team's to know (C5).
        assert (await officer.post("/protocol-changes/preview/visits", json=ASKED)).status_code == 403
        assert (await officer.get(f"/protocol-changes/{care.child}")).status_code == 404


async def test_a_visit_that_became_a_call_stays_one_and_an_overdue_one_gets_its_new_chance(
    care: Care, protocols: Protocols
) -> None:
    with on(after(3)):
        await begin(care)
    with on(after(9)):
        await care.sweep()
        protocols.new_version("newborn-and-child", ("latest: P7D", "latest: P14D"))
        await decide(care, division=VILLAGE)
        assert (await care.visit(care.child, "newborn-home-visit"))["state"] == "due"
    with on(after(15)):
        assert await care.sweep() == (0, 1)
