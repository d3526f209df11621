"""Who answers for which service."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from starlette.types import ASGIApp

from gateway.proxy.breaker import BreakingRules
from gateway.proxy.http_upstream import HttpUpstream
from gateway.proxy.lines import Lines
from gateway.proxy.own_upstream import OwnUpstream
from gateway.proxy.upstream import Upstream

_CONNECT = 2


def trust_in(authority: Path | None) -> ssl.SSLContext:
    """Whose certificates are believed at https addresses: this authority's (PEM), or those the machine trusts.

    Raises OSError where the file cannot be read.
    """
    return ssl.create_default_context(cafile=str(authority) if authority else None)


def open_client(silence: float, trust: ssl.SSLContext) -> aiohttp.ClientSession:
    """The client for what the gateway asks on its own account; a service may be silent for ``silence`` seconds."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=trust),
        timeout=aiohttp.ClientTimeout(total=None, connect=_CONNECT + silence, sock_connect=_CONNECT, sock_read=silence),
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        trust_env=False,
    )


@dataclass(frozen=True)
class Passing:
    """How calls are passed on: when a breaker opens, who is believed, how long to wait for a word (s)."""

    rules: BreakingRules
    trust: ssl.SSLContext
    silence: float

    def to(self, name: str, base: str) -> HttpUpstream:
        """The service ``name`` at the address ``base``."""
        rules = self.rules.of(name)
        return HttpUpstream(name, Lines(base, self.trust, rules.answer_seconds or self.silence), rules)


class Upstreams:
    """Who answers for which service."""

    def __init__(
        self,
        client: aiohttp.ClientSession,
        services: Mapping[str, str],
        own: ASGIApp,
        passing: Passing,
    ) -> None:
        """``client`` is for what the gateway asks on its own account; calls are passed on over lines of their own."""
        self.client, self.addresses = client, dict(services)
        self._served = {name: passing.to(name, base) for name, base in services.items()}
        self._by_name: dict[str, Upstream] = {**self._served, "gateway": OwnUpstream(own)}
        self.names = frozenset(self._by_name)
        """Every service that can be called."""

    def close(self) -> None:
        """End the connections that are open."""
        for service in self._served.values():
            service.close()

    def of(self, service: str) -> Upstream:
        """Who answers for ``service``."""
        return self._by_name[service]
