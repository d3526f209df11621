"""The one statement that writes a group of entries, their subjects and their links."""

from collections.abc import Sequence
from typing import Any

from gateway.access_log.chain import Link
from gateway.access_log.entries import Entry

_COLUMNS = {
    "id": "uuid",
    "at": "timestamptz",
    "account": "text",
    "kind": "text",
    "role": "text",
    "department": "text",
    "method": "text",
    "service": "text",
    "route": "text",
    "purpose": "text",
    "case_reference": "text",
    "policy": "text",
    "status": "integer",
    "request_id": "uuid",
    "root": "text",
    "secret": "bytea",
    "salt": "bytea",
}
_LINK = {"chain": "uuid", "position": "bigint", "digest": "bytea", "hash": "bytea"}


def _insert_sql() -> str:
    last = len(_COLUMNS)
    arrays = [f"${number}::{kind}[]" for number, kind in enumerate(_COLUMNS.values(), 1)]
    links = [f"${last + number}::{kind}[]" for number, kind in enumerate(_LINK.values(), 5)]
    return f"""
    WITH entries AS (
        INSERT INTO access_log ({", ".join(_COLUMNS)}, fields, receipt)
        SELECT {", ".join(f"e.c{n}" for n in range(last))}, string_to_array(e.fields, ','), e.receipt
          FROM unnest({", ".join(arrays)}, ${last + 1}::text[], ${last + 2}::text[])
            AS e ({", ".join(f"c{n}" for n in range(last))}, fields, receipt)
    ), links AS (
        INSERT INTO access_chain (chain, position, digest, hash, entry_id)
        SELECT * FROM unnest({", ".join(links)}, $1::uuid[])
    )
    INSERT INTO access_log_subjects SELECT * FROM unnest(${last + 3}::uuid[], ${last + 4}::uuid[])
    """


INSERT = _insert_sql()
PROBE = "BEGIN; INSERT INTO access_log_subjects VALUES (gen_random_uuid(), gen_random_uuid()); ROLLBACK"


def values(entries: Sequence[Entry], links: Sequence[Link], receipts: Sequence[str | None]) -> list[list[Any]]:
    """What ``INSERT`` takes: one array a column."""
    columns = [[getattr(entry, name) for entry in entries] for name in _COLUMNS]
    fields = [None if entry.fields is None else ",".join(entry.fields) for entry in entries]
    pairs = [(subject, entry.id) for entry in entries for subject in entry.subjects]
    subjects = [[subject for subject, _ in pairs], [entry_id for _, entry_id in pairs]]
    return [*columns, fields, list(receipts), *subjects, *([getattr(each, name) for each in links] for name in _LINK)]
