"""Schemes as data: what ships is without fault, what is wrong is named with its line, the charter holds."""

from pathlib import Path

import pytest

from chassis.data_lint import BadData
from services.incentives.schemes.__main__ import main
from services.incentives.schemes.catalogue import catalogue, load
from services.incentives.schemes.charter import broken_rule
from services.incentives.schemes.lint import FOLDER, lint, load_text
from services.incentives.schemes.money import BadMoney, fen, in_yuan

GOOD = (FOLDER / "parent-reward.v1.yaml").read_text("utf-8")
NAME = "parent-reward.v1.yaml"


def test_everything_that_ships_is_without_fault() -> None:
    schemes, faults = lint(FOLDER)
    assert faults == []
    assert {each.scheme.id for each in schemes if each.scheme} == {
        "childcare-subsidy",
        "rural-reward",
        "special-support-bereaved",
        "special-support-disabled",
        "complication-relief",
        "parent-reward",
        "pension-support",
        "insurance-support",
        "pregnancy-nutrition",
        "hardship-aid",
    }
    assert main(["lint"]) == 0


HOLDS = "test: {fact: one-child-certificate, held: true}"
RATES = "rates: [{from: 2010-01-01, yuan: 10, source: guangdong}]"


@pytest.mark.parametrize(
    ("before", "after", "said", "at"),
    [
        ("fund: family-support", "fund: Family", "does not match", ""),
        (RATES, RATES.replace("10,", "-10,"), "-10", ""),
        (RATES, RATES.replace("10,", "10.005,"), "10.005", ""),
        (RATES, RATES.replace("10,", "'10.005',"), "does not match", ""),
        (RATES, RATES.replace("}]", "}, {from: 2010-01-01, yuan: 9, source: guangdong}]"), "overlaps", ""),
        ("turns_at_most: 14", "turns_at_most: 14, parity: 1", "parity", ""),
        (HOLDS, HOLDS.replace("one-child-certificate", "number-of-children"), "C3", ""),
        (HOLDS, HOLDS.replace("one-child-certificate", "marital-status"), "may be asked for", ""),
        (HOLDS, HOLDS.replace("held: true", "within: ['34']"), "within", ""),
        (HOLDS, "test: {held: true}", "one of fact, all, any", ""),
        ("{event: death, keeps: month}", "{event: turning, keeps: month}", "do not fit", ""),
        ("{event: death, keeps: month}", "{event: fact-ended, fact: sex, keeps: month}", "does not end", ""),
        ("due: '09-30'", "due: '02-29'", "not every year", ""),
        ("heading: {zh", "source: nowhere\n  heading: {zh", "a second time", "source: generic-posting"),
        ("source: generic-posting", "source: nowhere", "not among", ""),
        ("effective_from: 2010-01-01", "effective_from: 2009-01-01", "no rate is in force", RATES),
        (
            "title: {zh: 独生子女父母光荣证,",
            "title: {zh: 结扎手术证明,",
            "C3",
            "- id: certificate\n    title: {zh: 独生",
        ),
    ],
)
def test_each_fault_is_named_with_its_line(before: str, after: str, said: str, at: str) -> None:
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    marks = (at or after).replace("独生", "结扎手术证") if "结扎" in after else at or after
    line = text[: text.index(marks)].count("\n") + 1
    faults = load_text(NAME, text).faults
    assert [fault.line for fault in faults if said in fault.message] == [line], [str(fault) for fault in faults]


def test_versions_that_overlap_are_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(GOOD, "utf-8")
    again = GOOD.replace("version: 1", "version: 2").replace("effective_from: 2010-01-01", "effective_from: 2012-01-01")
    (tmp_path / "parent-reward.v2.yaml").write_text(again, "utf-8")
    with pytest.raises(BadData, match=r"parent-reward.v2.yaml:\d: begins while parent-reward.v1.yaml is in force"):
        load(tmp_path)


OWN = "insurance-support.v2.yaml"


def _own(folder: Path, name: str = OWN, **changes: str) -> None:
    text = (FOLDER / name.replace("v2", "v1")).read_text("utf-8").replace("version: 1", "version: 2")
    text = text.replace("county_sets: true", "yuan: 60").replace("2010-01-01", "2026-01-01")
    for before, after in changes.items():
        text = text.replace(before, after)
    (folder / name).write_text(text, "utf-8")


def test_nobody_is_paid_an_amount_that_no_source_names_until_the_county_sets_it(tmp_path: Path) -> None:
    shipped = load(FOLDER)
    waiting = {"insurance-support", "pregnancy-nutrition"}
    assert {scheme.id for scheme in shipped.awaiting_in(2026)} == waiting
    assert not waiting & {scheme.id for scheme in shipped.in_year(2026)}
    _own(tmp_path)
    countys = load(FOLDER, tmp_path)
    found = countys.of_year("insurance-support", 2026)
    assert found is not None
    assert found.amounts[0].rates[0].fen == 6_000
    assert countys.of_year("insurance-support", 2025) is None
    assert [scheme.id for scheme in countys.awaiting_in(2026)] == ["pregnancy-nutrition"]


def test_a_countys_own_version_follows_what_ships(tmp_path: Path) -> None:
    _own(tmp_path, "parent-reward.v2.yaml", **{"yuan: 10,": "yuan: 20,"})
    countys = load(FOLDER, tmp_path)
    rates = [countys.of_year("parent-reward", year) for year in (2025, 2026)]
    assert [rate.amounts[0].rates[0].fen for rate in rates if rate] == [1_000, 2_000]
    assert [scheme.version for scheme in countys.versions("parent-reward")] == [1, 2]


def test_what_ships_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(GOOD, "utf-8")
    with pytest.raises(BadData, match="this version ships with the product: write the next"):
        load(FOLDER, tmp_path)


def _yielding(tmp_path: Path, name: str, *others: str) -> None:
    text = GOOD.replace("id: parent-reward", f"id: {name}", 1)
    text = text.replace("fund:", f"yields_to: [{', '.join(others)}]\nfund:", 1)
    (tmp_path / f"{name}.v1.yaml").write_text(text, "utf-8")


def test_a_circle_of_conflicts_is_refused(tmp_path: Path) -> None:
    _yielding(tmp_path, "one", "two")
    _yielding(tmp_path, "two", "three")
    _yielding(tmp_path, "three", "one")
    faults = [str(fault) for fault in lint(tmp_path)[1]]
    assert len(faults) == 3
    assert "one.v1.yaml:9: a circle: 'two' yields to 'one' in the end" in faults


def test_yielding_to_what_is_not_there_is_refused(tmp_path: Path) -> None:
    _yielding(tmp_path, "one", "nowhere")
    assert "there is no scheme 'nowhere' to yield to" in str(lint(tmp_path)[1][0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: the file is empty"),
        ("id: [", "1: "),
        ("id: a\nid: b", "2: 'id' stands here a second time"),
        ("- 1", "1: "),
        ("a: &a [1]\nb: *a", "2: write it out"),
    ],
)
def test_what_is_no_scheme_at_all(text: str, said: str) -> None:
    assert said in "\n".join(map(str, load_text(NAME, text).faults))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes("编号".encode("gbk"))
    assert [str(fault) for fault in lint(tmp_path)[1]] == [f"{NAME}:1: not UTF-8 text"]
    assert main(["lint", str(tmp_path)]) == 1
    assert main([]) == 2


def test_those_that_others_yield_to_stand_first() -> None:
    order = [scheme.id for scheme in catalogue().in_year(2026)]
    assert order.index("special-support-bereaved") < order.index("special-support-disabled")
    assert order.index("special-support-disabled") < order.index("rural-reward")
    assert catalogue().of_year("childcare-subsidy", 2024) is None


@pytest.mark.parametrize(
    ("yuan", "expected"), [(3600, 360_000), ("0.01", 1), ("12.5", 1_250), ("68212208", 6_821_220_800), (0, 0)]
)
def test_money_is_exact(yuan: int | str, expected: int) -> None:
    assert fen(yuan) == expected


@pytest.mark.parametrize("yuan", [-1, "1.005", 1.5e-3, "1e3", "", True, "一百"])
def test_money_that_is_none(yuan: int | str) -> None:
    with pytest.raises(BadMoney):
        fen(yuan)


def test_money_in_words() -> None:
    assert in_yuan(6_821_220_805) == "68212208.05"


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("落实结扎手术奖励", "C3"),
        ("reward for sterilisation", "C3"),
        ("iud-insertion", "C3"),
        ("未再生育", "C3"),
        ("has no second child", "C3"),
        ("未违反政策生育", "C3"),
        ("准生证", "C1"),
        ("birth-permit", "C1"),
        ("按时参加孕检", "C2"),
        ("informer", "C4"),
        ("没有计划生育时期家庭确认的记录", None),
        ("the child is past its first three years this year", None),
        ("独生子女死亡家庭确认", None),
    ],
)
def test_words_that_no_scheme_may_hang_on(words: str, rule: str | None) -> None:
    assert broken_rule(words) == rule
