"""What goes out by mail: links to set a new password or to sign in. To people who are here, and only so often."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.house.access import verbs as access
from handrail.house.workspaces.models import User

from . import limits


def send_reset(email: str) -> None:
    user = addressee("reset", email)
    if user is not None:
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        link = settings.URL + reverse("account_reset_password_from_key", kwargs=key)
        send("reset", user, _("Set a new password for Handrail"), link)


def send_link(email: str) -> None:
    user = addressee("link", email)
    if user is not None:
        send(
            "link",
            user,
            _("Your link to sign in to Handrail"),
            settings.URL + access.login_link(email, mailed=True),
        )


def addressee(kind: str, email: str) -> User | None:
    """The person behind an address, if there is one and their mailbox has not had enough."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    return None if user is None or limits.mailbox_full(kind, user.email) else user


def send(kind: str, user: User, subject: str, link: str) -> None:
    body = render_to_string(f"signing/mail/{kind}.txt", {"person": user, "link": link})
    send_mail(subject, body, None, [user.email])
    limits.note_mail(kind, user.email)
