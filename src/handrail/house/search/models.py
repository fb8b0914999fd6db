"""The index of everything that is found. A projection: it can be made again from the records at any time."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from handrail.house.workspaces.models import Workspace


class Entry(models.Model):
    """One record as the search knows it. `about_id` is the customer it belongs to; a customer belongs to itself.

    A record that is not there at the moment keeps its entry with `present` off, so that what hangs on it comes back
    with it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_key = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True)
    inside = models.CharField(max_length=60, blank=True)
    owner_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    vector = SearchVectorField()
    weight = models.FloatField(default=0)
    state = models.CharField(max_length=20, blank=True)
    settled = models.BooleanField(default=False)
    present = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "subject_kind", "subject_id"], name="search_entry_once"
            )
        ]
        indexes = [
            # read by verbs.hanging_on: what else is to be looked at when a customer or a plan goes or comes back
            models.Index(fields=["workspace", "about_id"], name="search_entry_about"),
            # read by handrail_search: the newest first, where a word is nearly everywhere
            models.Index(fields=["workspace", "-changed_at"], name="search_entry_newest"),
        ]


class Word(models.Model):
    """A word of the index, so that one that is spelled nearly like it is found. Stale words harm nobody."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "word"], name="search_word_once")]


class Built(models.Model):
    """Which shape of the index a workspace has been asked to have; an older one is made again."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, primary_key=True, related_name="+")
    shape = models.PositiveSmallIntegerField()
