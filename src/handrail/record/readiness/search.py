"""What of a signal is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .facts import PROVEN
from .models import Signal

signals = Finder(
    model=Signal, title="title", text=("claim", "test", "fields"), state="standing",
    settled=lambda row: row.standing == PROVEN,
)  # fmt: skip
