"""National code tables: the edition of the day, and words of former days."""

from datetime import date
from pathlib import Path

import pytest

from services.registry import code_tables
from services.registry.code_tables import TABLES, code_table, first_words

_TWO_EDITIONS = """
editions:
  - source: second
    valid_from: 2027-01-01
    codes:
      - {code: "01", words: [新名], old_words: [旧名]}
      - {code: "02", words: [另一个]}
  - source: first
    valid_from: 1990-01-01
    codes:
      - {code: "1", words: [旧名]}
"""


@pytest.fixture
def two_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tried.yaml").write_text(_TWO_EDITIONS, encoding="utf-8")
    monkeypatch.setattr(code_tables, "_FOLDER", tmp_path)


@pytest.mark.usefixtures("two_editions")
def test_a_table_is_that_of_the_day() -> None:
    assert code_table("tried", date(2026, 12, 31)) == {"1": "1", "旧名": "1"}
    assert code_table("tried", date(2027, 1, 1))["旧名"] == code_table("tried", date(2027, 1, 1))["新名"] == "01"
    assert first_words("tried", date(2026, 12, 31)) == ["旧名"]
    assert first_words("tried", date(2040, 1, 1)) == ["新名", "另一个"]
    assert code_table("tried", date(1949, 1, 1)) == {"1": "1", "旧名": "1"}


@pytest.mark.parametrize(
    ("words", "code"),
    [("崩龙族", "46"), ("崩龙", "46"), ("德昂族", "46"), ("毛难族", "36"), ("毛难", "36"), ("毛南", "36")],
)
def test_groups_under_their_former_names_are_found(words: str, code: str) -> None:
    assert code_table("ethnic_group", date(2026, 11, 22))[words] == code


def test_no_word_of_any_table_stands_for_two_codes() -> None:
    for name in TABLES:
        assert code_table(name, date(2026, 11, 22)), name
