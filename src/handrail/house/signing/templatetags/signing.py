from __future__ import annotations

from typing import Any

from django import template

from handrail.house.signing import words
from handrail.house.signing.adapters import provider_named

register = template.Library()


@register.filter
def way(row: Any) -> str:
    return words.way(row)


@register.filter
def provider_name(name: str) -> str:
    """A provider's name; its id where the operator has taken it out of the file since."""
    found = provider_named(name)
    return str(found.name) if found else name
