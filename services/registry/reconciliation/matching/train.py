"""Learn what agreements weigh: Splink's training on DuckDB, no truth needed.

``python -m services.registry.reconciliation.matching.train subjects.csv entries.csv settings.json``: columns as in
``features.ROW_COLUMNS`` and ``ENTRY_COLUMNS``. The files hold persons, so they belong into a folder that is emptied
afterwards; the model that results holds none.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import csv
from splink import DuckDBAPI, Linker

from services.registry.reconciliation.matching.link import prepare
from services.registry.reconciliation.matching.rules import settings
from services.registry.reconciliation.matching.splink_tables import selected
from services.registry.reconciliation.matching.task import ENTRY_COLUMNS, ROW_COLUMNS

SURE = ("l.name = r.name AND l.born = r.born", "l.relative = r.mother AND l.born = r.born")
"""Hold for rows and entries of one person almost only."""
FOUND_BY_SURE = 0.8
"""The share of rows without a number that they are expected to find."""
SESSIONS = ("l.born = r.born AND l.sex = r.sex", "l.sound = r.sound")
"""Blocks in which agreement is observed."""
_UNNUMBERED = "CREATE OR REPLACE TABLE subjects AS SELECT * FROM subjects WHERE number IS NULL OR hash(id) % 50 = 0"
# Rows with a number slip less than those without, and are linked by it: it is the others that weights are for. Some
# stay, so that what a number weighs is learned too.
_RANDOM_PAIRS = 5e6
_RARE_SLIP, _RARE_CHANCE = 1e-3, 2e-7


def splink_on(connection: duckdb.DuckDBPyConnection, model: dict[str, Any]) -> Linker:
    """Splink with ``model`` on the connection's ``subjects`` and ``entries`` (link.prepare)."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=connection)
    tables = []
    for name in ("subjects", "entries"):
        columns = [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]
        connection.execute(f"CREATE OR REPLACE TABLE splink_{name} AS {selected(name, columns)}")
        tables.append(api.register(connection.table(f"splink_{name}")))
    return Linker(tables, model, log_level=logging.ERROR)


def learn(subjects: pa.Table, entries: pa.Table) -> dict[str, Any]:
    """The model with weights learned from rows and entries."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET enable_progress_bar = false")
        prepare(connection, subjects, entries)
        connection.execute(_UNNUMBERED)
        linker = splink_on(connection, settings())
        training = linker.training
        training.estimate_probability_two_random_records_match(list(SURE), recall=FOUND_BY_SURE)
        training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=1)
        for session in SESSIONS:
            training.estimate_parameters_using_expectation_maximisation(session)
        return completed(linker.misc.save_model_to_json())
    finally:
        connection.close()


def completed(model: dict[str, Any]) -> dict[str, Any]:
    """``model`` with both chances of every level.

    A level that no random pair showed is as rare as the sample could tell; one that no block showed is a rare slip.
    """
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level["u_probability"] = max(level.get("u_probability") or 0.0, _RARE_CHANCE)
                level["m_probability"] = max(level.get("m_probability") or 0.0, _RARE_SLIP)
    return model


def _read(path: str, columns: tuple[str, ...]) -> pa.Table:
    types = dict.fromkeys(columns, pa.string())
    options = csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    return csv.read_csv(path, convert_options=options)


def main(subjects: str, entries: str, model: str) -> None:
    """Read, learn, write."""
    learned = learn(_read(subjects, ROW_COLUMNS), _read(entries, ENTRY_COLUMNS))
    Path(model).write_text(json.dumps(learned, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
