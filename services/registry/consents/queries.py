"""Reads of consents and notices."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.consents import rules
from services.registry.consents.schemas import ConsentOut, TextOut
from services.registry.consents.tables import Consent, Notice
from services.registry.consents.texts import guardian_below, texts, used_on
from services.registry.persons.tables import Person


async def consents_of(session: AsyncSession, person_id: UUID, after: UUID | None, limit: int) -> list[Consent]:
    """Up to ``limit`` + 1 consents of a person, oldest first, withdrawn ones too."""
    wanted = select(Consent).where(Consent.person_id == person_id)
    if after is not None:
        wanted = wanted.where(col(Consent.id) > after)
    return list(await session.scalars(wanted.order_by(col(Consent.id)).limit(limit + 1)))


async def notices_of(session: AsyncSession, person_id: UUID, after: UUID | None, limit: int) -> list[Notice]:
    """Up to ``limit`` + 1 notices that a person was given, oldest first."""
    wanted = select(Notice).where(Notice.person_id == person_id)
    if after is not None:
        wanted = wanted.where(col(Notice.id) > after)
    return list(await session.scalars(wanted.order_by(col(Notice.id)).limit(limit + 1)))


def show_consent(consent: Consent, person: Person, today: date) -> ConsentOut:
    """As an answer shows it on ``today``."""
    withdrawn = consent.withdrawn_at is not None
    limit = guardian_below(today)
    again = rules.asks_again(consent.given_by, person.birth_date, today, limit, withdrawn=withdrawn)
    return ConsentOut.model_validate(consent.model_dump() | {"stands": not withdrawn, "ask_again": again})


def texts_in_use(day: date) -> list[TextOut]:
    """Every text used on ``day``: consents first, by purpose."""
    known, shown = texts(), []
    for purpose, versions in sorted(known.consents.items()):
        if agreed := used_on(versions, day):
            values = {"version": agreed.version, "used_since": agreed.since, "zh": agreed.zh, "en": agreed.en}
            shown.append(TextOut(kind="consent", purpose=purpose, basis=None, **values))
    for purpose, notices in sorted(known.notices.items()):
        if told := used_on(notices, day):
            words = {"zh": f"{told.need.zh}{told.effect.zh}", "en": f"{told.need.en} {told.effect.en}"}
            values = {"version": told.version, "used_since": told.since, "basis": told.basis}
            shown.append(TextOut(kind="notice", purpose=purpose, **words, **values))
    return shown
