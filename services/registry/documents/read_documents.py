"""Source documents as answers show them: numbers masked."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import clock
from chassis.sealing import Sealer
from services.registry.adoptions.tables import Adoption
from services.registry.births.tables import Birth
from services.registry.certificate_numbers import certificate_context, show_certificate
from services.registry.deaths.tables import Death
from services.registry.divorces.tables import Divorce
from services.registry.documents.kinds import kinds
from services.registry.documents.tables import NUMBER, Document
from services.registry.history import Version
from services.registry.marriages.tables import Marriage
from services.registry.persons.identity import mask_document
from services.registry.vital_tables import VitalEvent

_CERTIFICATES: dict[str, tuple[type[VitalEvent], str]] = {
    "birth": (Birth, "birth-certificate"),
    "death": (Death, "death-certificate"),
    "marriage": (Marriage, "marriage-certificate"),
    "divorce": (Divorce, "divorce-certificate"),
    "adoption": (Adoption, "adoption-certificate"),
}
"""What a version stands on that has such a ``source``, and the kind of its certificate."""


class DocumentOut(BaseModel):
    """A paper that a change stands on."""

    kind: str
    """A code of `GET /document-kinds`."""
    zh: str
    en: str
    number: str | None
    """Masked."""
    issued_by: str | None
    issued_on: date | None
    removed_on: date | None = None
    """When its period was over: of the paper only the kind is left."""


async def documents_of(session: AsyncSession, sealer: Sealer, ids: Collection[UUID | None]) -> dict[UUID, DocumentOut]:
    """The documents with these ids."""
    wanted = select(Document).where(col(Document.id).in_([each for each in ids if each is not None]))
    return {row.id: _show(row, sealer) for row in await session.scalars(wanted)}


async def papers_of(session: AsyncSession, sealer: Sealer, versions: Iterable[Version]) -> dict[UUID, DocumentOut]:
    """By ``Version.paper_id``: the documents that versions name, and the certificates of the events behind them."""
    known = list(versions)
    papers = await documents_of(session, sealer, [version.document_id for version in known])
    for source, (model, kind) in _CERTIFICATES.items():
        ids = {version.source_id for version in known if version.source == source and version.source_id}
        papers |= await _certificates(session, sealer, model, kind, ids) if ids else {}
    return papers


async def _certificates(
    session: AsyncSession, sealer: Sealer, model: type[VitalEvent], kind: str, ids: Collection[UUID]
) -> dict[UUID, DocumentOut]:
    event_id = col(model.id)  # type: ignore[attr-defined]
    found = select(event_id, model.certificate_sealed).where(
        event_id.in_(ids), col(model.certificate_sealed).is_not(None)
    )
    context = certificate_context(model)
    return {
        each: _out(kind, None, number=show_certificate(sealer, sealed, context), issued_by=None, issued_on=None)
        for each, sealed in await session.execute(found)
    }


def _show(document: Document, sealer: Sealer) -> DocumentOut:
    return _out(
        document.kind,
        document.name,
        number=mask_document(sealer.open(document.number_sealed, NUMBER)) if document.number_sealed else None,
        issued_by=document.issued_by,
        issued_on=document.issued_on,
        removed_on=clock.day_of(document.erased_at) if document.erased_at else None,
    )


def _out(code: str, name: str | None, **told: Any) -> DocumentOut:
    kind = kinds()[code]
    return DocumentOut(kind=code, zh=name or kind.zh, en=name or kind.en, **told)
