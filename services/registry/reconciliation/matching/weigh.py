"""What Splink estimated, applied in SQL: its settings file says which pairs are looked at and what each level weighs.

Any settings file serves whose conditions DuckDB takes: the meeting's own, and those of the benchmarks. ``left`` and
``right`` name two tables with a column ``id`` and the columns that the settings compare. Where agreement on a column
counts by how common its value is (Splink's term-frequency adjustment), the right table has ``<column>_share``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Any

_COLUMN = re.compile(r'\b(\w+)_([lr])\b"?')

Levels = Sequence[Mapping[str, Any]]


def pairs_sql(model: Mapping[str, Any], left: str, right: str) -> str:
    """Every pair (``l``, ``r``) that agrees on one of the blocking rules, once."""
    rules = [each["blocking_rule"] for each in model["blocking_rules_to_generate_predictions"]]
    return " UNION ".join(f"SELECT l.id AS l, r.id AS r FROM {left} l JOIN {right} r ON {rule}" for rule in rules)


def weights_sql(model: Mapping[str, Any], pairs: str, left: str, right: str) -> str:
    """For every pair: ``id``, ``person``, the level of each comparison by its name, and their sum as ``weight``."""
    comparisons: dict[str, Levels] = {c["output_column_name"]: c["comparison_levels"] for c in model["comparisons"]}
    weights = weights_of(model)
    shares = [f"{column}_share" for column in _counted_by_share(comparisons.values())]
    shown = ", ".join([*_columns(comparisons.values()), *(f"r.{share}" for share in shares)])
    levels = ", ".join(f'{_level(levels)} AS "{name}"' for name, levels in comparisons.items())
    summed = [f"{weights['prior']['']:.6f}"]
    for name, of_level in comparisons.items():
        summed += [_weight(name, weights[name]), *_by_share(name, of_level)]
    return f"""
        WITH compared AS (
            SELECT c.l AS id, c.r AS person, {shown}
            FROM {pairs} c JOIN {left} l ON l.id = c.l JOIN {right} r ON r.id = c.r
        ), judged AS (SELECT {", ".join(["id", "person", *shares])}, {levels} FROM compared)
        SELECT *, {" + ".join(summed)} AS weight FROM judged
    """


def weights_of(model: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """log2(m/u) of each level of the settings; ``prior`` is the odds that two records are one person's."""
    chance = model["probability_two_random_records_match"]
    weights = {"prior": {"": log2(chance / (1 - chance))}}
    for comparison in model["comparisons"]:
        weights[comparison["output_column_name"]] = {
            level["label_for_charts"]: 0.0
            if level.get("is_null_level")
            else log2(level["m_probability"] / level["u_probability"])
            for level in comparison["comparison_levels"]
        }
    return weights


def _columns(comparisons: Iterable[Levels]) -> list[str]:
    found = {pair for levels in comparisons for level in levels for pair in _COLUMN.findall(level["sql_condition"])}
    return [f'{side}."{column}" AS "{column}_{side}"' for column, side in sorted(found)]


def _level(levels: Levels) -> str:
    whens = [(level["sql_condition"], _text(level["label_for_charts"])) for level in levels]
    cases = " ".join(f"WHEN {condition} THEN {label}" for condition, label in whens if condition != "ELSE")
    other = next((label for condition, label in whens if condition == "ELSE"), "NULL")
    return f"CASE {cases} ELSE {other} END"


def _weight(name: str, weights: Mapping[str, float]) -> str:
    cases = " ".join(f"WHEN {_text(label)} THEN {weight:.6f}" for label, weight in weights.items())
    return f'CASE "{name}" {cases} ELSE 0.0 END'


def _counted_by_share(comparisons: Iterable[Levels]) -> list[str]:
    adjusted = [level.get("tf_adjustment_column") for levels in comparisons for level in levels]
    return sorted({column for column in adjusted if column})


def _by_share(name: str, levels: Levels) -> list[str]:
    # A common value agrees by chance more often than the level on the whole: that much less it counts, or more.
    return [
        f'CASE WHEN "{name}" = {_text(level["label_for_charts"])} THEN {level.get("tf_adjustment_weight", 1.0)!r}'
        f" * log2({level['u_probability']!r} / {level['tf_adjustment_column']}_share) ELSE 0.0 END"
        for level in levels
        if level.get("tf_adjustment_column")
    ]


def _text(label: str) -> str:
    return "'" + label.replace("'", "''") + "'"
