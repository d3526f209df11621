"""The provider accepts, answers or turns down; told by its own care team, or by the person's who heard of it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.followup.referrals.load import load_referral
from services.followup.referrals.pass_on import pass_on
from services.followup.referrals.schemas import Answer
from services.followup.referrals.tables import Referral

ANSWER = "referral.answer"


async def accept_referral(session: AsyncSession, caller: Caller, referral_id: UUID) -> Referral:
    """The provider will see the person; a repeat changes nothing. Raises UnknownReferral, ReferralNotInState."""
    referral = await load_referral(session, caller, referral_id, lock=True)
    if referral.state != "accepted":
        await pass_on(session, referral, "accept", clock.today())
        await audit.record(session, caller, "accept-referral", referral.person_id, referral=referral.id)
    return referral


async def turn_down_referral(session: AsyncSession, caller: Caller, referral_id: UUID) -> Referral:
    """The provider cannot help; a repeat changes nothing. Raises UnknownReferral, ReferralNotInState."""
    referral = await load_referral(session, caller, referral_id, lock=True)
    if referral.state != "turned-down":
        await pass_on(session, referral, "turn-down", clock.today())
        await audit.record(session, caller, "turn-down-referral", referral.person_id, referral=referral.id)
    return referral


async def answer_referral(
    session: AsyncSession, sealer: Sealer, caller: Caller, referral_id: UUID, answer: Answer
) -> Referral:
    """The loop is closed; the same answer again changes nothing.

    Raises UnknownReferral, ReferralNotInState, BadPayload.
    """
    referral = await load_referral(session, caller, referral_id, lock=True)
    if _is_repeated(sealer, referral, answer):
        return referral
    day = answer.answered_on or clock.today()
    if not referral.made_on <= day <= clock.today():
        raise BadPayload(faults=[Fault("#/answered_on", "impossible_day", "between the referral and today")])
    await pass_on(session, referral, "answer", day)
    referral.answer_content = sealer.seal(answer.note, ANSWER)
    await audit.record(session, caller, "answer-referral", referral.person_id, referral=referral.id)
    return referral


def _is_repeated(sealer: Sealer, referral: Referral, answer: Answer) -> bool:
    if referral.state != "answered" or referral.answer_content is None:
        return False
    same_day = answer.answered_on in (None, referral.closed_on)
    return same_day and sealer.open(referral.answer_content, ANSWER) == answer.note
