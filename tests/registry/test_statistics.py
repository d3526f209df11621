"""Population and events as published: by date, with small numbers withheld, as JSON, files and a picture."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from chassis import clock
from tests.registry.conftest import NEIGHBOUR, TOWN, VILLAGE, Registry
from tests.registry.test_division_changes import change

HOME = {"registered_division": VILLAGE, "residence_division": VILLAGE}


async def settle(registry: Registry, division: str, people: int, sex: int = 1, born: str = "1990-01-01") -> None:
    await registry.pool.execute(
        "INSERT INTO persons (id, name, sex, birth_date, registered_division, residence_division,"
        " valid_from, changed_by, change_reason, source)"
        " SELECT gen_random_uuid(), '王', $1, $2::text::date, $3, $3, $4, 'x', 'x', 'hand' FROM generate_series(1, $5)",
        sex, born, division, clock.now() - timedelta(days=30), people,
    )  # fmt: skip


async def figures(registry: Registry, **params: Any) -> dict[str, Any]:
    page = await registry.call("GET", "/statistics/population", params=params)
    return {place["division"]: place for place in page["items"]}


async def test_people_by_age_sex_and_place(registry: Registry) -> None:
    await settle(registry, VILLAGE, 7)
    await settle(registry, VILLAGE, 8, sex=2, born="1930-06-01")
    await settle(registry, NEIGHBOUR, 9)
    found = await figures(registry)
    assert found.keys() == {VILLAGE, NEIGHBOUR}
    village = found[VILLAGE]
    assert (village["name"], village["total"], village["male"], village["female"]) == ("东村", 15, 7, 8)
    assert {g["age"]: g["total"] for g in village["ages"] if g["total"]} == {"35-39": 7, "85+": 8}
    assert (await figures(registry, level="town"))[TOWN]["total"] == 24
    worker = await registry.staff("village-worker", VILLAGE)
    mine = await registry.call("GET", "/statistics/population", by=worker)
    assert [place["division"] for place in mine["items"]] == [VILLAGE]


async def test_a_small_number_is_withheld_with_what_would_give_it_away(registry: Registry) -> None:
    await settle(registry, VILLAGE, 3)
    await settle(registry, VILLAGE, 20, sex=2)
    await settle(registry, NEIGHBOUR, 30)
    await settle(registry, NEIGHBOUR, 30, sex=2)
    found = await figures(registry)
    assert {code: place["withheld"] for code, place in found.items()} == {VILLAGE: "parts", NEIGHBOUR: "parts"}
    assert [found[VILLAGE][key] for key in ("total", "male", "female")] == [23, None, None]
    assert (await figures(registry, level="town"))[TOWN]["male"] == 33


async def test_years_before_a_merge_stay_as_they_were(registry: Registry) -> None:
    await settle(registry, VILLAGE, 7)
    await settle(registry, NEIGHBOUR, 9)
    before = await figures(registry)
    with clock.moved_to(clock.now() + timedelta(days=10)):
        registry.clients.clear()
        await change(registry, "merge", [VILLAGE], {"code": NEIGHBOUR})
        day_before = (clock.today() - timedelta(days=1)).isoformat()
        assert {c: p["total"] for c, p in (await figures(registry)).items()} == {NEIGHBOUR: 16}
        then = await figures(registry, as_of=day_before)
        assert {c: (p["name"], p["total"]) for c, p in then.items()} == {
            c: (p["name"], p["total"]) for c, p in before.items()
        }
        worker = await registry.staff("village-worker", NEIGHBOUR)
        theirs = await registry.call("GET", "/statistics/population", by=worker, params={"as_of": day_before})
        assert [place["division"] for place in theirs["items"]] == [VILLAGE, NEIGHBOUR]


async def test_years_before_a_split_stay_as_they_were(registry: Registry) -> None:
    entry = {"number": "5", "registered_division": VILLAGE}
    household = (await registry.call("POST", "/households", 201, json=entry))["id"]
    for day in range(1, 7):
        child = {"name": f"王{day}", "sex": 2, "birth_date": f"2024-03-{day:02}"}
        await registry.call("POST", "/births", 201, json={"child": child, "household_id": household} | HOME)
    await settle(registry, VILLAGE, 7)
    before = await figures(registry)
    born = await registry.call("GET", "/statistics/events", params={"year": 2024})
    with clock.moved_to(clock.now() + timedelta(days=10)):
        registry.clients.clear()
        new = {"code": "341599001050", "name": "新村", "households": [household]}
        await change(registry, "split", [VILLAGE], {"code": VILLAGE, "rest": True}, new)
        now = {code: place["total"] for code, place in (await figures(registry)).items()}
        assert now == {VILLAGE: 7, "341599001050": 6}
        then = await figures(registry, as_of=(clock.today() - timedelta(days=1)).isoformat())
        assert {c: (p["name"], p["total"], p["ages"]) for c, p in then.items()} == {
            c: (p["name"], p["total"], p["ages"]) for c, p in before.items()
        }
        assert then[VILLAGE]["total"] == 13
        # Births, too, stay with the village that they were registered in.
        assert await registry.call("GET", "/statistics/events", params={"year": 2024}) == born


async def test_files_and_picture(registry: Registry) -> None:
    await settle(registry, VILLAGE, 7)
    await settle(registry, VILLAGE, 8, sex=2)
    client = await registry.staff()
    sheet = await client.get("/statistics/population", params={"format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[1][:4] == (VILLAGE, "东村", "合计", 15)
    listed = await client.get("/statistics/population", params={"format": "csv"})
    assert listed.content.decode("utf-8-sig").splitlines()[2].startswith(f"{VILLAGE},东村,男,7")
    picture = await client.get("/statistics/pyramid.svg", params={"division": VILLAGE})
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "东村 人口金字塔" in picture.text
    assert picture.text.count("<rect") == 1 + 2 * 18
    await registry.call("GET", "/statistics/pyramid.svg", 404, params={"division": NEIGHBOUR})


async def test_births_of_a_year_by_month(registry: Registry) -> None:
    for day in range(1, 7):
        child = {"name": f"王{day}", "sex": 1, "birth_date": f"2024-03-{day:02}"}
        await registry.call("POST", "/births", 201, json={"child": child} | HOME)
    page = await registry.call("GET", "/statistics/events", params={"year": 2024})
    assert [(e["kind"], e["total"], e["months"]["03"]) for e in page["items"]] == [("births", 6, 6)]
    empty = await registry.call("GET", "/statistics/events", params={"year": 2023})
    assert empty["items"] == []


@pytest.mark.parametrize("params", [{"as_of": "2099-01-01"}, {"level": "street"}, {"division": "1"}, {"format": "pdf"}])
async def test_a_bad_question_is_refused(registry: Registry, params: dict[str, str]) -> None:
    await registry.call("GET", "/statistics/population", 422, params=params)
