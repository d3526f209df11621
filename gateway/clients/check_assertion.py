"""Checks a client's signed assertion (private_key_jwt: RFC 7523, OpenID Connect Core section 9)."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sweeps import Sweep
from gateway.clients.public_keys import load
from gateway.clients.tables import client_keys, used_assertions

LONGEST_LIFE = timedelta(minutes=5)
_SKEW = timedelta(seconds=30)
_LONGEST_ID = 200


def named_client(assertion: str) -> str | None:
    """The client that an assertion claims to be from: not yet believed."""
    try:
        subject = jwt.decode(assertion, options={"verify_signature": False}).get("sub")
    except jwt.InvalidTokenError:
        return None
    return subject if isinstance(subject, str) and 0 < len(subject) <= _LONGEST_ID and subject.isprintable() else None


async def is_theirs(session: AsyncSession, client: str, assertion: str, audiences: list[str]) -> bool:
    """Whether ``client`` signed ``assertion`` for us, with a key in use, just now and for the first time."""
    for key in await _keys(session, client, assertion):
        claims = _claims(assertion, key, audiences)
        if claims is not None and _is_for_us_alone(claims, client) and _is_fresh(claims):
            return await _is_first(session, client, claims)
    return False


async def _keys(session: AsyncSession, client: str, assertion: str) -> list[Row]:
    wanted = select(client_keys).where(client_keys.c.account == client, client_keys.c.retired_at.is_(None))
    try:
        key_id = jwt.get_unverified_header(assertion).get("kid")
    except jwt.InvalidTokenError:
        return []
    rows = (await session.execute(wanted)).all()
    return [row for row in rows if key_id is None or row.key_id == key_id]


def _claims(assertion: str, key: Row, audiences: list[str]) -> dict[str, Any] | None:
    required = ["iss", "sub", "aud", "exp", "jti"]
    # Times are compared below, because the clock of this house can be moved.
    options = {"require": required, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
    try:
        return jwt.decode(
            assertion,
            load(key.public_key, key.algorithm),
            algorithms=[key.algorithm],
            audience=audiences,
            options=options,  # type: ignore[arg-type]
        )
    except jwt.InvalidTokenError:
        return None


def _is_for_us_alone(claims: dict[str, Any], client: str) -> bool:
    # One that names others too was perhaps made for one of them, who now tries what it opens here.
    return claims["iss"] == claims["sub"] == client and (isinstance(claims["aud"], str) or len(claims["aud"]) == 1)


def _is_fresh(claims: dict[str, Any]) -> bool:
    now = clock.now().timestamp()
    times = [claims["exp"], claims.get("nbf", now), claims.get("iat", now)]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in times):
        return False
    expires, begins, issued = times
    latest = now + (LONGEST_LIFE + _SKEW).total_seconds()
    return now < expires <= latest and max(begins, issued) <= now + _SKEW.total_seconds()


async def _is_first(session: AsyncSession, client: str, claims: dict[str, Any]) -> bool:
    if not isinstance(claims["jti"], str) or not 0 < len(claims["jti"]) <= _LONGEST_ID:
        return False
    return await use_up(session, client, claims["jti"], datetime.fromtimestamp(claims["exp"], UTC))


async def use_up(session: AsyncSession, owner: str, used: str, expires_at: datetime) -> bool:
    """Whether ``used`` of ``owner`` comes for the first time; kept until it would not be accepted anyway."""
    digest = hashlib.sha256(f"{owner}\0{used}".encode(errors="surrogatepass")).digest()
    row = {"digest": digest, "expires_at": expires_at}
    done = await session.execute(
        insert(used_assertions).values(row).on_conflict_do_nothing().returning(used_assertions.c.digest)
    )
    return done.first() is not None


async def _expired(session: AsyncSession) -> list[bytes]:
    old = select(used_assertions.c.digest).where(used_assertions.c.expires_at < clock.now() - LONGEST_LIFE)
    return list((await session.execute(old.limit(1000))).scalars())


async def _forget(session: AsyncSession, digest: bytes) -> None:
    old = (used_assertions.c.digest == digest) & (used_assertions.c.expires_at < clock.now() - LONGEST_LIFE)
    await session.execute(used_assertions.delete().where(old))


FORGET_ASSERTIONS = Sweep("forget-used-assertions", timedelta(minutes=15), _expired, _forget)
