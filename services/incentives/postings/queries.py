"""Reads of postings."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.identifiers import mask_name
from services.incentives.postings.schemas import PostingLine, PostingSeen
from services.incentives.postings.tables import Posting
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.kinds import is_private
from services.incentives.schemes.model import Scheme
from services.incentives.schemes.routes import TextSeen

_POSTINGS = """
SELECT p.id, p.scheme, p.scheme_version, p.year, p.division_code, p.opened_on, p.last_day, p.opened_by,
       count(c.id) AS lines, count(c.id) FILTER (WHERE c.frozen) AS frozen,
       count(c.id) FILTER (WHERE c.state = 'approved') AS approved, coalesce(sum(d.amount_fen), 0)::bigint AS total_fen
FROM postings p
LEFT JOIN claims c ON c.posting_id = p.id AND c.state IN ('posted', 'approved')
LEFT JOIN decisions d ON d.id = c.decision_id
WHERE {where} GROUP BY p.id ORDER BY p.id LIMIT {limit}
"""
_LINES = """
SELECT c.id, c.division_code, c.frozen, d.amount_fen, b.name
FROM claims c JOIN decisions d ON d.id = c.decision_id JOIN beneficiaries b ON b.person_id = c.person_id
WHERE c.posting_id = $1 AND c.state IN ('posted', 'approved') AND c.id > $2 ORDER BY c.id LIMIT $3
"""
_FIRST = UUID(int=0)


async def show_posting(session: AsyncSession, posting_id: UUID) -> PostingSeen:
    """One that is there."""
    rows = await (await driver(session)).fetch(_POSTINGS.format(where="p.id = $1", limit=1), posting_id)
    return _seen(rows[0])


async def list_postings(
    session: AsyncSession, prefix: str, scheme: str | None, year: int | None, after: UUID | None, limit: int
) -> Sequence[PostingSeen]:
    """In the divisions that begin with ``prefix``, oldest first; one more than ``limit``."""
    where = (
        "p.division_code LIKE $1 || '%' AND p.id > $2 AND ($3::text IS NULL OR p.scheme = $3)"
        " AND ($4::integer IS NULL OR p.year = $4)"
    )
    query = _POSTINGS.format(where=where, limit=limit + 1)
    return [_seen(row) for row in await (await driver(session)).fetch(query, prefix, after or _FIRST, scheme, year)]


async def list_lines(session: AsyncSession, posting: Posting, after: UUID | None, limit: int) -> list[PostingLine]:
    """What everybody may read, one more than ``limit``."""
    rows = await (await driver(session)).fetch(_LINES, posting.id, after or _FIRST, limit + 1)
    shows_amounts = not is_private(_scheme(posting.scheme, posting.scheme_version))
    return [
        PostingLine(
            claim_id=row["id"],
            masked_name=mask_name(row["name"]),
            division_code=row["division_code"],
            amount_fen=row["amount_fen"] if shows_amounts else None,
            frozen=row["frozen"],
        )
        for row in rows
    ]


def _seen(row: asyncpg.Record) -> PostingSeen:
    scheme = _scheme(row["scheme"], row["scheme_version"])
    values = {name: value for name, value in row.items() if name != "scheme_version"}
    # The total of a list of few is the amount of each.
    values["total_fen"] = None if is_private(scheme) else row["total_fen"]
    return PostingSeen(**values, heading=TextSeen.model_validate(scheme.posting.heading))


def _scheme(scheme_id: str, version: int) -> Scheme:
    return next(scheme for scheme in catalogue().versions(scheme_id) if scheme.version == version)
