"""Remembered mappings: an office explains its headers once, and its next file of the same headers is understood."""

from typing import Any

import httpx
import pytest

from services.registry.imports.naming import Explained, naming_for
from tests.registry.imports.conftest import TOWN, VILLAGE, Office, citizen_number

HEADERS = ["群众姓名", "身份证", "所在村", "内部编号"]
COLUMNS = {"群众姓名": "name", "身份证": "公民身份号码", "所在村": "residence_division", "内部编号": None}


def their_file(*rows: list[str], headers: list[str] = HEADERS) -> bytes:
    return "\n".join(",".join(row) for row in [headers, *rows]).encode()


ROW = ["王小明", citizen_number(), VILLAGE, "7"]


async def remember(office: Office, columns: dict[str, Any], **caller: Any) -> httpx.Response:
    async with office.client(**caller) as client:
        return await client.put("/imports/mappings", json={"columns": columns})


async def test_the_next_file_of_the_same_headers_is_read_by_it(office: Office) -> None:
    before = await office.take_in(their_file(ROW))
    assert (before["state"], before["mapping"]) == ("failed", None)
    kept = (await remember(office, COLUMNS)).json()
    assert kept["columns"] == COLUMNS | {"身份证": "citizen_number"}
    done = await office.take_in(their_file(ROW, ["", citizen_number(sequence=3), VILLAGE, ""]))
    assert (done["counts"]["created"], done["counts"]["rejected"]) == (1, 1)
    assert done["mapping"] == {"id": kept["id"], "columns": kept["columns"]}
    assert done["unknown_columns"] == []
    # The fault is named by the office's own header.
    assert (await office.rejections(done["id"]))[1][1:3] == ["群众姓名", "required"]


async def test_it_fits_whatever_the_order_and_the_blanks_but_not_when_a_header_is_missing(office: Office) -> None:
    await remember(office, COLUMNS)
    turned = their_file(
        [VILLAGE, "", citizen_number(), "王小明"], headers=["所 在 村", "内部编号", "身份证", "群众姓名*"]
    )
    assert (await office.take_in(turned))["counts"]["created"] == 1
    fewer = their_file(ROW[:3], headers=HEADERS[:3])
    assert (await office.take_in(fewer))["state"] == "failed"


async def test_it_belongs_to_the_office(office: Office) -> None:
    kept = (await remember(office, COLUMNS, role="township-officer", division=TOWN)).json()
    assert (await office.take_in(their_file(ROW)))["state"] == "failed"
    async with office.client() as county:
        assert (await county.get("/imports/mappings")).json() == {"items": []}
        assert (await county.delete(f"/imports/mappings/{kept['id']}")).status_code == 404
    async with office.client(role="township-officer", division=TOWN) as town:
        assert [item["id"] for item in (await town.get("/imports/mappings")).json()["items"]] == [kept["id"]]
        assert (await town.delete(f"/imports/mappings/{kept['id']}")).status_code == 204
        assert (await town.get("/imports/mappings")).json() == {"items": []}


async def test_the_same_headers_again_replace_what_was_said(office: Office) -> None:
    await remember(office, COLUMNS)
    second = (await remember(office, COLUMNS | {"内部编号": "note"})).json()
    async with office.client() as client:
        assert [item["id"] for item in (await client.get("/imports/mappings")).json()["items"]] == [second["id"]]
    await office.take_in(their_file(ROW))
    assert await office.pool.fetchval("SELECT note FROM persons") == "7"


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"甲": "nickname"},
        {"甲": "name", "乙": "姓名"},
        {"姓 名": "name", "姓名": "note"},
        {"*": "name"},
        {"": "name"},
        {"长" * 101: "name"},
        {f"{n}": None for n in range(51)},
        {"甲": 1},
    ],
)
async def test_what_cannot_be_meant_is_refused(office: Office, columns: dict[str, Any]) -> None:
    assert (await remember(office, columns)).status_code == 422


def test_of_several_the_one_that_explains_most_is_used() -> None:
    small, large = Explained("1", {"甲": "name"}), Explained("2", {"甲": "name", "乙": None})
    assert naming_for(["甲", "乙", "性别"], [small, large]).used == "2"
    assert naming_for(["甲", "性别"], [small, large]).used == "1"
    assert naming_for(["姓名", "性别"], [small, large]).used is None
