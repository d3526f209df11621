"""Somebody is referred to a provider that they agreed to: nothing is shared without that."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.followup.agreements.check_agreement import check_agreement
from services.followup.people.load import home_of, load_living_person
from services.followup.referrals import events
from services.followup.referrals.errors import ReferralExists
from services.followup.referrals.load import load_own_referral
from services.followup.referrals.policy import policy_on
from services.followup.referrals.rules import OPEN
from services.followup.referrals.schemas import ReferralAskedFor
from services.followup.referrals.tables import Referral
from services.followup.sites.load import load_site
from services.followup.visits.load import lock_visit
from services.followup.visits.tables import Entry

REASON = "referral.content"


async def make_referral(session: AsyncSession, sealer: Sealer, caller: Caller, asked: ReferralAskedFor) -> Referral:
    """The referral, made.

    Raises BadPayload, CharterRefusal, PersonNotKnown, CareNotPossible, UnknownSite, SiteClosed, UnknownVisit,
    UnknownReferral, ReferralExists.
    """
    person = await load_living_person(session, caller, asked.person_id)
    agreed = await check_agreement(session, person, asked, "referral", caller)
    await load_site(session, asked.site_id)
    made_on = asked.made_on or clock.today()
    if made_on > clock.today():
        raise BadPayload(faults=[Fault("#/made_on", "in_the_future", "this day has not come yet")])
    await _check_visit(session, caller, asked)
    await _check_predecessor(session, caller, asked)
    referral = Referral(
        id=new_id(),
        **asked.model_dump(include={"person_id", "site_id", "visit_id", "instead_of"}),
        division=home_of(person),
        state="made",
        made_on=made_on,
        answer_due_on=_answer_due(made_on),
        content=sealer.seal(asked.content.note, REASON),
        **agreed,
    )
    session.add(referral)
    await outbox.add(session, events.made(referral))
    await audit.record(session, caller, "make-referral", person.person_id, referral=referral.id)
    return referral


def _answer_due(made_on: date) -> date:
    return made_on + timedelta(days=policy_on(made_on).answer_within_days)


async def _check_visit(session: AsyncSession, caller: Caller, asked: ReferralAskedFor) -> None:
    if asked.visit_id is None:
        return
    # The visit stays locked, so that it gets one open referral and not two at once.
    visit, _ = await lock_visit(session, caller, asked.visit_id)
    entries = select(col(Entry.id)).where(col(Entry.visit_id) == visit.id, col(Entry.outcome) == "referred")
    if visit.person_id != asked.person_id or (await session.execute(entries)).first() is None:
        raise BadPayload(faults=[Fault("#/visit_id", "not_referred", "this visit did not end in a referral")])
    twin = select(col(Referral.id)).where(col(Referral.visit_id) == visit.id, col(Referral.state).in_(OPEN))
    found = (await session.execute(twin)).scalar_one_or_none()
    if found is not None:
        raise ReferralExists(referral_id=str(found))


async def _check_predecessor(session: AsyncSession, caller: Caller, asked: ReferralAskedFor) -> None:
    if asked.instead_of is None:
        return
    before = await load_own_referral(session, caller, asked.instead_of)
    if before.person_id != asked.person_id or before.state not in ("turned-down", "not-answered"):
        fault = Fault("#/instead_of", "not_replaceable", "not one of this person's that came back without an answer")
        raise BadPayload(faults=[fault])
