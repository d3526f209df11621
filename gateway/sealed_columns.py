"""Where the gateway keeps sealed values."""

from chassis.sealed_columns import SealedColumn
from gateway.break_glass.begin import NOTE
from gateway.break_glass.begin import REASON as EMERGENCY
from gateway.incidents.note_incident import WORDS as INCIDENT
from gateway.incidents.queries import STEP
from gateway.second_factor.enrol import SECRET as SECOND_FACTOR
from gateway.subject_access.tables import DOCUMENT, REASON, WORDS
from gateway.webhooks.manage import SECRET as WEBHOOK

SEALED_COLUMNS = (
    SealedColumn("rights_requests", "document_sealed", DOCUMENT),
    SealedColumn("rights_requests", "words_sealed", WORDS),
    SealedColumn("rights_requests", "reason_sealed", REASON),
    SealedColumn("second_factors", "secret", SECOND_FACTOR, bound_to="account"),
    SealedColumn("webhook_endpoints", "secret", WEBHOOK),
    SealedColumn("webhook_endpoints", "former_secret", WEBHOOK),
    SealedColumn("break_glass", "reason", EMERGENCY, bound_to="id"),
    SealedColumn("break_glass", "note", NOTE, bound_to="id"),
    SealedColumn("incidents", "words", INCIDENT, bound_to="id"),
    SealedColumn("incident_steps", "words", STEP, bound_to="incident_id || '.' || position"),
)
