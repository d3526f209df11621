"""Where assessment keeps sealed values."""

from chassis.sealed_columns import SealedColumn
from services.assessment.complaints.sealed import ANSWER, CONTACT, WORDS
from services.assessment.outreach.seal_files import CONTEXT as FILE
from services.assessment.outreach.seal_files import open_first_form

SEALED_COLUMNS = (
    SealedColumn("complaints", "words_sealed", WORDS),
    SealedColumn("complaints", "contact_sealed", CONTACT),
    SealedColumn("complaints", "answer_sealed", ANSWER),
    SealedColumn("outreach_files", "file_sealed", FILE, bound_to="id", at_once=1, first_form=open_first_form),
)
