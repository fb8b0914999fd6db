"""What of a member is found. The members' own room stands below this one."""

from __future__ import annotations

from handrail.house.workspaces.models import Member

from .found import Finder

members = Finder(
    model=Member,
    title="name",
    names=("email",),
    text=("job",),
    settled=lambda row: row.left_on is not None,
    weight=0.6,
)
