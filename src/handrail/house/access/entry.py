"""Who may enter a view. A view that does not say so is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

ANYONE, SIGNED_IN = "anyone", "signed_in"
LADDER = ("guest", "member", "admin", "owner")


def open_to(who: str) -> Callable[[View], View]:
    """Declare who may enter: "anyone", "signed_in", or the least role ("guest", "member", "admin", "owner")."""
    if who not in (ANYONE, SIGNED_IN, *LADDER):
        raise ValueError(who)

    def declare(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Callable[..., Any]) -> str | None:
    return getattr(view, "open_to", None)


def suffices(role: str, least: str) -> bool:
    return LADDER.index(role) >= LADDER.index(least)
