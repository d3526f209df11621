"""What the gateway measures of each call: by route template and department's client, never by person."""

import time
from functools import lru_cache

from prometheus_client import Histogram

from chassis.auth import Caller
from chassis.telemetry import log_call
from chassis.tracing import answered
from gateway.proxy.exchange import Exchange

CALLS = Histogram(
    "huijia_gateway_call_seconds",
    "Time to answer a call, the service's time included.",
    ["service", "method", "route", "status", "caller", "client"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
)

_SERIES = 4096
"""How many are kept at hand: looking one up by its labels costs more than counting a call in it."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@lru_cache(_SERIES)
def _series(service: str, method: str, route: str, status: int, caller: str, client: str) -> Histogram:
    return CALLS.labels(service, method, route, str(status), caller, client)


def client_of(caller: Caller | None) -> str:
    """A department's system by its name; people are never told apart."""
    return caller.subject if caller is not None and caller.kind == "department" else "-"


def note(exchange: Exchange) -> None:
    """Count and log a call that has ended."""
    seconds = time.perf_counter() - exchange.started
    caller = exchange.caller.kind if exchange.caller else "unknown"
    method = exchange.method if exchange.method in _METHODS else "other"
    called = (exchange.service, method, exchange.route, exchange.status)
    _series(*called, caller, client_of(exchange.caller)).observe(seconds)
    answered(exchange.scope["state"].get("span"), method, exchange.route, exchange.status)
    told = {"service": exchange.service, "method": method, "route": exchange.route, "status": exchange.status}
    log_call("call", told | {"ms": round(seconds * 1000, 1), "request_id": exchange.request_id})
