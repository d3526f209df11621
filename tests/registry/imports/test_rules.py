"""The verdict on a row, by chance: never a crash, never a bad person, always a reason."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.identifiers import BadCitizenNumber, parse_citizen_number
from services.registry.code_tables import TABLES, code_table
from services.registry.codes import ETHNIC_GROUPS, MARITAL_STATUSES, SEXES
from services.registry.imports.citizen_numbers import CitizenNumbers, Known
from services.registry.imports.columns import columns
from services.registry.imports.dates import parse_date
from services.registry.imports.described import NAMES, Described
from services.registry.imports.reading.row import ERROR, FORMULA, NUMBER, NUMBER_1904, Row
from services.registry.imports.rules import Place, RowRules
from services.registry.imports.verdicts import CODES, Fault, message
from tests.registry.imports.conftest import ELSEWHERE, OTHER_VILLAGE, VILLAGE, citizen_number, person

TODAY = date(2026, 11, 22)
PLACE = Place(frozenset({VILLAGE, OTHER_VILLAGE}), frozenset({"341599"}), "341599", "2026-11-22")
AT = {name: index for index, name in enumerate(NAMES)}


def judge(**cells: str) -> Described | list[Fault]:
    row = person(**cells)
    return RowRules(AT, PLACE).judge(Row(2, [row.get(name, "") for name in NAMES]))


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"name": ""}, [("name", "required")]),
        ({"name": "长" * 51}, [("name", "too_long")]),
        ({"citizen_number": "34159919800131001"}, [("citizen_number", "bad_number")]),
        ({"citizen_number": "991599198001310012"}, [("citizen_number", "bad_number")]),
        ({"citizen_number": "341599198013310012"}, [("citizen_number", "bad_number")]),
        ({"citizen_number": citizen_number()[:17] + "0"}, [("citizen_number", "bad_check_character")]),
        ({"sex": "女"}, [("sex", "sex_contradicts_number")]),
        ({"birth_date": "19800130"}, [("birth_date", "birth_contradicts_number")]),
        ({"birth_date": "19800230"}, [("birth_date", "bad_date")]),
        ({"birth_date": "18000101"}, [("birth_date", "bad_date")]),
        ({"citizen_number": "", "birth_date": "20261123"}, [("birth_date", "birth_in_future")]),
        ({"citizen_number": citizen_number("20270101"), "birth_date": ""}, [("citizen_number", "birth_in_future")]),
        ({"citizen_number": "", "sex": "", "birth_date": ""}, [("sex", "required"), ("birth_date", "required")]),
        ({"sex": "难"}, [("sex", "unknown_code")]),
        ({"ethnic_group": "汗族"}, [("ethnic_group", "unknown_code")]),
        ({"ethnic_group": "57"}, [("ethnic_group", "unknown_code")]),
        ({"marital_status": "未混"}, [("marital_status", "unknown_code")]),
        ({"relation_to_head": "子"}, [("household_number", "bad_household")]),
        ({"other_id_type": "护照"}, [("other_id_number", "required")]),
        ({"other_id_number": "E1"}, [("other_id_type", "required")]),
        ({"residence_division": "341599999001"}, [("residence_division", "unknown_division")]),
        ({"residence_division": "341599001"}, [("residence_division", "unknown_division")]),
        ({"registered_division": "990000000000"}, [("registered_division", "unknown_division")]),
        ({"registered_division": "", "residence_division": ""}, [("registered_division", "required")]),
        (
            {"registered_division": ELSEWHERE, "residence_division": ELSEWHERE},
            [("residence_division", "outside_your_division")],
        ),
        ({"note": "=1"}, [("note", "formula_cell")]),
        ({"name": "=1"}, [("name", "formula_cell")]),
        ({"name": "a\x00b"}, [("name", "bad_text")]),
        ({"name": "\ud800"}, [("name", "bad_text")]),
        ({"phone": "1.9E+10"}, [("phone", "number_damaged")]),
    ],
)
def test_each_fault(cells: dict[str, str], faults: list[tuple[str, str]]) -> None:
    found = judge(**cells)
    assert isinstance(found, list)
    assert [(fault.column, fault.code) for fault in found] == faults


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"ethnic_group": "崩龙族"}, {"ethnic_group": "46"}),
        ({"ethnic_group": "毛难"}, {"ethnic_group": "36"}),
        ({"ethnic_group": "1"}, {"ethnic_group": "01"}),
        ({"sex": " 男 "}, {"sex": "1"}),
        ({"sex": "０"}, {"sex": "1"}),
        ({"marital_status": "离异"}, {"marital_status": "40"}),
        *(
            ({"other_id_type": words, "other_id_number": "A1"}, {"other_id_type": code})
            for words, code in (
                *(("护照", "03"), ("外国护照", "03"), ("军官证", "04"), ("港澳居民来往内地通行证", "06")),
                *(("回乡证", "06"), ("台胞证", "07"), ("出生医学证明", "99"), ("外国人永久居留身份证", "99")),
                *(("士兵证", "99"), ("户口薄", "02"), ("3", "03"), (" 护 照 ", "03")),
            )
        ),
        ({"relation_to_head": "孙子", "household_number": "1"}, {"relation_to_head": "41"}),
        ({"citizen_number": f"'{citizen_number()}"}, {"citizen_number": citizen_number()}),
        ({"citizen_number": f"\u200b {citizen_number()}\ufeff"}, {"citizen_number": citizen_number()}),
        ({"citizen_number": citizen_number("19800131", 13).lower()}, {"sex": "1"}),
        ({"residence_division": ""}, {"residence_division": VILLAGE}),
        ({"registered_division": ELSEWHERE}, {"registered_division": ELSEWHERE}),
    ],
)
def test_what_is_clear_is_understood(cells: dict[str, str], expected: dict[str, str]) -> None:
    found = judge(**cells)
    assert isinstance(found, Described), found
    assert {name: getattr(found, name) for name in expected} == expected


def test_a_row_says_all_its_faults_at_once() -> None:
    found = judge(name="", sex="x", birth_date="x", ethnic_group="x", residence_division="x", note="@x")
    assert isinstance(found, list)
    assert {fault.column for fault in found} == {
        *("name", "sex", "birth_date", "ethnic_group", "residence_division", "note")
    }


any_cell = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *code_table("sex", TODAY),
            *code_table("relation_to_head", TODAY),
            citizen_number(),
            VILLAGE,
            ELSEWHERE,
            "19800131",
            "=1",
            "-",
        ]
    ),
    st.from_regex(r"[0-9xX]{15,18}", fullmatch=True),
    st.dates().map(str),
)
odd_cells = st.dictionaries(st.integers(0, 14), st.sampled_from([FORMULA, NUMBER, NUMBER_1904, ERROR]), max_size=3)


@settings(max_examples=400, deadline=None)
@given(cells=st.lists(any_cell, max_size=20), odd=odd_cells)
def test_any_row_gets_a_verdict(cells: list[str], odd: dict[int, str]) -> None:
    found = RowRules(AT, PLACE).judge(Row(2, cells, odd or None))
    if isinstance(found, list):
        assert found
        for fault in found:
            assert fault.column in NAMES and fault.code in CODES
            assert message(fault) and message(fault, "en")
        return
    assert found.name.strip()
    assert date.fromisoformat(found.birth_date) <= date(2026, 11, 22)
    assert int(found.sex) in SEXES
    assert found.ethnic_group in ETHNIC_GROUPS | {""}
    assert found.marital_status in MARITAL_STATUSES | {""}
    assert {found.registered_division, found.residence_division} & PLACE.divisions
    if found.citizen_number:
        number = parse_citizen_number(found.citizen_number)
        assert (str(number.sex), number.birth_date.isoformat()) == (found.sex, found.birth_date)
    assert not any(c in "".join(found) for c in "\t\r\n\x00")


like_any = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["李四", "", "=1", "a b", "长" * 51]),
        "citizen_number": st.sampled_from(
            ["", citizen_number(sequence=2), citizen_number("20270101"), citizen_number("19900228", 5), "341599"]
        ),
        "sex": st.sampled_from(["", "男", "女", "1", "9", "?"]),
        "birth_date": st.sampled_from(["", "1980-01-31", "19900228", "1990/2/28", "x"]),
        "ethnic_group": st.sampled_from(["", "01", "回族", "?"]),
        "household_number": st.sampled_from(["", "7"]),
        "relation_to_head": st.sampled_from(["", "户主", "子"]),
        "registered_division": st.sampled_from(["", VILLAGE, ELSEWHERE, "341599001009"]),
        "residence_division": st.sampled_from(["", OTHER_VILLAGE, ELSEWHERE]),
        "residence_address": st.sampled_from(["一组1号", "二组 2号", " 三组", "号" * 150, "号" * 201]),
        "other_id_type": st.sampled_from(["", "护照"]),
        "other_id_number": st.sampled_from(["", "A1"]),
        "note": st.sampled_from(["", "\u3000", "@", "'1", "1e5", "备" * 40]),
    },
)


@settings(max_examples=400, deadline=None)
@given(rows=st.lists(like_any, min_size=1, max_size=8))
def test_what_was_seen_before_changes_no_verdict(rows: list[dict[str, str]]) -> None:
    place = replace(PLACE, successors={"341599001009": [VILLAGE]})
    experienced = RowRules(AT, place)
    for cells in [*rows, *rows]:
        given_cells = person(**cells)
        row = Row(2, [given_cells.get(name, "") for name in NAMES])
        assert experienced.judge(row) == RowRules(AT, place).judge(row)


@settings(max_examples=300, deadline=None)
@given(
    texts=st.lists(
        st.one_of(
            st.from_regex(r"(34|11|99)15991[89][0-9]{2}(0[1-9]|1[0-3])[0-3][0-9][0-9]{3}[0-9X]", fullmatch=True),
            st.builds(citizen_number, st.dates(date(1900, 1, 1)).map(lambda d: f"{d:%Y%m%d}"), st.integers(0, 999)),
            st.text(max_size=19),
        ),
        max_size=30,
    )
)
def test_the_fast_check_agrees_with_the_full_one(texts: list[str]) -> None:
    fast = CitizenNumbers()
    for text in [*texts, *texts]:
        found = fast.check(text)
        try:
            number = parse_citizen_number(text)
        except BadCitizenNumber as bad:
            # Only spelling (spaces, full width, damage by a spreadsheet) may be understood beyond it.
            assert found in (bad.code, "number_damaged") or (isinstance(found, Known) and found.text != text)
        else:
            assert found == Known(number.text, str(number.sex), number.birth_date.isoformat())


@given(st.dates(date(1850, 1, 1)))
def test_dates_in_every_spelling(day: date) -> None:
    for text in (
        f"{day:%Y%m%d}",
        f"{day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        text = text.zfill(8) if text.isdigit() else text
        assert parse_date(text) == day


def test_code_tables_hold_the_standards() -> None:
    assert set(code_table("ethnic_group", TODAY).values()) == ETHNIC_GROUPS
    assert set(code_table("marital_status", TODAY).values()) == MARITAL_STATUSES
    assert {int(code) for code in code_table("sex", TODAY).values()} == SEXES
    assert all(code_table(name, TODAY) for name in TABLES)


def test_the_columns_are_those_of_the_outer_contract() -> None:
    zh = "姓名, 公民身份号码, 其他证件类型, 其他证件号码, 性别, 出生日期, 民族, 婚姻状况, 户号, 与户主关系"
    assert ", ".join(c.zh for c in columns()) == f"{zh}, 户籍地区划代码, 现居住地区划代码, 现居住地址, 联系电话, 备注"
    assert ", ".join(NAMES) == (
        "name, citizen_number, other_id_type, other_id_number, sex, birth_date, ethnic_group, marital_status, "
        "household_number, relation_to_head, registered_division, residence_division, residence_address, phone, note"
    )


def test_a_code_out_of_use_leads_to_its_successor_and_after_a_split_to_an_explanation() -> None:
    merged, split, never = "341599001009", "341599001008", "341599001007"
    place = replace(PLACE, successors={merged: [VILLAGE], split: [VILLAGE, OTHER_VILLAGE]})
    rules = RowRules(AT, place)

    def verdict(registered: str, residence: str) -> Described | list[Fault]:
        row = person(registered_division=registered, residence_division=residence)
        return rules.judge(Row(2, [row.get(name, "") for name in NAMES]))

    for _ in range(2):  # the second time from what was met before
        taken = verdict(merged, merged)
        assert isinstance(taken, Described)
        assert (taken.registered_division, taken.residence_division, taken.former_division) == (
            VILLAGE,
            VILLAGE,
            merged,
        )
    faults = verdict(split, never)
    assert isinstance(faults, list)
    assert [(fault.column, fault.code) for fault in faults] == [
        ("registered_division", "unknown_division"),
        ("residence_division", "unknown_division"),
    ]
    told = [[OTHER_VILLAGE in message(fault, language) for language in ("zh", "en")] for fault in faults]
    assert told == [[True, True], [False, False]]
