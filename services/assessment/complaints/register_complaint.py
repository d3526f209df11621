"""Register what somebody wrote, said or called in, and hand them a receipt."""

import secrets
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault, NotAllowed
from chassis.sealing import Sealer
from services.assessment.complaints.deadlines import deadlines
from services.assessment.complaints.rules import assigned_at_first, is_confidential
from services.assessment.complaints.schemas import ComplaintEntry, Receipt
from services.assessment.complaints.sealed import CONTACT, RECEIPT, WORDS
from services.assessment.complaints.tables import Complaint
from services.assessment.complaints.tell import tell

_NEXT = text("SELECT nextval('complaint_numbers')")


async def register_complaint(session: AsyncSession, sealer: Sealer, caller: Caller, entry: ComplaintEntry) -> Receipt:
    """Raises NotAllowed, BadPayload. Whoever registers it hands over the receipt, and keeps no copy of its code."""
    # A complaint can be left at any office of the county, also at one that it is not about.
    if not entry.division.startswith((caller.division or "")[:6]) or caller.division is None:
        raise NotAllowed()
    if entry.received_on > clock.today():
        raise BadPayload(faults=[Fault("/received_on", "in_the_future", "the day has not come yet")])
    code, number = secrets.token_urlsafe(16), (await session.execute(_NEXT)).scalar_one()
    complaint = Complaint(
        id=new_id(),
        number=f"LX-{clock.today().year}-{number:06d}",
        receipt_index=sealer.index(code, RECEIPT),
        channel=entry.channel,
        topic=entry.topic,
        division=entry.division,
        assigned_division=assigned_at_first(entry.topic, entry.confidential, entry.division),
        confidential=is_confidential(entry.topic, entry.confidential),
        received_on=entry.received_on,
        registered_on=clock.today(),
        due_on=entry.received_on + timedelta(days=deadlines(clock.today()).answer_within),
        words_sealed=sealer.seal(entry.words, WORDS),
        contact_sealed=sealer.seal(entry.contact, CONTACT) if entry.contact else None,
        registered_by=caller.subject,
        registered_at=clock.now(),
    )
    session.add(complaint)
    await session.flush()
    await tell(session, complaint)
    await audit.record(session, caller, "register-complaint", complaint.id)
    return Receipt(id=complaint.id, number=complaint.number, code=code, due_on=complaint.due_on)
