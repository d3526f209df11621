"""Find pairs among many entries, and learn what agreements weigh: Splink on DuckDB, in this process alone.

What DuckDB cannot hold in memory it puts into a folder of its own, which goes when the work is done.
"""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from splink import DuckDBAPI, Linker

from services.registry.duplicates import rules
from services.registry.duplicates.features import plain_name, sounds

_EQUAL = "l.{0} = r.{0}"

BLOCKING = tuple(
    " AND ".join(_EQUAL.format(column) for column in columns)
    for columns in (
        ("document",),
        ("born", "family_sound"),
        ("born", "given_sound"),
        ("sound", "born_year"),
        ("sound", "born_day"),
        ("sound", "born_parts"),
        ("sound", "household"),
        ("sound", "mother"),
    )
)
"""Only entries that agree on one of these are compared at all."""

_BORN = (
    "SELECT *, born[1:4] AS born_year, born[5:8] AS born_day, family_sound || born[1:6] AS family_month,"
    " list_aggregate(list_sort([born[1:2], born[3:4], born[5:6], born[7:8]]), 'string_agg', '') AS born_parts"
    " FROM entries"
)
_RANDOM_PAIRS = 5e6
_RARE_SLIP = 1e-3


@contextmanager
def _database() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory(prefix="huijia-linkage-") as folder:
        connection = duckdb.connect(":memory:", config={"temp_directory": folder})
        # It would be written to standard output, where the search writes its pairs.
        connection.execute("SET enable_progress_bar = false")
        try:
            yield connection
        finally:
            connection.close()


def with_features(raw: pa.Table) -> pa.Table:
    """``raw`` (id, name, born ``YYYYMMDD``, sex, household, mother, place, registered, document) plus what is compared.

    Sounds are looked up once for each name that occurs, not once for each person.
    """
    names = pc.dictionary_encode(raw["name"].combine_chunks())
    plain = [plain_name(name) for name in names.dictionary.to_pylist()]
    heard = [sounds(name) for name in plain]
    columns = {
        "name": plain,
        "sound": [" ".join(syllables) for syllables in heard],
        "family_sound": [syllables[0] if syllables else "" for syllables in heard],
        "given_sound": [" ".join(syllables[1:]) for syllables in heard],
    }
    table = raw.drop_columns(["name"])
    for column, values in columns.items():
        table = table.append_column(column, pa.array(values, pa.string()).take(names.indices))
    return table


def pairs_of(entries: pa.Table, model: dict[str, Any], least_weight: float) -> pa.Table:
    """Pairs of ``with_features`` entries that weigh at least so much: id_l, id_r, match_weight, gamma_<feature> …"""
    with _database() as connection:
        return _score(connection, entries, model, least_weight)


def _score(
    connection: duckdb.DuckDBPyConnection, entries: pa.Table, model: dict[str, Any], least_weight: float
) -> pa.Table:
    connection.register("entries", entries)
    linker = _linker(connection, connection.sql(_BORN), model)
    found = linker.inference.predict(threshold_match_weight=least_weight)
    return connection.sql(f"SELECT * FROM {found.physical_name}").to_arrow_table()


def _linker(connection: duckdb.DuckDBPyConnection, entries: Any, model: dict[str, Any]) -> Linker:
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=connection)
    return Linker(api.register(entries), model, log_level=logging.ERROR)


def learn(entries: pa.Table, sure: Sequence[str], sessions: Sequence[str], recall: float) -> dict[str, Any]:
    """The model with weights learned from ``entries``: no truth is needed.

    ``sure`` are rules that hold for duplicates almost only, and find the share ``recall`` of them; ``sessions`` are
    the blocks in which agreement is observed.
    """
    with _database() as connection:
        connection.register("entries", entries)
        linker = _linker(connection, connection.sql(_BORN), rules.settings(BLOCKING))
        training = linker.training
        training.estimate_probability_two_random_records_match(list(sure), recall=recall)
        training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=1)
        for session in sessions:
            training.estimate_parameters_using_expectation_maximisation(session)
        return _complete(linker.misc.save_model_to_json())


def _complete(model: dict[str, Any]) -> dict[str, Any]:
    # A level that no random pair showed is as rare as the sample could tell; one that no block showed is a rare slip.
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level["u_probability"] = max(level.get("u_probability") or 0.0, 1 / _RANDOM_PAIRS)
                level["m_probability"] = max(level.get("m_probability") or 0.0, _RARE_SLIP)
    return model
