"""Write down what a peer says became of messages. A receipt of somebody else's, or of another sending, says nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from services.migrants.exchange.enclose_message import Enclosed
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.known_peers import KnownPeer
from services.migrants.exchange.sd_jwt import StatementBroken
from services.migrants.exchange.sign_receipt import SaidReceipt, read_receipt
from services.migrants.exchange.tables import ExchangePeer, Outgoing
from services.migrants.exchange.terms import terms


class Trouble(NamedTuple):
    """Why a message of ours waits."""

    zh: str
    en: str


TROUBLES = {
    "unknown-county": Trouble("县际名录中没有该县", "The directory does not name this county"),
    "no-key": Trouble("没有该县可用的封装密钥", "No key of this county's to enclose messages with"),
    "no-common-version": Trouble("双方没有共同的消息版本", "No version of this message that both counties know"),
    "type-not-declared": Trouble("本系统已不再使用这种消息", "This version no longer declares such messages"),
    "bad-receipt": Trouble("对方回执的签名不符", "The peer's receipt is not signed by it"),
    "given-up": Trouble("多日未能送达，已停止递送", "Could not be handed over for many days: given up"),
}


async def record_receipts(
    session: AsyncSession, peer: KnownPeer, enclosed: Sequence[Enclosed], receipts: Sequence[str]
) -> int:
    """One receipt for each message, in order; how many messages are to be sent again."""
    here = installation_of(session).here
    again, told = 0, list[dict[str, Any]]()
    paired = list(zip(enclosed, receipts, strict=False))
    for each, receipt in paired:
        try:
            said = read_receipt(receipt, peer)
            _check(said, here, each)
        except StatementBroken:
            await put_off(session, each.row, "bad-receipt", {"status": "sent"} | _sent(each))
            again += 1
            continue
        told.append(_told(each, receipt, said))
        again += said.again
        if said.code in ("unknown-type", "cannot-open"):
            outdated = update(ExchangePeer).where(col(ExchangePeer.county) == peer.county).values(outdated=True)
            await session.execute(outdated)
    if told:
        # All of them in one go: a statement for each would take longer than checking their signatures.
        await session.execute(update(Outgoing), told)
    for each in enclosed[len(paired) :]:
        await put_off(session, each.row, "bad-receipt", _sent(each))
        again += 1
    return again


def _check(said: SaidReceipt, here: str, each: Enclosed) -> None:
    if said.aud != here or said.envelope != each.envelope.digest or said.message not in (None, each.row.id):
        raise StatementBroken("a receipt for something else")


def _told(each: Enclosed, receipt: str, said: SaidReceipt) -> dict[str, Any]:
    """The columns that change, and the id."""
    told = _sent(each) | {
        "id": each.row.id,
        "receipt": receipt,
        "received_at": said.received_at,
        "validated_at": said.validated_at,
    }
    told |= {"code": said.code, "zh": said.zh, "en": said.en}
    if said.again or said.status == "validated":
        # The peer has it but has not settled it, or cannot take it yet: asked again by sending it again.
        told |= {"status": "sent" if said.again else "validated", "next_at": _next_try(each.row)}
    else:
        told |= {"status": said.status, "settled_at": clock.now()}
    return told


async def put_off(session: AsyncSession, row: Any, code: str, more: dict[str, Any] | None = None) -> None:
    """The message waits for its next try, and says why."""
    zh, en = TROUBLES[code]
    told = {"attempts": row.attempts + 1, "code": code, "zh": zh, "en": en, "next_at": _next_try(row)} | (more or {})
    await session.execute(update(Outgoing).where(col(Outgoing.id) == row.id).values(told))


def _sent(each: Enclosed) -> dict[str, Any]:
    return {
        "attempts": each.row.attempts + 1,
        "sent_as": each.sent_as,
        "sent_at": each.row.sent_at or clock.now(),
        "proof": each.envelope.proof,
    }


def _next_try(row: Any) -> datetime:
    return terms(clock.today()).next_try(row.attempts + 1, clock.now())
