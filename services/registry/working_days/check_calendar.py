"""Says in the log, once a day, that days are counted in a year whose holidays nobody has told this system."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sweeps import Sweep
from services.registry.working_days.queries import known_years, span

log = structlog.get_logger()

HORIZON = 45
"""Days ahead: visits get their turns, and most deadlines end, within these."""


async def warn(session: AsyncSession) -> Sequence[int]:
    """Warn of each such year. Nothing is to be done here: somebody loads the year (docs/township.md)."""
    for year, known in (await known_years(session, span(clock.today(), HORIZON))).items():
        if not known:
            log.warning("holidays_not_known", year=year, assumed="Monday to Friday", load=f"PUT /calendar-years/{year}")
    return []


async def _nothing(_: AsyncSession, __: int) -> None:
    """There is nothing to act on."""


CHECK_CALENDAR = Sweep("check-calendar", timedelta(days=1), warn, _nothing)
