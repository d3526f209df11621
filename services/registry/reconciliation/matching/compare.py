"""``python -m services.registry.reconciliation.matching.compare``: the whole comparison in a process of its own.

The register's tables and the sealed rows come on standard input, links and discrepancies go to standard output; both as
``frames``. It gets no connection string, and DuckDB keeps everything in memory.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import duckdb
import msgspec
import pyarrow as pa

from chassis.sealing import Sealer
from services.registry.reconciliation.discrepancies.catalogue import rules as discrepancy_rules
from services.registry.reconciliation.matching.arrow_tables import as_table, write_table
from services.registry.reconciliation.matching.frames import Header, header_bytes, tables_of
from services.registry.reconciliation.matching.link import link, match_numbers, prepare
from services.registry.reconciliation.matching.model import load_settings
from services.registry.reconciliation.matching.open_rows import Opened, Opener
from services.registry.reconciliation.matching.rules import LEVELS, Thresholds
from services.registry.reconciliation.matching.task import Task

IDENTITY, CASE = "reconciliation.identity", "reconciliation.case"
"""Contexts of keyed digests: of who a row speaks of, and of what makes a case the same next month."""

_KEPT = """
CREATE TABLE kept_links AS
SELECT d.id, k.person, k.state, k.weight::DOUBLE AS weight
FROM identities d JOIN kept k ON k.identity = d.identity LEFT JOIN marks m ON m.id = k.person
WHERE k.state <> 'linked' OR m.mark = k.mark
"""
# What of an entry is compared: where none of it changed, a link of an earlier month stands.
_MARK = "md5(concat_ws('|', id, name, born, sex, household, mother, number, place, registered))"
_FOUND = """
CREATE TABLE found AS
SELECT s.id, s.row, s.role, s.sound, l.person, coalesce(l.state, 'none') AS state, l.how, l.weight, l.runner_up,
       coalesce(l.twice, false) AS twice, coalesce(i.identity, '') AS identity,
       concat_ws(',', CASE WHEN s.name <> e.name THEN 'name' END, CASE WHEN s.sex <> e.sex THEN 'sex' END,
                 CASE WHEN s.born <> e.born THEN 'birth_date' END) AS differs
FROM subjects s LEFT JOIN links l ON l.id = s.id LEFT JOIN entries e ON e.id = l.person
LEFT JOIN identities i ON i.id = s.id
"""
_EVIDENCE = ", ".join(f"'{feature}', l.\"{feature}\"" for feature in LEVELS)
_ROW_LINKS = f"""
SELECT r.submission AS submission_id, r.row_number, f.role, f.person AS person_id, f.state, f.how,
       round(f.weight, 2) AS weight,
       CASE WHEN l.how = 'weight' THEN json_object({_EVIDENCE}) END AS evidence,
       f.runner_up AS runner_up_id, CASE WHEN i.identity IS NOT NULL THEN '\\x' || i.identity END AS identity
FROM found f JOIN rows r ON r.row = f.row JOIN links l ON l.id = f.id LEFT JOIN identities i ON i.id = f.id
"""
_NEW_LINKS = """
SELECT DISTINCT ON (i.identity) '\\x' || i.identity AS identity, l.person AS person_id, 'linked' AS state,
       round(l.weight, 2) AS weight, m.mark
FROM links l JOIN identities i ON i.id = l.id JOIN marks m ON m.id = l.person
WHERE l.how = 'weight' AND l.state = 'linked' ORDER BY i.identity, l.weight DESC
"""
_FIGURES = """
SELECT r.kind, f.role, count(*) AS subjects,
       count(*) FILTER (WHERE f.how = 'number' AND f.state = 'linked') AS by_number,
       count(*) FILTER (WHERE f.how <> 'number' AND f.state IN ('linked', 'confirmed')) AS by_weight,
       count(*) FILTER (WHERE f.state = 'proposed') AS proposed
FROM found f JOIN rows r ON r.row = f.row GROUP BY ALL ORDER BY ALL
"""


def compare(source: IO[bytes], out: IO[bytes]) -> None:
    """Read, link, look for discrepancies, write."""
    connection = duckdb.connect(":memory:", config={"memory_limit": "1200MB", "threads": "2"})
    connection.execute("SET enable_progress_bar = false")
    task, sealer = _take_in(connection, source)
    _identities(connection, sealer)
    _marks(connection)
    connection.execute(_KEPT)
    link(connection, load_settings(), Thresholds(task.accept, task.review, task.margin))
    connection.execute(_FOUND)
    for name, query in (("row_links", _ROW_LINKS), ("new_links", _NEW_LINKS), ("figures", _FIGURES)):
        write_table(out, name, connection.sql(query).to_arrow_table())
    write_table(out, "discrepancies", _discrepancies(connection, task, sealer))
    out.write(header_bytes(Header("")))
    out.flush()


def _take_in(connection: duckdb.DuckDBPyConnection, source: IO[bytes]) -> tuple[Task, Sealer]:
    tables = tables_of(source)
    header, pieces = next(tables)
    list(pieces)
    task = msgspec.json.decode(header.note, type=Task)
    sealer = Sealer.load(Path(task.keys_folder), "registry")
    opener = Opener(sealer, task.number_context, task.submissions)
    entries = pa.table({})
    for header, pieces in tables:
        if header.name == "rows":
            opener.take(pieces)
        elif header.name == "entries":
            entries = as_table(header, pieces)
        else:
            _enter(connection, header, pieces)
    opened = opener.opened()
    prepare(connection, opened.subjects, entries)
    _enter_rows(connection, opened, task)
    return task, sealer


def _enter(connection: duckdb.DuckDBPyConnection, header: Header, pieces: Iterator[bytes]) -> None:
    given = as_table(header, pieces)
    connection.register("given", given)
    days = ", ".join(f'"{c}"::DATE AS "{c}"' if c.endswith("_on") else f'"{c}"' for c in header.columns)
    connection.execute(f'CREATE TABLE "{header.name}" AS SELECT {days} FROM given')
    connection.unregister("given")


def _enter_rows(connection: duckdb.DuckDBPyConnection, opened: Opened, task: Task) -> None:
    connection.register("given_rows", opened.rows)
    connection.execute("CREATE TABLE rows AS SELECT * FROM given_rows")
    connection.unregister("given_rows")
    values = (task.first, task.last, task.county, task.days, task.school_born_from, task.school_born_until)
    connection.execute(
        'CREATE TABLE meeting AS SELECT ?::VARCHAR AS "first", ?::VARCHAR AS "last", ?::VARCHAR AS county,'
        " ?::INT AS days, ?::VARCHAR AS school_born_from, ?::VARCHAR AS school_born_until",
        list(values),
    )


def _identities(connection: duckdb.DuckDBPyConnection, sealer: Sealer) -> None:
    doubtful = match_numbers(connection)
    columns = [doubtful[name].to_pylist() for name in doubtful.column_names[1:]]
    told = ("\x1f".join(value or "" for value in values) for values in zip(*columns, strict=True))
    digests = pa.array([sealer.index(text, IDENTITY).hex() for text in told], pa.string())
    connection.register("given", pa.table({"id": doubtful["id"], "identity": digests}))
    connection.execute("CREATE TABLE identities AS SELECT * FROM given")
    connection.unregister("given")


def _marks(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"CREATE VIEW marks AS SELECT id, {_MARK} AS mark FROM entries")


def _discrepancies(connection: duckdb.DuckDBPyConnection, task: Task, sealer: Sealer) -> pa.Table:
    there = {kind for kind, _ in task.submissions.values()}
    found: list[dict[str, str | None]] = []
    for code, rule in discrepancy_rules().items():
        if not set(rule.needs) <= there:
            continue
        query = f"""
            SELECT d.subject, d.person, d.other, r.submission, r.row_number, r.department,
                   coalesce(d.division, '') AS division, d.differs, d.day
            FROM ({rule.find}) d LEFT JOIN rows r ON r.row = d.row ORDER BY ALL
        """
        for row in connection.sql(query).to_arrow_table().to_pylist():
            owner = rule.owner_of(row["department"])
            if owner is not None:
                found.append(_case(code, owner, row, sealer))
    names = [
        *("case_key", "rule", "owner", "person_id", "other_id", "division", "submission_id", "row_number", "differs"),
        "happened_on",
    ]
    return pa.table({name: pa.array([row[name] for row in found], pa.string()) for name in names})


def _case(code: str, owner: str, row: dict[str, str | None], sealer: Sealer) -> dict[str, str | None]:
    return {
        "case_key": "\\x" + sealer.index(f"{code}:{row['subject']}", CASE).hex(),
        "rule": code,
        "owner": owner,
        "person_id": row["person"],
        "other_id": row["other"],
        "division": row["division"],
        "submission_id": row["submission"],
        "row_number": row["row_number"],
        "differs": row["differs"],
        "happened_on": row["day"],
    }


def main() -> None:
    """Compare what comes on standard input."""
    compare(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
