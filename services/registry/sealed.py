"""The registry's sealer, for routes."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.sealing import Sealer


async def _sealer(request: Request) -> Sealer:
    return request.app.state.sealer


SealerDep = Annotated[Sealer, Depends(_sealer)]
