"""What the sweep removes of each kind of record: how it is found, and how it goes.

``find`` gives up to ``:batch`` ids that ended before ``:cutoff``; ``remove`` takes ``:ids`` away and gives how many
rows that were.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.elements import TextClause

from chassis.audit_content import ERASABLE


@dataclass(frozen=True)
class Removal:
    """One kind of record."""

    find: TextClause
    remove: TextClause


def _counted(statement: str, kind: Any = Uuid) -> TextClause:
    gone = f"WITH gone AS ({statement} RETURNING 1) SELECT count(*) FROM gone"
    return text(gone).bindparams(bindparam("ids", type_=ARRAY(kind)))


def _called(function: str, kind: Any = Uuid) -> TextClause:
    return text(f"SELECT {function}(:ids)").bindparams(bindparam("ids", type_=ARRAY(kind)))


_REJECTIONS = """
SELECT i.id FROM imports i
WHERE i.state IN ('finished', 'failed', 'undone') AND coalesce(i.finished_at, i.uploaded_at) < :cutoff
AND EXISTS (SELECT FROM import_rejections r WHERE r.import_id = i.id)
ORDER BY i.id LIMIT least(:batch, 20) FOR UPDATE OF i SKIP LOCKED
"""

# An entry that was merged into another has left ``persons`` too, but its history must lead back: only what came with
# an import that was undone was never a person here.
_WITHDRAWN = """
SELECT v.id FROM imports i JOIN person_versions v ON v.source_id = i.id AND v.source = 'import'
WHERE i.state = 'undone' AND i.undone_at < :cutoff AND v.revision = 1
AND NOT EXISTS (SELECT FROM persons p WHERE p.id = v.id)
ORDER BY v.id LIMIT :batch
"""

_CORRECTIONS = """
SELECT c.id FROM corrections c
WHERE c.state IN ('refused', 'applied') AND coalesce(c.applied_at, c.decided_at) < :cutoff
AND EXISTS (SELECT FROM correction_claims m WHERE m.correction_id = c.id AND m.stated_sealed IS NOT NULL)
ORDER BY c.id LIMIT :batch FOR UPDATE OF c SKIP LOCKED
"""
_CLEAR_VALUES = (
    "UPDATE correction_claims SET held_sealed = NULL, stated_sealed = NULL, what_is_wrong = NULL"
    " WHERE correction_id = ANY (:ids)"
)

_CONSENTS = "SELECT id FROM consents WHERE withdrawn_at < :cutoff ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED"

# When a paper stopped being needed knows ``paper_ended``: never, while an entry, a consent or an open case needs it.
_PAPERS = """
SELECT id FROM documents WHERE erased_at IS NULL AND kept_at < :cutoff AND paper_ended(id) < :cutoff
ORDER BY kept_at, id LIMIT :batch
"""

# The meeting is over: what was handed in has served. The submission itself stays, with its digest and its counts.
_SUBMISSIONS = """
SELECT s.id FROM submissions s JOIN reconciliation_sessions m ON m.id = s.session_id
WHERE m.state = 'closed' AND m.closed_at < :cutoff AND s.erased_at IS NULL AND s.state = 'accepted'
ORDER BY s.id LIMIT least(:batch, 20) FOR UPDATE OF s SKIP LOCKED
"""
_ERASE_ROWS = """
WITH marked AS (UPDATE submissions SET erased_at = now() WHERE id = ANY (:ids)),
links AS (DELETE FROM submission_links WHERE submission_id = ANY (:ids)),
gone AS (DELETE FROM submission_rows WHERE submission_id = ANY (:ids) RETURNING 1)
SELECT greatest(count(*), 1) FROM gone
"""

_AUDIT = (
    f"SELECT a.id FROM audit_log a WHERE a.at < :cutoff AND {ERASABLE.format(schema='')} ORDER BY a.at LIMIT :batch"
)

# What the search knows of a name or an address leaves with the last person who had it; the cutoff plays no part.
_UNHELD = """
SELECT {text} FROM search_{many} s WHERE CAST(:cutoff AS timestamptz) IS NOT NULL
AND NOT EXISTS (SELECT FROM persons p WHERE p.{column} = s.{text}) LIMIT :batch
"""
_FORGET_UNHELD = """
DELETE FROM search_{many} s WHERE {text} = ANY (:ids)
AND NOT EXISTS (SELECT FROM persons p WHERE p.{column} = s.{text})
"""


def _unheld(text_column: str, many: str, column: str) -> Removal:
    parts = {"text": text_column, "many": many, "column": column}
    return Removal(text(_UNHELD.format(**parts)), _counted(_FORGET_UNHELD.format(**parts), Text))


REMOVALS = {
    "search-names": _unheld("name", "names", "name"),
    "search-addresses": _unheld("address", "addresses", "residence_address"),
    "import-rejections": Removal(
        text(_REJECTIONS), _counted("DELETE FROM import_rejections WHERE import_id = ANY (:ids)")
    ),
    "withdrawn-entries": Removal(text(_WITHDRAWN), _called("erase_withdrawn_entries")),
    "correction-values": Removal(text(_CORRECTIONS), _counted(_CLEAR_VALUES)),
    "withdrawn-consents": Removal(text(_CONSENTS), _counted("DELETE FROM consents WHERE id = ANY (:ids)")),
    "papers-of-acts": Removal(text(_PAPERS), _called("erase_papers")),
    "submission-rows": Removal(text(_SUBMISSIONS), text(_ERASE_ROWS).bindparams(bindparam("ids", type_=ARRAY(Uuid)))),
    "audit-content": Removal(text(_AUDIT), _called("erase_audit_content", BigInteger)),
}
