"""The one statement that writes a group of entries, their subjects and their links.

The group goes to the database as JSON: made in one go, where arrays of each column's values cost several times as much.
"""

from collections.abc import Sequence

import msgspec

from gateway.access_log.chain import Link
from gateway.access_log.entries import Entry

_TEXTS = (
    *("account", "kind", "role", "department", "method", "service", "route", "purpose", "case_reference", "policy"),
    "root",
)
_KEPT = ("id", "at", *_TEXTS, "status", "request_id", "fields")
INSERT = f"""
WITH told AS MATERIALIZED (
    SELECT *, value AS receipt FROM ROWS FROM (
        json_to_recordset($1) AS (
            id uuid, at timestamptz, {", ".join(f"{name} text" for name in _TEXTS)}, status integer, request_id uuid,
            fields text[], subjects uuid[], secret text, salt text),
        json_to_recordset($2) AS (chain uuid, position bigint, digest text, hash text),
        json_array_elements_text($3))
), entries AS (
    INSERT INTO access_log ({", ".join(_KEPT)}, secret, salt, receipt)
    SELECT {", ".join(_KEPT)}, decode(secret, 'base64'), decode(salt, 'base64'), receipt FROM told
), links AS (
    INSERT INTO access_chain (chain, position, digest, hash, entry_id)
    SELECT chain, position, decode(digest, 'base64'), decode(hash, 'base64'), id FROM told
)
INSERT INTO access_log_subjects SELECT unnest(subjects), id FROM told
"""
PROBE = "BEGIN; INSERT INTO access_log_subjects VALUES (gen_random_uuid(), gen_random_uuid()); ROLLBACK"


def values(entries: Sequence[Entry], links: Sequence[Link], receipts: Sequence[str | None]) -> list[str]:
    """What ``INSERT`` takes: entries, their links and their receipts, each as a list in JSON, in one order."""
    return [msgspec.json.encode(each).decode() for each in (entries, links, receipts)]
