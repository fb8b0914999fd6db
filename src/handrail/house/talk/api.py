"""Links and evidence, for programs: the records they speak of are named kind:key."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Evidence, Link

RESOURCES = (
    Resource(
        model=Evidence, plural="evidence", add=verbs.add_evidence, edit=verbs.edit_piece,
        remove=verbs.remove_evidence, restore=verbs.restore_evidence,
        once=frozenset({"subject"}), derived=frozenset({"by"}), asked=frozenset({"subject", "target", "kind"}),
    ),
    Resource(
        model=Link, plural="links", add=verbs.add_links, remove=verbs.remove_links, restore=verbs.restore_links,
        asked=frozenset({"source", "target", "relation"}),
    ),
)  # fmt: skip
