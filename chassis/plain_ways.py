"""Which of a process's ways to others are in the clear: in production none may be that leaves the machine."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

_HERE = ("127.0.0.1", "localhost", "::1")
_VERIFIED = "verify-full"


def is_here(place: str) -> bool:
    """Whether ``host:port`` is on the machine itself."""
    return urlsplit(f"//{place}").hostname in _HERE


def plain_ways(database_url: str, brokers: str | None, brokers_verified: bool) -> Iterator[str]:
    """The settings that lead to another machine without TLS, or without proof of whose machine it is."""
    parts = urlsplit(database_url)
    if not is_here(parts.netloc.rpartition("@")[2]) and parse_qs(parts.query).get("sslmode") != [_VERIFIED]:
        yield "DATABASE_URL"
    if brokers and not brokers_verified and not all(map(is_here, brokers.split(","))):
        yield "KAFKA_BOOTSTRAP"
