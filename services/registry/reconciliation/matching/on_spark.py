"""The same linkage on a cluster: Splink on Spark, with the settings file that DuckDB's SQL uses.

For registers beyond one machine. The caller brings the Spark session, with Splink's jar on its path
(``similarity_jar``), and the two tables as ``splink_tables.selected`` makes them. Conditions are written in DuckDB's
SQL and turned into Spark's here.
"""

import copy
from typing import Any

import sqlglot

_FUNCTIONS = {"JAROWINKLER_SIMILARITY": "jaro_winkler"}
"""As the translation writes it → as Splink registers it with Spark."""


def for_spark(model: dict[str, Any]) -> dict[str, Any]:
    """``model`` with every condition in Spark's SQL; weights and all else stay as they are."""
    spark = copy.deepcopy(model)
    spark["sql_dialect"] = "spark"
    for rule in spark["blocking_rules_to_generate_predictions"]:
        rule["blocking_rule"] = in_spark(rule["blocking_rule"])
        rule["sql_dialect"] = "spark"
    for comparison in spark["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["sql_condition"] != "ELSE":
                level["sql_condition"] = in_spark(level["sql_condition"])
    return spark


def in_spark(condition: str) -> str:
    """One condition in Spark's SQL."""
    text = sqlglot.transpile(condition, read="duckdb", write="spark")[0]
    for name, ours in _FUNCTIONS.items():
        text = text.replace(name, ours)
    return text


def similarity_jar() -> str:
    """The jar with the string comparisons that Spark lacks; it ships with Splink."""
    from splink.backends.spark import similarity_jar_location

    return str(similarity_jar_location())


def links_on_spark(session: Any, subjects: Any, entries: Any, model: dict[str, Any], least_weight: float) -> Any:
    """A Spark table of id_l, id_r, match_weight for pairs that weigh at least so much."""
    from splink import Linker
    from splink.backends.spark import SparkAPI

    api = SparkAPI(spark_session=session)  # type: ignore[no-untyped-call]
    linker = Linker([api.register(subjects), api.register(entries)], for_spark(model))
    return linker.inference.predict(threshold_match_weight=least_weight).as_spark_dataframe()
