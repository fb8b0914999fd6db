"""What is settled when feedback begins: what it is about, on which words it hangs, whom it waits for and how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handrail.house.ledger.rows import refuse
from handrail.house.talk import mentions, subjects
from handrail.house.talk import telling as talk
from handrail.house.talk.models import Comment
from handrail.house.talk.subjects import Subject
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock, marks
from handrail.kit.refusals import Problem
from handrail.kit.words import say, shortened

from . import anchors, clocks, places
from .models import Feedback

LONGEST_TITLE = 120
Found = Mapping[str, Subject]


def placed(rows: Iterable[Feedback], *, new: bool = False) -> Found:
    """Tell each which open pages hear of it: those of what it is about; a new one, whose story it is part of. One
    statement."""
    rows = list(rows)
    here = subjects.found(row.subject for row in rows)
    for row in rows:
        about = here.get(row.subject)
        row.heard = (*about.topics, about.talk) if about is not None else ()
        if new and about is not None:
            row.customer_id = about.customer_id
    return here


def begin(rows: Sequence[Feedback]) -> None:
    """As a person asks: now, in their name, of who owns the record unless somebody else is named. A statement for each
    record."""
    people = talk.names()
    for row in rows:
        row.subject = subjects.meant(str(row.subject).strip())
        row.text = str(row.text).strip()
        if not row.voice:
            row.text = mentions.settled(row.text, people)
        row.title = titled(row)
    here = placed(rows, new=True)
    refuse(problem for row in rows for problem in amiss(row, here))
    for row in rows:
        record = places.record_of(row.subject)
        hang(row, record)
        if row.owner_id is None:
            row.owner = owner_of(record)
        wind(row)


def wind(row: Feedback) -> None:
    """Its clock begins. Who asks is who is here, unless they asked outside."""
    if not row.voice and row.comment_id is None:
        row.asked_by = current().member
    row.asked_at = clock.now()
    row.due_at = clocks.due_after(row.asked_at)
    row.answered_at = row.ended_at = row.ended_by = None
    row.reason = row.outcome = ""


def titled(row: Feedback) -> str:
    """A line of its own; where none is given, how the words begin."""
    if row.title:
        return " ".join(str(row.title).split())
    return shortened(marks.unmarked(str(row.text)), LONGEST_TITLE)


def amiss(row: Feedback, here: Found) -> Iterator[Problem]:
    if row.subject not in here:
        words = say("What this is about is not here any more, or you may not see it.")
        yield Problem("subject", words, say("Write its kind and key, such as plan:harbor-plan."))
    elif row.subject.startswith("feedback:"):
        yield Problem("subject", say("This is feedback itself."), say("Answer it in its thread."))
    if not row.title:
        yield Problem("title", say("Nothing is asked yet."), say("Write what you want to know or have done."))
    if row.state != "open":
        yield Problem(
            "state", say("What is asked now is open."), say("Ask first, and say afterwards how it ends.")
        )
    if row.comment is not None and (row.comment.parent_id is not None or row.comment.subject != row.subject):
        words = say("This can not be made of an answer.")
        yield Problem("comment", words, say("Name the first comment of a thread about the same thing."))
    if row.holds and not row.subject.startswith("decision:"):
        words = say("Only a decision waits for an approval.")
        yield Problem("holds", words, say("Leave it out, or ask about the decision."))


def hang(row: Feedback, record: Tenanted | None) -> None:
    """The section is there, and the words stand in it: they are kept with what stands around them."""
    if record is None:
        return
    if row.section and row.section not in places.sections(record):
        words = say("“%(section)s” is no part of it, or nothing is written there.", section=row.section)
        refuse([Problem("section", words, say("Choose another part, or the whole."))])
    if not row.quote.strip():
        row.quote = row.before = row.after = ""
        return
    found = anchors.anchored(places.text_of(record, row.section), row.quote)
    if found is None:
        words = say("These words do not stand there.")
        refuse([Problem("quote", words, say("Copy them from the text, or leave them out."))])
        return
    row.quote, row.before, row.after = found.quote[:2_000], found.before, found.after


def owner_of(record: Tenanted | None) -> Member | None:
    """Who owns what it is about; where nobody does, who owns the customer."""
    for one in (record, getattr(record, "customer", None)):
        owner = getattr(one, "owner", None)
        if isinstance(owner, Member) and not owner.gap:
            return owner
    return None


def made_of(comment: Comment) -> Feedback:
    """What asks for an action, as a comment said it."""
    row = Feedback(
        subject=comment.subject, comment=comment, text=comment.text, voice=comment.voice,
        asked_by=comment.by if comment.by_id else None,
    )  # fmt: skip
    row.title = titled(row)
    return row
