"""The comparison in SQL and in Python are one; the search finds what was hidden, and leaves nothing behind."""

import tempfile
from datetime import date
from pathlib import Path

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from bench.invented_people import invent, truth_between
from services.registry.duplicates import rules
from services.registry.duplicates.features import Features, features, plain_name
from services.registry.duplicates.linkage import with_features
from services.registry.duplicates.model import load_model
from services.registry.duplicates.search import judged


def test_sql_and_python_see_the_same_levels() -> None:
    people, _ = invent(150, seed=3)
    entries = with_features(people)
    connection = duckdb.connect(":memory:")
    connection.register("entries", entries)
    names = [name for name in Features._fields if name != "id"]
    both = ", ".join(f"l.{n} AS {n}_l, r.{n} AS {n}_r" for n in names)
    connection.execute(f"CREATE TABLE pairs AS SELECT l.id AS a, r.id AS b, {both} FROM entries l, entries r")
    for feature, levels in rules.LEVELS.items():
        cases = " ".join(f"WHEN {c} THEN '{level}'" if c != "ELSE" else f"ELSE '{level}'" for level, c in levels)
        by_sql = connection.execute(f"SELECT a, b, CASE {cases} END FROM pairs").fetchall()
        known = {row["id"]: Features(**row) for row in entries.select(list(Features._fields)).to_pylist()}
        assert all(rules.evidence_of(known[a], known[b])[feature] == level for a, b, level in by_sql), feature


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_slips_are_counted_as_duckdb_counts_them(one: str, other: str) -> None:
    row = duckdb.execute("SELECT damerau_levenshtein(?, ?)", [one, other]).fetchone()
    assert row is not None and rules.slips(one, other) == row[0]


def test_the_search_finds_most_and_little_else_and_leaves_nothing() -> None:
    people, truth = invent(5000, seed=11)
    found = {(min(a, b), max(a, b)) for a, b, _, _ in judged(with_features(people), load_model())}
    precision, recall = truth_between(found, truth)
    assert precision > 0.95
    assert recall > 0.9
    assert not list(Path(tempfile.gettempdir()).glob("huijia-linkage-*/*"))


def test_names_are_compared_in_plain_characters() -> None:
    assert plain_name("王建囯") == plain_name("王建國") == "王建国"
    assert plain_name("艾力·买买提") == plain_name("艾力.买买提")
    heard = features("1", "单晓明", date(1990, 5, 7), 1, None, None, "1", "1", None)
    assert (heard.sound, heard.family_sound, heard.given_sound, heard.born) == (
        "shan xiao ming",
        "shan",
        "xiao ming",
        "19900507",
    )
