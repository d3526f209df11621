"""Source documents as answers show them: numbers masked."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.sealing import Sealer
from services.registry.documents.tables import NUMBER, Document
from services.registry.persons.identity import mask_document


class DocumentOut(BaseModel):
    """A paper that a change stands on."""

    kind: str
    number: str | None
    """Masked."""
    issued_by: str | None
    issued_on: date | None


async def documents_of(session: AsyncSession, sealer: Sealer, ids: Collection[UUID | None]) -> dict[UUID, DocumentOut]:
    """The documents with these ids."""
    wanted = select(Document).where(col(Document.id).in_([each for each in ids if each is not None]))
    return {row.id: _show(row, sealer) for row in await session.scalars(wanted)}


def _show(document: Document, sealer: Sealer) -> DocumentOut:
    number = mask_document(sealer.open(document.number_sealed, NUMBER)) if document.number_sealed else None
    return DocumentOut(kind=document.kind, number=number, issued_by=document.issued_by, issued_on=document.issued_on)
