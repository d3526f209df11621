"""Reading both formats: the same people whatever the program, encoding, delimiter or cell type."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.registry.imports.columns import column_named
from services.registry.imports.described import Described
from services.registry.imports.header import is_hint_row, read_header
from services.registry.imports.reading.people_file import people_rows
from services.registry.imports.reading.row import NUMBER, Row
from services.registry.imports.reading.share import Share
from services.registry.imports.rules import Place, RowRules
from services.registry.imports.verdicts import Fault
from tests.registry.imports.bad_files import rebuilt, written_by_openpyxl, xlsx
from tests.registry.imports.conftest import TITLES, VILLAGE, csv_file, person

PLACE = Place(frozenset({VILLAGE}), frozenset({"341599"}), "341599", "2026-11-22")
EXPECTED = Described(
    *("王小明", person()["citizen_number"], "", "", "1", "1980-01-31", "01", ""),
    *("", "", VILLAGE, VILLAGE, "", "", ""),
)


def rows_of(tmp_path: Path, content: bytes) -> list[Row]:
    path = tmp_path / "file"
    path.write_bytes(content)
    return list(people_rows(path, lambda cell: column_named(cell) is not None))


def judged(tmp_path: Path, content: bytes) -> list[Described | list[Fault]]:
    first, *rows = rows_of(tmp_path, content)
    rules = RowRules(read_header(first).places, PLACE)
    return [rules.judge(row) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = csv_file(person()).decode().replace(",", delimiter).encode(encoding)
    assert judged(tmp_path, content) == [EXPECTED]


def test_a_character_beyond_gbk_in_gb18030(tmp_path: Path) -> None:
    name = "𠀀" + "㐀"
    assert judged(tmp_path, csv_file(person(name=name), encoding="gb18030"))[0][0] == name


def test_quoted_cells_with_delimiters_and_line_breaks(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, csv_file(person(residence_address='一组,"东头"\n3号', note="a\\b")))
    assert isinstance(found, Described)
    assert (found.residence_address, found.note) == ('一组,"东头" 3号', "a\\b")


@pytest.mark.parametrize("make", [xlsx, written_by_openpyxl])
def test_workbooks(tmp_path: Path, make: Any) -> None:
    assert judged(tmp_path, make(person())) == [EXPECTED]


def test_a_workbook_whose_elements_have_a_prefix_and_cells_no_references(tmp_path: Path) -> None:
    values = [person().get(name, "") for name in _names()]

    def cell(text: str) -> str:
        runs = f"<x:r><x:t>{text[:1]}</x:t></x:r><x:t>{text[1:]}</x:t>"
        return f'<x:c t="inlineStr"><x:is>{runs}</x:is></x:c>'

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        rows = "".join(f"<x:row>{''.join(map(cell, cells))}</x:row>" for cells in (TITLES, values))
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()

    assert judged(tmp_path, rebuilt(xlsx(person()), change)) == [EXPECTED]


def _names() -> list[str]:
    return [column_named(title) or "" for title in TITLES]


def test_dates_as_spreadsheets_keep_them(tmp_path: Path) -> None:
    def as_date(sheet: Any, row: int, column: int, day: Any) -> None:
        sheet.write_datetime(row, column, date(1980, 1, 31), day)

    for value in (as_date, 29251, 19800131, "1980年1月31日", "1980/1/31", "１９８００１３１"):
        assert judged(tmp_path, xlsx(person(birth_date=value))) == [EXPECTED], value
    assert judged(tmp_path, xlsx(person(birth_date=as_date), date_1904=True)) == [EXPECTED]
    assert judged(tmp_path, written_by_openpyxl(person(birth_date=date(1980, 1, 31)))) == [EXPECTED]


def test_numbers_that_a_spreadsheet_has_eaten(tmp_path: Path) -> None:
    number = int(person()["citizen_number"][:17] + "0")
    for value in (number, float(number)):
        assert judged(tmp_path, xlsx(person(citizen_number=value))) == [[Fault("citizen_number", "number_damaged")]]
    for text in ("3.41599E+17", "3.4159919800131E+17", "3.41599e17"):
        found = judged(tmp_path, csv_file(person(citizen_number=text)))
        assert found == [[Fault("citizen_number", "number_damaged")]], text
    assert judged(tmp_path, csv_file(person(residence_division="3.41599E+11")))[0] == [
        Fault("residence_division", "number_damaged")
    ]


def test_numbers_that_lose_nothing_are_taken(tmp_path: Path) -> None:
    row = person(sex=1, ethnic_group=1, residence_division=int(VILLAGE), household_number=12, phone=19012345678)
    (found,) = judged(tmp_path, xlsx(row))
    assert isinstance(found, Described)
    assert (found.sex, found.ethnic_group, found.household_number, found.phone) == ("1", "01", "12", "19012345678")


def test_formulas_are_never_taken_over(tmp_path: Path) -> None:
    def formula(sheet: Any, row: int, column: int, _: Any) -> None:
        sheet.write_formula(row, column, "=1+1", value="王小明")

    assert judged(tmp_path, xlsx(person(name=formula))) == [[Fault("name", "formula_cell")]]
    for text in ("=1+1", "@SUM(A1)", "+cmd", "-cmd", '=HYPERLINK("x")'):
        assert judged(tmp_path, csv_file(person(note=text))) == [[Fault("note", "formula_cell")]], text
    for text in ("-5", "-", "a=b", "+86 190 1234 5678"):
        column = "phone" if text.startswith("+") else "note"
        assert isinstance(judged(tmp_path, csv_file(person(**{column: text})))[0], Described), text


def test_rows_keep_the_numbers_that_the_sheet_shows(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, xlsx(person(), {}, {}, person(citizen_number=5)))
    assert [row.number for row in rows] == [1, 2, 5]
    assert rows[-1].odd == {1: NUMBER}


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "two.xlsx"
    path.write_bytes(written_by_openpyxl(person()))
    book = openpyxl.load_workbook(path)
    hidden = book.create_sheet("隐藏", 0)
    hidden["A1"] = "不读"
    hidden.sheet_state = "hidden"
    book.save(path)
    assert judged(tmp_path, path.read_bytes()) == [EXPECTED]


def test_our_own_template_is_a_people_file(tmp_path: Path) -> None:
    from services.registry.imports.template import template_xlsx

    header, hints = rows_of(tmp_path, template_xlsx(date(2026, 11, 22)))
    assert read_header(header).unknown == []
    assert is_hint_row(hints, read_header(header))


@pytest.mark.parametrize(
    "hints",
    [
        ["必填,汉字", "18位", "无身份证时填", "无身份证时填", "必填,男/女", "必填,YYYYMMDD", "如:汉族"],
        ["必填", "必填", "选填"],
        ["required", "18 digits", "", "", "e.g. 男"],
    ],
)
def test_hint_rows(hints: list[str]) -> None:
    header = read_header(Row(1, TITLES))
    assert is_hint_row(Row(2, hints), header)
    assert not is_hint_row(Row(3, hints), header)
    assert not is_hint_row(Row(2, [person().get(n, "") for n in _names()]), header)


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_shares_of_a_file_are_all_of_it_and_each_row_once(tmp_path: Path, encoding: str, quoted: bool) -> None:
    rows = [
        ["姓名", "备注"],
        *([f"王{n}", '他说"好"\n走了' if quoted and n % 7 == 0 else ""] for n in range(40)),
        [],
        ["末", ""],
    ]
    path = tmp_path / "file"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    whole = list(people_rows(path, lambda cell: column_named(cell) is not None))
    assert [row.cells for row in whole] == rows
    shares = [Share(part, 3, block=4) for part in range(3)]
    read = [list(people_rows(path, lambda cell: column_named(cell) is not None, share)) for share in shares]
    assert all(found[:4] == whole[:4] for found in read)
    own = [row for share, found in zip(shares, read, strict=True) for row in found if share.holds(row.number)]
    assert sorted(own) == whole
    assert sum(map(len, read)) < 3 * len(whole) or quoted
