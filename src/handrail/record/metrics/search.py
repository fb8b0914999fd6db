"""What of a metric is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Metric

metrics = Finder(model=Metric, title="name", text=("definition", "formula", "unit", "trend_text", "fields"))
