"""Where a request comes from: the socket's other end, or what a proxy says that the settings trust."""

import ipaddress
from functools import cache
from typing import Any

from litestar.connection import ASGIConnection

from shared.settings import Settings

WHOLE = "0.0.0.0"  # noqa: S104  the block of whoever has no address, such as a test


def address_of(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> str:
    """The client's address. From a trusted proxy, the last entry of `X-Forwarded-For`: its own."""
    client = connection.scope.get("client")
    peer = client[0] if client else WHOLE
    said = connection.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    if said and _is_address(said) and _is_within(peer, settings.trusted_proxies):
        return said
    return peer


def block_of(address: str) -> str:
    """The neighbourhood that is counted together: /24 of IPv4, /56 of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return WHOLE
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 56), strict=False))


def _is_within(address: str, networks: tuple[str, ...]) -> bool:
    return _is_address(address) and any(ipaddress.ip_address(address) in _network(each) for each in networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@cache
def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(text, strict=False)
