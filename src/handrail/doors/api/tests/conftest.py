from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client


@dataclass
class Caller:
    """A program that speaks to one workspace with one member's token."""

    base: str
    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __call__(self, method: str, path: str, said: Any = None, **headers: str) -> HttpResponse:
        body = said if isinstance(said, bytes) else b"" if said is None else orjson.dumps(said)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        kind = sent.pop("Content-Type", "application/json")
        return self.client.generic(method, f"{self.base}/{path}", body, content_type=kind, headers=sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self("GET", path, **headers)

    def post(self, path: str, said: Any = None, **headers: str) -> HttpResponse:
        return self("POST", path, said, **headers)

    def patch(self, path: str, said: Any, **headers: str) -> HttpResponse:
        return self("PATCH", path, said, **headers)

    def all(self, path: str) -> Iterator[dict[str, Any]]:
        """Every item of a list, page by page."""
        mark, more = "?" if "?" not in path else "&", ""
        while True:
            page = self.get(path + more).json()
            yield from page["items"]
            if not page["next"]:
                return
            more = f"{mark}cursor={page['next']}"


@pytest.fixture
def calling(scene):
    """Make a caller for a member of the cast."""
    return lambda member: Caller(f"/api/v1/w/{scene.workspace.slug}", scene.token(member))


@pytest.fixture
def bob(scene, calling):
    return calling(scene.bob)


@pytest.fixture
def nobody(scene):
    return Caller(f"/api/v1/w/{scene.workspace.slug}")
