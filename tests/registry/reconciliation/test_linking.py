"""What keeps a row and an entry of one person apart, case by case: linked all the same, or an officer is asked."""

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from services.registry.reconciliation.matching.link import link, match_numbers, prepare
from services.registry.reconciliation.matching.model import load_settings
from services.registry.reconciliation.matching.task import ENTRY_COLUMNS, ROW_COLUMNS
from services.registry.reconciliation.matching.thresholds import calibration
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.submissions.rules import Place, RowRules
from tests.registry.conftest import VILLAGE, citizen_number

HERE = (VILLAGE, VILLAGE)
REGISTER: list[tuple[Any, ...]] = [
    ("mother", "李芳", "19950505", "2", "h1", None, *HERE, "n-mother"),
    ("newborn", "王小宝", "20261003", "1", "h1", "mother", *HERE, None),
    ("strong", "欧阳国强", "19410304", "1", "h2", None, *HERE, None),
    ("bright", "王小明", "19900506", "1", "h3", None, *HERE, "n-bright"),
    ("bright's wife", "赵春花", "19920708", "2", "h3", None, *HERE, "n-wife"),
    ("one of two", "张伟", "19800101", "1", "h4", None, *HERE, None),
    ("his mother", "孙桂兰", "19550202", "2", "h4", None, *HERE, "n-guilan"),
    ("other of two", "张伟", "19800101", "1", "h5", None, *HERE, None),
]
CASES: dict[str, tuple[tuple[Any, ...], str]] = {
    # name, born, sex, number, place, relative's name, relative's number
    "a newborn without name and number": ((None, "20261003", "1", None, VILLAGE, "李芳", "n-mother"), "newborn"),
    "variant characters": (("歐陽國強", "19410304", "1", None, VILLAGE, None, None), "strong"),
    "a name that sounds the same": (("王晓明", "19900506", "1", None, VILLAGE, None, None), "bright"),
    "a name in pinyin": (("Wang Xiaoming", "19900506", "1", None, VILLAGE, None, None), "bright"),
    "pinyin without a blank": (("WANGXIAOMING", "19900506", "1", None, VILLAGE, None, None), "bright"),
    "day and month exchanged": (("王小明", "19900605", "1", None, VILLAGE, "赵春花", None), "bright"),
    "names in each other's column": (("赵春花", "19900506", "1", None, VILLAGE, "王小明", None), "bright"),
    "two of one name and day, told apart by the family": (
        ("张伟", "19800101", "1", None, VILLAGE, "孙桂兰", "n-guilan"),
        "one of two",
    ),
    "the number, whatever the name's slip": (("王小名", None, None, "n-bright", None, None, None), "bright"),
}


def table(lines: list[tuple[Any, ...]], names: tuple[str, ...]) -> pa.Table:
    return pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, zip(*lines, strict=True), strict=True)})


def linked(rows: list[tuple[Any, ...]]) -> dict[str, tuple[str, str]]:
    """Row → person and state."""
    connection = duckdb.connect(":memory:")
    prepare(connection, table(rows, ROW_COLUMNS), table(REGISTER, ENTRY_COLUMNS))
    connection.execute("CREATE TABLE kept_links (id VARCHAR, person VARCHAR, state VARCHAR, weight DOUBLE)")
    match_numbers(connection)
    link(connection, load_settings(), calibration().thresholds)
    return {row[0]: row[1:] for row in connection.execute("SELECT id, person, state FROM links").fetchall()}


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, str]]:
    return linked([(case, *cells) for case, (cells, _) in CASES.items()])


@pytest.mark.parametrize("case", list(CASES))
def test_a_row_finds_its_person(case: str, found: dict[str, tuple[str, str]]) -> None:
    assert found[case][0] == CASES[case][1]


def test_what_nothing_tells_apart_is_asked_and_a_stranger_finds_nobody() -> None:
    two = ("two", "张伟", "19800101", "1", None, VILLAGE, None, None)
    stranger = ("stranger", "司马相如", "19330303", "1", None, VILLAGE, None, None)
    answer = linked([two, stranger])
    assert answer["two"][1] == "proposed"
    assert "stranger" not in answer


def test_an_old_number_of_fifteen_digits_is_the_same_as_the_new_one() -> None:
    number = citizen_number(date(1950, 3, 4), 1)
    old = number[:6] + number[8:17]
    judge = RowRules(
        kinds()["cremations"], Place(frozenset({VILLAGE}), VILLAGE, "2026-10-01", "2026-10-31", "2026-11-02")
    )
    record = judge.judge(2, ["王老五", old, "男", "", "20261012", VILLAGE], None)
    assert record[1] == number
