"""The customer's page as a document: made from the same plain values as the page, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from handrail.doors.desk.values import spoken
from handrail.doors.desk.words import choice
from handrail.house.workspaces.keys import base as key_of
from handrail.kit.paper import Facts, Heading, Item, Items, Look, Sheet, Table, Text, pdf
from handrail.kit.paper.sheet import Block
from handrail.ui.templatetags.ui import day

from .page import Page, Said, Stone, Value

Told = dict[str, Any]


def answered(seen: Page, look: Look) -> HttpResponse:
    """The document, under a name that says whose plan it is and from which day."""
    response = HttpResponse(pdf(sheet(seen, look)), content_type="application/pdf")
    name = f"{key_of(seen.told['customer'], 'plan')}-{seen.today.isoformat()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def sheet(seen: Page, look: Look) -> Sheet:
    return Sheet(
        title=seen.told["title"],
        under=_("Success plan for %(customer)s") % {"customer": seen.told["customer"]},
        look=look,
        blocks=list(blocks(seen)),
        language=get_language() or "en",
    )


def blocks(seen: Page) -> Iterator[Block]:
    told = seen.told
    yield Facts(list(facts(seen)))
    if told["next_review_on"]:
        points = (Item(one.title, written(one.due_on), str(one.why)) for one in seen.agenda)
        yield from listed(_("When we look at it together"), points)
    yield from texts(seen, "background")
    yield from listed(_("What you want to reach"), map(outcome, told["outcomes"]))
    yield from listed(_("How we both know that it worked"), map(criterion, told["criteria"]))
    yield from milestones(seen)
    yield from duties(seen)
    yield from values(seen)
    yield from listed(
        _("What comes when"), [*map(initiative, told["initiatives"]), *map(activity, told["activities"])]
    )
    for name in ("current_state", "desired_state", "evaluation"):
        yield from texts(seen, name)
    yield from listed(_("What we watch out for"), map(risk, told["risks"]))
    yield from listed(_("People"), (Item(one["name"], one["title"] or "") for one in told["stakeholders"]))
    yield from comments(seen)
    yield from agreement(seen)


def facts(seen: Page) -> Iterator[tuple[str, str]]:
    told = seen.told
    if told["owner"]:
        yield _("Your contact"), told["owner"]
    yield _("Phase"), said(told["phase"])
    if seen.stones:
        yield _("Milestones done"), _("%(n)s of %(all)s") % {"n": seen.done, "all": len(seen.stones)}
    if told["next_review_on"]:
        yield _("We look at it together on"), written(told["next_review_on"])
    state = _("as it stands") if seen.holds else _("changed since") if seen.signed else _("not yet")
    yield _("Agreed to"), state
    yield _("Printed on"), written(seen.today)


def listed(title: str, items: Any) -> Iterator[Block]:
    if found := list(items):
        yield Heading(title)
        yield Items(found)


def texts(seen: Page, name: str) -> Iterator[Block]:
    block = seen.blocks.get(name)
    if block is None:
        return
    yield Heading(str(block.title))
    for line in block.lines:
        yield Heading(str(line.label), 2)
        if line.shape == "text":
            yield Text(str(line.value))
        else:
            yield Items([Item(" · ".join(str(cell) for cell in row)) for row in line.rows])


# -- what was promised --------------------------------------------------------------------------------------


def outcome(one: Told) -> Item:
    way = together(
        _("from") + f" {one['baseline']}" if one["baseline"] else "",
        pgettext("value", "now") + f" {one['current']}" if one["current"] else "",
        pgettext("value", "to") + f" {one['target']} {one['unit']}".rstrip() if one["target"] else "",
    )
    until = pgettext("date", "by") + f" {written(one['by_on'])}" if one["by_on"] else ""
    return Item(one["title"], until, together(one["metric_text"], way, one["sponsor"]))


def criterion(one: Told) -> Item:
    target = f"{_('Target')}: {one['target']}" if one["target"] else ""
    return Item(one["title"], said(one["state"]), together(one["measurement"], target, one["evidence"]))


def milestones(seen: Page) -> Iterator[Block]:
    if not seen.stones and not seen.told["phases"]:
        return
    yield Heading(_("Milestones"))
    for stretch in seen.stretches:
        if stretch.phase is not None:
            span = " – ".join(
                filter(None, (written(stretch.phase["starts_on"]), written(stretch.phase["ends_on"])))
            )
            yield Heading(together(stretch.phase["title"], span), 2)
            if stretch.phase["objectives"]:
                yield Text("; ".join(map(str, stretch.phase["objectives"])), quiet=True)
        elif seen.told["phases"]:
            yield Heading(_("Further milestones"), 2)
        if stretch.stones:
            yield Items([milestone(seen, one) for one in stretch.stones])


def milestone(seen: Page, one: Stone) -> Item:
    told = one.told
    who = together(_("You"), told["counterpart"]) if one.theirs else told["owner"] or seen.brand.name
    if one.done:
        when = together(_("done on"), written(told["done_on"]), by=" ")
    elif not told["due_on"]:
        when = _("no date yet")
    else:
        when = together(_("was due") if one.late else "", written(told["due_on"]), by=" ")
    return Item(told["title"], when, who)


def duties(seen: Page) -> Iterator[Block]:
    if not seen.ours and not seen.theirs:
        return
    yield Heading(_("Who does what"))
    for title, rows in ((_("You"), seen.theirs), (seen.brand.name, seen.ours)):
        if rows:
            yield Heading(title, 2)
            yield Items([duty(one) for one in rows])


def duty(one: Told) -> Item:
    return Item(one["title"], together(written(one["by_on"]), said(one["state"])), one["who"] or "")


def values(seen: Page) -> Iterator[Block]:
    if seen.values:
        yield Heading(_("What it is worth"))
    for one in seen.values:
        yield Heading(one.told["name"], 2)
        yield Text(way(one))
        if one.told["readings"]:
            rows = [
                (written(each["on"]), spoken(each["value"], "number"), each["source"] or "")
                for each in one.told["readings"]
            ]
            yield Table((_("Day"), _("Value"), _("Source")), rows)


def way(one: Value) -> str:
    told = one.told
    steps = (
        (_("from"), told["baseline"]),
        (pgettext("value", "now"), one.newest),
        (pgettext("value", "to"), told["target"]),
    )
    found = [f"{word} {spoken(value, 'number')}" for word, value in steps if value is not None]
    return together(", ".join(found), told["unit"], by=" ")


def initiative(one: Told) -> Item:
    days = _("%(days)s days") % {"days": one["horizon"]}
    return Item(one["title"], together(days, said(one["state"])), one["criteria"] or "")


def activity(one: Told) -> Item:
    held = f"{_('Held up by')}: {one['blockers']}" if one["blockers"] else ""
    return Item(
        one["title"], together(written(one["on"]), said(one["state"])), together(one["outcome"], held)
    )


def risk(one: Told) -> Item:
    return Item(one["title"], said(one["state"]), one["mitigation"] or "")


def comments(seen: Page) -> Iterator[Block]:
    """What both sides said, as on the page: answers below what they answer."""
    if seen.threads:
        yield Heading(_("Comments"))
    for thread in seen.threads:
        yield Items([comment(one) for one in (thread, *thread.answers)])


def comment(one: Said) -> Item:
    return Item(one.who, day(one.at, "j M Y, H:i"), one.text)


def agreement(seen: Page) -> Iterator[Block]:
    """Who agreed to it, by which fingerprint; and what has changed since, as on the page."""
    yield Heading(_("Agreed to"))
    for one in seen.signed:
        version = _("Version %(number)s") % {"number": one.number}
        yield Items([Item(together(one.name, one.title, by=", "), day(one.at, "j M Y, H:i"), version)])
        yield Text(one.digest, code=True)
    if seen.changes:
        yield Text(_("Since then this has changed:"))
        yield Table(
            (_("What"), _("Agreed"), _("Now")),
            [
                (
                    together(f"{one.section}: {one.title}" if one.title else str(one.section), one.label),
                    _("was not there") if one.before is None else str(one.before),
                    _("is not there any more") if one.after is None else str(one.after),
                )
                for one in seen.changes
            ],
        )
    elif seen.holds:
        yield Text(_("The plan is as it was agreed to."), quiet=True)
    else:
        yield Text(_("Nobody has agreed to this plan yet."), quiet=True)


# -- words --------------------------------------------------------------------------------------------------


def together(*parts: Any, by: str = " · ") -> str:
    return by.join(str(part) for part in parts if part)


def written(on: Any) -> str:
    return day(on, "j M Y")


def said(state: Any) -> str:
    return str(choice(state)) if state else ""
