"""Links, evidence, comments and files, for programs: the records they speak of are named kind:key."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import commenting, filing, verbs
from .models import Attachment, Comment, Evidence, Link

COMMENT = Resource(
    model=Comment, plural="comments", add=commenting.add_comments, edit=commenting.edit_comment,
    remove=commenting.remove_comments, restore=commenting.restore_comments,
    once=frozenset({"subject", "parent", "shared"}),
    derived=frozenset({"by", "voice", "edited_at", "resolved_at", "resolved_by"}), asked=frozenset({"subject"}),
)  # fmt: skip
ATTACHMENT = Resource(
    model=Attachment, plural="attachments", edit=filing.edit_attachment,
    remove=filing.remove_attachments, restore=filing.restore_attachments,
    derived=frozenset({"by", "media", "size", "digest", "subject"}), asked=frozenset({"subject"}),
)  # fmt: skip
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
    COMMENT,
    ATTACHMENT,
)  # fmt: skip
