"""Summaries that go out by themselves: their turn is a deadline like all others, and the one sweep fires it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from .facts import TEN, Item, Lines, Section, Told
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


@dataclass(frozen=True, slots=True)
class Spoken:
    """How it is said: how long, in which language, with the targets of measures and the names of customers."""

    length: str
    language: str
    targets: saying.Targets
    customers: dict[int, str]


def customers_of(told: Told) -> dict[int, str]:
    """One statement."""
    ids = {one.customer for some in told.lines.values() for one in some if one.customer}
    return wiring.load(wiring.CUSTOMER_NAMES)(ids) if ids else {}


def tell(kept: Summary, members: Sequence[Member], occasion: str, *, title: str, length: str) -> int:
    """Each of these what they may see, in their own language."""
    told, reach = queries.told(kept), ways({member.pk for member in members})
    targets = {name: goal.target for name, goal in insights.goals().items()}
    said = Spoken(length, settings.LANGUAGE_CODE, targets, customers_of(told))
    public = in_words(open_to_all(told), kept, said)
    tellings = []
    for member in members:
        way = reach.get(member.pk)
        language = (way.wishes.language if way else "") or settings.LANGUAGE_CODE
        mine = without(told, hidden_for(member.pk))
        words = in_words(mine, kept, replace(said, language=language))
        tellings.append(telling(kept, member, occasion, title, kept_as(words=words, room=public)))
    return len(nudges.tell(tellings))


def recipients(row: Briefing) -> list[Member]:
    """Members who are still here, guests left out; where nobody is named, whoever owns it, so that it is never lost."""
    here = Member.objects.able()
    found = list(here.filter(key__in=row.members).order_by("pk"))
    return found or list(here.filter(pk=row.owner_id or 0))


def kept_as(**texts: Sequence[Line]) -> dict[str, Any]:
    """The words with what they open and with the customers that they name, line by line: who may not see one later
    does not read of it."""
    return {
        **{name: "\n".join(one.text for one in some) for name, some in texts.items()},
        "named": {
            name: [[n, one.customer] for n, one in enumerate(some) if one.customer]
            for name, some in texts.items()
        },
        "links": {
            name: [[n, one.path] for n, one in enumerate(some) if one.path] for name, some in texts.items()
        },
    }


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


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, what it opens inside the workspace, and the customer that it names."""

    text: str
    path: str = ""
    customer: int | None = None


def in_words(told: Told, kept: Summary, spoken: Spoken) -> list[Line]:
    with translation.override(spoken.language):
        found = saying.sections(told, spoken.targets, spoken.length)
        lines = list(written(told.kind, found, f"summaries/kept/{kept.key}/records/", spoken))
        return lines[:TEN] if spoken.length == "ten" else lines or [Line(say(saying.NOTHING))]


def written(kind: str, found: Sequence[Section], records: str, spoken: Spoken) -> Iterator[Line]:
    """Each line with what it opens: a number its records, a record its own page."""
    for section in found:
        if spoken.length != "ten":
            yield Line(f"{section.title}:")
        for one in section.sentences:
            path = f"{records}?{one.query}"
            yield Line(one.text if spoken.length == "ten" else f"– {one.text}", path)
            for item in one.items:
                yield from of_record(kind, item, spoken.customers.get(item.customer or 0, ""))
            if one.items and one.rest:
                yield Line(f"   {saying.more(one.rest)}", path)


def of_record(kind: str, item: Item, customer: str) -> Iterator[Line]:
    words = [" ".join(item.title.split()), *saying.around(item, "" if item.kind == "customer" else customer)]
    yield Line(f"   {' – '.join(words)}", item.path, item.customer)
    if saying.unsaid(kind, item):
        yield Line(f"   {say(saying.UNSAID)}", item.where, item.customer)
