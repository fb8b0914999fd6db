"""Calendar feeds: making and withdrawing their addresses, and who may read one."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from handrail.house.access.guard import digest
from handrail.house.ledger import rows, write
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say
from handrail.record.projects.models import Project

from .models import Feed


def feed_of(member: Member, project: Project | None = None) -> Feed | None:
    """The one that works, of the member's dates or of a project's. One statement."""
    return working(member, project).order_by("-pk").first()


def working(member: Member, project: Project | None) -> QuerySet[Feed]:
    return Feed.objects.filter(member=member, project=project, revoked_at=None, removed_at=None)


def make_feed(member: Member, whose: str = "mine", project: Project | None = None) -> tuple[Feed, str]:
    """A new address, which is told this once. The one before opens nothing any more."""
    check(member, whose)
    with transaction.atomic():
        revoke_feeds(member, project)
        secret = secrets.token_urlsafe(32)
        feed = Feed(member=member, project=project, whose=whose, digest=digest(secret))
        rows.add([feed], lambda row: f"feed {row.member.name}")
    return feed, f"{settings.URL}/feed/{secret}/handrail.ics"


def check(member: Member, whose: str) -> None:
    if whose not in Feed.WHOSE or (member.role == "guest" and whose != "mine"):
        words = _("A feed holds your own dates, your team’s, or those of your customers.")
        raise Invalid([Problem("whose", words, _("Choose one of the list."))])


def revoke_feeds(member: Member, project: Project | None = None) -> int:
    """Nothing reads their dates by an address any more."""
    still = working(member, project).select_related("member")
    return write.change_many([(feed, {"revoked_at": clock.real()}) for feed in still], kind="revoked")


def entered(secret: str) -> tuple[int, Member]:
    """The workspace and the member behind an address. Call it outside any scope; NotFound where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_feed(%s)", [digest(secret)])
        place = cursor.fetchone()[0]
    if place is None:
        raise NotFound
    with enter(int(place)):
        here = Member.objects.filter(left_on=None, removed_at=None, user__is_active=True)
        member = here.filter(pk__in=open_feed(secret).values("member_id")).select_related("user").first()
    if member is None:
        raise NotFound
    return int(place), member


def open_feed(secret: str) -> QuerySet[Feed]:
    return Feed.objects.filter(digest=digest(secret), revoked_at=None, removed_at=None)


def found(secret: str) -> Feed:
    feed = open_feed(secret).select_related("member", "project").first()
    if feed is None or (feed.project_id and gone(feed)):  # withdrawn a moment ago
        raise NotFound(say("There is no such feed."))
    return feed


def gone(feed: Feed) -> bool:
    """A project that was removed, or that its member may not see any more, or a member who has become a guest."""
    return feed.project is None or feed.project.removed_at is not None or feed.member.role == "guest"


def whose_of(feed: Feed) -> str:
    """What it holds: who has become a guest sees only what is theirs."""
    return "mine" if feed.member.role == "guest" else feed.whose
