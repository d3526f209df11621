"""HTTP for the words that people agree to. Nothing here is about a person."""

from pydantic import BaseModel

from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.pagination import Page
from services.followup.agreements.texts import About, agreement_texts

router = Router(tags=["agreements"])


class AgreementTextSeen(BaseModel):
    """The words in force for one kind of agreement."""

    about: About
    version: str
    zh: str
    en: str


@router.get("/agreement-texts")
@access(staff=ALL_STAFF)
async def get_agreement_texts() -> Page[AgreementTextSeen]:
    """What people are told before they agree to a reminder, a check, a note or a referral. One page."""
    texts = agreement_texts().items()
    return Page(items=[AgreementTextSeen(about=a, version=t.version, zh=t.zh, en=t.en) for a, t in texts])
