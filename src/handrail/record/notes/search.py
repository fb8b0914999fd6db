"""What of a note is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Note

notes = Finder(model=Note, title="title", text=("text", "fields"))
