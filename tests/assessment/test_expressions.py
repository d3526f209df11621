"""The formula language: what it refuses, and that its two ways of counting say the same."""

from datetime import date
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.assessment.facts.kinds import FIELDS
from services.assessment.indicators.expressions import BadExpression, parse, unit_of
from services.assessment.indicators.to_python import compile_expression
from services.assessment.indicators.to_sql import to_sql
from services.assessment.indicators.units import Unit
from tests.conftest import Database

_NAMES = {"visits": Unit.COUNT, "people": Unit.COUNT, "paid": Unit.FEN, "rate": Unit.SHARE, "day": Unit.DATE}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("visits / people", Unit.SHARE),
        ("(visits - people) / people", Unit.SHARE),
        ("paid / people", Unit.FEN),
        ("1 - rate", Unit.SHARE),
        ("100 * rate", Unit.SHARE),
        ("visits * rate", Unit.COUNT),
        ("min(visits, people)", Unit.COUNT),
        ("days(day, day) / people", Unit.DAYS),
        ("-paid", Unit.FEN),
    ],
)
def test_units_follow_from_the_formula(formula: str, unit: Unit) -> None:
    assert unit_of(parse(formula), _NAMES) is unit


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("visits + paid", "count and fen do not go together"),
        ("visits / paid", "cannot be divided"),
        ("visits / 0", "divides by zero"),
        ("visit", "there is no 'visit'"),
        ("visits.real", "cannot say this"),
        ("__import__('os')", "there are days"),
        ("[x for x in visits]", "cannot say this"),
        ("visits ** 9", "cannot be put together"),
        ("visits if people else paid", "cannot say this"),
        ("day + day", "not a number"),
        ("1 < visits < 3", "two things at a time"),
        ("visits == 'a'", "do not go together"),
        ("'a' < 'b'", "no order"),
        ("day in ['a']", "one of a list"),
        ("(", "not an expression"),
        ("f'{visits}'", "cannot say this"),
        ("None == visits", "neither a number nor a text"),
        ("1 +" * 300, "longer than"),
    ],
)
def test_what_does_not_fit_is_refused(formula: str, reason: str) -> None:
    with pytest.raises(BadExpression, match=reason):
        unit_of(parse(formula), _NAMES)


def test_nothing_owed_gives_no_figure_and_no_error() -> None:
    formula = compile_expression(parse("a / b + 1"))
    assert formula({"a": 1, "b": 0}) is None
    assert formula({"a": 1, "b": 2}) == 1.5


_DATES = st.sampled_from(["opened_on", "due_on", "closed_on"])
_NUMBERS = st.sampled_from(["owed_fen", "done_fen", "weight", "3", "days(opened_on, closed_on)", "-weight"])
_TESTS = st.one_of(
    st.builds("{} {} {}".format, _DATES, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), _DATES),
    st.builds("{0} {1} {2}".format, _NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), _NUMBERS),
    st.builds("outcome {} '{}'".format, st.sampled_from(["==", "!="]), st.sampled_from(["done", "it''s", "x"])),
    st.builds("outcome {} ['done', 'x']".format, st.sampled_from(["in", "not in"])),
)
_FILTERS = st.recursive(
    _TESTS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=5,
)
_DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 4)))
_SUMS = st.one_of(st.none(), st.integers(0, 3))
_OUTCOMES, _OWNERS = st.sampled_from([None, "done", "x"]), st.none()
_FACTS = st.fixed_dictionaries(
    {
        name: _DAYS
        if unit is Unit.DATE
        else _OUTCOMES
        if name == "outcome"
        else _OWNERS
        if unit is Unit.TEXT
        else _SUMS
        for name, unit in FIELDS.items()
    }
)
_TYPES = {Unit.DATE: "date", Unit.TEXT: "text"}


@given(filters=st.lists(_FILTERS, min_size=1, max_size=6), facts=st.lists(_FACTS, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_python_and_sql_say_the_same(database: Database, filters: list[str], facts: list[dict[str, Any]]) -> None:
    trees = [parse(text) for text in filters if _fits(text)]
    if not trees:
        return
    typed = [f"${n}::{_TYPES.get(unit, 'bigint')} AS {name}" for n, (name, unit) in enumerate(FIELDS.items(), 1)]
    query = f"SELECT {', '.join(to_sql(tree) for tree in trees)} FROM (SELECT {', '.join(typed)}) facts"
    connection = await asyncpg.connect(database.dsn("assessment"))
    try:
        for fact in facts:
            row = await connection.fetchrow(query, *(fact[name] for name in FIELDS))
            assert list(row) == [bool(compile_expression(tree)(fact)) for tree in trees], filters
    finally:
        await connection.close()


def _fits(text: str) -> bool:
    try:
        return unit_of(parse(text), FIELDS) is Unit.YES_NO
    except BadExpression:
        return False
