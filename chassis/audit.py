"""What was done, by whom and why: append-only, hash-chained, still verifiable after an entry's content is erased.

An entry is written in the transaction of what it records. A background job then links it into the chain, so that
writers never wait for one another. The chain covers only salted digests: erasing content and salt (C12) leaves
every hash as it was, while any edit, deletion or reordering shows in ``verify``.
"""

import hashlib
import os
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    LargeBinary,
    String,
    Table,
    Uuid,
    delete,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.tables import metadata

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("action", String, nullable=False),
    Column("subject_id", Uuid, index=True),
    Column("entry", JSONB),
    Column("salt", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
)
audit_pending = Table("audit_pending", metadata, Column("entry_id", BigInteger, primary_key=True))
audit_chain = Table(
    "audit_chain",
    metadata,
    Column("position", BigInteger, primary_key=True),
    Column("entry_id", BigInteger, nullable=False, unique=True),
    Column("digest", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

_GENESIS = bytes(32)
_LOCK = 0x6175646974  # "audit": one linker at a time
_BATCH = 1000


# One statement, since nearly every write of the house makes one.
_RECORD = text("""
WITH written AS (
    INSERT INTO audit_log (at, action, subject_id, entry, salt, digest)
    VALUES (:at, :action, :subject_id, CAST(CAST(:entry AS text) AS jsonb), :salt, :digest) RETURNING id
)
INSERT INTO audit_pending (entry_id) SELECT id FROM written
""")


def digest_of(salt: bytes, entry: dict[str, Any]) -> bytes:
    """What the chain covers of an entry."""
    return hashlib.sha256(salt + orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).digest()


def _link(previous: bytes, position: int, digest: bytes) -> bytes:
    return hashlib.sha256(previous + position.to_bytes(8, "big") + digest).digest()


async def record(
    session: AsyncSession, caller: Caller, action: str, subject_id: UUID | None = None, **facts: Any
) -> None:
    """Write one entry. ``action`` is a verb phrase (``register-birth``); ``facts`` hold no secrets."""
    at = clock.now()
    who = {"subject": caller.subject, "role": caller.role or caller.department, "purpose": caller.purpose}
    entry: dict[str, Any] = {
        "at": at.isoformat(),
        "action": action,
        "who": who,
        "request": caller.request_id,
        "facts": facts,
    }
    entry["subject_id"] = None if subject_id is None else str(subject_id)
    entry = orjson.loads(orjson.dumps(entry, default=str))
    salt = os.urandom(16)
    values = {"at": at, "action": action, "subject_id": subject_id, "entry": orjson.dumps(entry).decode()}
    await session.execute(_RECORD, values | {"salt": salt, "digest": digest_of(salt, entry)})


async def link_pending(session: AsyncSession) -> int:
    """Link up to a thousand entries into the chain; returns how many. Run again while it returns any."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema()), :k)"), {"k": _LOCK % 2**31})
    pending = select(audit_log.c.id, audit_log.c.digest).join(audit_pending, audit_pending.c.entry_id == audit_log.c.id)
    entries = (await session.execute(pending.order_by(audit_log.c.id).limit(_BATCH))).all()
    if not entries:
        return 0
    position, previous = await head(session)
    links = []
    for entry in entries:
        position += 1
        previous = _link(previous, position, entry.digest)
        links.append({"position": position, "entry_id": entry.id, "digest": entry.digest, "hash": previous})
    await session.execute(insert(audit_chain), links)
    await session.execute(delete(audit_pending).where(audit_pending.c.entry_id.in_([e.id for e in entries])))
    return len(entries)


async def head(session: AsyncSession) -> tuple[int, bytes]:
    """How long the chain is, and its last hash."""
    last = await session.execute(select(audit_chain).order_by(audit_chain.c.position.desc()).limit(1))
    row = last.one_or_none()
    return (row.position, row.hash) if row else (0, _GENESIS)


async def hash_at(session: AsyncSession, position: int) -> bytes | None:
    """The chain's hash at a position; None where it is not that long."""
    if position == 0:
        return _GENESIS
    return (await session.execute(select(audit_chain.c.hash).where(audit_chain.c.position == position))).scalar()


async def verify(session: AsyncSession) -> list[str]:
    """Every fault in the chain, in words; empty when nothing was edited, deleted, inserted or reordered."""
    faults: list[str] = []
    position, previous = 0, _GENESIS
    a = audit_log.c
    shown = (a.entry, a.salt, a.at, a.action, a.subject_id, a.digest.label("kept"))
    rows = select(audit_chain, *shown).join_from(audit_chain, audit_log, a.id == audit_chain.c.entry_id, isouter=True)
    async for row in await session.stream(rows.order_by(audit_chain.c.position)):
        position += 1
        previous = _link(previous, position, row.digest)
        if row.position != position or row.hash != previous:
            return [*faults, f"the chain breaks at position {position}"]
        if row.kept != row.digest:
            faults.append(f"entry {row.entry_id} was deleted or its digest altered")
        elif row.entry is not None and (digest_of(row.salt or b"", row.entry) != row.digest or _differs(row)):
            faults.append(f"entry {row.entry_id} was edited")
    return faults + await _unchained(session)


def _differs(row: Any) -> bool:
    # What stands beside the entry, to be found by, says the same as the entry, which the digest covers.
    beside = (row.at.isoformat(), row.action, None if row.subject_id is None else str(row.subject_id))
    return beside != (row.entry["at"], row.entry["action"], row.entry["subject_id"])


async def _unchained(session: AsyncSession) -> list[str]:
    stray = text(
        "SELECT id FROM audit_log a WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.entry_id = a.id)"
        " AND NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.entry_id = a.id)"
    )
    return [f"entry {row.id} is in no chain" for row in await session.execute(stray)]
