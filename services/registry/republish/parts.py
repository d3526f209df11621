"""What is told again of each table, as SQL over a batch of its rows.

Births and moves are told of whom they were told of at first, and merges after them: so a service that follows merges
can take each back to whose it was.
"""

from collections.abc import Mapping
from typing import NamedTuple

from chassis.event_json import Fields
from chassis.outbox import insert_select
from contracts.registry import (
    AdoptionRegistered,
    BirthRegistered,
    ConsentRecorded,
    DeathRegistered,
    DivisionChanged,
    DivisionReplaced,
    DivorceRegistered,
    HouseholdChanged,
    MarriageRegistered,
    PersonChanged,
    PersonMerged,
    PersonMoved,
)
from contracts.working_days import WorkingDaysChanged
from services.registry.imports.write_households import FACTS as HOUSEHOLD_FACTS
from services.registry.imports.write_persons import FACTS as PERSON_FACTS

TOLD = """
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT DISTINCT ON (1, 2, 3) part ->> 'table' AS tab, part ->> 'column' AS col,
       (part -> 'key' ->> 'id')::uuid AS row_id, m.merged_id
FROM merges m CROSS JOIN LATERAL jsonb_array_elements(m.repointed) part
WHERE m.undone_at IS NULL AND part ->> 'table' IN ('births', 'moves') ORDER BY 1, 2, 3, m.id
"""
"""Of rows that follow a merge: whom they named before the first one."""


class Part(NamedTuple):
    """The rows of ``table`` by ``key``, and the statement that tells of those with $1 < key <= $2."""

    table: str
    key: str
    statement: str
    first: str = "'00000000-0000-0000-0000-000000000000'::uuid"
    """SQL of a key before all others."""


def _fields(*names: str, **expressions: str) -> Mapping[str, str]:
    return {name: f"r.{name}" for name in names} | expressions


def _told(table: str, column: str) -> str:
    first = f"SELECT t.merged_id FROM told t WHERE t.tab = '{table}' AND t.col = '{column}' AND t.row_id = r.id"
    return f"coalesce(({first}), r.{column})"


_BATCH = "{table} {alias} WHERE {alias}.{key} > $1 AND {alias}.{key} <= $2{also} ORDER BY {alias}.{key}{lock}"
# What is told cannot be changed until it is told: so nothing newer is told before it.
_LOCKED = " FOR SHARE OF {alias}"
_STANDING = " AND r.state IN ('registered', 'corrected')"


def _part(
    event: type,
    fields: Fields,
    table: str,
    *,
    alias: str = "r",
    key: str = "id",
    also: str = "",
    lock: str = _LOCKED,
) -> Part:
    rows = _BATCH.format(table=table, alias=alias, key=key, also=also, lock=lock.format(alias=alias))
    statement = insert_select(event, fields, rows)
    return Part(table.split()[0], key, statement, "''") if key == "code" else Part(table.split()[0], key, statement)


# Only of codes that are out of use: one that was given out anew has people of its own.
_REPLACED = """(
    SELECT l.change_id AS id, l.from_code AS code, c.kind, l.effective_on,
           json_agg(l.to_code ORDER BY l.to_code) AS successors,
           coalesce(max(l.to_code) FILTER (WHERE l.heir), l.from_code) AS heir
    FROM division_lineage l JOIN division_changes c ON c.id = l.change_id JOIN divisions d ON d.code = l.from_code
    WHERE d.valid_to IS NOT NULL AND l.change_id > $1 AND l.change_id <= $2 GROUP BY 1, 2, 3, 4
) r ORDER BY r.effective_on, r.code"""

_YEARS = "(SELECT DISTINCT extract(year FROM day)::int AS year FROM calendar_days) years"
_WORKING_DAYS = """(
    SELECT extract(year FROM day)::int AS year,
           coalesce(json_agg(day ORDER BY day) FILTER (WHERE working), '[]') AS worked,
           coalesce(json_agg(day ORDER BY day) FILTER (WHERE NOT working), '[]') AS free
    FROM calendar_days WHERE extract(year FROM day) > $1::int AND extract(year FROM day) <= $2::int GROUP BY 1
) r ORDER BY r.year"""

PARTS: dict[str, Part] = {
    "working days": Part(
        _YEARS, "year", insert_select(WorkingDaysChanged, _fields("year", "worked", "free"), _WORKING_DAYS), "0"
    ),
    "divisions": _part(
        DivisionChanged, _fields("code", "name", "level", "parent", "valid_from", "valid_to"), "divisions", key="code"
    ),
    "division changes": Part(
        "division_changes",
        "id",
        insert_select(
            DivisionReplaced, _fields("code", "kind", "effective_on", "successors", "heir", change_id="r.id"), _REPLACED
        ),
    ),
    "households": _part(HouseholdChanged, HOUSEHOLD_FACTS, "households", alias="h"),
    "persons": _part(PersonChanged, PERSON_FACTS, "persons", alias="p"),
    "births": _part(
        BirthRegistered,
        _fields(
            "born_on",
            birth_id="r.id",
            person_id=_told("births", "person_id"),
            mother_id=_told("births", "mother_id"),
            father_id=_told("births", "father_id"),
            residence_division="r.division",
        ),
        "births",
        also=_STANDING,
    ),
    "deaths": _part(
        DeathRegistered,
        _fields("person_id", "died_on", revision="(SELECT p.revision FROM persons p WHERE p.id = r.person_id)"),
        "deaths",
        also=_STANDING,
    ),
    "marriages": _part(
        MarriageRegistered,
        _fields("first_id", "second_id", "married_on", marriage_id="r.id"),
        "marriages",
        also=_STANDING,
    ),
    "divorces": _part(
        DivorceRegistered,
        _fields("marriage_id", "first_id", "second_id", "divorced_on", divorce_id="r.id"),
        "divorces",
        also=_STANDING,
    ),
    "adoptions": _part(
        AdoptionRegistered,
        _fields("person_id", "first_adopter_id", "second_adopter_id", "adopted_on", adoption_id="r.id"),
        "adoptions",
        also=_STANDING,
    ),
    # Of no revision: where people live now is in their own facts. Rows of moves never change.
    "moves": _part(
        PersonMoved,
        _fields(
            *("from_division", "to_division", "moved_on", "household_id"),
            move_id="r.id",
            person_id=_told("moves", "person_id"),
            revision="0",
        ),
        "moves",
        lock="",
    ),
    "consents": _part(
        ConsentRecorded,
        _fields("person_id", "purpose", "text_version", "given_on", consent_id="r.id"),
        "consents",
        also=" AND r.withdrawn_at IS NULL",
    ),
    "merges": _part(
        PersonMerged,
        _fields("survivor_id", merge_id="r.id", person_id="r.merged_id", revision="r.merged_revision + 1"),
        "merges",
        also=" AND r.undone_at IS NULL",
    ),
}
"""In the order in which they are told."""
