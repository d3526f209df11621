"""Months issued and quarters settled, on paper and as workbooks, from what was frozen and from nothing else."""

import io
from datetime import date
from typing import Any

import httpx
import pypdfium2
import pytest
from openpyxl import load_workbook

from chassis.keys import read_key_set
from contracts.registry import DivisionChanged
from services.assessment.reports.content import words_of
from services.assessment.settlements.sign import is_genuine
from tests.assessment.test_figures import happened
from tests.assessment.test_settlements import closed, on, scheduled
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import Running

COUNTY, TOWN, OTHER_TOWN = "341599000000", "341599001000", "341599002000"
_NAMES = [
    DivisionChanged(code=code, name=name, level=level, parent=None, valid_from=date(2020, 1, 1))
    for code, name, level in ((COUNTY, "示范县", "county"), (TOWN, "龙泉镇", "town"), (OTHER_TOWN, "䶮湖乡", "town"))
]


def _ok(answer: httpx.Response, expect: int = 200) -> Any:
    assert answer.status_code == expect, answer.text
    return answer.json()


async def _a_month(service: Running, month: date, done: int, of: int = 40) -> None:
    for place in (VILLAGE, OTHER_VILLAGE):
        visits = [scheduled(month.replace(day=1 + number % 28), place) for number in range(of)]
        await happened(service, *visits, *(closed(each) for each in visits[:done]))


async def _issue(service: Running, period: str, expect: int = 201, **more: str) -> Any:
    client = service.as_staff("county-officer")
    return _ok(await client.post("/bulletins", json={"period": period, **more}), expect)


def text_of(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(paper)
    return "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))


async def _paper(service: Running, path: str) -> str:
    answer = await service.as_staff("auditor").get(f"{path}/report.pdf")
    assert answer.headers["content-type"] == "application/pdf", answer.text
    again = await service.as_staff("auditor").get(f"{path}/report.pdf")
    assert again.content == answer.content, "equal figures give equal bytes"
    return text_of(answer.content)


async def test_a_bulletin_freezes_its_month(assessment: Running) -> None:
    with on(date(2026, 9, 2)):
        await happened(assessment, *_NAMES)
        await _a_month(assessment, date(2026, 8, 1), 30)
        assert (await _issue(assessment, "2026-09", 409))["begins"] == "2026-10-01"
        await _issue(assessment, "2026-08")
    with on(date(2026, 10, 2)):
        await _a_month(assessment, date(2026, 9, 1), 40)
        issued = await _issue(assessment, "2026-09")
        first = await _paper(assessment, f"/bulletins/{issued['id']}")
        assert "人口与家庭服务考核月报" in first and "2026年9月" in first and issued["digest"] in first
        assert "龙泉镇" in first and "䶮湖乡" in first, "rare characters too"
        assert "26年8月" in first and "尊重本人意愿" in first
        # What comes late changes neither the bulletin nor its paper.
        await _a_month(assessment, date(2026, 9, 1), 0)
        assert await _paper(assessment, f"/bulletins/{issued['id']}") == first
        assert (await _issue(assessment, "2026-09", 409))["version"] == 1
        again = await _issue(assessment, "2026-09", reason="补报随访")
        assert (again["version"], again["digest"] != issued["digest"]) == (2, True)
        whole = _ok(await assessment.as_staff("auditor").get(f"/bulletins/{again['id']}"))
        keys = _ok(await assessment.as_staff("auditor").get("/settlements/keys"))
        assert is_genuine(whole["document"], whole["signature"], read_key_set(keys))
        assert [each["period"] for each in whole["document"]["before"]] == ["2026-08"]
    listed = _ok(await assessment.as_staff("county-officer").get("/bulletins"))["items"]
    assert [(each["period"], each["version"]) for each in listed] == [("2026-09", 2), ("2026-09", 1), ("2026-08", 1)]
    assert (await assessment.as_staff("township-officer", TOWN).get("/bulletins")).status_code == 403


async def test_a_quarter_on_paper_and_as_a_workbook_with_its_charts(assessment: Running) -> None:
    with on(date(2026, 10, 2)):
        await happened(assessment, *_NAMES)
        await _a_month(assessment, date(2026, 9, 1), 36)
        entry = {"period": "2026-Q3"}
        settled = _ok(await assessment.as_staff("county-officer").post("/settlements", json=entry), 201)
        path = f"/settlements/{settled['id']}"
        paper = await _paper(assessment, path)
        assert "2026年第三季度" in paper and "季度考核结算报告" in paper and settled["digest"] in paper
        answer = await assessment.as_staff("auditor").get(f"{path}/report.xlsx")
        score = _ok(await assessment.as_staff("auditor").get(f"/scores/{TOWN}", params=entry))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["说明", "乡镇", "指标", "走势", "村"]
    assert [len(vars(sheet)["_charts"]) for sheet in book] == [0, 1, 1, 1, 0]
    towns = {row[2]: row for row in book["乡镇"].iter_rows(min_row=2, values_only=True)}
    assert towns[TOWN][1] == "龙泉镇" and towns[TOWN][3:6] == (score["value"], score["low"], score["high"])
    figures = {row[0]: row for row in book["指标"].iter_rows(min_row=2, values_only=True)}
    assert figures["随访完成率"][1:5] == (0.9, "share", 72, 80)


async def test_a_month_in_which_nothing_was_owed(assessment: Running) -> None:
    with on(date(2026, 10, 2)):
        issued = await _issue(assessment, "2026-09")
        paper = await _paper(assessment, f"/bulletins/{issued['id']}")
        assert "未评分" in paper and "无应办" in paper
        workbook = await assessment.as_staff("auditor").get(f"/bulletins/{issued['id']}/report.xlsx")
        assert len(load_workbook(io.BytesIO(workbook.content)).sheetnames) == 5
        unknown = f"/bulletins/{TOWN.rjust(32, '0')}/report.pdf"
        assert (await assessment.as_staff("auditor").get(unknown)).status_code == 404


@pytest.mark.parametrize(("period", "words"), [("2026-09", "2026年9月"), ("2026-Q4", "2026年第四季度")])
def test_periods_in_words(period: str, words: str) -> None:
    assert words_of(period) == words
