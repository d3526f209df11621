"""A unique constraint that refuses a row is a refusal to the caller, however close the race was."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import Problem


async def flush_or_refuse(session: AsyncSession, refusals: Mapping[str, type[Problem]]) -> None:
    """Write what is pending. Raises the problem named for the constraint that it breaks."""
    try:
        await session.flush()
    except IntegrityError as error:
        message = str(error.orig)
        refusal = next((refusal for name, refusal in refusals.items() if f'"{name}"' in message), None)
        if refusal is None:
            raise
        # The message would quote the row; what the caller needs is in the problem itself.
        raise refusal() from None
