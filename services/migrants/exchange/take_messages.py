"""Take what a peer brings: each message is checked, kept once under its id, applied, and answered with a receipt."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import clock
from services.migrants.exchange.apply_messages import ARRIVED_BODY, apply_messages
from services.migrants.exchange.check_envelope import Checker, Genuine, check_envelope, claimed_sender
from services.migrants.exchange.count_refusals import count_refusals
from services.migrants.exchange.envelope import Call, Envelope
from services.migrants.exchange.installation import Installation, installation_of
from services.migrants.exchange.known_peers import known_peers
from services.migrants.exchange.receiving import accepted_types
from services.migrants.exchange.refusals import Refused
from services.migrants.exchange.sd_jwt import b64
from services.migrants.exchange.sign_receipt import SaidReceipt, sign_receipt
from services.migrants.exchange.tables import Arrived, ExchangePeer
from services.migrants.exchange.terms import terms

Key = tuple[str, UUID]
"""A message's sender and id."""


async def take_call(session: AsyncSession, body: bytes, size: int) -> list[str]:
    """The receipts for a call of ``size`` bytes; ``body`` holds no more of it than was read. One for each message.

    A call that cannot be read at all has one receipt, which names no message.
    """
    here, now = installation_of(session), clock.now()
    agreed = terms(clock.today())
    try:
        if size > agreed.call_bytes:
            raise Refused("too-large")
        envelopes = _read(body)
        if len(envelopes) > agreed.messages_at_once:
            raise Refused("too-many")
    except Refused as unread:
        await count_refusals(session, [("", unread.code)])
        return [_receipt(here, "", b64(hashlib.sha256(body).digest()), unread)]
    senders = [claimed_sender(envelope) for envelope in envelopes]
    peers = await known_peers(session, here.directory, senders)
    outcomes = await _take_all(session, envelopes, Checker(here.here, peers, here.keys, agreed, now))
    sent = zip(senders, outcomes, strict=True)
    refused = [(sender if sender in peers else "", o.code) for sender, o in sent if isinstance(o, Refused)]
    await count_refusals(session, refused)
    await _are_there(session, {o.sender for o in outcomes if isinstance(o, Arrived)})
    told = zip(senders, envelopes, outcomes, strict=True)
    return [_receipt(here, sender, envelope.digest, outcome) for sender, envelope, outcome in told]


async def _are_there(session: AsyncSession, senders: set[str]) -> None:
    # Whoever calls us is up again: what waits for it is not kept back any longer.
    away = (col(ExchangePeer.county).in_(senders)) & (col(ExchangePeer.failures) > 0)
    if senders:
        now = clock.now()
        await session.execute(update(ExchangePeer).where(away).values(failures=0, next_at=now))


def _read(body: bytes) -> list[Envelope]:
    try:
        return msgspec.json.decode(body, type=Call).messages
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Refused("malformed") from None


async def _take_all(session: AsyncSession, envelopes: Sequence[Envelope], by: Checker) -> list[Arrived | Refused]:
    checked = [_checked(envelope, by) for envelope in envelopes]
    genuine = [each for each in checked if isinstance(each, Genuine)]
    await _take_turns(session, genuine)
    kept = await _kept(session, genuine)
    fresh: list[Arrived] = []
    outcomes = [_keep(session, each, kept, fresh, by) if isinstance(each, Genuine) else each for each in checked]
    await session.flush()
    await apply_messages(session, fresh)
    return outcomes


def _checked(envelope: Envelope, by: Checker) -> Genuine | Refused:
    try:
        return check_envelope(envelope, by)
    except Refused as refused:
        return refused


async def _take_turns(session: AsyncSession, genuine: Sequence[Genuine]) -> None:
    # Messages of one peer in one thread are taken one after the other, whoever brings them; locked in one order.
    keys = sorted({f"from {each.statement.iss} {each.statement.thread}" for each in genuine})
    lock = (
        "SELECT pg_advisory_xact_lock(hashtextextended(k, 0)) FROM unnest(CAST(:keys AS text[])) WITH ORDINALITY k(k)"
    )
    if keys:
        await session.execute(text(lock), {"keys": keys})


async def _kept(session: AsyncSession, genuine: Sequence[Genuine]) -> dict[Key, Arrived]:
    wanted = {(each.statement.iss, each.statement.jti) for each in genuine}
    wanted |= {(each.statement.iss, each.statement.after) for each in genuine if each.statement.after}
    if not wanted:
        return {}
    rows = select(Arrived).where(tuple_(col(Arrived.sender), col(Arrived.id)).in_(wanted))
    return {(row.sender, row.id): row for row in (await session.execute(rows)).scalars()}


def _keep(
    session: AsyncSession, each: Genuine, kept: dict[Key, Arrived], fresh: list[Arrived], by: Checker
) -> Arrived | Refused:
    said = each.statement
    known = kept.get((said.iss, said.jti))
    if known is not None:
        return known if known.digest == each.digest else Refused("id-reused")
    before = kept.get((said.iss, said.after)) if said.after else None
    if said.after and (before is None or before.settled_at is None):
        return Refused("out-of-order")
    if said.type not in accepted_types():
        return Refused("unknown-type")
    arrived = _arrived(session, each, by)
    kept[said.iss, said.jti] = arrived
    fresh.append(arrived)
    session.add(arrived)
    return arrived


def _arrived(session: AsyncSession, each: Genuine, by: Checker) -> Arrived:
    said = each.statement
    sealed = installation_of(session).sealer.seal(msgspec.json.encode(each.fields).decode(), ARRIVED_BODY)
    return Arrived(
        sender=said.iss,
        id=said.jti,
        thread=said.thread,
        type=said.type,
        body=sealed,
        digest=each.digest,
        proof=each.envelope.proof,
        sent_at=said.queued_at,
        received_at=by.now,
        validated_at=by.now,
        next_at=by.now,
    )


def _receipt(here: Installation, sender: str, digest: str, outcome: Arrived | Refused) -> str:
    now = clock.now()
    same = {"iss": here.here, "aud": sender, "iat": int(now.timestamp()), "envelope": digest}
    if isinstance(outcome, Refused):
        why = outcome.why
        said: dict[str, Any] = {
            "status": "rejected",
            "code": outcome.code,
            "zh": why.zh,
            "en": why.en,
            "again": why.again,
        }
        said |= {"received_at": now}
    else:
        names = ("status", "code", "zh", "en", "received_at", "validated_at", "settled_at")
        said = {name: getattr(outcome, name) for name in names} | {"message": outcome.id}
    return sign_receipt(SaidReceipt(**same, **said), here.keys, now)  # type: ignore[arg-type]
