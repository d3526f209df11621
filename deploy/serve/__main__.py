"""``python -m deploy.serve SERVICE`` runs it in the foreground; ``… --health`` asks the one running here how it is.

Reads HUIJIA_HOST (127.0.0.1), PORT (8000) and HUIJIA_TRUSTED_PROXY: the addresses of the proxy whose X-Forwarded-For is
believed; unset, nobody's is. With HUIJIA_INSIDE_CERTIFICATE (certificate and key, PEM) it speaks TLS alone, and who
asks how it is believes HUIJIA_INSIDE_AUTHORITY. See docs/operations.md for the rest of its environment.
"""

import http.client
import os
import ssl
import sys
from http import HTTPStatus

from chassis.roles import SERVICES

CERTIFICATE, AUTHORITY = "HUIJIA_INSIDE_CERTIFICATE", "HUIJIA_INSIDE_AUTHORITY"
_SECONDS = 5
# Streams of events (a page that watches) end only when they are ended; everything else is answered well within this.
_PATIENCE = 8


def command(service: str, environment: dict[str, str]) -> list[str]:
    """The arguments of uvicorn for ``service``."""
    module = "gateway.main:app" if service == "gateway" else f"services.{service}.main:app"
    address = ["--host", environment.get("HUIJIA_HOST", "127.0.0.1"), "--port", environment.get("PORT", "8000")]
    proxy = environment.get("HUIJIA_TRUSTED_PROXY")
    trust = ["--proxy-headers", "--forwarded-allow-ips", proxy] if proxy else ["--no-proxy-headers"]
    ending = ["--timeout-graceful-shutdown", str(_PATIENCE)]
    # Who stands outside may be slow on purpose; see gateway/connection.py.
    protocol = "gateway.connection:Connection" if service == "gateway" else "httptools"
    libraries = ["--loop", "uvloop", "--http", protocol]
    certificate = environment.get(CERTIFICATE)
    secrecy = ["--ssl-certfile", certificate] if certificate else []
    return ["-m", "uvicorn", module, *address, "--no-access-log", *trust, *ending, *libraries, *secrecy]


def is_well(environment: dict[str, str]) -> bool:
    """Whether the process on this machine answers its health check with 200."""
    asked = _connection(environment)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == HTTPStatus.OK
    except (http.client.HTTPException, OSError):
        return False
    finally:
        asked.close()


def _connection(environment: dict[str, str]) -> http.client.HTTPConnection:
    place, port = "127.0.0.1", int(environment.get("PORT", "8000"))
    if not environment.get(CERTIFICATE):
        return http.client.HTTPConnection(place, port, timeout=_SECONDS)
    context = ssl.create_default_context(cafile=environment.get(AUTHORITY))
    return http.client.HTTPSConnection(place, port, timeout=_SECONDS, context=context)


def main(arguments: list[str]) -> None:
    """Become the service, or look after it."""
    environment = dict(os.environ)
    if arguments == ["--health"]:
        sys.exit(0 if is_well(environment) else 1)
    if len(arguments) != 1 or arguments[0] not in SERVICES:
        sys.exit(f"usage: python -m deploy.serve {{{','.join(SERVICES)}}} | --health")
    # Replaced, not started: the supervisor's signals reach the service itself.
    os.execv(sys.executable, [sys.executable, *command(arguments[0], environment)])  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
