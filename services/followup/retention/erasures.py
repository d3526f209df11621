"""How each kind of record is found when its time is over, and how it is erased. Both judge by the same condition."""

from typing import NamedTuple

from services.followup.retention.periods import Record


class Erasure(NamedTuple):
    """Two statements: ``find`` gives ids (``:before``, ``:batch``), ``erase`` erases one (``:id``, ``:before``) and
    gives the person's id, or nothing where the record must stay."""

    find: str
    erase: str


def _of(table: str, key: str, condition: str, oldest: str, change: str) -> Erasure:
    find = f"SELECT {key} AS id FROM {table} WHERE {condition} ORDER BY {oldest} LIMIT :batch"
    return Erasure(find, f"{change} WHERE {key} = :id AND {condition} RETURNING person_id")


# A number goes with its person too, whatever the period.
_PHONE_OVER = (
    "phone IS NOT NULL AND (given_on < :before OR EXISTS (SELECT FROM people p"
    " WHERE p.person_id = contacts.person_id AND (NOT p.living OR p.withdrawn)))"
)
ERASURES: dict[Record, Erasure] = {
    # The service may not change entries; the function erases what is over and can do nothing else.
    "visit-content": Erasure(
        "SELECT id FROM visit_entries WHERE content IS NOT NULL AND done_on < :before ORDER BY done_on LIMIT :batch",
        "SELECT v.person_id FROM visit_entries e JOIN visits v ON v.id = e.visit_id"
        " WHERE e.id = :id AND erase_visit_content(e.id, :before)",
    ),
    "check-content": _of(
        "appointments",
        "id",
        "content IS NOT NULL AND held_on < :before",
        "held_on",
        "UPDATE appointments SET content = NULL, revision = revision + 1",
    ),
    "referral-content": _of(
        "referrals",
        "id",
        "(content IS NOT NULL OR answer_content IS NOT NULL) AND closed_on < :before",
        "closed_on",
        "UPDATE referrals SET content = NULL, answer_content = NULL, revision = revision + 1",
    ),
    "method-choice": _of("method_choices", "entry_id", "given_on < :before", "given_on", "DELETE FROM method_choices"),
    "contact-phone": _of(
        "contacts",
        "entry_id",
        _PHONE_OVER,
        "given_on",
        "UPDATE contacts SET phone = NULL, phone_index = NULL, state = 'expired', revision = revision + 1",
    ),
    "care-before": Erasure(
        "SELECT row_id AS id FROM care_before WHERE cause <> 'merge' AND kept_at < :before"
        " ORDER BY kept_at LIMIT :batch",
        "DELETE FROM care_before WHERE row_id = :id AND cause <> 'merge' AND kept_at < :before"
        " RETURNING CAST(before ->> 'person_id' AS uuid) AS person_id",
    ),
    "reminder": _of("reminders", "id", "for_on < :before", "for_on", "DELETE FROM reminders"),
}
