"""Who outside may look at a project: shared with a guest or by an address, counted, and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from handrail.house.access.guard import digest
from handrail.house.ledger import reading, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.talk.subjects import Subject
from handrail.house.talk.telling import may_see
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem, Stale
from handrail.kit.words import say
from handrail.record.projects.models import Board, Project

from .models import Share

LASTS, LONGEST = 30, 366
"""Days for which an address is open, if nothing else is said, and at most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shared (a board, or a whole project), with which guest, or for how many days by an address."""

    row: Project | Board
    member: Member | None = None
    days: int = LASTS
    label: str = ""

    @property
    def project(self) -> Project:
        return self.row.project if isinstance(self.row, Board) else self.row


# -- sharing, and taking it back ----------------------------------------------------------------------------


def add_shares(wishes: Sequence[Wish]) -> list[tuple[Share, str]]:
    """Each with the secret of its address, told this once; empty where it is for a person."""
    return [share(wish) for wish in wishes]


def share(wish: Wish) -> tuple[Share, str]:
    refuse_others(wish.project, wish.row)
    refuse(wish)
    board = wish.row if isinstance(wish.row, Board) else None
    made = Share(
        project=wish.project, board=board, customer_id=wish.project.customer_id, member=wish.member,
        label=wish.label.strip()[:200], by=current().member,
    )  # fmt: skip
    secret = ""
    if wish.member is None:
        secret = secrets.token_urlsafe(32)
        made.digest, made.expires_at = digest(secret), clock.real() + timedelta(days=wish.days)
    ledger_rows.add([made], lambda row: f"share-{secrets.token_hex(5)}")
    return made, secret


def refuse(wish: Wish) -> None:
    if wish.member is None:
        if not 0 < wish.days <= LONGEST:
            words = say("An address is open for one to %(most)s days.", most=LONGEST)
            raise Invalid([Problem("days", words, say("Choose fewer."))])
        return
    if wish.member.left_on is not None or wish.member.removed_at is not None or wish.member.role != "guest":
        words = say("%(name)s is no guest here.", name=wish.member.name)
        raise Invalid(
            [Problem("member", words, say("Members see it anyway. Invite people outside as guests first."))]
        )
    about = Subject(
        "project", wish.project.key, wish.project.pk, wish.project.customer_id, wish.project.title
    )
    if not may_see(wish.member, about):
        words = say("%(name)s may not see this customer, which is private.", name=wish.member.name)
        raise Invalid([Problem("member", words, say("Name them on the customer first."))])
    if shared_with(wish.member).filter(
        project=wish.project, board=wish.row if isinstance(wish.row, Board) else None
    ):
        words = say("It is shared with %(name)s already.", name=wish.member.name)
        raise Invalid([Problem("member", words)])


def revoke_shares(rows: Sequence[Share]) -> int:
    """Nobody looks at it by these any more. Not taken back: an address may have got about."""
    for row in rows:
        refuse_others(row.project, row.row)
    open_ones = [row for row in rows if row.revoked_at is None]
    return write.change_many([(row, {"revoked_at": clock.real()}) for row in open_ones], kind="revoked")


def may_share(project: Project, row: Project | Board) -> bool:
    """Who signs off, the workflow owner of the board, and administrators."""
    member = current().member
    return (
        member is None or member.role in ("admin", "owner") or member.pk in (project.owner_id, row.owner_id)
    )


def refuse_others(project: Project, row: Project | Board) -> None:
    if not may_share(project, row):
        words = say("Only who signs the project off, its workflow owner or an administrator can share it.")
        raise NotAllowed(words)


# -- who sees what ------------------------------------------------------------------------------------------


def live() -> QuerySet[Share]:
    """What is open now, of what is there."""
    there = reading.present(Share).filter(Q(board=None) | Q(board__removed_at=None), revoked_at=None)
    return there.filter(Q(expires_at=None) | Q(expires_at__gt=clock.real()))


def of(row: Project | Board) -> list[Share]:
    """By whom a project (with its boards), or one board, is seen; the newest first. One statement."""
    mine = Q(board=row) if isinstance(row, Board) else Q(project=row)
    return list(live().filter(mine).select_related("member", "board", "by").order_by("-pk"))


def shared_with(member: Member) -> QuerySet[Share]:
    """What a guest may look at. Every look of a guest begins here."""
    return live().filter(member=member)


def place_of(secret: str) -> int:
    """The workspace of an open address, before any workspace is open. NotFound where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_share(%s, %s)", [digest(secret), clock.real()])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise NotFound
    return int(row[0])


def by_secret(secret: str) -> Share:
    found = live().filter(digest=digest(secret)).exclude(digest="").first()
    if found is None:  # taken back a moment ago
        raise NotFound
    return found


def note_visit(row: Share) -> None:
    """Counted, and in the history. Of two at once, one is."""
    values = {"visits": row.visits + 1, "last_visit_on": clock.real().date()}
    try:
        with transaction.atomic():
            write.change(row, values, kind="visited")
    except Stale:
        return
