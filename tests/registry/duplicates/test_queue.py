"""Who is asked about, why, by whom it is decided, and that an answer stays answered."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.sweeps import run_once
from services.registry.duplicates.old_numbers import new_form, old_form
from services.registry.duplicates.weigh_pairs import WEIGH_PAIRS
from services.registry.duplicates.work_off_scans import hold_and_work, work_off_queue
from tests.registry.conftest import FAR_VILLAGE, NEIGHBOUR, TOWN, VILLAGE, Registry, citizen_number, slug

BORN = date(1990, 5, 17)


async def queue(registry: Registry, **query: Any) -> list[dict[str, Any]]:
    return (await registry.call("GET", "/duplicates", params=query))["items"]


async def scan(registry: Registry) -> dict[str, Any]:
    asked = await registry.call("POST", "/duplicates/scans", 202)
    await work_off_queue(registry.running.app.state.database, registry.running.app.state.sealer)
    return await registry.call("GET", f"/duplicates/scans/{asked['id']}")


@pytest.mark.parametrize(
    ("again", "levels"),
    [
        ({}, {"name": "same", "born": "same"}),
        ({"name": "王晓明"}, {"name": "sound"}),
        ({"name": "王小明", "birth_date": "1990-05-16"}, {"born": "slip"}),
        ({"name": "王小 明"}, {"name": "same"}),
    ],
)
async def test_an_entry_by_hand_raises_the_question(registry: Registry, again: Any, levels: dict[str, str]) -> None:
    one = await registry.person()
    other = await registry.person(**again)
    (pair,) = await queue(registry)
    assert {pair["person_id"], pair["other_id"]} == {one["id"], other["id"]}
    assert pair["evidence"].items() >= levels.items()
    assert pair["weight"] > 3
    assert "权重" in pair["words"]


async def test_day_and_month_exchanged_are_recognised(registry: Registry) -> None:
    await registry.person(birth_date="1990-05-07")
    await registry.person(birth_date="1990-07-05")
    (pair,) = await queue(registry)
    assert pair["evidence"]["born"] == "slip"


async def test_twins_and_namesakes_of_other_age_are_not_asked_about(registry: Registry) -> None:
    mother = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE, "mother_id": mother["id"]}
    for name in ("王子轩", "王子涵"):
        child = {"name": name, "sex": 1, "birth_date": "2026-01-05"}
        await registry.call("POST", "/births", 201, json={"child": child} | home)
    await registry.person(name="李芳", sex=2, birth_date="1952-11-30", residence_division=FAR_VILLAGE)
    assert await queue(registry) == []


async def test_a_birth_registered_twice_is_asked_about_in_words(registry: Registry) -> None:
    mother = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE, "mother_id": mother["id"]}
    child = {"name": "王子轩", "sex": 1, "birth_date": "2026-01-05"}
    for _ in range(2):
        await registry.call("POST", "/births", 201, json={"child": child} | home)
    answer = await registry.call("GET", "/duplicates", headers={"Accept-Language": "en"})
    (pair,) = answer["items"]
    assert pair["words"].startswith("matched on name + mother + birth date + sex + village; weight ")


async def test_the_old_number_of_somebody_is_recognised_at_entry_and_by_a_scan(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    old = old_form(number)
    assert old is not None and new_form(old) == number and old_form("34159920010101001X") is None
    one = await registry.person(citizen_number=number)
    other = await registry.person(name="王旧名", other_id_type="01", other_id_number=old, birth_date="1971-01-01")
    (pair,) = await queue(registry)
    assert pair["evidence"]["number"] == "same"
    await registry.pool.execute("DELETE FROM possible_duplicates")
    done = await scan(registry)
    assert (done["state"], done["persons"], done["pairs"], done["new_pairs"]) == ("finished", 2, 1, 1)
    (pair,) = await queue(registry)
    assert {pair["person_id"], pair["other_id"]} == {one["id"], other["id"]}
    await registry.pool.execute("DELETE FROM possible_duplicates")
    await registry.person(name="王另名", birth_date="1990-05-17", citizen_number=citizen_number(BORN, 1))
    assert await queue(registry) == []


async def test_a_scan_finds_what_no_entry_asked_about(registry: Registry) -> None:
    for name in ("王小明", "王晓明", "赵六"):
        await registry.person(name=name, note=name)
    await registry.pool.execute("DELETE FROM possible_duplicates")
    done = await scan(registry)
    assert (done["persons"], done["pairs"]) == (3, 1)
    (pair,) = await queue(registry)
    assert pair["reason"] == "scan"
    again = await scan(registry)
    assert (again["pairs"], again["new_pairs"]) == (1, 0)
    assert len(await queue(registry)) == 1


async def test_an_answer_is_for_good_unless_a_new_document_says_otherwise(registry: Registry) -> None:
    one, other = await registry.person(), await registry.person()
    (pair,) = await queue(registry)
    answer = await registry.call("POST", f"/duplicates/{pair['id']}/not-same", json={"reason": "两人都到场"})
    assert (answer["state"], answer["decided_by"], answer["decision"]) == (
        "not_same",
        "test-county-admin",
        "两人都到场",
    )
    refused = await registry.call("POST", f"/duplicates/{pair['id']}/not-same", 409, json={"reason": "再来"})
    assert slug(refused) == "pair-decided"
    await scan(registry)
    assert await queue(registry) == []
    document = {"other_id_type": "03", "other_id_number": "E12345678", "reason": "补录证件"}
    for person in (one, other):
        client = await registry.staff()
        answer = await client.patch(f"/persons/{person['id']}", json=document, headers={"If-Match": "1"})
        assert answer.status_code == 200
    (pair,) = await queue(registry)
    assert pair["evidence"]["document"] == "same"


async def test_an_answer_holds_for_whomever_either_is_merged_with(registry: Registry) -> None:
    one, other = await registry.person(), await registry.person()
    (pair,) = await queue(registry)
    await registry.call("POST", f"/duplicates/{pair['id']}/not-same", json={"reason": "两人都到场"})
    third = await registry.person(note="第三条")
    body = {"survivor_id": third["id"], "survivor_revision": 1, "merged_id": other["id"], "merged_revision": 1}
    await registry.call("POST", "/merges", 201, json=body | {"reason": "同一人"})
    await registry.pool.execute("DELETE FROM possible_duplicates WHERE state = 'open'")
    await scan(registry)
    assert await queue(registry) == []
    assert one["id"] != other["id"]


async def test_a_correction_takes_its_question_away(registry: Registry) -> None:
    await registry.person()
    other = await registry.person()
    assert len(await queue(registry)) == 1
    client = await registry.staff()
    change = {"name": "赵六", "birth_date": "1970-01-01", "reason": "录入错误"}
    await client.patch(f"/persons/{other['id']}", json=change, headers={"If-Match": "1"})
    assert await queue(registry) == []
    assert len(await queue(registry, state="lapsed")) == 1


async def test_the_queue_is_that_of_the_callers_area(registry: Registry) -> None:
    await registry.person()
    await registry.person(registered_division=FAR_VILLAGE, residence_division=FAR_VILLAGE)
    (pair,) = await queue(registry)
    officer = await registry.staff("township-officer", TOWN)
    assert (await registry.call("GET", "/duplicates", by=officer))["items"] == []
    await registry.call("GET", f"/duplicates/{pair['id']}", 404, by=officer)
    await registry.call("POST", "/duplicates/scans", 403, by=officer)


async def test_the_queue_pages_and_weighs_what_imports_flagged(registry: Registry) -> None:
    for _ in range(4):
        await registry.person()
    await registry.pool.execute("UPDATE possible_duplicates SET weight = NULL, evidence = '{}'")
    assert await run_once(registry.running.app.state.database, WEIGH_PAIRS) == 6
    seen, cursor = [], None
    while True:
        page = await registry.call("GET", "/duplicates", params={"limit": 4} | ({"cursor": cursor} if cursor else {}))
        seen += [item["id"] for item in page["items"]]
        if (cursor := page["next"]) is None:
            break
    assert len(seen) == len(set(seen)) == 6


async def test_nothing_in_the_queue_names_anybody(registry: Registry) -> None:
    await registry.person(residence_division=NEIGHBOUR)
    await registry.person(residence_division=NEIGHBOUR)
    rows = await registry.pool.fetch("SELECT to_jsonb(d)::text AS row FROM possible_duplicates d")
    assert all("王" not in row["row"] and "1990" not in row["row"] for row in rows)


async def _worked(registry: Registry) -> list[tuple[str, str]]:
    state = registry.running.app.state
    await hold_and_work(state.database, state.sealer)
    rows = await state.database.pool.fetch("SELECT requested_by, state FROM duplicate_scans ORDER BY requested_at")
    return [(row["requested_by"], row["state"]) for row in rows]


async def test_a_settled_register_is_searched_by_itself_once_a_week(registry: Registry) -> None:
    await registry.person()
    assert await _worked(registry) == []
    day = clock.now() + timedelta(days=2)
    with clock.moved_to(day):
        assert await _worked(registry) == [("schedule", "finished")]
        assert await _worked(registry) == [("schedule", "finished")]
    with clock.moved_to(day + timedelta(days=8)):
        assert await _worked(registry) == [("schedule", "finished")] * 2


async def test_the_loop_carries_out_what_was_asked_for_and_what_one_that_died_left(registry: Registry) -> None:
    asked = await registry.call("POST", "/duplicates/scans", 202)
    pool = registry.running.app.state.database.pool
    await pool.execute("UPDATE duplicate_scans SET state = 'running', phase = 'reading', attempts = 1")
    assert [state for _, state in await _worked(registry)] == ["finished"]
    assert (await registry.call("GET", f"/duplicates/scans/{asked['id']}"))["state"] == "finished"
