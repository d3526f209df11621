"""nginx and haproxy as plain proxies in front of a service, as far as they are installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NGINX = """
worker_processes 1;
pid {home}/nginx.pid;
error_log {home}/nginx.log;
daemon off;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {home}/nginx-body;
    proxy_temp_path {home}/nginx-proxy;
    fastcgi_temp_path {home}/nginx-fastcgi;
    uwsgi_temp_path {home}/nginx-uwsgi;
    scgi_temp_path {home}/nginx-scgi;
    upstream service {{ server 127.0.0.1:{service}; keepalive 64; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; }}
    }}
}}
"""
_HAPROXY = """
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
listen front
    bind 127.0.0.1:{port}
    http-reuse always
    server service 127.0.0.1:{service}
"""
_SBIN = ("/usr/sbin", "/usr/local/sbin")


def _program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *_SBIN]))


def installed() -> list[str]:
    """Those that can be measured here."""
    return [name for name in ("nginx", "haproxy") if _program(name)]


@contextmanager
def front_of(name: str, service: int, port: int, home: Path) -> Iterator[None]:
    """The proxy ``name`` on ``port`` in front of ``service``, one process, connections kept open."""
    path, program = home / f"{name}.conf", _program(name)
    assert program is not None
    path.write_text((_NGINX if name == "nginx" else _HAPROXY).format(home=home, service=service, port=port))
    argv = [program, "-c", str(path), "-p", str(home)] if name == "nginx" else [program, "-f", str(path), "-db"]
    with (home / f"{name}.out").open("wb") as log:
        process = subprocess.Popen(argv, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(15)
