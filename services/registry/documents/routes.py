"""Kinds of papers over HTTP."""

from pydantic import BaseModel

from chassis import clock
from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.pagination import Page
from services.registry.documents.kinds import kinds_in_use

router = Router(prefix="/document-kinds", tags=["documents 依据材料"])


class DocumentKindOut(BaseModel):
    """A kind of paper that an act may name."""

    code: str
    zh: str
    en: str
    words: list[str]
    """Usual words for it, which are understood as well."""


@router.get("")
@access(staff=ALL_STAFF)
async def list_document_kinds() -> Page[DocumentKindOut]:
    """The kinds of papers that acts of today may name; `other` takes a word of its own."""
    found = kinds_in_use(clock.today()).items()
    items = [DocumentKindOut(code=code, zh=kind.zh, en=kind.en, words=list(kind.words)) for code, kind in found]
    return Page[DocumentKindOut](items=items, next=None)
