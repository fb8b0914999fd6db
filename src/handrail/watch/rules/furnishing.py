"""The shipped rules as a workspace's own: switched on where it begins with them, drafts where it was there before."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import current

from . import library, verbs
from .models import Rule


def furnish() -> Sequence[Rule]:
    """Each once: whoever has removed one has decided so. What is shipped later comes as a draft, to be looked at."""
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=current().workspace_id)
    had = set(Rule.objects.exclude(source="").values_list("source", flat=True))
    fresh = [one for one in library.shipped() if one.name not in had]
    if not fresh:
        return []
    owner = Member.objects.here().filter(role="owner").order_by("pk").first()
    state = "on" if workspace.heeds.get("new") and not had else "draft"
    taken = set(Rule.objects.values_list("key", flat=True))
    return verbs.bring_rules(
        [
            Rule(
                key="" if one.name in taken else one.name,
                source=one.name,
                state=state,
                owner=owner,
                **one.values,
            )
            for one in fresh
        ]
    )
