"""Where services for migrants keep sealed values."""

from chassis.sealed_columns import SealedColumn
from services.migrants.confirmations.say import NOTE as CONFIRMATION_NOTE
from services.migrants.confirmations.say import WHO
from services.migrants.contacts.keep_contact import CONTEXT as CONTACT
from services.migrants.exchange.apply_messages import ARRIVED_BODY
from services.migrants.exchange.send_message import OUTGOING_BODY
from services.migrants.handovers.sealed import HEALTH, NOTE, PERSON, SERVICE

SEALED_COLUMNS = (
    SealedColumn("exchange_outgoing", "body", OUTGOING_BODY),
    SealedColumn("exchange_arrived", "body", ARRIVED_BODY),
    SealedColumn("kept_contacts", "words", CONTACT),
    SealedColumn("handovers", "note", NOTE),
    SealedColumn("handover_people", "told", PERSON),
    SealedColumn("handover_people", "health", HEALTH),
    SealedColumn("handover_services", "words", SERVICE),
    SealedColumn("confirmations", "who", WHO),
    SealedColumn("confirmation_notes", "words", CONFIRMATION_NOTE),
)
