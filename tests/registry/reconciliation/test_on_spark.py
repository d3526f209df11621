"""The same settings file on Spark: Splink links the same rows to the same entries as on DuckDB."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from services.registry.reconciliation.matching.link import prepare
from services.registry.reconciliation.matching.model import load_settings
from services.registry.reconciliation.matching.on_spark import in_spark, links_on_spark, similarity_jar
from services.registry.reconciliation.matching.rules import BLOCKING, LEVELS
from services.registry.reconciliation.matching.splink_tables import selected
from services.registry.reconciliation.matching.task import ENTRY_COLUMNS, ROW_COLUMNS
from services.registry.reconciliation.matching.train import splink_on

_FAMILY, _GIVEN = "王李张刘陈杨黄赵吴周徐孙", "伟芳娜静强磊军洋勇艳杰娟涛明"
VILLAGE = "341599001001"


def _people() -> tuple[pa.Table, pa.Table]:
    entries, rows = [], []
    for n in range(120):
        name = _FAMILY[n % 12] + _GIVEN[n % 14] + _GIVEN[(n // 14) % 14]
        born = f"19{40 + n % 50}{1 + n % 12:02d}{1 + n % 28:02d}"
        entries.append((f"p{n}", name, born, "12"[n % 2], f"h{n // 3}", None, VILLAGE, VILLAGE, None))
        if n % 6 == 0:
            slipped = born if n % 12 else born[:4] + born[6:] + born[4:6]
            rows.append((f"s{n}", name, slipped, "12"[n % 2], None, VILLAGE, None, None))
    return _table(rows, ROW_COLUMNS), _table(entries, ENTRY_COLUMNS)


def _table(lines: list[tuple[Any, ...]], names: tuple[str, ...]) -> pa.Table:
    return pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, zip(*lines, strict=True), strict=True)})


@pytest.fixture
def spark(tmp_path: Path) -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    sql = pytest.importorskip("pyspark.sql")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    quiet = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    small = {"spark.sql.shuffle.partitions": "1", "spark.default.parallelism": "1", "spark.driver.memory": "1g"}
    builder = sql.SparkSession.builder.master("local[1]").config("spark.jars", similarity_jar())
    for name, value in (quiet | small | {"spark.sql.warehouse.dir": str(tmp_path / "warehouse")}).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setCheckpointDir(str(tmp_path / "checkpoints"))
    yield session
    session.stop()


def test_conditions_are_turned_into_sparks() -> None:
    for condition in (*BLOCKING, *(c for levels in LEVELS.values() for _, c in levels if c != "ELSE")):
        assert "JAROWINKLER" not in in_spark(condition).upper().replace("JARO_WINKLER", "")
    assert in_spark("jaro_winkler_similarity(a, b) >= 0.9") == "jaro_winkler(a, b) >= 0.9"


@pytest.mark.slow
def test_spark_links_what_duckdb_links(spark: Any) -> None:
    connection, model = duckdb.connect(":memory:"), load_settings()
    prepare(connection, *_people())
    tables = []
    for name in ("subjects", "entries"):
        columns = [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]
        table = connection.sql(selected(name, columns)).to_arrow_table()
        schema = ", ".join(f"{column} string" for column in table.column_names)
        tables.append(spark.createDataFrame(table.to_pylist(), schema=schema))
    found = links_on_spark(spark, tables[0], tables[1], model, 0.0).select("id_l", "id_r", "match_weight").collect()
    predicted = splink_on(connection, model).inference.predict(threshold_match_weight=0.0).physical_name
    expected = connection.execute(f"SELECT id_l, id_r, match_weight FROM {predicted}").fetchall()
    ours = {frozenset((row["id_l"], row["id_r"])): row["match_weight"] for row in found}
    theirs = {frozenset((one, other)): weight for one, other, weight in expected}
    assert ours.keys() == theirs.keys() and len(ours) >= 20
    assert all(abs(ours[pair] - theirs[pair]) < 0.01 for pair in theirs)
