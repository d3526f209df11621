"""Builds a service from its parts. What every service does the same way is done here, once."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, idempotency, problem_handlers
from chassis.audit_checkpoints import keep_checkpoints
from chassis.auth import TokenVerifier
from chassis.bus_desk import routes as bus_desk
from chassis.county_days import follow_county_days, use_county_days
from chassis.db import Database
from chassis.hot_reads import HotRead, HotReads
from chassis.http import Router
from chassis.sealing import Sealer
from chassis.settings import Settings
from chassis.subscriptions import Subscriptions
from chassis.sweeps import Sweep, run_forever
from chassis.telemetry import RequestTelemetry, configure_logging, metrics, write_call_lines
from chassis.tracing import NO_TELEMETRY, start_tracing
from chassis.worker import bus_worker
from chassis.working_days import set_county_days

log = structlog.get_logger()

_LOOK_FOR_KEYS = 5.0
# A look-up leaves some eighty objects: the usual 700 had a collection at every ninth one, which took a twentieth of its
# time, and every fifteen hundredth wait for one of everything, which takes as long as twenty look-ups.
_COLLECT_AFTER = (10_000, 10, 10)


@dataclass(frozen=True)
class Service:
    """The parts of a service. ``on_start`` runs once before requests are taken."""

    name: str
    title: str
    routers: Sequence[Router] = ()
    subscriptions: Subscriptions | None = None
    sweeps: Sequence[Sweep] = ()
    hot_reads: Sequence[HotRead] = ()
    on_start: Sequence[Callable[[FastAPI], Awaitable[None]]] = ()
    background: Sequence[Callable[[FastAPI], Awaitable[None]]] = ()
    """Loops of the service's own that run until it stops, where work is done (HUIJIA_ROLE)."""


def create_app(service: Service, settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application; it reads its settings (if none are given) and connects when started."""
    app = FastAPI(
        title=service.title,
        version="1",
        lifespan=_lifespan(service, settings),
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        telemetry=NO_TELEMETRY,
    )
    app.state.service = service
    problem_handlers.install(app)
    for router in (bus_desk.router, *service.routers):
        app.include_router(router, prefix=f"/api/{service.name}/v1")
    app.add_api_route("/healthz", _health, include_in_schema=False)
    app.add_route("/metrics", metrics, include_in_schema=False)
    if service.hot_reads:
        prefix = f"/api/{service.name}/v1"
        app.add_middleware(HotReads, of=app, prefix=prefix, routers=service.routers, reads=service.hot_reads)
    app.add_middleware(RequestTelemetry, service=service.name)
    return app


def _lifespan(service: Service, given: Settings | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logging(service.name)
        settings = given or Settings()
        app.state.settings = settings
        app.state.database = Database(settings.database_url, settings.pool_size)
        app.state.tokens = TokenVerifier.load(settings.keys_folder, service.name)
        app.state.sealer = Sealer.load(settings.keys_folder, service.name)
        async with AsyncExitStack() as stack:
            stack.callback(write_call_lines)
            stack.callback(start_tracing(service.name))
            stack.push_async_callback(_cancel, [asyncio.create_task(_keep_keys_fresh(app.state.sealer))])
            await app.state.database.start()
            stack.push_async_callback(app.state.database.stop)
            await use_county_days(app.state.database)
            stack.callback(set_county_days, {})
            _run(stack, [follow_county_days(app)])
            for prepare in service.on_start:
                await prepare(app)
            if settings.does_work:
                await _start_work(app, service, stack)
            # What was made to start lives as long as the process: collections need not look at it again and again.
            gc.collect()
            gc.freeze()
            gc.set_threshold(*_COLLECT_AFTER)
            log.info("started", role=settings.role)
            yield

    return lifespan


async def _start_work(app: FastAPI, service: Service, stack: AsyncExitStack) -> None:
    database, settings = app.state.database, app.state.settings
    await stack.enter_async_context(bus_worker(service.name, settings, database, service.subscriptions))
    loops = [run_forever(database, sweep) for sweep in (*_CHASSIS_SWEEPS, *service.sweeps)]
    loops.append(keep_checkpoints(app, service.name))
    loops += [loop(app) for loop in service.background]  # type: ignore[misc]
    _run(stack, loops)


def _run(stack: AsyncExitStack, loops: Sequence[Coroutine[Any, Any, None]]) -> None:
    stack.push_async_callback(_cancel, [asyncio.create_task(loop) for loop in loops])


async def _keep_keys_fresh(sealer: Sealer) -> None:
    """Until cancelled: seal with a new key soon after it was added, without a restart."""
    while True:
        await asyncio.sleep(_LOOK_FOR_KEYS)
        try:
            if sealer.refresh():
                log.info("sealing_keys_read", current=sealer.current)
        except (OSError, ValueError, KeyError) as error:  # half-written by hand: the keys that are held go on
            log.error("sealing_keys_unreadable", error=type(error).__name__)


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _health(request: Request) -> JSONResponse:
    """Whether this service and its database answer."""
    reachable = await request.app.state.database.is_reachable()
    status = "ok" if reachable else "down"
    body = {"status": status, "service": request.app.state.service.name, "database": status}
    return JSONResponse(body, 200 if reachable else 503)


async def _audit_pending(session: AsyncSession) -> list[str]:
    pending = await session.execute(audit.audit_pending.select().limit(1))
    return ["pending"] if pending.first() else []


async def _link_audit(session: AsyncSession, _: str) -> None:
    while await audit.link_pending(session):
        pass


async def _answers_to_forget(_: AsyncSession) -> list[str]:
    return ["old"]


async def _forget_answers(session: AsyncSession, _: str) -> None:
    await idempotency.forget_old(session)


_CHASSIS_SWEEPS = (
    Sweep("link-audit", timedelta(seconds=2), _audit_pending, _link_audit),
    Sweep("forget-answers", timedelta(hours=1), _answers_to_forget, _forget_answers),
)
