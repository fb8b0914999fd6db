"""Summaries that go out by themselves: their turn is a deadline like all others, and the one sweep fires it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from handrail import wiring
from handrail.house.deadlines.sweeps import Firing
from handrail.house.nudges import channels, deliveries
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE, Nudge
from handrail.house.nudges.preferring import ways
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import because, hidden_for, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say
from handrail.watch.insights import queries as insights

from . import queries, saying, verbs
from .facts import Item, Lines, Section, Told
from .lines import TITLES
from .models import Briefing, Summary

MOST = 100
"""Members who are told at once."""
WORDS = mark("%(words)s")
STEP = mark("Open the summary")


def turn(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`. Whoever slept through several turns takes one, and then the next to come."""
    moments = {firing.deadline.subject_id: firing.deadline.due_at for firing in firings}
    rows = Briefing.objects.filter(pk__in=moments, removed_at=None, on=True).select_related(
        "owner", "project", "customer"
    )
    for row in rows.order_by("pk").select_for_update(no_key=True, of=("self",)):
        with because(f"briefing:{row.key}"):
            verbs.plan_next([row])
            send(row, f"{moments[row.pk]:%Y-%m-%dT%H:%M}")


def send(row: Briefing, occasion: str) -> Summary:
    """Kept first, then told: to each member what they may see, to a room what everybody may."""
    kept = verbs.keep_summary(
        row.kind, project=row.project, customer=row.customer if row.project is None else None, briefing=row
    )
    tell(kept, recipients(row), f"briefing:{row.pk}:{occasion}", title=row.title, length=row.length)
    to_rooms(row, occasion)
    return kept


def send_now(kept: Summary, keys: Collection[str], length: str = "page") -> int:
    """A summary that is kept, told to these members now. Returns how many; each of them hears of it once."""
    here = Member.objects.filter(left_on=None, removed_at=None).exclude(role="guest")
    members = list(here.filter(key__in=list(keys)[:MOST]).order_by("pk"))
    if not members:
        raise Invalid([Problem("to", say("Nobody is chosen."), say("Choose who is to have it."))])
    with unveiled():  # each reads what they may see, whoever sends it
        return tell(kept, members, f"summary:{kept.pk}", title=say(TITLES[kept.kind]), length=length)


def tell(kept: Summary, members: Sequence[Member], occasion: str, *, title: str, length: str) -> int:
    """Each of these what they may see, in their own language."""
    told, targets = queries.told(kept), {name: goal.target for name, goal in insights.goals().items()}
    reach, room = ways({member.pk for member in members}), open_to_all(told)
    public = in_words(room, targets, length, settings.LANGUAGE_CODE)
    tellings = []
    for member in members:
        way = reach.get(member.pk)
        language = (way.wishes.language if way else "") or settings.LANGUAGE_CODE
        mine = without(told, hidden_for(member.pk))
        words = in_words(mine, targets, length, language)
        tellings.append(telling(kept, member, occasion, title, kept_as(words=words, room=public)))
    return len(nudges.tell(tellings))


def recipients(row: Briefing) -> list[Member]:
    """Members who are still here, guests left out; where nobody is named, whoever owns it, so that it is never lost."""
    here = Member.objects.able()
    found = list(here.filter(key__in=row.members).order_by("pk"))
    return found or list(here.filter(pk=row.owner_id or 0))


def kept_as(**texts: Sequence[Line]) -> dict[str, Any]:
    """The words with the customers that they name, line by line: who may not see one later does not read of it."""
    named = {name: [[n, one] for n, (_text, one) in enumerate(some) if one] for name, some in texts.items()}
    return {**{name: "\n".join(text for text, _one in some) for name, some in texts.items()}, "named": named}


def telling(kept: Summary, member: Member, occasion: str, title: str, params: dict[str, Any]) -> Telling:
    return Telling(
        recipient_id=member.pk,
        occasion=occasion,
        name="briefing",
        subject_kind="summary",
        subject_id=kept.pk,
        subject_key=kept.key,
        about_id=kept.customer_id,
        title=title,
        reason=WORDS,
        params=params,
        step=STEP,
        step_path=f"summaries/kept/{kept.key}/",
        lane=MESSAGE,
    )


def to_rooms(row: Briefing, occasion: str) -> None:
    """Channels that were chosen, once each; one that is turned off, or gone, is passed over."""
    chosen = [one for one in channels.of_workspace() if one.key in row.channels and one.off_at is None]
    nudge = (
        Nudge.objects.filter(name="briefing", occasion=f"briefing:{row.pk}:{occasion}").order_by("pk").first()
    )
    if nudge is not None:
        deliveries.keep(
            [deliveries.draft(nudge, one, f"b{row.pk}:{occasion}:c{one.pk}", clock.real()) for one in chosen]
        )


# -- what each may read -------------------------------------------------------------------------------------


def without(told: Told, hidden: Iterable[int]) -> Told:
    hidden = frozenset(hidden)
    if not hidden:
        return told
    return Told(told.kind, told.asked, seen(told.lines, hidden), seen(told.before, hidden), told.since)


def seen(lines: Lines | None, hidden: frozenset[int]) -> Any:
    if lines is None:
        return None
    return {name: [one for one in items if one.customer not in hidden] for name, items in lines.items()}


def open_to_all(told: Told) -> Told:
    """Without private customers: no message about them goes to a room."""
    everything: list[Item] = [
        one for lines in (told.lines, told.before or {}) for some in lines.values() for one in some
    ]
    ids = {one.customer for one in everything if one.customer}
    return without(told, wiring.load(wiring.CUSTOMERS_PRIVATE)(ids) if ids else ())


Line = tuple[str, int | None]
"""A line of text, and the customer that it names."""


def in_words(told: Told, targets: saying.Targets, length: str, language: str) -> list[Line]:
    with translation.override(language):
        found = saying.sections(told, targets, length)
        if length == "ten":
            return [(text, None) for text in saying.short(found)]
        return list(paged(found)) or [(say(saying.NOTHING), None)]


def paged(found: Sequence[Section]) -> Iterable[Line]:
    for section in found:
        yield f"{section.title}:", None
        for one in section.sentences:
            yield f"– {one.text}", None
            yield from ((f"   {' '.join(item.title.split())}", item.customer) for item in one.items)
