"""The content of audit entries: erased when its time is over, while the chain still verifies (C12).

A service's runtime role cannot update its audit log. ``ERASURE`` gives it one function, run as the schema's owner,
that can do a single thing: take content and salt from entries that are chained and older than half a year (the
shortest time for which logs are kept, Cybersecurity Law art. 21). Digests stay, so every link does too. Entries that
prove a removal keep their content.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.audit import audit_chain, audit_log, digest_of

PROOFS = ("apply-retention", "erase-on-request")
"""Actions whose entries prove what was removed."""

_LIST = ", ".join(f"'{action}'" for action in PROOFS)

ERASABLE = f"""
    a.entry IS NOT NULL AND a.action NOT IN ({_LIST}) AND a.at < now() - interval '6 months'
    AND EXISTS (SELECT FROM {{schema}}audit_chain c WHERE c.entry_id = a.id)
"""
"""What may be erased of ``audit_log a``; ``schema`` is empty or ends in a dot."""


def erasure_of(schema: str) -> tuple[str, ...]:
    """The statements of a migration that give ``schema``'s runtime role ``erase_audit_content(bigint[])``."""
    return (
        f"""
        CREATE FUNCTION erase_audit_content(entries bigint[]) RETURNS integer LANGUAGE sql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
            WITH erased AS (
                UPDATE {schema}.audit_log a SET entry = NULL, salt = NULL
                WHERE a.id = ANY (entries) AND {ERASABLE.format(schema=schema + ".")} RETURNING 1)
            SELECT count(*)::integer FROM erased
        $$
        """,
        "REVOKE ALL ON FUNCTION erase_audit_content(bigint[]) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION erase_audit_content(bigint[]) TO huijia_{schema}",
    )


_ERASE = text("SELECT erase_audit_content(:entries)").bindparams(bindparam("entries", type_=ARRAY(BigInteger)))


async def erase_content(session: AsyncSession, entries: Sequence[int]) -> int:
    """Erase the content of these entries, as far as it may be; how many were erased."""
    return int((await session.execute(_ERASE, {"entries": list(entries)})).scalar_one())


class Chained(msgspec.Struct, frozen=True):
    """An audit entry as it stands, and its place in the chain."""

    facts: dict[str, Any]
    position: int | None
    """None for the seconds until it is linked."""
    intact: bool
    """Whether its content gives the digest that was kept with it and, once linked, in the chain."""


async def entry_about(session: AsyncSession, action: str, subject_id: UUID) -> Chained | None:
    """The first entry of this action about ``subject_id``, with its content; None where there is none."""
    chained = audit_chain.c
    wanted = select(audit_log, chained.position, chained.digest.label("linked")).join_from(
        audit_log, audit_chain, chained.entry_id == audit_log.c.id, isouter=True
    )
    mine = wanted.where(audit_log.c.subject_id == subject_id, audit_log.c.action == action).order_by(audit_log.c.id)
    row = (await session.execute(mine.limit(1))).one_or_none()
    if row is None or row.entry is None:
        return None
    intact = digest_of(row.salt or b"", row.entry) == row.digest and row.linked in (None, row.digest)
    return Chained(row.entry["facts"], row.position, intact)
