"""Notices, postings and statements: whole to the person, masked to the village, harmless to a spreadsheet."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from contracts.registry import DivisionChanged
from services.incentives.papers.capitals import in_capitals
from services.incentives.papers.print_papers import Occasion, print_posting
from services.incentives.papers.sheet import Sheet
from services.incentives.places.keep_place import name_of
from services.incentives.schemes.catalogue import catalogue
from services.incentives.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.incentives.money import Office, office
from tests.incentives.test_recoveries import stop
from tests.support.delivering import deliver
from tests.support.people import OTHER_VILLAGE, VILLAGE

TOWN = "341599001000"

CAPITALS = {
    3_852_000: "叁万捌仟伍佰贰拾元整",
    6_821_220_800: "陆仟捌佰贰拾壹万贰仟贰佰零捌元整",
    101: "壹元零壹分",
    10: "壹角整",
    1_000_100: "壹万零壹元整",
    100_001_000_000: "壹拾亿零壹万元整",
    0: "零元整",
}


@pytest.mark.parametrize("fen", CAPITALS)
def test_amounts_in_capitals(fen: int) -> None:
    assert in_capitals(fen) == CAPITALS[fen]


async def _paid(at_work: Office) -> dict[str, Any]:
    await at_work.enter([96_000, 48_000, 7])
    await at_work.enter([500], village=OTHER_VILLAGE)
    cycle = await at_work.cycle()
    await at_work.pay_all(await at_work.send(cycle["id"]))
    return cycle


async def test_a_village_prints_its_papers(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        cycle = await _paid(at_work)
        worker = at_work.clerk("w", "village-worker", VILLAGE)
        for paper, pages in (("notices", 2), ("posting", 1), ("village", 3)):
            printed = await worker.get(f"/cycles/{cycle['id']}/{paper}.pdf", params={"division": VILLAGE})
            assert (printed.status_code, printed.headers["content-type"]) == (200, "application/pdf"), printed.text
            assert printed.content.count(b"/Type /Page\n") == pages
            assert b"/FontFile2" in printed.content, "the typeface is embedded"
        elsewhere = await worker.get(f"/cycles/{cycle['id']}/posting.pdf", params={"division": OTHER_VILLAGE})
        assert elsewhere.status_code == 403
        nobody = await at_work.clerk().get(f"/cycles/{cycle['id']}/posting.pdf", params={"division": "341599009201"})
        assert nobody.json()["type"].endswith("/nothing-to-print")


def test_what_hangs_out_shows_no_sum_that_names_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """C5: neither the amount of such a line nor a total from which it could be reckoned."""
    shown: list[list[str]] = []
    monkeypatch.setattr(Sheet, "row", lambda self, cells, *_, **__: shown.append(list(cells)))
    line = {"scheme_version": 1, "name": "张三", "paid_on": date(2026, 6, 30)}
    rows = [line | {"scheme": "rural-reward", "amount_fen": 96_000}]
    rows += [line | {"scheme": "special-support-bereaved", "amount_fen": 708_000}]
    print_posting(Occasion("上半年", "河西村", "示范县", date(2026, 7, 1)), catalogue(), rows)
    _, open_line, private, total = shown
    assert (open_line[2:4], private[2:4]) == (["农村奖励扶助", "960.00"], ["家庭扶助", "不公示"])
    assert (total[1], total[3]) == ("2 笔", "960.00")


async def test_papers_call_a_village_by_its_name(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        database = at_work.service.app.state.database
        for code, name in ((TOWN, "青山镇"), (VILLAGE, "河西村"), (VILLAGE, "河东村")):
            level = "town" if code == TOWN else "village"
            named_so = DivisionChanged(code=code, name=name, level=level, parent=None, valid_from=date(2020, 1, 1))
            await deliver(database, SUBSCRIPTIONS, named_so)
        async with at_work.pool.acquire() as connection:
            named = [await name_of(connection, code) for code in (VILLAGE, TOWN, OTHER_VILLAGE)]
        assert named == ["青山镇河东村", "青山镇", OTHER_VILLAGE]


async def test_a_notice_says_what_was_paid_too_much(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await _paid(at_work)
        await stop(at_work, at_work.people[0], 6_000, date(2026, 3, 1))
        (debt,) = (await at_work.clerk().get("/recoverables")).json()["items"]
        printed = await at_work.clerk().get(f"/recoverables/{debt['id']}/notice.pdf")
        assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")


async def test_a_person_sees_what_when_why_and_to_which_account(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await _paid(at_work)
        person = at_work.people[0]
        worker = at_work.clerk("w", "village-worker", VILLAGE)
        seen = (await worker.get(f"/statements/persons/{person.person_id}")).json()
        assert (seen["paid_fen"], seen["owed_fen"]) == (96_000, 0)
        (line,) = seen["lines"]
        assert (line["account_shown"], line["state"]) == (f"**** {person.card[-4:]}", "paid")
        assert line["decision_id"]
        sheet = await worker.get(f"/statements/persons/{person.person_id}/export.xlsx")
        _, row = openpyxl.load_workbook(io.BytesIO(sheet.content))["明细"].values
        assert (row[4], row[8], row[10]) == ("960.00", line["account_shown"], line["decision_id"])
        assert row[0] == "农村部分计划生育家庭奖励扶助"
        stranger = at_work.clerk("x", "village-worker", OTHER_VILLAGE)
        for path in ("", "/export.xlsx"):
            assert (await stranger.get(f"/statements/persons/{person.person_id}{path}")).status_code == 404


async def test_villages_and_funds_add_up_and_export_harmlessly(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        await _paid(at_work)
        await at_work.pool.execute(
            "UPDATE beneficiaries SET name = '=cmd|calc' WHERE person_id = $1", at_work.people[0].person_id
        )
        first = await at_work.clerk().get("/statements/divisions", params={"year": 2026, "limit": 1})
        rest = await at_work.clerk().get("/statements/divisions", params={"year": 2026, "cursor": first.json()["next"]})
        lines = first.json()["items"] + rest.json()["items"]
        assert [(line["division_code"], line["paid_fen"]) for line in lines] == [
            (VILLAGE, 144_007),
            (OTHER_VILLAGE, 500),
        ]
        sheet = await at_work.clerk().get("/statements/export.xlsx", params={"year": 2026})
        book = openpyxl.load_workbook(io.BytesIO(sheet.content))
        names = [row[1] for row in list(book["明细"].values)[1:]]
        assert "=" + "*" * 8 in names
        cells = [cell for row in book["明细"].iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(person.card not in str(cell.value) for person in at_work.people for cell in cells)
        assert [row[5] for row in list(book["汇总"].values)[1:]] == ["1440.07", "5.00"]
        (fund,) = (await at_work.clerk().get("/statements/funds", params={"year": 2026})).json()["items"]
        assert (fund["granted_fen"], fund["paid_fen"], fund["people"]) == (10**12, 144_507, 4)
        assert fund["granted_fen"] == fund["available_fen"] + fund["paid_fen"]
        assert list(book["资金"].values)[1][7] == "1445.07"
        township = at_work.clerk("t", "township-officer", TOWN)
        theirs = await township.get("/statements/export.xlsx", params={"year": 2026})
        assert openpyxl.load_workbook(io.BytesIO(theirs.content)).sheetnames == ["汇总", "明细"], (
            "the books are the county's"
        )
        assert (await township.get("/statements/funds", params={"year": 2026})).status_code == 403
        other = await at_work.clerk().get("/statements/export.xlsx", params={"year": 2026, "fund": "none-such"})
        assert len(list(openpyxl.load_workbook(io.BytesIO(other.content))["明细"].values)) == 1
