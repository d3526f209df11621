"""Reads referrals as the two care teams see them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.pagination import decode_cursor
from services.followup.people.tables import KnownPerson
from services.followup.referrals.policy import policy_on
from services.followup.referrals.rules import ReferralState
from services.followup.referrals.schemas import ReferralSeen, ToMake
from services.followup.referrals.tables import Referral
from services.followup.sites.tables import Site
from services.followup.visits.tables import Entry, Visit


async def list_referrals(
    session: AsyncSession,
    divisions: tuple[str, str],
    states: Sequence[ReferralState] | None,
    person_id: UUID | None,
    cursor: str | None,
    limit: int,
) -> list[ReferralSeen]:
    """Up to ``limit + 1`` referrals of people in ``divisions`` (low ≤ code < high), or to providers there."""
    low, high = divisions
    found = select(Referral).join(Site, col(Site.id) == col(Referral.site_id))
    found = found.outerjoin(KnownPerson, col(KnownPerson.person_id) == col(Referral.person_id))
    ours = (col(KnownPerson.division) >= low) & (col(KnownPerson.division) < high)
    shared = (col(Site.division) >= low) & (col(Site.division) < high) & (col(Referral.state) != "withdrawn")
    found = found.where(ours | shared)
    if states:
        found = found.where(col(Referral.state).in_(states))
    if person_id is not None:
        found = found.where(col(Referral.person_id) == person_id)
    if cursor:
        found = found.where(col(Referral.id) > decode_cursor(cursor, UUID)[0])
    rows = await session.scalars(found.order_by(col(Referral.id)).limit(limit + 1))
    return [ReferralSeen.model_validate(row) for row in rows]


async def list_to_make(
    session: AsyncSession, divisions: tuple[str, str], cursor: str | None, limit: int
) -> list[ToMake]:
    """Up to ``limit + 1`` visits that ended in a referral lately and of which none was made, in order of ids."""
    low, high = divisions
    day = clock.today() - timedelta(days=policy_on(clock.today()).shown_to_make_days)
    entries = select(col(Visit.id), col(Visit.person_id), col(Entry.done_on)).join(
        Entry, (col(Entry.visit_id) == col(Visit.id)) & (col(Entry.outcome) == "referred")
    )
    found = entries.where(col(Visit.division) >= low, col(Visit.division) < high, col(Entry.done_on) >= day)
    found = found.where(~exists().where(col(Referral.visit_id) == col(Visit.id)))
    if cursor:
        found = found.where(col(Visit.id) > decode_cursor(cursor, UUID)[0])
    first_entries = found.ext(distinct_on(col(Visit.id))).order_by(col(Visit.id), col(Entry.done_on)).limit(limit + 1)
    rows = (await session.execute(first_entries)).all()
    return [ToMake(visit_id=visit, person_id=person, referred_on=on) for visit, person, on in rows]
