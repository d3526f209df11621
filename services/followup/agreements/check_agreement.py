"""Whether an agreement holds: to the words in force, not dated ahead, by somebody whose yes counts."""

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.followup.agreements.schemas import Agreement
from services.followup.agreements.texts import About, agreement_texts
from services.followup.people.tables import KnownPerson
from services.followup.plans.check_giver import check_giver


async def check_agreement(
    session: AsyncSession, person: KnownPerson, given: Agreement, about: About, caller: Caller
) -> dict[str, Any]:
    """The columns to store. Raises BadPayload, CharterRefusal, PersonNotKnown."""
    day: date = given.given_on or clock.today()
    if day > clock.today():
        raise BadPayload(faults=[Fault("#/given_on", "in_the_future", "a consent cannot be dated ahead")])
    version = agreement_texts()[about].version
    if given.text_version != version:
        raise BadPayload(faults=[Fault("#/text_version", "unknown_text", f"the text in force is {version}")])
    await check_giver(session, person, given, day)
    said = given.model_dump(include={"given_by", "guardian_id", "how", "text_version"})
    return said | {"given_on": day, "recorded_by": caller.subject, "recorded_at": clock.now()}
