"""Checks the second factor at a sign-in, once name and password were right."""

from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from gateway.second_factor.codes import is_code, read_recovery_code, step_of
from gateway.second_factor.enrol import SECRET, digest_of, lasts
from gateway.second_factor.errors import SecondFactorNeeded, SecondFactorNotEnrolled, WrongCode
from gateway.second_factor.requirement import RequiredOf
from gateway.second_factor.tables import recovery_codes, second_factors


async def check_factor(session: AsyncSession, sealer: Sealer, required: RequiredOf, caller: Caller, code: str) -> None:
    """Return where ``caller`` may go on; a code is used up with the transaction.

    Raises SecondFactorNeeded, SecondFactorNotEnrolled or WrongCode.
    """
    if caller.kind != "staff":
        return
    factor = await _held(session, required, caller.subject)
    confirmed = factor is not None and factor.confirmed_at is not None
    if not confirmed and (factor is None or not code):
        # A secret that was shown and never confirmed asks for nothing: else a look at it would lock people out.
        if caller.role in required.roles:
            raise SecondFactorNotEnrolled()
        return
    assert factor is not None  # noqa: S101 - one of both holds here
    if not code:
        raise SecondFactorNeeded()
    if is_code(code):
        await _use_code(session, sealer, caller, factor, code)
    else:
        await _use_recovery_code(session, sealer, caller, code, confirmed)


async def _held(session: AsyncSession, required: RequiredOf, account: str) -> Row | None:
    wanted = select(second_factors).where(second_factors.c.account == account).with_for_update()
    found = (await session.execute(wanted)).one_or_none()
    if found is None or found.confirmed_at is not None:
        return found
    return found if found.shown_at + lasts(required) > clock.now() else None


async def _use_code(session: AsyncSession, sealer: Sealer, caller: Caller, factor: Row, code: str) -> None:
    secret = sealer.open(factor.secret, f"{SECRET}.{caller.subject}")
    step = step_of(secret, code, clock.now(), factor.last_step)
    if step is None:
        raise WrongCode()
    changed: dict[str, Any] = {"last_step": step}
    if factor.confirmed_at is None:
        changed |= {"confirmed_at": clock.now()}
        await audit.record(session, caller, "confirm-second-factor", account=caller.subject)
    mine = second_factors.c.account == caller.subject
    await session.execute(second_factors.update().where(mine).values(changed))


async def _use_recovery_code(session: AsyncSession, sealer: Sealer, caller: Caller, code: str, confirmed: bool) -> None:
    if not confirmed or read_recovery_code(code) is None:
        raise WrongCode()
    c = recovery_codes.c
    mine = (c.account == caller.subject) & (c.digest == digest_of(sealer, caller.subject, code))
    used = await session.execute(delete(recovery_codes).where(mine).returning(c.account))
    if used.first() is None:
        raise WrongCode()
    left = len((await session.execute(select(c.account).where(c.account == caller.subject))).all())
    await audit.record(session, caller, "use-recovery-code", account=caller.subject, left=left)
