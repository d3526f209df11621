"""Keep the paper that a change stands on, and make the change name it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.documents.tables import NUMBER, Document
from services.registry.payloads import CalendarDate, Line, Number, Payload


class DocumentEntry(Payload):
    """A paper shown to the clerk: its kind (户口簿, 法院判决书 …), number, issuer and day."""

    kind: Line
    number: Number | None = None
    issued_by: Line | None = None
    issued_on: CalendarDate | None = None


class OnPaper(Payload):
    """An act that may name the paper that it stands on."""

    document: DocumentEntry | None = None


async def keep_shown(session: AsyncSession, sealer: Sealer, caller: Caller, entry: OnPaper) -> UUID | None:
    """The id of the document that ``entry`` names, kept; None where it names none."""
    return await keep_document(session, sealer, caller, entry.document) if entry.document is not None else None


async def keep_document(session: AsyncSession, sealer: Sealer, caller: Caller, entry: DocumentEntry) -> UUID:
    """The id of the document kept."""
    document = Document(
        id=new_id(),
        kind=entry.kind,
        number_sealed=sealer.seal(entry.number, NUMBER) if entry.number else None,
        issued_by=entry.issued_by,
        issued_on=entry.issued_on,
        kept_at=clock.now(),
        kept_by=caller.subject,
    )
    session.add(document)
    return document.id
