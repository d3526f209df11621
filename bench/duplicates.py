"""Duplicates of 100,000 and a million people: our search beside Splink run bare, on the same people in the same run.

Both use Splink on DuckDB. Bare Splink learns its weights from the data each time, as its documentation tells; ours
brings trained weights, looks up how names sound, and writes down the evidence of each pair. What each found of the
truth, and how long Splink's prediction alone took, is printed; quality is measured on FEBRL3 and FEBRL4
(``bench/febrl.py``).
"""

import logging
import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.febrl import Quality, link
from bench.figures import Figure
from bench.invented_people import invent, truth_between
from services.registry.duplicates.linkage import with_features
from services.registry.duplicates.model import load_model
from services.registry.duplicates.search import judged

SIZES = tuple(int(size) for size in os.environ.get("BENCH_PEOPLE", "100000,1000000").split(","))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
_SOURCE = "issue: duplicates no slower than Splink run bare"

Pairs = set[tuple[str, str]]
T = TypeVar("T")
R = TypeVar("R")


def ours(people: pa.Table) -> Pairs:
    """The pairs that our search would put into the queue."""
    return {(min(a, b), max(a, b)) for a, b, _, _ in judged(with_features(people), load_model())}


class Trained(NamedTuple):
    """Splink with its weights, and where it keeps what it finds."""

    linker: Linker
    connection: duckdb.DuckDBPyConnection


def trained(people: pa.Table) -> Trained:
    """Splink with the comparisons that its documentation gives for such columns, its weights learned from them."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:")
    api = DuckDBAPI(connection=connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[
            block_on("name", "substr(born, 1, 4)"),
            block_on("born", "substr(name, 1, 1)"),
            block_on("document"),
            block_on("household", "name"),
            block_on("mother", "name"),
        ],
        comparisons=[
            cl.NameComparison("name"),
            cl.DateOfBirthComparison("born", input_is_string=True, datetime_format="%Y%m%d"),
            cl.ExactMatch("sex"),
            cl.ExactMatch("household"),
            cl.ExactMatch("mother"),
            cl.ExactMatch("place"),
            cl.ExactMatch("registered"),
            cl.ExactMatch("document"),
        ],
    )
    linker = Linker(api.register(connection.from_arrow(people)), settings, log_level=logging.ERROR)
    sure: list[Any] = [block_on("name", "born", "sex"), block_on("document")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.65)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    for block in (block_on("born"), block_on("name")):
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    return Trained(linker, connection)


def predicted(splink: Trained) -> Pairs:
    """The pairs that it finds."""
    found = splink.linker.inference.predict(threshold_match_weight=3)
    pairs = splink.connection.sql(f"SELECT id_l, id_r FROM {found.physical_name}").fetchall()
    return {(min(pair), max(pair)) for pair in pairs}


def _timed(work: Callable[[T], R], given: T) -> tuple[float, R]:
    began = time.perf_counter()
    done = work(given)
    return time.perf_counter() - began, done


def run() -> list[Figure]:
    """Seconds of wall time; and of FEBRL, how much each missed or found wrongly."""
    return [*map(_of_size, SIZES), *_febrl()]


def _of_size(size: int) -> Figure:
    people, truth = invent(size)
    rounds = [_round(people, truth, tell=number == 0) for number in range(RUNS)]
    return Figure(
        name=f"duplicates of {size:,} people",
        unit="s",
        ours=[own for own, _ in rounds],
        peer=[splink for _, splink in rounds],
        peer_name="Splink bare",
        limit=1.0,
        source=_SOURCE,
    )


def _round(people: pa.Table, truth: Pairs, *, tell: bool) -> tuple[float, float]:
    """Seconds of ours and of Splink's, training and prediction together."""
    own, found = _timed(ours, people)
    training, splink = _timed(trained, people)
    predicting, its = _timed(predicted, splink)
    for name, pairs in (("ours", found), ("Splink bare", its)) if tell else ():
        precision, recall = truth_between(pairs, truth)
        print(f"     {len(people):,} people, {name}: precision {precision:.4f}, recall {recall:.4f}", flush=True)
    if tell:
        print(f"     of Splink's {training + predicting:.1f} s, prediction took {predicting:.1f}", flush=True)
    return own, training + predicting


def _febrl() -> list[Figure]:
    found = {data: [link(data, ours=mine)[0] for mine in (True, False)] for data in ("febrl3", "febrl4")}
    return [figure for data, (own, splink) in found.items() for figure in _compared(data.upper(), own, splink)]


def _compared(name: str, own: Quality, splink: Quality) -> list[Figure]:
    """As what is missed and what is wrong, since a figure is met where it is small. The limit is Splink's own."""
    source = "issue 3: at least Splink's precision and recall"
    return [
        Figure(name=f"{name}: {what}", unit="‰", ours=[1000 * (1 - mine)], limit=1000 * (1 - its), source=source)
        for what, mine, its in (
            ("duplicates missed, beside Splink's", own.recall, splink.recall),
            ("pairs found wrongly, beside Splink's", own.precision, splink.precision),
        )
    ]
