"""How each line of Today looks: what to do, for whom, why, and the one click that does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handrail.kit import clock
from handrail.record.assumptions.states import expired
from handrail.record.customers.models import Customer
from handrail.ui.dates import written
from handrail.watch.health.models import Standing

from . import feedback_clock, gaps, kinds, reasons
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


def blocker(row: Any, today: date) -> Face:
    """A fallback that waits for a word has the one button; else the blocker is opened."""
    here, waits = at("blocker", row.key), row.state == "waiting"
    words = {
        "waiting": _("the customer would see its fallback: %(what)s") % {"what": row.fallback[:120]},
        "refused": _("its fallback was refused"),
        "armed": _("its fallback takes effect if it is not solved in time"),
    }
    late = row.due_on is not None and row.due_on < today
    step = Step(_("Let it take effect"), at("blocker-act", row.key, "release"), post=True)
    return Face(
        icon="octagon-alert",
        tone="bad" if late or row.state in ("waiting", "refused") else "warn",
        title=_("Blocker: %(title)s") % {"title": row.title},
        url=here,
        side=True,
        reason=words.get(row.state) or row.customer_impact or _("it holds work up"),
        step=step if waits else Step(pgettext("action", "Open"), here, side=True),
        customer=row.customer,
        **owned(row),
    )


def feedback(row: Any) -> Face:
    here, open_ = at("feedback-one", row.key), row.state == "open"
    who = row.voice or (row.asked_by.name if row.asked_by else "")
    late = open_ and row.due_at is not None and row.due_at <= clock.now()
    return Face(
        icon="message-square",
        tone="bad" if late else "warn" if open_ else "",
        title=(_("Answer: %(title)s") if open_ else _("Say how it ends: %(title)s")) % {"title": row.title},
        url=here,
        side=True,
        reason=clocked(row, who) if open_ else _("answered, and not over yet"),
        customer=row.customer,
        step=Step(_("Answer") if open_ else pgettext("action", "Open"), here, side=True),
        **owned(row),
    )


def assumption(row: Any, today: date) -> Face:
    """It is to be known, or it runs out."""
    here = at("assumption", row.key)
    waits = row.state == "open"
    title = (
        _("Find out whether it holds: %(title)s") if waits else _("Look whether it still holds: %(title)s")
    )
    gone = expired(row.state, row.expires_on, today)
    return Face(
        icon="lightbulb",
        tone="warn" if gone else "accent",
        title=title % {"title": row.title},
        url=here,
        side=True,
        reason=_("it has run out, and nothing may lean on it")
        if gone
        else row.test or _("others rely on it"),
        customer=row.customer,
        step=Step(pgettext("action", "Open"), here, side=True),
        **owned(row),
    )


def scope_change(row: Any, today: date) -> Face:
    """Whoever owns it weighs it where nobody has, and says yes or no."""
    here, weighed = at("scope-change", row.key), row.state == "weighed"
    return Face(
        icon="git-compare",
        tone="bad" if row.due_on is not None and row.due_on < today else "warn",
        title=_("Decide the change of scope: %(title)s") % {"title": row.title},
        url=here,
        reason=(
            _("it is weighed; %(project)s waits")
            if weighed
            else _("it is asked of %(project)s, and not weighed")
        )
        % {"project": row.project.title},
        customer=row.customer,
        step=Step(_("Decide") if weighed else pgettext("action", "Open"), here),
        **owned(row),
    )


def signal(row: Any, today: date) -> Face:
    here = address(kinds.BY_NAME["signal"], row)
    return Face(
        icon="circle-check",
        tone="bad" if row.due_on < today else "warn",
        title=_("Show it: %(title)s") % {"title": row.title},
        url=here,
        side=True,
        reason=_("%(project)s is not ready without it") % {"project": row.project.title},
        customer=row.customer,
        step=Step(pgettext("action", "Open"), here, side=True),
        **owned(row),
    )


def clocked(row: Any, who: str) -> str:
    """Who asked, and how much time is left."""
    left = feedback_clock.said(row)
    return _("%(who)s asks; %(left)s") % {"who": who, "left": left} if who else left


def risk(row: Any, exposed: bool) -> Face:
    title, reason = _("Look at the risk “%(title)s” again"), _("its review is due")
    if exposed and not (row.mitigation or row.mitigation_actions):
        title, reason = _("Write down what you do about “%(title)s”"), _("high, and nothing is done about it")
    elif exposed:
        title = _("Write down the fallback for “%(title)s”")
        reason = _("high, and there is no fallback before work starts")
    here = at("risk", row.key)
    return Face(
        icon="shield-alert",
        tone="bad" if exposed else "warn",
        title=title % {"title": row.title},
        url=here,
        reason=reason,
        step=Step(pgettext("action", "Open"), here),
        customer=row.customer,
        **owned(row),
    )


def review(row: Any) -> Face:
    here = at("review", row.key)
    return Face(
        icon="presentation",
        tone="warn",
        title=_("Hold the review: %(title)s") % {"title": row.title},
        url=here,
        reason=row.project.title if row.project is not None else _("nobody has opened it"),
        step=Step(pgettext("action", "Open"), here),
        customer=row.customer,
        **owned(row),
    )


def asked(row: Any, today: date) -> Face:
    """Whose move it is, is the reviewer's."""
    here = at("card", row.key)
    return Face(
        icon="kanban",
        tone="bad" if row.review_on is not None and row.review_on < today else "accent",
        title=_("Review: %(title)s") % {"title": row.task.title},
        url=here,
        side=True,
        reason=_("approve it, or ask for changes"),
        step=Step(pgettext("action", "Open"), here, side=True),
        customer=row.customer,
        owner=row.reviewer,
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
