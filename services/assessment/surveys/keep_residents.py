"""Follow who lives where, from the registry's events; who died, was merged or withdrawn lives nowhere."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.read_model import keep_newest, table_of
from chassis.subscriptions import Delivery
from services.assessment.surveys.tables import Resident

_UNKNOWN = date(1, 1, 1)


async def keep_residents(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Keep each person's newest place: of events with the facts, and of those that say that the entry is gone."""
    rows = [_row(each.event) for each in deliveries]
    known = [row for row in rows if row["birth_date"] is not None]
    gone = [row | {"birth_date": _UNKNOWN} for row in rows if row["birth_date"] is None]
    for part in (known, gone):
        if part:
            await keep_newest(session, table_of(Resident), part)


def _row(event: Any) -> dict[str, Any]:
    facts = getattr(event, "facts", None)
    return {
        "person_id": event.person_id,
        "revision": event.revision,
        "division": facts.residence_division if facts is not None and facts.living else None,
        "birth_date": facts.birth_date if facts is not None else None,
    }
