"""Extracts: every row gets its verdict, nothing beyond the schema is kept, and bad files are recognised."""

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from services.registry.reconciliation.record_kinds.json_schema import json_schema
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.record_kinds.template import template_xlsx
from tests.registry.conftest import VILLAGE, citizen_number, slug
from tests.registry.reconciliation.conftest import Meeting, open_meeting, sheet

BORN = date(1950, 3, 4)


def row(number: str | None = None, died: str = "20261012", name: str = "王老五") -> list[str]:
    return [name, number or citizen_number(BORN, 1), "男", "19500304", died, VILLAGE]


async def test_rows_are_taken_sealed_and_an_extract_replaces_the_one_before(meeting: Meeting) -> None:
    first = await meeting.hand_in("cremations", [row(), row()])
    assert (first["state"], first["rows_read"], first["accepted"], first["late"]) == ("accepted", 2, 2, False)
    kept = await meeting.registry.pool.fetch("SELECT record_sealed FROM submission_rows")
    assert len(kept) == 2 and all("王老五".encode() not in r["record_sealed"] for r in kept)
    second = await meeting.hand_in("cremations", [row(), row(), row()])
    again = await meeting.registry.call("GET", f"/reconciliation/submissions/{first['id']}")
    assert (again["state"], again["digest"], again["accepted"]) == ("replaced", first["digest"], 2)
    assert await meeting.registry.pool.fetchval("SELECT count(*) FROM submission_rows") == 3
    assert second["digest"] != first["digest"]


async def test_the_same_file_twice_is_recognised_and_not_read_again(meeting: Meeting) -> None:
    file = sheet("cremations", [row()])
    first = await meeting.hand_in("cremations", file)
    files = {"file": ("again.csv", file)}
    params = {"session": meeting.id, "kind": "cremations"}
    again = await meeting.registry.call("POST", "/reconciliation/submissions", 202, params=params, files=files)
    assert (again["id"], again["received_before"]) == (first["id"], True)


async def test_a_whole_file_of_another_month(meeting: Meeting) -> None:
    told = await meeting.hand_in("moves", [_move("20260310") for _ in range(3)] + [_move("20261010")])
    assert (told["accepted"], told["verdicts"]) == (1, {"wrong_month": 3})
    assert any("月份" in warning for warning in told["warnings"])
    assert set((await meeting.verdicts(told)).values()) == {"wrong_month"}


def _move(day: str) -> list[str]:
    return ["李四", citizen_number(BORN, 1), "男", "19500304", "迁出", day, VILLAGE, "110101001001"]


async def test_last_months_file_again_and_one_of_less_than_half_the_rows(meeting: Meeting) -> None:
    roll = sheet("low-income", [["王老五", citizen_number(BORN, 1), "男", "", VILLAGE], *map(_poor, range(4))])
    assert (await meeting.hand_in("low-income", roll))["warnings"] == []
    following = await open_meeting(meeting.registry, "2026-11")
    again = await following.hand_in("low-income", roll)
    assert (again["state"], again["accepted"]) == ("accepted", 5)
    assert [warning for warning in again["warnings"] if "完全相同" in warning]
    fewer = await following.hand_in("low-income", [_poor(1), _poor(2)])
    assert [warning for warning in fewer["warnings"] if "不到上次的一半" in warning]


def _poor(number: int) -> list[str]:
    return [f"贫困{'甲乙丙丁'[number]}", "", "女", f"195{number}0101", VILLAGE]


async def test_another_departments_kind_and_another_kinds_file(meeting: Meeting) -> None:
    education = await meeting.department("education")
    problem = await meeting.hand_in("cremations", [row()], 422, by=education)
    assert (slug(problem), problem["kinds"]) == ("record-kind-not-yours", ["enrolment"])
    told = await meeting.hand_in("marriages", sheet("divorces", [["王", "", "", "李", "", "", "20261001", ""]]))
    assert (told["state"], told["problem"]["slug"]) == ("refused", "submission-another-kind")
    assert told["problem"]["looks_like"] == "divorces"


@pytest.mark.parametrize("way", ["右", "左"])
async def test_a_column_shifted_by_one(meeting: Meeting, way: str) -> None:
    whole = row()
    shifted = ["", *whole[:-1]] if way == "右" else [*whole[1:], ""]
    told = await meeting.hand_in("cremations", [row(), shifted])
    assert await meeting.verdicts(told) == {3: "shifted_column"}
    page = await meeting.registry.call("GET", f"/reconciliation/submissions/{told['id']}/verdicts")
    assert f"整体{way}移" in page["items"][0]["message"] and any("错位" in warning for warning in told["warnings"])
    assert (told["accepted"], told["rejected"]) == (1, 1)


async def test_half_a_file(meeting: Meeting) -> None:
    whole = sheet("cremations", [row(), row(), row()])
    told = await meeting.hand_in("cremations", whole[: whole.rfind(b"\n", 0, -1) + 25])
    assert await meeting.verdicts(told) == {4: "cut_off"}
    assert told["accepted"] == 2 and any("中断" in warning for warning in told["warnings"])
    declared = await meeting.hand_in("cremations", sheet("cremations", [row()]), rows=3)
    assert (declared["state"], declared["problem"]["slug"]) == ("refused", "submission-rows-missing")
    lines = b'{"name": "a", "died_on": "2026-10-01"}\n{"name": "b", "died'
    assert await meeting.verdicts(await meeting.hand_in("cremations", lines)) == {2: "cut_off"}


async def test_a_workbook_cut_in_half_is_refused_and_says_so(meeting: Meeting) -> None:
    book = workbook([row()])
    told = await meeting.hand_in("cremations", book[: len(book) // 2])
    assert (told["state"], told["problem"]["reason"]) == ("refused", "damaged")


async def test_thirty_percent_garbage_is_told_row_by_row_and_the_rest_is_taken(meeting: Meeting) -> None:
    garbage = [["@#$%", "abc", "?", "x", "y", "z"], ["", "", "", "", "20261001", ""], ["王五", "123", "男", "", "", ""]]
    told = await meeting.hand_in("cremations", [row(name=f"甲{n}") for n in range(7)] + garbage)
    assert (told["rows_read"], told["accepted"], told["rejected"]) == (10, 7, 3)
    assert set(await meeting.verdicts(told)) == {9, 10, 11}
    assert any("两成" in warning for warning in told["warnings"])


def workbook(rows: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [column.zh for column in kinds()["cremations"].columns])
        for at, cells in enumerate(rows, 1):
            page.write_row(at, 0, cells)
    return out.getvalue()


async def test_numbers_that_a_spreadsheet_ate_and_dates_as_serials(meeting: Meeting) -> None:
    serial = (date(2026, 10, 12) - date(1899, 12, 30)).days
    eaten = ["王老五", 1.10105e17, "男", 18326, serial, VILLAGE]
    typed = ["王老六", "1.10105E+17", "男", "19500304", "20261012", VILLAGE]
    told = await meeting.hand_in("cremations", workbook([eaten, typed, ["王老七", "", "男", 18326, serial, VILLAGE]]))
    assert await meeting.verdicts(told) == {2: "number_damaged", 3: "number_damaged"}
    assert told["accepted"] == 1, "a date that became a number is turned back without loss"


async def test_what_the_schema_does_not_have_is_refused_and_never_stored(meeting: Meeting) -> None:
    header = [column.zh for column in kinds()["death-certificates"].columns]
    told = await meeting.hand_in(
        "death-certificates", sheet("death-certificates", [[*row(), "肺炎"]], [*header, "死亡原因"])
    )
    assert (told["state"], told["problem"]["slug"], told["problem"]["rule"]) == (
        "refused",
        "submission-fields-refused",
        "C6",
    )
    line = b'{"name": "a", "died_on": "2026-10-01", "cause": "x"}\n'
    pushed = await meeting.hand_in("death-certificates", line)
    assert pushed["problem"]["columns"] == ["cause"]
    assert await meeting.registry.pool.fetchval("SELECT count(*) FROM submission_rows") == 0


async def test_records_are_pushed_by_the_published_schema(meeting: Meeting) -> None:
    health = await meeting.department("health")
    params = {"session": meeting.id, "kind": "hospital-births"}
    record = {"child_sex": "女", "born_on": "2026-10-03", "mother_name": "李芳"}
    told = await meeting.registry.call(
        "POST", "/reconciliation/submissions/records", 202, params=params, json={"items": [record]}, by=health
    )
    await meeting.work()
    told = await meeting.registry.call("GET", f"/reconciliation/submissions/{told['id']}", by=health)
    assert (told["state"], told["accepted"]) == ("accepted", 1)
    page = await meeting.registry.call("GET", "/reconciliation/kinds", params={"department": "health"}, by=health)
    assert {kind["department"] for kind in page["items"]} == {"health"}
    assert page["items"][0]["record_schema"]["additionalProperties"] is False


async def test_odd_records_are_told_row_by_row_and_odd_names_break_nothing(meeting: Meeting) -> None:
    health = await meeting.department("health")
    params = {"session": meeting.id, "kind": "hospital-births"}
    good = {"child_sex": "女", "born_on": "2026-10-03", "mother_name": "李芳"}
    odd = [good | {"mother_name": value} for value in ("\ud800", 10**40, ["x"], "a\u0000b", float("nan"))]
    body = json.dumps({"items": [good, *odd]})
    sent = {"params": params, "content": body, "headers": {"Content-Type": "application/json"}}
    told = await meeting.registry.call("POST", "/reconciliation/submissions/records", 202, by=health, **sent)
    await meeting.work()
    told = await meeting.registry.call("GET", f"/reconciliation/submissions/{told['id']}", by=health)
    assert (told["state"], told["accepted"], told["rejected"]) == ("accepted", 2, 4)
    strange = await meeting.hand_in("hospital-births", json.dumps(good | {"a\u0000\n": 1}).encode() + b"\n")
    assert (strange["state"], strange["problem"]["columns"]) == ("refused", ["a"])


@pytest.mark.parametrize("kind", list(kinds()))
def test_schema_and_template_tell_the_same_columns(kind: str) -> None:
    page = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind))).active
    assert page is not None
    columns = kinds()[kind].columns
    assert [cell.value for cell in page[1]] == [column.zh for column in columns]
    assert list(json_schema(kinds()[kind])["properties"]) == [column.name for column in columns]


async def test_a_template_filled_in_is_taken_and_its_hints_are_skipped(meeting: Meeting) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx("cremations")))
    page = book.active
    assert page is not None
    page.append(row())
    out = io.BytesIO()
    book.save(out)
    told = await meeting.hand_in("cremations", out.getvalue())
    assert (told["rows_read"], told["accepted"]) == (1, 1)


async def test_a_department_sees_its_own_submissions_alone(meeting: Meeting) -> None:
    told = await meeting.hand_in("cremations", [row()])
    health = await meeting.department("health")
    for path in (f"/reconciliation/submissions/{told['id']}", f"/reconciliation/submissions/{told['id']}/verdicts"):
        await meeting.registry.call("GET", path, 404, by=health)
    page = await meeting.registry.call("GET", "/reconciliation/submissions", params={"session": meeting.id}, by=health)
    assert page["items"] == []


async def test_late_and_missing_departments_are_shown(meeting: Meeting) -> None:
    await meeting.registry.pool.execute("UPDATE reconciliation_sessions SET collect_by = '2026-11-01'")
    told = await meeting.hand_in("cremations", [row()])
    shown = await meeting.show()
    assert told["late"] and shown["late"] == ["civil-affairs"]
    assert "cremations" not in shown["missing"]["civil-affairs"] and shown["missing"]["education"] == ["enrolment"]
    education = await meeting.registry.call(
        "GET", "/reconciliation/sessions", params={"period": "2026-10"}, by=await meeting.department("education")
    )
    assert education["items"][0]["missing"] == {"education": ["enrolment"]}
