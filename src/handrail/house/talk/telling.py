"""Who hears of a comment: those who are named, and who began the thread. Once each, and only who may see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from handrail import wiring
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, hidden_for
from handrail.kit.words import mark

from .models import Comment
from .subjects import Subject

NAMED = mark("%(who)s mentioned you: “%(words)s”")
ANSWERED = mark("%(who)s answered you: “%(words)s”")
SAID = mark("%(who)s said this where you share it: “%(words)s”")
STEP = mark("Read and answer")


def names() -> dict[str, str]:
    """{key: name} of everybody who can be named: who is here and no guest, by name."""
    return {key: name for key, name, named in everybody() if named}


def everybody() -> list[tuple[str, str, bool]]:
    """(key, name, whether they can be named) of every member there was. One statement, kept while nothing changes."""
    known: list[tuple[str, str, bool]] | None = current().remembered.get("talk_names")
    if known is None:
        rows = Member.objects.order_by("name", "pk").values_list(
            "key", "name", "role", "left_on", "removed_at"
        )
        known = [
            (key, name, role != "guest" and left is None and gone is None)
            for key, name, role, left, gone in rows
        ]
        current().remembered["talk_names"] = known
    return known


def here() -> QuerySet[Member]:
    return Member.objects.able().order_by("name", "pk")


def tell(row: Comment, about: Subject, named: Sequence[str], also: Collection[str] = ()) -> None:
    """`row.told` and `row.untold` say afterwards who was, and who may not see it."""
    reached = list(here().filter(key__in=named)) if named else []
    tellings = [telling(row, about, member, NAMED) for member in reached]
    if (began := beginner(row)) is not None and began.pk not in {member.pk for member in reached}:
        tellings.append(telling(row, about, began, ANSWERED))
        reached.append(began)
    for member in here().filter(key__in=also) if also else ():
        if member.pk not in {one.pk for one in reached}:
            tellings.append(telling(row, about, member, SAID))
            reached.append(member)
    me = row.by_id
    unseen = {member.pk for member in reached if not may_see(member, about)}
    nudges.tell(t for t in tellings if t.recipient_id not in unseen and t.recipient_id != me)
    row.told = tuple(member.name for member in reached if member.pk not in {*unseen, me})
    row.untold = tuple(member.name for member in reached if member.pk in unseen)


def beginner(row: Comment) -> Member | None:
    """Who began the thread that this answers, while they are here."""
    if row.parent is None or row.parent.by_id is None:
        return None
    return here().filter(pk=row.parent.by_id).first()


def may_see(member: Member, about: Subject) -> bool:
    """Only what is of a private customer is hidden from anybody."""
    if about.customer_id is None or not wiring.load(wiring.CUSTOMERS_PRIVATE)({about.customer_id}):
        return True
    return about.customer_id not in hidden_for(member.pk)


def telling(row: Comment, about: Subject, member: Member, reason: str) -> Telling:
    return Telling(
        recipient_id=member.pk,
        occasion=f"comment:{row.pk}",
        name="comment.said",
        subject_kind="comment",
        subject_id=row.pk,
        subject_key=row.key,
        about_id=about.customer_id,
        title=about.title,
        reason=reason,
        params={"who": row.by.name if row.by else row.voice or "Handrail", "words": row.title},
        step=STEP,
        step_path=f"go/{about.name}/?comment={row.key}",
        lane=MESSAGE,
    )


def forget(rows: Sequence[Comment]) -> None:
    """What was taken back need not be read any more."""
    nudges.settle({("comment", row.pk) for row in rows}, lane=MESSAGE)
