"""The search as a process of its own: entries in on standard input, pairs out on standard output, both as CSV.

It gets no connection string and writes nothing but what DuckDB spills into a folder that it removes.
"""

import csv as rows
import io
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, cast

import pyarrow as pa
from pyarrow import csv

from services.registry.duplicates import rules
from services.registry.duplicates.features import Features
from services.registry.duplicates.linkage import pairs_of, with_features
from services.registry.duplicates.model import load_model

COLUMNS = ("id", "name", "born", "sex", "household", "mother", "place", "registered", "document")


def as_text(columns: Sequence[str]) -> csv.ConvertOptions:
    """Every column text, an empty cell nothing known."""
    types = dict.fromkeys(columns, pa.string())
    return csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])


def main() -> None:
    """Read, compare, write ``id, id, weight, evidence`` for each pair worth asking about."""
    source = cast(io.BufferedReader, sys.stdin.buffer)
    if not source.peek(1):
        return  # an empty register
    options = csv.ReadOptions(column_names=list(COLUMNS))
    entries = with_features(csv.read_csv(source, read_options=options, convert_options=as_text(COLUMNS)))
    model = load_model()
    writer = rows.writer(sys.stdout)
    for one, other, evidence, weight in judged(entries, model):
        writer.writerow([one, other, f"{weight:.3f}", json.dumps(evidence)])


def judged(entries: pa.Table, model: dict[str, Any]) -> Iterator[tuple[str, str, rules.Evidence, float]]:
    """The pairs worth asking about, each with its evidence and weight."""
    found = pairs_of(entries, model, rules.LEAST_WEIGHT - 10)
    known = _features_of(entries, {*found["id_l"].to_pylist(), *found["id_r"].to_pylist()})
    weights = rules.weights_of(model)
    for one, other in zip(found["id_l"].to_pylist(), found["id_r"].to_pylist(), strict=True):
        evidence = rules.evidence_of(known[one], known[other])
        weight = rules.weight(evidence, weights)
        if rules.worth_asking(evidence, weight):
            yield one, other, evidence, weight


def _features_of(entries: pa.Table, ids: set[str]) -> dict[str, Features]:
    wanted = entries.filter(pa.compute.is_in(entries["id"], pa.array(sorted(ids), pa.string())))
    return {row["id"]: Features(**row) for row in wanted.select(list(Features._fields)).to_pylist()}


if __name__ == "__main__":
    main()
