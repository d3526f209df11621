"""Keep a comparison's match figures, and tell the house."""

from functools import cache
from pathlib import Path

import msgspec
import yaml
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from chassis.db import driver
from contracts.reconciliation import ExtractCompared
from services.registry.reconciliation.record_kinds.kinds import Kind, kinds
from services.registry.reconciliation.sessions.tables import MeetingSession

_KEEP = """
INSERT INTO match_figures (session_id, kind, role, subjects, by_number, by_weight, proposed)
SELECT $1, kind, role, subjects, by_number, by_weight, proposed FROM figures
RETURNING kind, role, subjects, by_number + by_weight AS found, proposed
"""


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A share that is to be found, and of which persons of a row."""

    share: float
    role: str


@cache
def targets() -> dict[str, Target]:
    """By family of kinds (``counts_as``)."""
    return msgspec.convert(
        yaml.safe_load(Path(__file__).with_name("targets.yaml").read_text("utf-8")), dict[str, Target]
    )


def counted_role(kind: Kind) -> str:
    """The person of a row by whom the kind's match rate is counted."""
    target = targets().get(kind.counts_as or "")
    return target.role if target else next(iter(kind.subjects))


async def keep_figures(session: AsyncSession, meeting: MeetingSession) -> None:
    """``figures`` (temporary) replaces what an earlier comparison of the meeting kept."""
    connection = await driver(session)
    await connection.execute("DELETE FROM match_figures WHERE session_id = $1", meeting.id)
    events = []
    for row in await connection.fetch(_KEEP, meeting.id):
        kind = kinds()[row["kind"]]
        if row["role"] != counted_role(kind):
            continue
        target = targets().get(kind.counts_as or "")
        event = ExtractCompared(
            session_id=meeting.id,
            period=meeting.period,
            department=kind.department,
            kind=kind.code,
            rows=row["subjects"],
            found=row["found"],
            asked=row["proposed"],
            target=target.share if target else None,
        )
        events.append(event)
    if events:
        await outbox.add(session, *events)
