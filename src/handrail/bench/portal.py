"""The customer's view over HTTP: fifty customers, each reading the plan that was opened to them."""

from __future__ import annotations

from handrail.house.workspaces.scope import enter
from handrail.record.agreed import sharing
from handrail.record.plans.models import Plan

from . import pages, seed
from .measure import Result

VISITORS = 50


def portal(size: int, clients: int) -> list[Result]:
    made = seed.workspace(size)
    with enter(made.pk):
        paths = [address(plan) for plan in plans(size)]
    return pages.asked("portal", size, clients, paths)


def plans(size: int) -> list[Plan]:
    step = max(1, size // VISITORS)
    keys = [f"c-{number}-plan" for number in range(0, size, step)][:VISITORS]
    return list(Plan.objects.filter(key__in=keys, removed_at=None).select_related("customer", "owner"))


def address(plan: Plan) -> str:
    """The plan's share of before, by an address as mails have them; a new one where there is none."""
    found = sharing.live().filter(plan=plan).first()
    if found is None:
        found, _secret = sharing.share(sharing.Wish(plan, "A customer"))
    return f"/plan/{sharing.mail_secret(found)}/"
