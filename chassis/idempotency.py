"""A write repeated with the same ``Idempotency-Key`` has one effect and gets the first answer again."""

import hashlib

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy import Column, DateTime, Integer, LargeBinary, String, Table, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.problems import BadPayload, Fault, Problem
from chassis.retention import cutoff, prove_removal
from chassis.tables import metadata

_LONGEST_KEY = 200

idempotency = Table(
    "idempotency",
    metadata,
    Column("caller", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", Integer),
    Column("media_type", String),
    Column("body", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
)


class KeyReused(Problem):
    """The same key came with another request."""

    status, slug = 422, "idempotency-key-reused"
    title_zh, title_en = "同一幂等键用于了不同的请求", "Idempotency key used for another request"


async def key_of(request: Request) -> str | None:
    """The request's key, where it is a write that has one. Raises BadPayload."""
    key = request.headers.get("idempotency-key")
    if key is None or request.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return None
    if not 0 < len(key) <= _LONGEST_KEY:
        fault = Fault(
            "header/Idempotency-Key", "bad_length", f"1 至 {_LONGEST_KEY} 个字符 (1 to {_LONGEST_KEY} characters)"
        )
        raise BadPayload(faults=[fault])
    return key


async def fingerprint_of(request: Request) -> bytes:
    """What makes a request the same: method, address and body."""
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if not request.headers.get("content-type", "").startswith("multipart/"):
        # An upload is streamed, never held in memory; its boundary differs each time anyway.
        digest.update(await request.body())
    return digest.digest()


async def claim(session: AsyncSession, caller: str, key: str, fingerprint: bytes) -> Response | None:
    """Reserve the key in this transaction; a concurrent twin waits here. Returns the first answer on a repeat."""
    values = {"caller": caller, "key": key, "fingerprint": fingerprint, "created_at": clock.now()}
    inserted = await session.execute(insert(idempotency).values(values).on_conflict_do_nothing().returning(text("1")))
    if inserted.first() is not None:
        return None
    mine = (idempotency.c.caller == caller) & (idempotency.c.key == key)
    first = (await session.execute(select(idempotency).where(mine))).one()
    if first.fingerprint != fingerprint:
        raise KeyReused()
    return Response(first.body, first.status, {"Idempotent-Replayed": "true"}, first.media_type)


async def keep(session: AsyncSession, caller: str, key: str, response: Response) -> None:
    """Remember the answer with the effect it belongs to."""
    mine = (idempotency.c.caller == caller) & (idempotency.c.key == key)
    media_type = response.headers.get("content-type")
    answer = {"status": response.status_code, "media_type": media_type, "body": bytes(response.body)}
    await session.execute(idempotency.update().where(mine).values(answer))


async def forget_old(session: AsyncSession) -> None:
    """Remove answers that have been kept long enough, with a proof; after that their keys may be used anew."""
    before = cutoff("idempotency-answers")
    old = idempotency.delete().where(idempotency.c.created_at < before)
    gone = (await session.execute(old.returning(idempotency.c.caller, idempotency.c.key))).all()
    await prove_removal(session, "idempotency-answers", (f"{row.caller} {row.key}" for row in gone), before)
