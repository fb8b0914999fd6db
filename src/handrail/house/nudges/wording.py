"""What a message says: nudges as a notice in the reader's language, and a notice as a mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from handrail import wiring
from handrail.house.workspaces.models import Workspace
from handrail.kit.outward.letters import Letter
from handrail.kit.outward.notices import Act, Item, Notice, line

from . import signed, words
from .models import Delivery, Nudge
from .preferring import Way


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: a member, or everybody in a room (`way` is None)."""

    workspace: Workspace
    way: Way | None
    hidden: frozenset[int] = frozenset()
    """The customers of which nobody reads there."""

    @property
    def root(self) -> str:
        return f"{settings.URL}/w/{self.workspace.slug}/"

    @property
    def language(self) -> str:
        return (self.way.wishes.language if self.way else "") or settings.LANGUAGE_CODE


def private_customers(nudges: Sequence[Nudge]) -> set[int]:
    ids = {nudge.about_id for nudge in nudges if nudge.about_id}
    ids |= {customer for nudge in nudges for customer in words.named_in(nudge)}
    return wiring.load(wiring.CUSTOMERS_PRIVATE)(ids) if ids else set()


def customer_names(nudges: Sequence[Nudge]) -> dict[int, str]:
    ids = {nudge.about_id for nudge in nudges if nudge.about_id}
    return wiring.load(wiring.CUSTOMER_NAMES)(ids) if ids else {}


def notice(
    nudges: Sequence[Nudge], reader: Reader, names: Mapping[int, str], *, digest: bool, more: int = 0
) -> Notice:
    with translation.override(reader.language):
        items = [item(nudge, reader, names) for nudge in nudges]
        if digest:
            items.sort(key=lambda one: one.about.casefold())
        return Notice(
            subject=morning(len(items) + more) if digest else subject(items[0]),
            lead=_("Good morning. This waits for you.") if digest else "",
            items=tuple(items),
            footer=footer(reader),
            settings=Act(_("How I am told"), f"{reader.root}told/") if reader.way else None,
            more=remaining(reader, more) if digest else None,
            facts={"type": "nudge.told", "workspace": reader.workspace.slug},
        )


def subject(one: Item) -> str:
    about = f" · {one.about}" if one.about and one.about != one.title else ""
    return line(f"{one.title}{about}", 150)


def morning(count: int) -> str:
    words = ngettext("One thing waits for you", "%(count)s things wait for you", count)
    return words % {"count": count}


def remaining(reader: Reader, more: int) -> Act:
    words = ngettext("And %(count)s more in your inbox", "And %(count)s more in your inbox", more)
    return Act(words % {"count": more} if more else _("Open the inbox"), f"{reader.root}inbox/")


def footer(reader: Reader) -> str:
    if reader.way is None:
        return _("%s tells this room.") % reader.workspace.name
    return _("You get this because you work in %s.") % reader.workspace.name


def item(nudge: Nudge, reader: Reader, names: Mapping[int, str]) -> Item:
    page = f"{reader.root}{nudge.step_path}" if nudge.step_path else f"{reader.root}inbox/"
    told = words.lines(nudge, room=reader.way is None, hidden=reader.hidden)
    return Item(
        title=nudge.title,
        why=words.reason(nudge, room=reader.way is None, hidden=reader.hidden),
        about=names.get(nudge.about_id or 0, ""),
        url=page,
        urgent=nudge.urgent,
        step=Act(words.step(nudge) or pgettext("action", "Open"), page),
        lines=tuple(Act(text, f"{reader.root}{path}" if path else "") for text, path in told),
        acts=acts(nudge, reader.way) if reader.way else (),
        kind=nudge.name,
        record=f"{nudge.subject_kind}:{nudge.subject_key}" if nudge.subject_key else "",
    )


def acts(nudge: Nudge, way: Way) -> tuple[Act, ...]:
    """What can be done from the mail itself."""
    shown = [("done", _("Mark as done")), ("tomorrow", _("Tomorrow"))]
    if nudge.subject_kind == "task":
        shown[0] = ("finish", _("Finish the task"))
    made = [(label, signed.Link(nudge.workspace_id, way.member.pk, act, nudge.pk)) for act, label in shown]
    return tuple(Act(label, signed.address(link)) for label, link in made)


def letter(delivery: Delivery, said: Notice, reader: Reader) -> Letter:
    assert reader.way is not None
    stop = signed.address(signed.Link(delivery.workspace_id, reader.way.member.pk, "stop"))
    with translation.override(reader.language):
        shown = {"notice": said, "stop": stop, "language": reader.language, "workspace": reader.workspace}
        return Letter(
            to=reader.way.address,
            subject=said.subject,
            text=render_to_string("nudges/mail.txt", shown).strip() + "\n",
            html=render_to_string("nudges/mail.html", shown),
            name=delivery.message_id,
            unsubscribe=stop,
            facts={"delivery": f"{delivery.workspace_id}:{delivery.key}"},
        )
