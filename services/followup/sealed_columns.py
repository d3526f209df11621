"""Where follow-up keeps sealed values."""

from chassis.sealed_columns import SealedColumn
from services.followup.checks.enter_result import CONTENT as RESULT
from services.followup.contacts.agree_to_reminders import PHONE
from services.followup.methods.note_choice import CONTENT as CHOICE
from services.followup.referrals.answer_referral import ANSWER
from services.followup.referrals.make_referral import REASON
from services.followup.visits.record_outcome import CONTENT

SEALED_COLUMNS = (
    SealedColumn("visit_entries", "content", CONTENT),
    SealedColumn("appointments", "content", RESULT),
    SealedColumn("method_choices", "content", CHOICE),
    SealedColumn("referrals", "content", REASON),
    SealedColumn("referrals", "answer_content", ANSWER),
    SealedColumn("contacts", "phone", PHONE),
)
