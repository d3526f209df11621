"""Puts the gateway together, and takes it apart again."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI

from chassis import clock, problem_handlers
from chassis.app import Service, create_app
from chassis.checkpoints import CheckpointSigner
from chassis.keys import PUBLIC_KEYS_FILE, load_private_key
from chassis.token_keys import TokenKeys
from chassis.tracing import NO_TELEMETRY
from gateway.access_changes import routes as access_changes
from gateway.access_changes.lapse import LAPSE_CHANGES
from gateway.access_log import routes as access_log
from gateway.access_log.erase_content import ERASE_OLD_CONTENT
from gateway.access_log.writer import AccessLog, Evidence
from gateway.accounts import routes as accounts
from gateway.auth import routes as auth
from gateway.auth.access_tokens import AccessTokens
from gateway.auth.count_attempts import FORGET_ATTEMPTS
from gateway.auth.sessions import FORGET_SESSIONS, Revocations
from gateway.break_glass import routes as break_glass
from gateway.clients import routes as clients
from gateway.clients.check_assertion import FORGET_ASSERTIONS
from gateway.connection import HEAD_SECONDS, TAKING_SECONDS
from gateway.corrections import routes as corrections
from gateway.dashboard.serve import Dashboard
from gateway.disclosure import routes as disclosure
from gateway.disclosure.keep_versions import keep_versions
from gateway.disclosure.policies import load_policies
from gateway.disclosure.remembered import Decisions
from gateway.entrance import Entrance
from gateway.health import Health
from gateway.identity_provider import routes as identity_provider
from gateway.identity_provider.provider import Provider
from gateway.impact_assessments import routes as impact_assessments
from gateway.incidents import routes as incidents
from gateway.live_events import routes as live_events
from gateway.live_events.flow import Flow
from gateway.map import routes as map_of_divisions
from gateway.map.kept_map import KeptMap
from gateway.openapi.live import LiveDocument
from gateway.own_account import routes as own_account
from gateway.own_password import routes as own_password
from gateway.pages import routes as pages
from gateway.parts import Parts
from gateway.proxy.breaker import load_breaking
from gateway.proxy.departure import Departures
from gateway.proxy.internal_tokens import InternalTokens
from gateway.proxy.upstreams import Passing, Upstreams, open_client, trust_in
from gateway.quota.take_look_up import Quotas
from gateway.rate_limit.limits import RateLimits, load_limits
from gateway.receipts.issue import ReceiptSigner
from gateway.retention.forget_ended import FORGET_ENDED
from gateway.sandbox import routes as sandbox
from gateway.second_factor import routes as second_factor
from gateway.second_factor.requirement import load_requirement
from gateway.settings import GatewaySettings
from gateway.subject_access import routes as subject_access
from gateway.subscriptions import SUBSCRIPTIONS
from gateway.web_session import routes as web_session
from gateway.webhooks import routes as webhooks
from gateway.webhooks.deliver import deliver_webhooks
from gateway.webhooks.forget import FORGET_WEBHOOKS

TITLE = "惠家 Huijia"
_YOUNG = 20_000
"""New objects after which the collector looks at them."""

OWN_API = Service(
    name="gateway",
    title="Gateway",
    routers=[
        access_changes.router,
        access_log.router,
        accounts.router,
        clients.router,
        corrections.router,
        disclosure.router,
        impact_assessments.router,
        incidents.router,
        map_of_divisions.router,
        own_account.router,
        second_factor.router,
        sandbox.router,
        break_glass.router,
        subject_access.router,
        webhooks.router,
    ],
    subscriptions=SUBSCRIPTIONS,
    sweeps=[
        FORGET_SESSIONS,
        FORGET_ATTEMPTS,
        ERASE_OLD_CONTENT,
        FORGET_ASSERTIONS,
        FORGET_WEBHOOKS,
        FORGET_ENDED,
        LAPSE_CHANGES,
    ],
    background=[deliver_webhooks],
)


def create_gateway(settings: GatewaySettings | None = None) -> Entrance:
    """The gateway as an ASGI application; it reads its settings (if none are given) and connects when started."""
    own = create_app(OWN_API, settings)
    front = create_pages()
    not_found = front.router.default

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, float]]:
        told = settings or GatewaySettings()
        async with own.router.lifespan_context(own), _parts(told, own, front) as parts:
            front.state.parts = own.state.parts = parts
            front.router.default = Dashboard(told.dashboard_folder, not_found)
            yield {HEAD_SECONDS: told.head_timeout, TAKING_SECONDS: told.sending_timeout}

    front.router.lifespan_context = lifespan
    return Entrance(front)


def create_pages() -> FastAPI:
    """The gateway's own addresses outside ``/api/``: sign-in, health, documentation."""
    front = FastAPI(title=TITLE, version="1", docs_url=None, redoc_url=None, openapi_url=None, telemetry=NO_TELEMETRY)
    problem_handlers.install(front)
    front.include_router(auth.router)
    front.include_router(web_session.router)
    front.include_router(identity_provider.router)
    front.include_router(second_factor.pages)
    front.include_router(own_password.pages)
    front.include_router(break_glass.pages)
    front.include_router(live_events.router)
    front.include_router(pages.router)
    return front


@asynccontextmanager
async def _parts(settings: GatewaySettings, own: FastAPI, front: FastAPI) -> AsyncIterator[Parts]:
    signing = load_private_key(settings.keys_folder)
    keys = TokenKeys(settings.keys_folder)
    evidence = Evidence(ReceiptSigner(settings.issuer, *signing), CheckpointSigner(*signing), settings.home)
    database = own.state.database
    policies = load_policies(settings.policies_folder)
    async with database.transaction() as session:
        await keep_versions(session, policies, clock.today())
    async with AsyncExitStack() as stack:
        trust = trust_in(settings.inside_authority)
        client = await stack.enter_async_context(open_client(settings.answer_timeout, trust))
        parts = Parts(
            settings=settings,
            database=database,
            signing=signing,
            public_keys=json.loads((settings.keys_folder / PUBLIC_KEYS_FILE).read_text()),
            tokens=AccessTokens(settings.issuer, timedelta(seconds=settings.token_lifetime), signing, keys),
            revocations=Revocations(settings.database_url),
            policies=policies,
            decisions=Decisions(policies),
            limits=RateLimits(load_limits(settings.limits_file)),
            quotas=Quotas(database.pool),
            log=AccessLog(settings.database_url, evidence),
            upstreams=Upstreams(
                client,
                settings.services,
                own,
                Passing(load_breaking(settings.breaking_file), trust, settings.answer_timeout),
            ),
            departures=Departures(),
            health=Health(client, database, settings),
            document=LiveDocument(client, settings.services, own, front),
            inside=InternalTokens(*signing),
            sealer=own.state.sealer,
            required=load_requirement(settings.second_factor_file, settings.profile),
            flow=Flow(settings),
            map=KeptMap(settings.map_path),
            provider=Provider(settings) if settings.oidc_issuer else None,
        )
        tasks = [asyncio.create_task(parts.log.run()), asyncio.create_task(parts.revocations.follow())]
        stack.push_async_callback(_cancel, tasks)
        stack.push_async_callback(parts.flow.stop)
        stack.callback(parts.upstreams.close)
        # What was made to start lives as long as the process: collections need not look at it again and again.
        gc.collect()
        gc.freeze()
        # Nor at the youngest after every 700 that are made: one call makes that many, and leaves no cycles behind.
        gc.set_threshold(_YOUNG)
        yield parts


async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
