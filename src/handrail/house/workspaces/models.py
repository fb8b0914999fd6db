"""Who is here: users, workspaces, members, teams; and the shapes that every tenant row has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from handrail.kit import clock

from .fields import TenantKey


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "", password: str | None = None) -> User:
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who can sign in. What they may do is said by their memberships, never here."""

    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.real)

    USERNAME_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email


def five_days() -> list[int]:
    return [1, 2, 3, 4, 5]


def begun_now() -> dict[str, Any]:
    """A workspace that is opened now, unlike one that was there before there were rules, has them switched on."""
    return {"new": True}


class Workspace(models.Model):
    """The tenant. Its own row is under row security too, by its id."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    working_days = models.JSONField(default=five_days)
    holidays = models.JSONField(
        default=list, blank=True, help_text='Days on which nobody is told: ["2026-12-25"]'
    )
    policy = models.JSONField(default=dict, blank=True)
    mappings = models.JSONField(default=dict, blank=True)
    heeds = models.JSONField(
        default=begun_now,
        blank=True,
        help_text="Computed: which changes and distances of dates rules wait for",
    )
    clock_offset = models.DurationField(null=True, blank=True)
    second_factor = models.BooleanField(default=False, help_text="Everybody shows a second factor to come in")
    under_git = models.BooleanField(default=False, help_text="Its files are kept in a git repository")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name

    @property
    def days_off(self) -> frozenset[date]:
        return frozenset(date.fromisoformat(day) for day in self.holidays)


def here() -> int:
    """The workspace of the scope we are in; writing outside a scope is a mistake of ours."""
    from .scope import current

    return current().workspace_id


class Tenanted(models.Model):
    """A row of one workspace. `key` names it in addresses, files and the API; ids stay inside."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, default=here, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    SHARED: ClassVar[frozenset[str]] = frozenset()
    """Names of the fields whose audience is the customer. All others are internal."""
    SHARED_INSIDE: ClassVar[Mapping[str, frozenset[str]]] = {}
    """Of shared fields that hold keys, the keys that are shared. What is not named is internal."""
    heard: tuple[str, ...] = ()
    """Further topics that open pages hear a change of this row under, beside its own and its customer's."""

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["workspace", "key"],
                condition=models.Q(removed_at__isnull=True),
                name="%(app_label)s_%(class)s_key",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Team(Tenanted):
    name = models.CharField(max_length=200)


class Members(models.QuerySet["Member"]):
    def here(self) -> Self:
        """Who was here once keeps their row."""
        return self.filter(left_on=None, removed_at=None)

    def able(self) -> Self:
        """Who can own something: a guest is no member."""
        return self.here().exclude(role="guest")


class Member(Tenanted):
    """A person in a workspace. May exist without a user: an owner whom an import brought."""

    ROLES = ("owner", "admin", "member", "guest")

    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="memberships")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    role = models.CharField(max_length=10, default="member", choices=[(r, r) for r in ROLES])
    job = models.CharField(max_length=60, blank=True)
    manager = TenantKey("self", null=True, blank=True)
    team = TenantKey(Team, null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    external_ids = models.JSONField(default=dict, blank=True)

    objects = Members.as_manager()

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "user"],
                condition=models.Q(user__isnull=False, removed_at__isnull=True),
                name="member_user_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "admin", "member", "guest"]), name="member_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def gap(self) -> str:
        """The gap that this person leaves as an owner; empty while they can own something. A guest is no member."""
        if not self.is_here:
            return "left"
        return "unknown" if self.role == "guest" else ""

    @property
    def initials(self) -> str:
        parts = self.name.split() or [self.email or "?"]
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()

    @property
    def is_here(self) -> bool:
        """Who was here once keeps their row."""
        return self.left_on is None and self.removed_at is None


GAPS = ("", "nobody", "group", "two_people", "role", "unknown", "left")


class Owned(Tenanted):
    """Something that waits for somebody: exactly one member, or one open owner gap with its words."""

    owner = TenantKey(Member, null=True, blank=True, duty=True)
    owner_text = models.CharField(max_length=300, blank=True, help_text="The words the owner came in")
    owner_gap = models.CharField(max_length=12, blank=True, default="nobody")

    class Meta(Tenanted.Meta):
        abstract = True
        constraints = [
            *Tenanted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False, owner_gap="")
                | models.Q(owner__isnull=True, owner_gap__in=GAPS[1:]),
                name="%(app_label)s_%(class)s_one_owner",
            ),
        ]


class Passage(models.Model):
    """What is looked up before a workspace is known: who may come in where.

    The one excused table. The app's role can not read it; `handrail_enter` can, for one user or one hash.
    """

    KINDS = ("member", "token")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10)
    member_id = models.BigIntegerField()
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    token_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "workspace"], condition=models.Q(kind="member"), name="passage_member_once"
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="passage_digest_once"
            ),
        ]
