"""What routes need of the running service."""

from typing import Annotated

import asyncpg
from fastapi import Depends, Query, Request

from chassis.sealing import Sealer


async def _sealer(request: Request) -> Sealer:
    sealer: Sealer = request.app.state.sealer
    return sealer


async def _pool(request: Request) -> asyncpg.Pool:
    return request.app.state.database.pool


SealerDep = Annotated[Sealer, Depends(_sealer)]
PoolDep = Annotated[asyncpg.Pool, Depends(_pool)]

Division = Annotated[
    str | None, Query(max_length=12, description="A division in the caller's scope; default all of it.")
]

# An answer names everybody whom it tells of, for the log that they can read (C9); a header holds this many.
ListLimit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
