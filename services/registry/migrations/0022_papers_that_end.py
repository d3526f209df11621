"""Papers of acts have a kind from a list, and a period: of one that nothing needs any more only the kind stays."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# What clerks wrote before there was a list. Whatever else they wrote is the word of a paper of kind "other".
_WRITTEN = {
    "household-register": ("户口簿", "居民户口簿", "户口本"),
    "identity-card": ("身份证", "居民身份证"),
    "birth-certificate": ("出生医学证明", "出生证明", "出生证"),
    "marriage-certificate": ("结婚证",),
    "divorce-certificate": ("离婚证", "离婚判决书"),
    "adoption-certificate": ("收养登记证", "收养证"),
    "court-decision": ("法院判决书", "判决书"),
    "tenancy": ("租约", "租赁合同", "房屋租赁合同"),
    "move-in-certificate": ("准迁证", "户口准予迁入证明"),
    "application": ("落户申请", "立户申请", "分户申请", "并户申请", "移出申请", "户主变更申请", "申请书"),
    "approval-form": ("更名审批表", "审批表"),
}

_VALUES = ", ".join(f"('{word}', '{code}')" for code, words in _WRITTEN.items() for word in words)

_COLUMNS = "ALTER TABLE documents ADD COLUMN name text CHECK (name <> ''), ADD COLUMN erased_at timestamptz"
KINDS_OF_WORDS = f"""
UPDATE documents d SET kind = coalesce(w.code, 'other'), name = CASE WHEN w.code IS NULL THEN d.kind END
FROM documents o LEFT JOIN (VALUES {_VALUES}) w (word, code) ON w.word = o.kind WHERE o.id = d.id
"""

_INDEXES = (
    "CREATE INDEX ON documents (kept_at, id) WHERE erased_at IS NULL",
    "CREATE INDEX ON persons (document_id) WHERE document_id IS NOT NULL",
    "CREATE INDEX ON person_versions (document_id) WHERE document_id IS NOT NULL",
    "CREATE INDEX ON households (document_id) WHERE document_id IS NOT NULL",
    "CREATE INDEX ON household_versions (document_id) WHERE document_id IS NOT NULL",
    "CREATE INDEX ON corrections (document_id) WHERE document_id IS NOT NULL",
    "CREATE INDEX ON consents (document_id) WHERE document_id IS NOT NULL",
    "CREATE INDEX ON discrepancies (person_id) WHERE state <> 'closed' AND person_id IS NOT NULL",
    "CREATE INDEX ON discrepancies (other_id) WHERE state <> 'closed' AND other_id IS NOT NULL",
)

# Null while the paper is needed: by the entry of somebody living or of a household as it stands, by a consent that was
# not withdrawn, by a request for correction or a discrepancy that is open, whether it names the paper or is about
# somebody whose entry ever stood on it. Else the last moment at which something stood on it.
_ENDED = """
CREATE FUNCTION paper_ended(paper uuid) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = pg_catalog, registry AS $$
    WITH present AS (
        SELECT id, living, valid_from FROM persons WHERE document_id = paper
        UNION ALL SELECT id, living, valid_from FROM persons WHERE source_id = paper AND source = 'document'
    ), past AS (
        SELECT id, valid_until FROM person_versions WHERE document_id = paper
        UNION ALL SELECT id, valid_until FROM person_versions WHERE source_id = paper AND source = 'document'
    ), people AS (SELECT id FROM present UNION SELECT id FROM past)
    SELECT CASE
        WHEN EXISTS (SELECT FROM present WHERE living)
          OR EXISTS (SELECT FROM households WHERE document_id = paper)
          OR EXISTS (SELECT FROM consents WHERE document_id = paper AND withdrawn_at IS NULL)
          OR EXISTS (SELECT FROM corrections WHERE document_id = paper AND state NOT IN ('refused', 'applied'))
          OR EXISTS (SELECT FROM corrections c JOIN people p ON p.id = c.person_id
                     WHERE c.state NOT IN ('refused', 'applied'))
          OR EXISTS (SELECT FROM discrepancies d JOIN people p ON p.id = d.person_id WHERE d.state <> 'closed')
          OR EXISTS (SELECT FROM discrepancies d JOIN people p ON p.id = d.other_id WHERE d.state <> 'closed')
        THEN NULL
        ELSE greatest((SELECT kept_at FROM documents WHERE id = paper), (SELECT max(valid_from) FROM present),
                      (SELECT max(valid_until) FROM past),
                      (SELECT max(valid_until) FROM household_versions WHERE document_id = paper),
                      (SELECT max(withdrawn_at) FROM consents WHERE document_id = paper),
                      (SELECT max(coalesce(applied_at, decided_at)) FROM corrections WHERE document_id = paper))
    END
$$
"""

# The service may not change papers: this is the one way, and it does not take one that is still needed.
_ERASE = """
CREATE FUNCTION erase_papers(papers uuid[]) RETURNS integer LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH erased AS (
        UPDATE registry.documents SET name = NULL, number_sealed = NULL, issued_by = NULL, issued_on = NULL,
               erased_at = clock_timestamp()
        WHERE id = ANY (papers) AND erased_at IS NULL AND registry.paper_ended(id) IS NOT NULL RETURNING 1
    ) SELECT count(*)::integer FROM erased
$$
"""
_RIGHTS = (
    "REVOKE ALL ON FUNCTION paper_ended(uuid), erase_papers(uuid[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION paper_ended(uuid), erase_papers(uuid[]) TO huijia_registry",
)


def upgrade() -> None:
    """Forward only. Papers are few: one for an act at a desk."""
    for statement in (_COLUMNS, KINDS_OF_WORDS, *_INDEXES, _ENDED, _ERASE, *_RIGHTS):
        op.execute(statement)
