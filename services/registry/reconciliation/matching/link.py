"""Link rows of extracts to entries of the register: DuckDB blocks and weighs in SQL, with the weights of the model.

Tables of the connection: ``subjects`` (one person named by a row) and ``entries`` (persons of the register), as
``prepare`` makes them. What comes out is ``links``: for each subject the person, how, the weight and the evidence.
"""

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from services.registry.reconciliation.matching.features import BORN, plain_column, with_sounds
from services.registry.reconciliation.matching.rules import LEVELS, NAMED, Thresholds
from services.registry.reconciliation.matching.weigh import pairs_sql, weights_sql

_SUBJECTS = f"""
CREATE TABLE subjects AS
SELECT s.*, {BORN},
       k.id AS relative, k.household AS relative_household,
       CASE WHEN s.relative_name IS NOT NULL THEN '|' || s.relative_name || '|' END AS relative_tag
FROM given_subjects s LEFT JOIN (SELECT id, household, number FROM given_entries WHERE number IS NOT NULL) k
    ON k.number = s.relative_number
"""
# How common a name is, told by the others who have it. A small register is filled up with people of usual names, so
# that the one 欧阳蕤 of a hundred people does not count as a name that everybody has.
_SUPPOSED, _USUAL = 20_000.0, 0.3
_ENTRIES = f"""
CREATE TABLE entries AS
WITH families AS (
    SELECT household, '|' || string_agg(name, '|') || '|' AS family FROM given_entries
    WHERE household IS NOT NULL GROUP BY household)
SELECT e.*, {BORN}, f.family,
       (count(*) OVER (PARTITION BY name) - 1 + {_USUAL}) / ((SELECT count(*) FROM given_entries) + {_SUPPOSED})
           AS name_share
FROM given_entries e LEFT JOIN families f USING (household)
"""
_BY_NUMBER = """
CREATE TABLE by_number AS
SELECT s.id, e.id AS person,
       coalesce(s.name IS NULL OR s.name = e.name OR s.sound = e.sound OR s.given_sound = e.given_sound
                OR s.family_sound = e.family_sound, false) AS plausible
FROM subjects s JOIN entries e ON e.number = s.number
"""
_DOUBTFUL = """
SELECT g.id, g.name, g.born, g.sex, g.number, g.relative_name, g.relative_number FROM subjects g
WHERE g.id NOT IN (SELECT id FROM by_number WHERE plausible)
"""
# An officer's decision stands whatever the number says; a number that nobody doubts goes before any weight.
_DECIDED = (
    "DELETE FROM by_number WHERE id IN (SELECT id FROM kept_links WHERE state = 'confirmed')"
    " OR (id, person) IN (SELECT (id, person) FROM kept_links WHERE state = 'refused')",
    "CREATE TABLE holding AS SELECT * FROM kept_links"
    " WHERE state = 'confirmed' OR (state = 'linked' AND id NOT IN (SELECT id FROM by_number))",
    "CREATE TABLE open_subjects AS SELECT * FROM subjects"
    " WHERE id NOT IN (SELECT id FROM by_number) AND id NOT IN (SELECT id FROM holding)",
)


def prepare(connection: duckdb.DuckDBPyConnection, subjects: pa.Table, entries: pa.Table) -> None:
    """Make ``subjects`` and ``entries`` of raw columns (features.ROW_COLUMNS, ENTRY_COLUMNS; more may follow)."""
    given = plain_column(with_sounds(subjects), "relative_name")
    connection.register("given_subjects", given)
    connection.register("given_entries", with_sounds(entries))
    connection.execute(_SUBJECTS)
    connection.execute(_ENTRIES)
    connection.unregister("given_subjects")
    connection.unregister("given_entries")


def match_numbers(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Make ``by_number``; gives the subjects that no number links beyond doubt, as they are compared."""
    connection.execute(_BY_NUMBER)
    return connection.sql(_DOUBTFUL).to_arrow_table()


def link(connection: duckdb.DuckDBPyConnection, model: Mapping[str, Any], thresholds: Thresholds) -> None:
    """Make ``links``, after ``match_numbers``.

    The table ``kept_links`` (id, person, state, weight) holds what was decided or linked in earlier months and stands.
    """
    for statement in _DECIDED:
        connection.execute(statement)
    connection.execute(f"CREATE TABLE candidates AS {_candidates(model)}")
    connection.execute(f"CREATE TABLE weighed AS {weights_sql(model, 'candidates', 'open_subjects', 'entries')}")
    connection.execute(f"CREATE TABLE links AS {_links_sql(thresholds)}")


def _links_sql(thresholds: Thresholds) -> str:
    named = ", ".join(f"'{level}'" for level in NAMED)
    alone = f"(second IS NULL OR weight - second >= {thresholds.margin})"
    levels = ", ".join(f'"{feature}"' for feature in LEVELS)
    nothing = ", ".join(f'NULL::VARCHAR AS "{feature}"' for feature in LEVELS)
    return f"""
        WITH ranked AS (
            SELECT *, lead(weight) OVER w AS second, lead(person) OVER w AS runner_up,
                   lead("name") OVER w AS runner_name, lead(born) OVER w AS runner_born,
                   row_number() OVER w AS place_in_row
            FROM weighed WHERE "name" IN ({named})
            WINDOW w AS (PARTITION BY id ORDER BY weight DESC, person))
        SELECT id, person,
               CASE WHEN weight >= {thresholds.accept} AND {alone} THEN 'linked' ELSE 'proposed' END AS state,
               'weight' AS how, weight, CASE WHEN NOT {alone} THEN runner_up END AS runner_up,
               coalesce("name" = 'same' AND born = 'same' AND runner_name = 'same' AND runner_born = 'same', false)
                   AS twice, {levels}
        FROM ranked WHERE place_in_row = 1 AND weight >= {thresholds.review}
        UNION ALL
        SELECT id, person, CASE WHEN plausible THEN 'linked' ELSE 'proposed' END, 'number', NULL, NULL, false, {nothing}
        FROM by_number
        UNION ALL
        SELECT id, person, state, 'kept', weight, NULL, false, {nothing} FROM holding
    """


def _candidates(model: Mapping[str, Any]) -> str:
    # A pair that an officer refused is not looked at again.
    refused = "SELECT (id, person) FROM kept_links WHERE state = 'refused'"
    return f"SELECT * FROM ({pairs_sql(model, 'open_subjects', 'entries')}) WHERE (l, r) NOT IN ({refused})"
