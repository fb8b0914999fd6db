"""Evidence, connections, comments and files on the desk: each has its page, its history and its way back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.house.talk import commenting, filing, models, verbs
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Refusal

from .kind import Field as F
from .kind import Kind, Verbs

EVIDENCE = Kind(
    model=models.Evidence,
    slug="evidence",
    one=_("evidence"),
    many=_("Evidence"),
    icon="paperclip",
    asks=("title", "url", "text", "on"),
    verbs=Verbs(verbs.add_evidence, verbs.edit_piece, verbs.remove_evidence, verbs.restore_evidence),
    fields=(
        F("title", _("What it shows")),
        F("kind", _("Kind")),
        F("url", _("Where it is"), _("The address of a link; of a file, where it lies.")),
        F("text", _("Words")),
        F("on", _("Dated")),
    ),
)


def as_it_is(row: Tenanted, *_args: object, **_more: object) -> bool:
    raise Refusal(str(_("A connection is not changed.")), str(_("Remove it, and make another one.")))


LINK = Kind(
    model=models.Link,
    slug="links",
    one=_("connection"),
    many=_("Connections"),
    icon="link",
    title="relation",
    asks=(),
    verbs=Verbs(verbs.add_links, as_it_is, verbs.remove_links, verbs.restore_links),
    fields=(F("relation", _("How they are connected")),),
)

COMMENT = Kind(
    model=models.Comment,
    slug="comments",
    one=_("comment"),
    many=_("Comments"),
    icon="message-square",
    called="text",
    asks=(),
    verbs=Verbs(
        commenting.add_comments,
        commenting.edit_comment,
        commenting.remove_comments,
        commenting.restore_comments,
    ),
    fields=(F("text", _("Words")),),
)

ATTACHMENT = Kind(
    model=models.Attachment,
    slug="attachments",
    one=_("file"),
    many=_("Files"),
    icon="paperclip",
    title="name",
    asks=(),
    verbs=Verbs(
        filing.add_attachments,
        filing.edit_attachment,
        filing.remove_attachments,
        filing.restore_attachments,
    ),
    fields=(F("name", _("Name")),),
)

KINDS = (EVIDENCE, LINK, COMMENT, ATTACHMENT)
NAMES = frozenset(kind.name for kind in KINDS)
"""What is said of other records: nothing is said of these themselves."""
