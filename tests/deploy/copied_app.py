"""A service as small as can be, for the tests of copies: it says who it is and what it was told."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uuid_utils
from fastapi import FastAPI


@asynccontextmanager
async def _said(_: FastAPI) -> AsyncIterator[None]:
    yield
    print("ended in order", flush=True)


app = FastAPI(lifespan=_said)


@app.get("/")
def who() -> dict[str, str]:
    """The process, its environment, and what chance gives it."""
    told = {name: os.environ.get(name, "") for name in ("TOLD", "MALLOC_ARENA_MAX", "SUPERVISOR_PROCESS_NAME")}
    return told | {"pid": str(os.getpid()), "parent": str(os.getppid()), "drawn": str(uuid_utils.uuid4())}
