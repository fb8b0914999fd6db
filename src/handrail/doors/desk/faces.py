"""How each line of Today looks: what to do, for whom, why, and the one click that does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handrail.record.customers.models import Customer
from handrail.ui.dates import written
from handrail.watch.health.models import Standing

from . import gaps, kinds, reasons
from .answers import address, at
from .values import name


@dataclass(frozen=True, slots=True)
class Step:
    """The one-click next step of a line: a POST, or a link to where it is done."""

    label: str
    url: str
    post: bool = False
    side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    icon: str
    tone: str
    title: str
    url: str
    reason: str
    step: Step
    owner: Any = None
    gap: bool = False
    customer: Any = None
    why: list[reasons.Reason] = field(default_factory=list)
    state: str = ""
    side: bool = False


def owned(row: Any) -> dict[str, Any]:
    return {"owner": row.owner, "gap": row.owner_id is None}


def standing(row: Standing) -> Face:
    customer, bad = row.customer, row.state == "at_risk"
    found = reasons.of_standing(row, customer.key, deciding=True)
    first, here = found[0], at("customer", customer.key)
    return Face(
        icon="octagon-alert" if bad else "triangle-alert",
        tone="bad" if bad else "warn",
        state=row.state,
        title=first.remedy or first.words,
        url=here,
        reason=first.detail,
        why=found,
        step=Step(pgettext("action", "Open"), first.remedy_url or here),
        customer=customer,
        **owned(customer),
    )


def plan_missing(row: Standing) -> Face:
    customer = row.customer
    found = reasons.need_reasons(row, customer.key)
    start = f"{at('new', 'plans')}?customer={customer.key}"
    return Face(
        icon="file-check",
        tone="bad",
        title=_("Start the plan"),
        url=at("customer", customer.key) + "#plan",
        reason=found[0].detail if found else _("A plan is required and there is none."),
        why=found,
        step=Step(_("Start the plan"), next((r.remedy_url for r in found if r.remedy_url), start), side=True),
        customer=customer,
        **owned(customer),
    )


def renewal(row: Customer, today: date) -> Face:
    days = (row.renewal_on - today).days if row.renewal_on else 0
    notice = _("no notice date known")
    if row.notice_on:
        notice = _("notice by %(day)s") % {"day": written(row.notice_on, "j M")}
    return Face(
        icon="refresh-cw",
        tone="warn" if days <= 30 else "",
        title=_("Prepare the renewal"),
        url=at("customer", row.key),
        reason=_("renews in %(days)s days, %(notice)s") % {"days": days, "notice": notice},
        step=Step(pgettext("action", "Open"), at("customer", row.key)),
        customer=row,
        **owned(row),
    )


def stale(row: Any, days: int, bad: bool) -> Face:
    return Face(
        icon="history",
        tone="bad" if bad else "warn",
        title=_("Go through the plan and save what has changed"),
        url=at("plan", row.key),
        reason=_("untouched for %(days)s days") % {"days": days},
        step=Step(_("Open the plan"), at("plan", row.key)),
        customer=row.customer,
        **owned(row),
    )


def blocked(row: Any) -> Face:
    here = at("proposal", row.key)
    return Face(
        icon="ban",
        tone="bad",
        title=_("Our proposal is blocked: %(deal)s") % {"deal": row.name},
        url=here,
        reason=_("stage %(stage)s, and the plan is not complete") % {"stage": row.stage},
        step=Step(_("What is missing"), here),
        customer=row.customer,
        **owned(row),
    )


def milestone(row: Any, late: bool) -> Face:
    theirs = _("their move: %(who)s") % {"who": row.counterpart or row.counterpart_text or row.customer.name}
    return Face(
        icon="flag",
        tone="bad" if late else "warn",
        title=_("Milestone: %(title)s") % {"title": row.title},
        url=at("record", "milestones", row.key),
        side=True,
        reason=theirs if row.side == "customer" else _("our move"),
        step=Step(_("Done"), at("do", "milestones", row.key, "done"), post=True),
        customer=row.customer,
        **owned(row),
    )


def task(row: Any, today: date) -> Face:
    blocked = row.state == "blocked"
    return Face(
        icon="ban" if blocked else "circle",
        tone="bad" if blocked or row.due_on < today else "",
        title=row.title,
        url=at("record", "tasks", row.key),
        side=True,
        customer=row.customer,
        reason=row.next_action or (_("blocked") if blocked else _("task")),
        step=Step(_("Done"), at("do", "tasks", row.key, "done"), post=True),
        **owned(row),
    )


def broken(row: Any) -> Face:
    here = at("record", "tasks", row.key)
    return Face(
        icon="shield-alert",
        tone="warn",
        title=_("Look at it again: %(title)s") % {"title": row.title},
        url=here,
        side=True,
        reason=_("it carries what followed from a decision that does not hold any more"),
        customer=row.customer,
        step=Step(pgettext("action", "Open"), here, side=True),
        **owned(row),
    )


def decision(row: Any) -> Face:
    here = at("record", "decisions", row.key)
    return Face(
        icon="gavel",
        tone="accent",
        title=_("Decide: %(title)s") % {"title": row.title},
        url=here,
        side=True,
        reason=row.customer_impact or row.question or _("others wait for it"),
        customer=row.customer,
        step=Step(_("Decide"), here, side=True),
        **owned(row),
    )


def risk(row: Any, bare: bool) -> Face:
    title = _("Write down what you do about “%(title)s”") if bare else _("Look at the risk “%(title)s” again")
    here = at("record", "risks", row.key)
    return Face(
        icon="shield-alert",
        tone="bad" if bare else "warn",
        title=title % {"title": row.title},
        url=here,
        side=True,
        reason=_("red, and nothing is done about it") if bare else _("its review is due"),
        step=Step(pgettext("action", "Open"), here, side=True),
        customer=row.customer,
        **owned(row),
    )


def submission(row: Any) -> Face:
    here = f"{at('board-form', row.form.board.key)}#came-in"
    return Face(
        icon="inbox",
        tone="accent",
        title=_("Answer %(name)s: %(title)s") % {"name": row.name, "title": row.title},
        url=here,
        reason=_("sent by a form; the board’s checks refused the card"),
        step=Step(pgettext("action", "Open"), here),
        customer=row.customer,
        owner=row.form.board.owner or row.form.board.project.owner,
    )


def gap(row: Any, customer: Any) -> Face:
    kind, whom = kinds.BY_NAME[str(row._meta.model_name)], gaps.places(row)[0]
    left = row.member.name if whom == "member" else getattr(row, "left_by", {}).get(whom, "")
    return Face(
        icon="user-x",
        tone="bad",
        title=naming(whom) % {"title": row.job if whom == "member" else name(kind, row)},
        url=address(kind, row),
        reason=_("%s has left") % left if left else row.owner_text or str(kind.one),
        gap=True,
        customer=customer,
        step=Step(_("Assign"), at("field", kind, row.key, whom), side=True),
    )


def naming(place: str) -> str:
    words = {
        "member": _("Name somebody on the account team: %(title)s"),
        "reviewer": _("Name a reviewer: %(title)s"),
        "context_owner": _("Name who keeps the context: %(title)s"),
    }
    return words.get(place) or _("Name an owner: %(title)s")
