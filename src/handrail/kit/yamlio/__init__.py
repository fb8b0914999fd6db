"""YAML as files that people keep: read safely, write canonically, change without disturbing."""

from __future__ import annotations

from handrail.kit.yamlio.document import Document, Path
from handrail.kit.yamlio.dumping import dump
from handrail.kit.yamlio.edits import Delete, Edit, Insert, Set, SpliceError
from handrail.kit.yamlio.limits import Limits, Problem
from handrail.kit.yamlio.reading import read
from handrail.kit.yamlio.splicing import splice

__all__ = [
    "Delete",
    "Document",
    "Edit",
    "Insert",
    "Limits",
    "Path",
    "Problem",
    "Set",
    "SpliceError",
    "dump",
    "read",
    "splice",
]
