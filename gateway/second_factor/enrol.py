"""Shows an account its new secret and recovery codes; the first code typed at a sign-in confirms them."""

from datetime import timedelta

import msgspec
import segno
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from gateway.auth.tables import accounts
from gateway.second_factor.codes import address_of, new_recovery_code, new_secret, read_recovery_code
from gateway.second_factor.errors import SecondFactorExists
from gateway.second_factor.requirement import RequiredOf
from gateway.second_factor.tables import recovery_codes, second_factors

ISSUER = "惠家 Huijia"
SECRET, RECOVERY = "second-factor.secret", "second-factor.recovery"


class Enrolment(msgspec.Struct, frozen=True):
    """Shown once, and never again."""

    secret: str
    address: str
    qr: str
    """The address as a picture: a ``data:`` address of an SVG."""
    recovery_codes: list[str]
    minutes: int


async def enrol(session: AsyncSession, sealer: Sealer, required: RequiredOf, caller: Caller) -> Enrolment:
    """A new secret in place of one that was never confirmed. Raises SecondFactorExists."""
    account = caller.subject
    # Held, so that two enrolments at once do not leave the codes of one beside the secret of the other.
    await session.execute(select(accounts.c.name).where(accounts.c.name == account).with_for_update())
    mine = second_factors.c.account == account
    kept = (await session.execute(select(second_factors).where(mine))).one_or_none()
    if kept is not None and kept.confirmed_at is not None:
        raise SecondFactorExists()
    secret, codes = new_secret(), [new_recovery_code() for _ in range(required.recovery_codes)]
    await forget(session, account)
    row = {"account": account, "secret": sealer.seal(secret, f"{SECRET}.{account}"), "shown_at": clock.now()}
    await session.execute(insert(second_factors).values(row | {"last_step": 0}))
    digests = [{"account": account, "digest": digest_of(sealer, account, code)} for code in codes]
    await session.execute(insert(recovery_codes), digests)
    await audit.record(session, caller, "show-second-factor", account=account)
    address = address_of(secret, account, ISSUER)
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4)
    return Enrolment(secret, address, picture, codes, required.pending_minutes)


async def forget(session: AsyncSession, account: str) -> None:
    """Remove secret and recovery codes."""
    await session.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
    await session.execute(delete(second_factors).where(second_factors.c.account == account))


def digest_of(sealer: Sealer, account: str, code: str) -> bytes:
    """What is kept of a recovery code: keyed, so that the table alone tells nothing."""
    return sealer.index(read_recovery_code(code) or "", f"{RECOVERY}.{account}")


def lasts(required: RequiredOf) -> timedelta:
    """How long a secret that was shown may be confirmed."""
    return timedelta(minutes=required.pending_minutes)
