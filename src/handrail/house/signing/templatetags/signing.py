from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest

from handrail.house.signing import words
from handrail.house.signing.adapters import provider_named

register = template.Library()


@register.filter
def way(row: Any) -> str:
    return words.way(row)


@register.filter
def by_number(request: HttpRequest) -> str:
    """Whether we are at a number, where a browser keeps no passkey: "#", or this page by its name, if we know that."""
    here = urlsplit(f"//{request.get_host()}")
    try:
        number = ip_address(here.hostname or "")
    except ValueError:
        return ""
    port = f":{here.port}" if here.port else ""
    return f"{request.scheme}://localhost{port}{request.path}" if number.is_loopback else "#"


@register.filter
def provider_name(name: str) -> str:
    """A provider's name; its id where the operator has taken it out of the file since."""
    found = provider_named(name)
    return str(found.name) if found else name
