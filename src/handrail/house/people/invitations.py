"""Asking people to join: by mail, or by a link that somebody hands over. The secret is told once and kept as a hash."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handrail.house.access.guard import digest
from handrail.house.ledger import write
from handrail.house.ledger.rows import add
from handrail.house.workspaces.models import Member, Team
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem

from . import rules
from .models import Invitation

log = logging.getLogger(__name__)
LASTS = timedelta(days=14)
MOST_A_DAY = 200
"""Of one workspace: nobody makes a mail cannon of it."""
MOST_SENDS, PAUSE = 5, timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """Who is asked to join, and as what."""

    email: str
    name: str = ""
    role: str = "member"
    job: str = ""
    team: Team | None = None
    member: Member | None = None
    way: str = "mail"


@dataclass(frozen=True, slots=True)
class Invited:
    """The invitation with its link, which is shown once. `mailed` is false where the mail could not be sent."""

    invitation: Invitation
    link: str
    mailed: bool


def invite(drafts: Sequence[Draft]) -> list[Invited]:
    """Make invitations and send those that go by mail. Nobody invites above their own role."""
    rules.need("admin")
    rules.refuse_above(draft.role for draft in drafts)
    rules.need_proof([draft.role for draft in drafts])
    with transaction.atomic():
        check(drafts)
        made = [row_of(draft) for draft in drafts]
        add([row for row, _secret in made], lambda row: row.name or row.email)
    return [deliver(row, secret) for row, secret in made]


def row_of(draft: Draft) -> tuple[Invitation, str]:
    secret, now = new_secret(), clock.real()
    row = Invitation(
        email=draft.email.strip().lower(), name=draft.name.strip(), role=draft.role, job=draft.job.strip(),
        team=draft.team, member=seat_of(draft), by=current().member, way=draft.way, digest=digest(secret),
        sent_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    return row, secret


def seat_of(draft: Draft) -> Member | None:
    """The member whom an import brought and who has this address: they take their own seat."""
    if draft.member is not None:
        return draft.member
    seats = Member.objects.filter(email__iexact=draft.email.strip(), user=None, removed_at=None)
    return seats.order_by("pk").first()


def resend(row: Invitation) -> Invited:
    """A new secret, and time anew; the old link no longer opens."""
    rules.need("admin")
    rules.refuse_above([row.role])
    rules.need_proof([row.role])
    now = clock.real()
    if row.used_at is not None or row.revoked_at is not None:
        raise refusal(_("This invitation is over."), _("Make a new one."))
    if row.sends >= MOST_SENDS:
        raise refusal(_("This was sent often enough."), _("Hand the link over yourself, or ask them first."))
    if now - row.sent_at < PAUSE:
        raise refusal(_("This was sent a moment ago."), _("Wait a minute."))
    refuse_flood(1)
    secret = new_secret()
    values = {"digest": digest(secret), "sent_at": now, "expires_at": now + LASTS, "sends": row.sends + 1}
    write.change(row, values, kind="sent")
    return deliver(row, secret)


def revoke(rows: Sequence[Invitation]) -> int:
    rules.need("admin")
    return withdraw(rows)


def withdraw(rows: Sequence[Invitation]) -> int:
    now = clock.real()
    still = [(row, {"revoked_at": now}) for row in rows if row.used_at is None and row.revoked_at is None]
    return write.change_many(still, kind="revoked")


# -- sending ------------------------------------------------------------------------------------------------


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def deliver(row: Invitation, secret: str) -> Invited:
    """By mail, inside the open change: where the mail does not go out, the link can still be handed over."""
    link = f"{settings.URL}/join/{secret}"
    return Invited(row, link, row.way == "mail" and mailed(row, link))


def mailed(row: Invitation, link: str) -> bool:
    scope = current()
    words = {"invitation": row, "link": link, "workspace": scope.workspace, "by": row.by, "days": LASTS.days}
    subject = _("%(who)s invites you to %(place)s") % {
        "who": one_line(row.by.name if row.by else scope.workspace.name),
        "place": one_line(scope.workspace.name),
    }
    try:
        return bool(send_mail(subject, render_to_string("people/mail.txt", words), None, [row.email]))
    except Exception:  # whatever the transport raises: the invitation stands, and the page offers its link
        log.exception("The invitation %s could not be mailed.", row.key)
        return False


def one_line(text: str) -> str:
    """A header of a mail holds no line break."""
    return " ".join(text.split())


# -- checks -------------------------------------------------------------------------------------------------


def check(drafts: Sequence[Draft]) -> None:
    refuse_flood(len(drafts))
    mails = [draft.email.strip().lower() for draft in drafts]
    here = Member.objects.here().filter(email__in=mails, user__isnull=False)
    inside = set(here.values_list("email", flat=True))
    problems = [problem for draft in drafts if (problem := fault(draft, inside))]
    if problems:
        raise Invalid(problems)
    withdraw(list(open_ones().filter(email__in=mails)))


def fault(draft: Draft, inside: set[str]) -> Problem | None:
    email = draft.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        words = _("“%s” is not an e-mail address.") % draft.email[:100]
        return Problem("email", words, _("Write it like mara@example.com."))
    if email in inside:
        return Problem("email", _("%s is here already.") % email, _("Change their role on the list below."))
    if draft.role not in Member.ROLES or draft.way not in Invitation.WAYS:
        return Problem("role", _("There is no such role."), _("Choose one of the list."))
    if draft.member is not None and draft.member.user_id is not None:
        return Problem("member", _("%s can sign in already.") % draft.member.name, _("Choose somebody else."))
    return None


def open_ones() -> QuerySet[Invitation]:
    """Invitations that may still be taken up, or sent again where they are too old."""
    rows = Invitation.objects.filter(used_at=None, revoked_at=None, removed_at=None)
    return rows.select_related("by", "team", "member").order_by("-sent_at", "-pk")


def refuse_flood(coming: int) -> None:
    lately = Invitation.objects.filter(sent_at__gt=clock.real() - timedelta(days=1)).count()
    if lately + coming > MOST_A_DAY:
        raise refusal(_("Too many people were invited today."), _("Go on tomorrow."))


def refusal(words: str, fix: str) -> Invalid:
    return Invalid([Problem("invitation", words, fix)])
