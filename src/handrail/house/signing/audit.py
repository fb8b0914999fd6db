"""Who came in, how and from where; and who tried. Written beside every sign-in, never changed."""

from __future__ import annotations

from django.http import HttpRequest

from handrail.house.access.addresses import address_of
from handrail.house.access.models import SignIn
from handrail.house.workspaces.models import User


def note(
    request: HttpRequest, *, way: str, ok: bool, email: str = "", user: User | None = None,
    provider: str = "", factor: str = "",
) -> SignIn:  # fmt: skip
    """A failed try is noted with the person it was about, so that they and their administrators see it."""
    about = user or (User.objects.filter(email=email.lower()).first() if email else None)
    return SignIn.objects.create(
        user=about, email=(about.email if about else email.lower())[:254], way=way, provider=provider[:60],
        factor=factor, ok=ok, address=address_of(request), agent=request.headers.get("User-Agent", "")[:200],
    )  # fmt: skip
