"""Who outside may look at a project: shared with a guest or by an address, counted, and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.house.access.guard import digest
from handrail.house.ledger import reading, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.talk.subjects import Subject
from handrail.house.talk.telling import may_see
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem, Stale
from handrail.kit.words import say
from handrail.record.notes.models import Note
from handrail.record.projects.models import Board, Card, Project

from .models import TALK, Share

Shared = Project | Board | Note
LASTS, LONGEST = 30, 366
LONGEST_SAID = 4_000
"""Days for which an address is open, if nothing else is said, and at most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shared (a board, a whole project, a note), with which guest, or for how many days by an address."""

    row: Shared
    member: Member | None = None
    days: int = LASTS
    label: str = ""
    talk: str = ""
    files: bool = False

    @property
    def project(self) -> Project | None:
        if isinstance(self.row, Board):
            found: Project = self.row.project
            return found
        return self.row if isinstance(self.row, Project) else None

    @property
    def board(self) -> Board | None:
        return self.row if isinstance(self.row, Board) else None

    @property
    def note(self) -> Note | None:
        return self.row if isinstance(self.row, Note) else None


# -- sharing, and taking it back ----------------------------------------------------------------------------


def add_shares(wishes: Sequence[Wish]) -> list[tuple[Share, str]]:
    """Each with the secret of its address, told this once; empty where it is for a person."""
    return [share(wish) for wish in wishes]


def share(wish: Wish) -> tuple[Share, str]:
    refuse_others(wish.row)
    refuse(wish)
    made = Share(
        project=wish.project, board=wish.board, note=wish.note, customer_id=wish.row.customer_id, member=wish.member,
        label=wish.label.strip()[:200], by=current().member, talk=wish.talk, files=wish.files,
    )  # fmt: skip
    secret = ""
    if wish.member is None:
        secret = secrets.token_urlsafe(32)
        made.digest, made.expires_at = digest(secret), clock.real() + timedelta(days=wish.days)
    ledger_rows.add([made], lambda row: f"share-{secrets.token_hex(5)}")
    return made, secret


def refuse(wish: Wish) -> None:
    if wish.talk not in ("", *TALK):
        words = say("“%(talk)s” is not known here.", talk=wish.talk[:40])
        raise Invalid([Problem("talk", words, say("Write one of: %(known)s.", known=", ".join(TALK)))])
    if wish.member is None:
        if not 0 < wish.days <= LONGEST:
            words = say("An address is open for one to %(most)s days.", most=LONGEST)
            raise Invalid([Problem("days", words, say("Choose fewer."))])
        return
    if not wish.member.is_here or wish.member.role != "guest":
        words = say("%(name)s is no guest here.", name=wish.member.name)
        raise Invalid(
            [Problem("member", words, say("Members see it anyway. Invite people outside as guests first."))]
        )
    row = wish.row
    about = Subject(str(row._meta.model_name), row.key, row.pk, row.customer_id, row.title)
    if not may_see(wish.member, about):
        words = say("%(name)s may not see this customer, which is private.", name=wish.member.name)
        raise Invalid([Problem("member", words, say("Name them on the customer first."))])
    if shared_with(wish.member).filter(project=wish.project, board=wish.board, note=wish.note):
        words = say("It is shared with %(name)s already.", name=wish.member.name)
        raise Invalid([Problem("member", words)])


def revoke_shares(rows: Sequence[Share]) -> int:
    """Nobody looks at it by these any more. Not taken back: an address may have got about."""
    for row in rows:
        refuse_others(row.row)
    open_ones = [row for row in rows if row.revoked_at is None]
    return write.change_many([(row, {"revoked_at": clock.real()}) for row in open_ones], kind="revoked")


def may_share(row: Shared) -> bool:
    """Who owns it; of a board, who signs its project off too; and administrators."""
    member = current().member
    owners = {row.owner_id, row.project.owner_id if isinstance(row, Board) else None}
    return member is None or member.role in ("admin", "owner") or member.pk in owners


def refuse_others(row: Shared) -> None:
    if not may_share(row):
        words = say("Only who owns this, who signs the project off or an administrator can share it.")
        raise NotAllowed(words)


# -- who sees what ------------------------------------------------------------------------------------------


def live() -> QuerySet[Share]:
    """What is open now, of what is there. An address names nobody, so it opens nothing of a private customer."""
    there = reading.present(Share).filter(note__removed_at=None, revoked_at=None)
    private = Q(project__customer__private=True) | Q(board__project__customer__private=True)
    private |= Q(note__customer__private=True)
    there = there.exclude(private, member=None)
    return there.filter(Q(expires_at=None) | Q(expires_at__gt=clock.real()))


def cards_shown(keys: Sequence[str]) -> set[str]:
    """Which of these cards stand on a board that somebody outside looks at now. One statement."""
    of_board, of_project = (
        live().filter(board=OuterRef("board")),
        live().filter(project=OuterRef("board__project")),
    )
    rows = Card.objects.filter(Exists(of_board) | Exists(of_project), key__in=list(keys), removed_at=None)
    return set(rows.values_list("key", flat=True))


def of(row: Shared) -> list[Share]:
    """By whom a project (with its boards), one board or a note is seen; the newest first. One statement."""
    mine = Q(**{str(row._meta.model_name): row})
    return list(live().filter(mine).select_related("member", "board", "by").order_by("-pk"))


def shared_with(member: Member) -> QuerySet[Share]:
    """What a guest may look at. Every look of a guest begins here."""
    return live().filter(member=member)


def comment(share: Share, text: str, *, name: str = "") -> Comment:
    """Somebody outside says something about what is shared with them, where they may. Whoever shares it and whoever
    owns it hear of it."""
    if share.talk != "write":
        raise NotAllowed(say("Comments can not be written here."))
    text, name = text.replace("\0", "").strip(), " ".join(name.replace("\0", "").split())
    problems = [Problem("text", say("There is nothing to say yet."))] if not text else []
    if len(text) > LONGEST_SAID:
        problems.append(Problem("text", say("This is too long."), say("Shorten it.")))
    if share.member is None and not 0 < len(name) <= 200:
        problems.append(Problem("name", say("Say who you are.")))
    if problems:
        raise Invalid(problems)
    row = share.row
    made = Comment(subject=f"{row._meta.model_name}:{row.key}", text=text, shared=True)
    hear = {one.key for one in (share.by, row.owner) if one is not None}
    if share.member is not None:
        return commenting.add_comments([made], also=hear)[0]
    return commenting.add_voices([made], name, also=hear)[0]


def talked_with(row: Shared) -> tuple[bool, bool]:
    """Whether anybody outside reads comments on this, and whether they see files: of a board, by its project too. One
    statement."""
    mine = Q(**{str(row._meta.model_name): row})
    if isinstance(row, Board):
        mine |= Q(project=row.project, board=None)
    found = list(live().filter(mine).values_list("talk", "files"))
    return any(talk for talk, _ in found), any(files for _, files in found)


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
