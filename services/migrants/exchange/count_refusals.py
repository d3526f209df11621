"""Count what was refused before it was taken, and look again at peers whose description may be outdated."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from services.migrants.exchange.tables import ExchangePeer, RefusedCount
from services.migrants.exchange.terms import terms

_MAY_BE_NEWS = {"unknown-key", "expired-key"}


async def count_refusals(session: AsyncSession, refused: Sequence[tuple[str, str]]) -> None:
    """``refused``: the sender that was claimed (empty where it is none of ours) and the code, for each.

    Only counts are kept: whoever floods us with rubbish fills no table.
    """
    now = clock.now()
    for (sender, code), count in sorted(Counter(refused).items()):
        row = {"day": clock.day_of(now), "sender": sender, "code": code, "count": count, "last_at": now}
        entered = insert(RefusedCount).values(row)
        more = {"count": col(RefusedCount.count) + count, "last_at": now}
        await session.execute(entered.on_conflict_do_update(index_elements=["day", "sender", "code"], set_=more))
    changed = {sender for sender, code in refused if sender and code in _MAY_BE_NEWS}
    if changed:
        # Whoever forges messages in a county's name does not make us call it at every one of them.
        before = now - timedelta(seconds=terms(clock.day_of(now)).description_read_after)
        old = col(ExchangePeer.described_at).is_(None) | (col(ExchangePeer.described_at) < before)
        rows = [{"county": county, "next_at": now, "outdated": True} for county in sorted(changed)]
        entered = insert(ExchangePeer).on_conflict_do_update(
            index_elements=["county"], set_={"outdated": True}, where=old
        )
        await session.execute(entered, rows)
