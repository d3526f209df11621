"""What each part of the house does for its people, and how long that keeps a process busy: measured figures only.

A stage is one process that works off one thing after the other. Its seconds come from ``bench/results.json``; where a
figure is time on the clock and not of the process, it counts whole, and the stage looks slower than it is.
"""

from collections.abc import Mapping
from statistics import median
from typing import Any, NamedTuple

from bench.scale.demand import Demand
from bench.scale.model import fitted

_MS, _US = 1e-3, 1e-6


class Stage(NamedTuple):
    """``works`` are (how often for each person and year, seconds each)."""

    name: str
    works: tuple[tuple[float, float], ...]
    moved_by: str

    @property
    def per_person(self) -> float:
        """Seconds of the process for each person and year."""
        return sum(often * seconds for often, seconds in self.works)

    @property
    def often(self) -> float:
        """How often for each person and year."""
        return sum(often for often, _ in self.works)


def _figure(results: Mapping[str, Any], group: str, name: str) -> float:
    return median(next(each["ours"] for each in results[group]["figures"] if each["name"] == name))


def _each(results: Mapping[str, Any], name: str) -> float:
    """Seconds for each person, of an operation that was measured at several sizes."""
    grown = next(
        each["grown"]
        for each in results["growth"]["figures"]
        if each["grown"] and each["name"].startswith(f"{name}, ") and "memory" not in each["name"]
    )
    sizes, values = zip(*grown, strict=True)
    return fitted([int(size) for size in sizes], values).each


def stages(results: Mapping[str, Any], wanted: Demand) -> list[Stage]:
    """Of the gateway, the services, the relay, a consumer and PostgreSQL. Raises StopIteration for a missing figure."""
    called = wanted.calls + wanted.look_ups + wanted.writes
    read = _figure(results, "serving", "typed look-up over HTTP, 32 connections") * _MS
    written = _figure(results, "writes", "a registration with its event") * _US
    applied = _each(results, "events of everybody applied by follow-up care")
    database = (
        (called, _figure(results, "gateway_work", "PostgreSQL, processor time a call, 32 at once") * _MS),
        (wanted.calls + wanted.look_ups, _figure(results, "serving", "asyncpg's own look-up") * _MS),
        (wanted.writes, written / 2),
        (wanted.events * wanted.consumers, applied / 2),
    )
    relayed = _figure(results, "relay", "outbox to Kafka, an event") * _US
    gateway = _figure(results, "gateway_work", "gateway, processor time a call, 32 at once") * _MS
    services = ((wanted.calls + wanted.look_ups, read), (wanted.writes, written))
    return [
        Stage("gateway", ((called, gateway),), "more gateway processes: they share nothing but the database"),
        Stage("service", services, "more processes of the service; a database for each county"),
        Stage("PostgreSQL, one core", database, "a database for each county; a replica for statistics and exports"),
        Stage("relay", ((wanted.events, relayed),), "one relay for each service and county"),
        Stage("consumer", ((wanted.events, applied),), "more consumers, up to the partitions of a topic"),
    ]
