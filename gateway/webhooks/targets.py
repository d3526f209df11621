"""Where webhooks may go: never to an address inside the house or its network, whatever a name leads to today (SSRF).

A name is resolved when the connection is made, and the addresses that come back are the ones that are checked and
connected to: a name that leads elsewhere a moment later (DNS rebinding) gains nothing. Redirects are not followed.
"""

import ipaddress
import re
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LOWEST_PORT = 1024
_PORTS = (80, 443)
# An IPv4 address in a form that some programs read and others take for a name (WHATWG URL, "ends in a number").
_LOOKS_LIKE_A_NUMBER = re.compile(r"(.*\.)?(0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenTarget(ValueError):
    """The address may not be told anything; the message says why."""


def networks_in(text: str) -> tuple[Network, ...]:
    """From the operator's ``10.1.2.0/24,fd00::/8``. Raises ValueError."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def check_url(url: str, allowed: Sequence[Network]) -> None:
    """Whether the words of ``url`` will do; what its name leads to is checked at each connection.

    ``http`` is for addresses in the operator's own networks only. Raises ForbiddenTarget.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ForbiddenTarget("网址无法解析 (the address cannot be read)") from None
    if not host or parts.username or parts.password or parts.fragment:
        raise ForbiddenTarget(
            "须写明主机，不得带用户名、密码和 # (a host is needed, and no user, password or fragment)"
        )
    if parts.scheme not in ("https", "http") or (parts.scheme == "http" and not _is_own(host, allowed)):
        raise ForbiddenTarget("须用 https；运维写明的网段内按 IP 可用 http (https is needed)")
    if port is not None and port not in _PORTS and port < _LOWEST_PORT:
        raise ForbiddenTarget("该端口留给其他服务 (this port is kept for other services)")
    literal = _literal(host)
    if literal is not None:
        check_address(literal, allowed)
    elif _LOOKS_LIKE_A_NUMBER.fullmatch(host):
        raise ForbiddenTarget("网址无法解析 (the address cannot be read)")


def check_address(address: Address, allowed: Sequence[Network]) -> None:
    """Raises ForbiddenTarget for what is not on the public internet and not in ``allowed``."""
    if any(address in network for network in allowed):
        return
    inner = _inner(address)
    if not address.is_global or address.is_multicast or (inner is not None and not inner.is_global):
        raise ForbiddenTarget("内网、本机等地址须由运维写明网段 (a private address, which only the operator can allow)")


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_own(host: str, allowed: Sequence[Network]) -> bool:
    literal = _literal(host)
    return literal is not None and any(literal in network for network in allowed)


class CheckedResolver(AbstractResolver):
    """Resolves names, and refuses those that lead to an address that may not be connected to."""

    def __init__(self, allowed: Sequence[Network], inner: AbstractResolver | None = None) -> None:
        self._allowed, self._inner = allowed, inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Every address of ``host``. Raises ForbiddenTarget where one of them is forbidden; OSError."""
        found = await self._inner.resolve(host, port, family)
        for each in found:
            check_address(ipaddress.ip_address(each["host"].partition("%")[0]), self._allowed)
        return found

    async def close(self) -> None:
        """Close what it stands on."""
        await self._inner.close()
