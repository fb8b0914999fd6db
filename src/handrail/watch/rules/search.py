"""Rules, found by their words."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Rule

rules = Finder(model=Rule, title="title", text=("condition",), weight=0.3)
