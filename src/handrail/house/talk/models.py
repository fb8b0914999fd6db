"""Links between any two things, the evidence that supports one, and what people say about it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit import marks
from handrail.kit.words import shortened

BEGINNING = 500
"""Letters of a text that are read for how it begins."""


class Said(Tenanted):
    """Something said of other records, each named kind:key: it survives an export and needs no upward import."""

    customer_id: int | None = None
    """Whose customer's story this is part of; the verbs find it out, no column holds it."""

    class Meta(Tenanted.Meta):
        abstract = True


class Link(Said):
    """`source` and `target` in the words of `relation`, which a file may choose freely."""

    source = models.CharField(max_length=160)
    target = models.CharField(max_length=160)
    relation = models.CharField(max_length=40, default="relates")

    class Meta(Said.Meta):
        indexes = [
            # read by queries.links_of, from either end
            models.Index(fields=["workspace", "source"], name="link_source"),
            models.Index(fields=["workspace", "target"], name="link_target"),
        ]


class Evidence(Said):
    """What supports the record `subject`.

    `url` is the address of a link, or where a file lies; `target` names the reading or record that is the proof.
    """

    KINDS = ("link", "file", "note", "quotation", "reading", "record")
    subject = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    title = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    target = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)

    class Meta(Said.Meta):
        verbose_name = verbose_name_plural = "piece of evidence"
        indexes = [
            # read by queries.evidence_of: what supports these records
            models.Index(fields=["workspace", "subject"], name="evidence_subject"),
            # read by queries.evidence_of: what these records support
            models.Index(fields=["workspace", "target"], condition=~Q(target=""), name="evidence_target"),
        ]


class Comment(Said):
    """What somebody says about the record `subject`; with a `parent`, an answer to that.

    Only what is `shared` is ever shown to the customer. Of somebody outside, who is no member, `voice` is the name.
    The text has a few marks (`kit/marks`); who is named stands in it by key. A thread is settled by its first comment.
    """

    SHARED = frozenset({"text", "voice", "created_at"})
    EXCERPT = 80
    told: tuple[str, ...] = ()
    """Who heard of it when it was written, and `untold` who was named and may not see what it is about."""
    untold: tuple[str, ...] = ()

    subject = models.CharField(max_length=160)
    parent = TenantKey("self", null=True, blank=True)
    text = models.TextField(max_length=10_000)
    by = TenantKey(Member, null=True, blank=True)
    voice = models.CharField(max_length=200, blank=True, help_text="Who outside says it, without an account")
    shared = models.BooleanField(default=False, help_text="The customer reads it, too")
    edited_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = TenantKey(Member, null=True, blank=True)

    class Meta(Said.Meta):
        indexes = [
            # read by queries.comments_of: what was said about this record
            models.Index(fields=["workspace", "subject"], name="comment_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called in a list: how it begins."""
        return shortened(marks.unmarked(self.text[:BEGINNING]), self.EXCERPT)


class Attachment(Said):
    """A file on the record `subject`. Its content lies in the storage by its hash; the media type is found in it."""

    SHARED = frozenset({"name", "size"})
    content: Any = None
    """The file itself while it is being attached."""

    subject = models.CharField(max_length=160)
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    by = TenantKey(Member, null=True, blank=True)
    shared = models.BooleanField(
        default=False, help_text="Those with whom what it is on is shared fetch it, too"
    )

    class Meta(Said.Meta):
        indexes = [
            # read by queries.attachments_of: the files of this record
            models.Index(fields=["workspace", "subject"], name="attachment_subject"),
            # read by filing.used and filing.forget_in: which content is still needed
            models.Index(fields=["workspace", "digest"], name="attachment_digest"),
        ]

    def __str__(self) -> str:
        return self.name
