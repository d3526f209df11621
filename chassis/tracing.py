"""Traces through gateway, service, outbox, bus and consumer (OpenTelemetry, W3C Trace Context).

On where ``OTEL_EXPORTER_OTLP_ENDPOINT`` names a collector (OTLP over HTTP); the standard's other ``OTEL_*`` variables
count as well, the share of calls that are traced among them. Off, the context that callers send still travels with the
work and its events. A span names a route template or an event type: never an address, a person or a parameter.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal

from fastapi.telemetry import TelemetryConfig
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, format_span_id, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.cloudevents import current_traceparent

NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""Of the framework's own, which would tell addresses, and looks at the environment several times a call."""
_VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
# Version 00 alone: what else somebody writes there is not passed on.
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_KINDS = {"server": SpanKind.SERVER, "consumer": SpanKind.CONSUMER}
_PROPAGATOR = TraceContextTextMapPropagator()
_tracers: dict[str, Tracer] = {}


def start_tracing(service: str) -> Callable[[], None]:
    """Trace this service's work where a collector is named; returns what sends the rest and stops."""
    if not any(os.environ.get(name) for name in _VARIABLES):
        return lambda: None
    # Imported here, so that a house without a collector does not carry the exporter.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service, "service.namespace": "huijia"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    _tracers[service] = provider.get_tracer("huijia")

    def stop() -> None:
        _tracers.pop(service, None)
        provider.shutdown()

    return stop


def read_traceparent(given: bytes | None) -> str | None:
    """The header's text where it is a trace context, else None."""
    text = None if given is None else given.decode("latin-1")
    return text if text is not None and _TRACEPARENT.fullmatch(text) else None


def span(
    service: str, name: str, kind: Literal["server", "consumer"], parent: str | None
) -> AbstractContextManager[Span | None]:
    """The work of the block as a span under ``parent``; what is published meanwhile belongs to it."""
    tracer = _tracers.get(service)
    return _Untraced(parent) if tracer is None else _traced(tracer, name, kind, parent)


class _Untraced:
    """A class, since every call passes through one where nothing is traced."""

    __slots__ = ("_parent", "_token")

    def __init__(self, parent: str | None) -> None:
        self._parent = parent

    def __enter__(self) -> None:
        self._token = current_traceparent.set(self._parent)

    def __exit__(self, *_: object) -> None:
        current_traceparent.reset(self._token)


@contextmanager
def _traced(
    tracer: Tracer, name: str, kind: Literal["server", "consumer"], parent: str | None
) -> Iterator[Span | None]:
    context = _PROPAGATOR.extract({"traceparent": parent}) if parent else None
    # An exception's words may quote a person's data: neither it nor its trace becomes part of the span.
    with tracer.start_as_current_span(
        name, context, _KINDS[kind], record_exception=False, set_status_on_exception=False
    ) as current:
        token = current_traceparent.set(_traceparent_of(current))
        try:
            yield current
        except BaseException as error:
            current.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise
        finally:
            current_traceparent.reset(token)


def _traceparent_of(current: Span) -> str:
    of = current.get_span_context()
    return f"00-{format_trace_id(of.trace_id)}-{format_span_id(of.span_id)}-{int(of.trace_flags):02x}"


def answered(current: Span | None, method: str, route: str, status: int) -> None:
    """Name the span of a request by its route template, and say how it ended."""
    if current is None:
        return
    current.update_name(f"{method} {route}")
    current.set_attribute("http.request.method", method)
    current.set_attribute("http.route", route)
    current.set_attribute("http.response.status_code", status)
    if status >= 500:
        current.set_status(Status(StatusCode.ERROR))
