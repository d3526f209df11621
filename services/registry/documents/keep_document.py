"""Keep the paper that a change stands on, and make the change name it."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.documents.kinds import OTHER, code_of, kinds_in_use, refuse_control
from services.registry.documents.tables import NUMBER, Document
from services.registry.payloads import CalendarDate, Line, Number, Payload


def _known(word: str) -> str:
    code = code_of(word)
    if code is None or code not in kinds_in_use(clock.today()):
        refuse_control(word)
        raise PydanticCustomError(
            "unknown", "没有这种材料，可写 other 并注明名称 (no such kind of paper; name it as `other`)"
        )
    return code


def _allowed(name: str) -> str:
    refuse_control(name)
    return name


class DocumentEntry(Payload):
    """A paper shown to the clerk: its kind, number, issuer and day."""

    kind: Annotated[Line, AfterValidator(_known)]
    """A code of `GET /document-kinds`, or a usual word for it (户口簿, 法院判决书 …)."""
    name: Annotated[Line, AfterValidator(_allowed)] | None = None
    """What the paper is called, where its kind is `other`."""
    number: Number | None = None
    issued_by: Line | None = None
    issued_on: CalendarDate | None = None

    @model_validator(mode="after")
    def _named(self) -> "DocumentEntry":
        if (self.kind == OTHER) != (self.name is not None):
            raise PydanticCustomError(
                "name", "其他材料须写明名称，其余不写 (a name for other papers, and for those alone)"
            )
        # Whoever writes a usual name under "other" means that kind.
        if self.name is not None and (code := code_of(self.name)) is not None and code != OTHER:
            self.kind, self.name = code, None
        return self


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
        name=entry.name,
        number_sealed=sealer.seal(entry.number, NUMBER) if entry.number else None,
        issued_by=entry.issued_by,
        issued_on=entry.issued_on,
        kept_at=clock.now(),
        kept_by=caller.subject,
    )
    session.add(document)
    return document.id
