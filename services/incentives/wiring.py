"""Who wants to be called, inside the same transaction, when an entitlement changes.

Payments subscribe here; entitlements know nothing of payments. A hook that raises undoes the change with it.
"""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from services.incentives.entitlements.tables import Entitlement
from services.incentives.payments.settle_stopped import settle_on_stop

Hook = Callable[[AsyncSession, Entitlement], Awaitable[None]]

ON_GRANT: list[Hook] = []
ON_HOLD: list[Hook] = []
ON_RESUME: list[Hook] = []
ON_STOP: list[Hook] = [settle_on_stop]
"""The entitlement has its ``stopped_on`` and its ``owed_fen``; what was paid beyond that was paid too much."""
