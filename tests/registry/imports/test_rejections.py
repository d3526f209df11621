"""Rows that are refused: every fault with its place, nothing else of the file held up."""

import csv
import io

import pytest

from tests.registry.imports.conftest import (
    ELSEWHERE,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    Office,
    citizen_number,
    counts,
    csv_file,
    person,
)

GOOD = person()


def verdicts(lines: list[list[str]]) -> list[tuple[str, str, str]]:
    return [(line[0], line[1], line[2]) for line in lines[1:]]


async def test_all_faults_of_a_row_are_told_and_the_others_are_entered(office: Office) -> None:
    number = citizen_number(sequence=3)
    bad = person(name="", citizen_number=number, sex="女", birth_date="19790131", ethnic_group="汗族", note="=1+1")
    done = await office.take_in(csv_file(GOOD, bad))
    assert (done["state"], done["counts"]["created"], done["counts"]["rejected"]) == ("finished", 1, 1)
    lines = await office.rejections(done["id"])
    assert lines[0][:5] == ["row", "column", "code", "message", "姓名"]
    assert sorted(verdicts(lines)) == [
        ("3", "出生日期", "birth_contradicts_number"),
        ("3", "备注", "formula_cell"),
        ("3", "姓名", "required"),
        ("3", "性别", "sex_contradicts_number"),
        ("3", "民族", "unknown_code"),
    ]
    assert lines[1][5] == number
    assert lines[1][-1] == "'=1+1"
    assert all(line[3] for line in lines)


async def test_rejected_cells_are_sealed_at_rest(office: Office) -> None:
    await office.take_in(csv_file(person(name="", note="只此一处")))
    row = await office.pool.fetchrow("SELECT faults::text AS faults, cells FROM import_rejections")
    assert citizen_number().encode() not in row["cells"]
    assert "只此一处".encode() not in row["cells"]
    assert citizen_number() not in row["faults"]


async def test_rows_that_repeat_a_person_are_told_which_row_they_repeat(office: Office) -> None:
    document = {"citizen_number": "", "other_id_type": "护照", "other_id_number": "E1"}
    unnumbered = person(name="赵六", citizen_number="")
    rows = [GOOD, GOOD | {"name": "同号"}, person(**document), person(**document), unnumbered, unnumbered]
    done = await office.take_in(csv_file(*rows))
    assert (done["counts"]["created"], done["counts"]["rejected"]) == (3, 3)
    lines = await office.rejections(done["id"])
    assert verdicts(lines) == [
        ("3", "公民身份号码", "duplicate_in_file"),
        ("5", "其他证件号码", "duplicate_in_file"),
        ("7", "姓名", "duplicate_in_file"),
    ]
    assert "第 2 行" in lines[1][3]
    assert lines[1][4] == "同号"


async def test_a_household_has_one_head(office: Office) -> None:
    head = person(household_number="7", relation_to_head="户主")
    second = person(name="赵六", citizen_number=citizen_number(sequence=3), household_number="7", relation_to_head="01")
    done = await office.take_in(csv_file(head, second))
    assert verdicts(await office.rejections(done["id"])) == [("3", "与户主关系", "bad_household")]
    later = await office.take_in(csv_file(second))
    assert verdicts(await office.rejections(later["id"])) == [("2", "与户主关系", "bad_household")]


async def test_a_relation_needs_a_household(office: Office) -> None:
    done = await office.take_in(csv_file(person(relation_to_head="子")))
    assert verdicts(await office.rejections(done["id"])) == [("2", "户号", "bad_household")]


@pytest.mark.parametrize(("role", "division"), [("township-officer", TOWN), ("village-worker", VILLAGE)])
async def test_rows_outside_the_uploaders_division(office: Office, role: str, division: str) -> None:
    mine, elsewhere = (
        person(),
        person(
            name="赵六",
            citizen_number=citizen_number(sequence=3),
            registered_division=ELSEWHERE,
            residence_division=ELSEWHERE,
        ),
    )
    other = person(
        name="钱七",
        citizen_number=citizen_number(sequence=5),
        registered_division=OTHER_VILLAGE,
        residence_division=OTHER_VILLAGE,
    )
    done = await office.take_in(csv_file(mine, elsewhere, other), role=role, division=division)
    assert done["counts"]["created"] == (1 if role == "village-worker" else 2)
    codes = {code for _, _, code in verdicts(await office.rejections(done["id"]))}
    assert codes == {"outside_your_division"}


async def test_a_person_of_another_village_is_not_taken_over(office: Office) -> None:
    await office.take_in(csv_file(person(registered_division=OTHER_VILLAGE, residence_division=OTHER_VILLAGE)))
    done = await office.take_in(csv_file(person()), role="village-worker", division=VILLAGE)
    assert verdicts(await office.rejections(done["id"])) == [("2", "现居住地区划代码", "outside_your_division")]
    assert await office.pool.fetchval("SELECT residence_division FROM persons") == OTHER_VILLAGE


async def test_messages_in_english_for_who_asks(office: Office) -> None:
    done = await office.take_in(csv_file(person(name="")))
    async with office.client() as client:
        answer = await client.get(f"/imports/{done['id']}/rejections.csv", headers={"Accept-Language": "en"})
    assert "Required, but empty" in answer.text


async def test_blank_rows_and_the_hint_row_are_no_rows_but_count_as_lines(office: Office) -> None:
    hints = {"name": "必填", "citizen_number": "18位", "birth_date": "YYYYMMDD"}
    done = await office.take_in(csv_file(hints, {}, person(name=""), {}, person()))
    assert (done["counts"]["read"], done["counts"]["created"]) == (2, 1)
    assert verdicts(await office.rejections(done["id"])) == [("4", "姓名", "required")]


async def test_unknown_columns_are_reported(office: Office) -> None:
    content = "户口性质,姓名,公民身份号码,户籍地区划代码,=cmd\n".encode() + (
        f"农业,王小明,{citizen_number()},{VILLAGE},x\n".encode()
    )
    done = await office.take_in(content)
    assert (done["counts"]["created"], done["unknown_columns"]) == (1, ["户口性质", "=cmd"])


async def test_the_list_of_rejections_is_mended_and_uploaded_itself(office: Office) -> None:
    nameless, contradictory = person(name="", note="-3", phone="+86 19012345678"), person(sex="女")
    done = await office.take_in(csv_file(GOOD, nameless, contradictory))
    assert done["counts"] == counts(read=3, created=1, rejected=2)
    lines = await office.rejections(done["id"])
    for line in lines[1:]:
        line[4] = line[4] or "赵补名"
        line[5], line[8] = citizen_number(sequence=5 if line[0] == "3" else 3), "男"
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    again = await office.take_in(out.getvalue().encode())
    assert again["counts"] == counts(read=2, created=2, possible_duplicates=1)
    assert again["unknown_columns"] == ["row", "column", "code", "message"]
    kept = await office.pool.fetchval("SELECT note FROM persons WHERE name = '赵补名'")
    assert kept == "-3"
