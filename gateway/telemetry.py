"""What the gateway measures of each call: by service and route template, never by person."""

import time

import structlog
from prometheus_client import Histogram

from chassis.tracing import answered
from gateway.proxy.exchange import Exchange

CALLS = Histogram(
    "huijia_gateway_call_seconds",
    "Time to answer a call, the service's time included.",
    ["service", "method", "route", "status", "caller"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
)

log = structlog.get_logger()
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def note(exchange: Exchange) -> None:
    """Count and log a call that has ended."""
    seconds = time.perf_counter() - exchange.started
    caller = exchange.caller.kind if exchange.caller else "unknown"
    method = exchange.method if exchange.method in _METHODS else "other"
    CALLS.labels(exchange.service, method, exchange.route, str(exchange.status), caller).observe(seconds)
    answered(exchange.scope["state"].get("span"), method, exchange.route, exchange.status)
    log.info(
        "call",
        service=exchange.service,
        method=method,
        route=exchange.route,
        status=exchange.status,
        ms=round(seconds * 1000, 1),
        request_id=exchange.request_id,
    )
