"""The context processor of every page: what surrounds it comes from the door that wiring names."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from handrail import wiring


def frame(request: HttpRequest) -> dict[str, Any]:
    return wiring.load(wiring.FRAME)(request)  # type: ignore[no-any-return]
