"""What sign-in remembers for a short while: tries that went wrong, and codes that are spent."""

from __future__ import annotations

from django.db import models

from handrail.kit import clock


class Attempt(models.Model):
    """One try that has not gone well, or not yet. It has no workspace: nobody is anywhere yet."""

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=254, help_text="Whose door: a mail address, or user:<id>")
    network = models.CharField(max_length=64, help_text="Where from: an IPv4 address, or an IPv6 /64")
    at = models.DateTimeField(default=clock.real)

    class Meta:
        indexes = [
            # read by limits.reserve: the tries from one place, over everybody and for one
            models.Index(fields=["network", "kind", "at"], name="attempt_network"),
            # read by limits.reserve: the tries for one subject from all places
            models.Index(fields=["subject", "kind", "at"], name="attempt_subject"),
        ]


class Spent(models.Model):
    """A one-time code that was used. A second use within its time is refused."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=clock.real)
