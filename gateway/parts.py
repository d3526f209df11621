"""What the gateway's parts share while it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from chassis.db import Database
from chassis.sealing import Sealer
from chassis.signing import SigningKey
from gateway.access_log.writer import AccessLog
from gateway.auth.access_tokens import AccessTokens
from gateway.auth.sessions import Revocations
from gateway.clients.certificates import certificate_of
from gateway.disclosure.policies import Policies
from gateway.disclosure.remembered import Decisions
from gateway.health import Health
from gateway.identity_provider.provider import Provider
from gateway.live_events.flow import Flow
from gateway.map.kept_map import KeptMap
from gateway.openapi.live import LiveDocument
from gateway.proxy.departure import Departures
from gateway.proxy.internal_tokens import InternalTokens
from gateway.proxy.upstreams import Upstreams
from gateway.quota.take_look_up import Quotas
from gateway.rate_limit.limits import RateLimits
from gateway.second_factor.requirement import RequiredOf
from gateway.settings import GatewaySettings


@dataclass(frozen=True)
class Parts:
    """Made once at start-up by ``gateway.wiring``."""

    settings: GatewaySettings
    database: Database
    signing: tuple[str, SigningKey]
    public_keys: dict[str, Any]
    tokens: AccessTokens
    revocations: Revocations
    policies: Policies
    decisions: Decisions
    limits: RateLimits
    quotas: Quotas
    log: AccessLog
    upstreams: Upstreams
    departures: Departures
    health: Health
    document: LiveDocument
    inside: InternalTokens
    sealer: Sealer
    required: RequiredOf
    """Who signs in with a second factor."""
    flow: Flow
    map: KeptMap
    provider: Provider | None
    """The county's identity provider, where one is set up."""


def certificate_for(parts: Parts, scope: Mapping[str, Any]) -> str | None:
    """The thumbprint of the certificate by which a call came, where certificates are switched on."""
    return certificate_of(scope, parts.settings.client_certificates)


def parts_of(request: Request) -> Parts:
    """The parts of the gateway that answers ``request``."""
    return request.app.state.parts
