"""The county says of one day whether it is worked."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.registry.working_days.lock_years import lock_years
from services.registry.working_days.queries import known_years
from services.registry.working_days.schemas import DayEntered, DaySeen
from services.registry.working_days.tables import CalendarDay
from services.registry.working_days.tell_year import tell_year


async def set_day(session: AsyncSession, caller: Caller, day: date, entered: DayEntered) -> DaySeen:
    """The day as it stands now, whatever any calendar says."""
    await lock_years(session)
    said = entered.model_dump() | {"loaded": False}
    written = insert(CalendarDay).values(day=day, **said)
    await session.execute(written.on_conflict_do_update(index_elements=["day"], set_=said))
    await audit.record(session, caller, "set-working-day", day=day.isoformat(), working=entered.working)
    await tell_year(session, day.year)
    known = await known_years(session, [day])
    return DaySeen(day=day, working=entered.working, announced=known[day.year])
