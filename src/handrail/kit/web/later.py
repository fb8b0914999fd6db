"""Addresses whose module is imported when somebody first asks for one of them, and not when the first page is."""

from __future__ import annotations

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """Everything under `route`, in `module`, with names of its own behind "name:"."""

    def __init__(self, route: str, module: str, name: str) -> None:
        super().__init__(RoutePattern(route), module, app_name=name, namespace=name)

    def _populate(self) -> None:
        """Whoever is above asks each below for its names; behind a name of its own they are not needed there."""

    @property
    def reverse_dict(self) -> Any:
        super()._populate()
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        super()._populate()
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        super()._populate()
        return super().app_dict
