"""What of an assumption is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Assumption
from .states import OPEN

assumptions = Finder(
    model=Assumption,
    title="title",
    text=("test", "finding", "source", "fields"),
    state="state",
    settled=lambda row: row.state not in OPEN,
)
