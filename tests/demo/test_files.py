"""The files: the forms an office has, and a truth that says exactly what is in them."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from chassis.identifiers import BadCitizenNumber, parse_citizen_number
from demo.faults import CODES
from demo.generate import Plan, generate
from demo.words import AT, CHINESE, ENGLISH, HINTS
from tests.demo.conftest import AS_OF, PLAN, County, read_county

Row = dict[str, str]


def test_forms_of_the_files(county: County) -> None:
    forms = [sheet.form for sheet in county.sheets.values()]
    assert forms.count("xlsx") == 2
    assert forms.count("csv gb18030") == 1
    assert forms.count("csv utf-8-sig") == 1


def test_xlsx_has_the_contract_header_a_hint_row_and_only_text(county: County) -> None:
    for sheet in county.sheets.values():
        if sheet.form == "xlsx":
            assert sheet.raw[0] == CHINESE
            assert sheet.raw[1] == HINTS
            assert all(isinstance(cell, str) for row in sheet.raw for cell in row)


def test_gb18030_file_is_not_utf8(county: County) -> None:
    path = next(county.folder / name for name, sheet in county.sheets.items() if sheet.form == "csv gb18030")
    content = path.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert content.decode("gb18030").splitlines()[0].split(",") == CHINESE


def test_english_file_has_a_byte_order_mark_another_order_and_codes(county: County) -> None:
    name, sheet = next((name, sheet) for name, sheet in county.sheets.items() if sheet.form == "csv utf-8-sig")
    assert (county.folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(sheet.raw[0]) == sorted(ENGLISH)
    assert sheet.raw[0] != ENGLISH
    assert {row["sex"] for row in sheet.rows.values()} <= {"1", "2", "7"}


def test_truth_counts_the_rows(county: County) -> None:
    truth = county.truth
    for file in truth["files"]:
        rows = county.sheets[file["name"]].rows
        assert len(rows) == file["rows"] == file["good"] + len(file["bad"])
        assert {fault["row"] for fault in file["bad"]} <= set(rows)
        assert len(file["bad"]) >= 3
    for sum_of in ("rows", "good", "households"):
        assert truth[sum_of] == sum(file[sum_of] for file in truth["files"])
    with (county.folder / "truth.csv").open(encoding="utf-8", newline="") as lines:
        told = [(line["file"], int(line["row"]), line["code"], line["column"]) for line in csv.DictReader(lines)]
    assert told == [(f["name"], b["row"], b["code"], b["column"]) for f in truth["files"] for b in f["bad"]]


def _number_fault(row: Row) -> str:
    try:
        parse_citizen_number(row["citizen_number"])
    except BadCitizenNumber as fault:
        return fault.code
    return ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return True


def _sex_of(row: Row) -> str:
    return "1" if row["sex"] in ("男", "1") else "2"


IS_SO: dict[str, Callable[[Row], bool]] = {
    "required": lambda row: not row["name"],
    "bad_check_character": lambda row: _number_fault(row) == "bad_check_character",
    "bad_number": lambda row: _number_fault(row) == "bad_number" and "E+" not in row["citizen_number"],
    "number_damaged": lambda row: "E+" in row["citizen_number"],
    "unknown_division": lambda row: row["residence_division"].startswith("341599999"),
    "birth_in_future": lambda row: row["birth_date"] > "20800101" and _is_date(row["birth_date"]),
    "bad_date": lambda row: bool(re.fullmatch(r"\d{8}", row["birth_date"])) and not _is_date(row["birth_date"]),
    "sex_contradicts_number": lambda row: (
        int(row["citizen_number"].ljust(17, "1")[16], 36) % 2 != int(_sex_of(row)) % 2
    ),
    "birth_contradicts_number": lambda row: row["birth_date"] != row["citizen_number"][6:14],
    "unknown_code": lambda row: bool({*row.values()} & {"难", "汗族", "未混", "户猪", "7", "77", "66", "XX"}),
    "formula_cell": lambda row: row["note"][:1] in ("=", "@"),
    "bad_household": lambda row: not row["household_number"] and bool(row["relation_to_head"]),
}


def test_every_bad_row_is_bad_in_the_way_told_and_no_other_row_is(county: County) -> None:
    seen = set()
    for file in county.truth["files"]:
        faults = {fault["row"]: fault["code"] for fault in file["bad"]}
        earlier: set[tuple[str, ...]] = set()
        for number, row in county.sheets[file["name"]].rows.items():
            code = faults.get(number, "")
            seen.add(code)
            repeated = tuple(row.values()) in earlier
            earlier.add(tuple(row.values()))
            assert repeated == (code == "duplicate_in_file"), (file["name"], number)
            numbered = bool(row["citizen_number"])
            found = {
                name
                for name, is_so in IS_SO.items()
                if (numbered or ("number" not in name and "check" not in name)) and is_so(row)
            }
            # A number that cannot be read contradicts nothing.
            if code in ("bad_number", "number_damaged", "bad_check_character"):
                found -= {"sex_contradicts_number", "birth_contradicts_number"}
            if code == "unknown_code" and row["sex"] in ("难", "7"):
                found -= {"sex_contradicts_number"}
            assert found == ({code} - {"duplicate_in_file", ""}), (file["name"], number, code)
    assert seen == {*CODES, ""}


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_plan_same_bytes(county: County, tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    assert _content(tmp_path) == _content(county.folder)


def test_other_seed_other_people(county: County, tmp_path: Path) -> None:
    generate(msgspec.structs.replace(PLAN, seed=2), tmp_path)
    other = read_county(tmp_path)
    names = {(row["name"], row["birth_date"]) for row in county.good()}
    others = {(row["name"], row["birth_date"]) for row in other.good()}
    assert len(names & others) < 0.02 * len(names)


def test_processes_do_not_change_the_county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(3_000, 5, AS_OF)
    generate(plan, tmp_path / "one")
    monkeypatch.setattr("demo.generate.WORTH_MORE_PROCESSES", 0)
    generate(plan, tmp_path / "more")
    assert _content(tmp_path / "one") == _content(tmp_path / "more")


def test_no_bad_rows_where_none_are_wanted(tmp_path: Path) -> None:
    truth = generate(Plan(600, 1, AS_OF, bad_share=0), tmp_path)
    assert truth["bad"] == 0
    assert truth["rows"] == truth["good"] == 600


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    generate(Plan(600, 1, AS_OF), tmp_path)
    truth = generate(Plan(600, 2, AS_OF), tmp_path)
    assert {str(path.relative_to(tmp_path)) for path in (tmp_path / "people").iterdir()} == {
        file["name"] for file in truth["files"]
    }


@pytest.mark.parametrize("people", [100, 777, 2_345])
def test_any_size(people: int, tmp_path: Path) -> None:
    generate(Plan(people, 4, AS_OF), tmp_path)
    assert len(read_county(tmp_path).good()) == people


def test_impossible_share_of_bad_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bad_share"):
        generate(Plan(600, 1, AS_OF, bad_share=0.5), tmp_path)


def test_columns_are_looked_up_by_name() -> None:
    assert CHINESE[AT["citizen_number"]] == "公民身份号码"
