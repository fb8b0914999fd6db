"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. A proxy in front of us adds who asked it at the end of X-Forwarded-For."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    proxied = settings.SECURE or nearest in ("127.0.0.1", "::1")
    told = request.headers.get("X-Forwarded-For", "") if proxied else ""
    return told.rpartition(",")[2].strip()[:64] or nearest


def ip_of(request: HttpRequest) -> str:
    """As a database keeps it; what is no address (a socket, a proxy's joke) is kept as none."""
    try:
        return str(ip_address(address_of(request)))
    except ValueError:
        return "::"
