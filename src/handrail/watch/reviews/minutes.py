"""What came out of a review, as Markdown that can be copied, kept or sent. Made anew each time it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handrail import wiring
from handrail.house.workspaces.models import Member
from handrail.kit.words import mark, mark_many, say, say_many
from handrail.record.tasks.models import Task

from . import queries, words
from .gathering import local_day
from .models import AgendaItem, Review

PARTS = (
    ("decided", mark("Decisions")),
    ("action", mark("Actions")),
    ("redated", mark("New dates")),
    ("unchanged", mark("No change")),
    ("carried", mark("Left over for the next time")),
    ("open", mark("Still open")),
)
SPECIAL = "\\`*_[]<>#|"


def of(row: Review, *, open_to_all: bool = False) -> str:
    """As whoever asks may see it; `open_to_all` is for a text that others read: it leaves out what is about a
    private customer, but for the one that the review itself is about, whose text it is. Four statements."""
    items = queries.items_of(row)
    if open_to_all:
        private = wiring.load(wiring.CUSTOMERS_PRIVATE)({one.customer_id for one in items if one.customer_id})
        items = [one for one in items if one.customer_id not in private - {row.customer_id}]
    names = dict(Member.objects.values_list("key", "name"))
    who = [names.get(key, key) for key in row.people]
    lines = [f"# {plain(title_of(row))}", ""]
    if who:
        lines += [say("Here: %(who)s", who=plain(", ".join(who))), ""]
    lines += [summary(items), ""]
    owners = owners_of(items)
    for ending, heading in PARTS:
        some = [one for one in items if one.ending == ending]
        if some:
            lines += [f"## {say(heading)}", "", *(line(one, owners) for one in some), ""]
    return "\n".join(lines).strip() + "\n"


def title_of(row: Review) -> str:
    return say("%(title)s of %(day)s", title=row.title, day=written(local_day(row.at)))


def written(day: date) -> str:
    return day.isoformat()


def summary(items: Sequence[AgendaItem]) -> str:
    if not items:
        return say("There was nothing that needed attention.")
    ended = sum(1 for one in items if one.ending not in ("open", "carried"))
    return say_many(*SUMMARY, len(items), ended=ended)


SUMMARY = mark_many(
    "%(n)s thing was looked at, %(ended)s came to an end.",
    "%(n)s things were looked at, %(ended)s came to an end.",
)


def owners_of(items: Sequence[AgendaItem]) -> dict[str, str]:
    """{what was made: its owner} of the actions that came out; a card bears its task's key. One statement."""
    made = {one.made.partition(":")[2]: one.made for one in items if one.made.startswith(("task:", "card:"))}
    if not made:
        return {}
    rows = Task.objects.filter(key__in=made, removed_at=None).values_list("key", "owner__name")
    return {made[key]: name or "" for key, name in rows}


def line(one: AgendaItem, owners: dict[str, str]) -> str:
    """ "- **Connector** (blocked): ask Jo; by Bob until 2026-12-01"."""
    why = ", ".join(dict.fromkeys(words.short(str(reason["code"])) for reason in one.reasons))
    text = f"- **{plain(one.title)}** ({why})"
    if one.words:
        text += f": {plain(one.words)}"
    if one.ending == "action" and one.now_on:
        who = owners.get(one.made) or say("nobody")
        text += " – " + say("%(who)s by %(day)s", who=plain(who), day=written(one.now_on))
    if one.ending == "redated" and one.now_on:
        before = written(one.was_on) if one.was_on else say("no date")
        text += " – " + say("from %(before)s to %(after)s", before=before, after=written(one.now_on))
    return text


def plain(text: str) -> str:
    """Words that somebody wrote, on one line, with nothing in them that Markdown would take for its own."""
    flat = " ".join(text.split())
    return "".join(f"\\{letter}" if letter in SPECIAL else letter for letter in flat)
