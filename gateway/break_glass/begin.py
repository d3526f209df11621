"""Widens a worker's area to their county, for as long as the terms say, with a session of its own that says so."""

from datetime import timedelta

import structlog
from prometheus_client import Counter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import NotAllowed
from chassis.sealing import Sealer
from contracts.gateway import AreaWidened
from gateway.auth.access_tokens import AccessTokens
from gateway.auth.issue_token import IssuedToken, keep_session
from gateway.auth.tables import accounts
from gateway.break_glass.errors import BreakGlassRuns
from gateway.break_glass.tables import break_glass
from gateway.break_glass.terms import terms_on

MARK = "break-glass@"
"""Before the use's id where the access log names a policy."""
REASON, NOTE = "break-glass.reason", "break-glass.note"
_USES = Counter("huijia_gateway_break_glass_total", "Uses of break-glass.", ["role"])
log = structlog.get_logger()


async def begin(
    session: AsyncSession, tokens: AccessTokens, sealer: Sealer, caller: Caller, reason: str
) -> IssuedToken:
    """A token for the wider area. Raises NotAllowed or BreakGlassRuns."""
    terms, now = terms_on(clock.today()), clock.now()
    if caller.kind != "staff" or caller.role not in terms.roles or caller.division is None:
        raise NotAllowed()
    # Held, so that two at once are one after the other.
    await session.execute(select(accounts.c.name).where(accounts.c.name == caller.subject).with_for_update())
    running = (break_glass.c.account == caller.subject) & (break_glass.c.ends_at > now)
    if (await session.execute(select(break_glass.c.id).where(running, break_glass.c.verdict.is_(None)))).first():
        raise BreakGlassRuns()
    use, lifetime = new_id(), timedelta(minutes=terms.minutes)
    widened = Caller(
        subject=caller.subject,
        kind="staff",
        role=caller.role,
        division=f"{caller.division[:6]}000000",
        policy=f"{MARK}{use}",
    )
    issued, session_id = await keep_session(session, tokens, widened, lifetime)
    row = {"id": use, "account": caller.subject, "role": caller.role, "division": caller.division}
    row |= {"widened_to": widened.division, "reason": sealer.seal(reason, f"{REASON}.{use}"), "session_id": session_id}
    row |= {"begun_at": now, "ends_at": now + lifetime}
    row |= {"review_by": clock.today() + timedelta(days=terms.review_days)}
    await session.execute(break_glass.insert().values(row))
    await audit.record(session, caller, "break-glass", use, widened_to=widened.division, minutes=terms.minutes)
    told = AreaWidened(use_id=use, role=caller.role, division=caller.division, ends_at=now + lifetime)
    await outbox.add(session, told)
    _USES.labels(caller.role).inc()
    log.warning("break_glass", use=str(use), role=caller.role)
    return issued
