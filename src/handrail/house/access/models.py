"""Doors: tokens for programs, links for people, and who came in when."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted, User
from handrail.kit import clock


class Token(Tenanted):
    """An API token of one member. Only its hash is kept; the words are shown once.

    Its scope narrows what the member may do, and never widens it: "read" changes nothing, "write" does what a
    member does, "admin" whatever the member may.
    """

    SCOPES = ("read", "write", "admin")

    member = TenantKey(Member)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    prefix = models.CharField(max_length=12, blank=True, help_text="How it begins, to tell it from others")
    scope = models.CharField(max_length=10, default="admin", choices=[(s, s) for s in SCOPES])
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)


class LoginLink(models.Model):
    """Signs one user in, once, until it expires. Kept as a hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    mailed = models.BooleanField(default=False, help_text="Sent by mail: it asks before it signs in")


class SignIn(models.Model):
    """The audit of coming in; it has no workspace, since nobody is anywhere yet."""

    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    email = models.CharField(max_length=254, blank=True)
    way = models.CharField(max_length=20)
    provider = models.CharField(max_length=60, blank=True)
    factor = models.CharField(max_length=20, blank=True)
    ok = models.BooleanField()
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.real)

    class Meta:
        indexes = [
            # read by signing.queries: the sign-ins of one person and of the members of a workspace
            models.Index(fields=["user", "at"], name="signin_user"),
            # read by whoever looks for an address after an incident
            models.Index(fields=["email", "at"], name="signin_email"),
            models.Index(fields=["address", "at"], name="signin_address"),
        ]
