"""Coming in: with a password, with a mailed link, through a provider; and a new password for who has lost it.

Every answer to somebody unknown is the answer to somebody known, and takes as long.
"""

from __future__ import annotations

import logging

from allauth.account.internal.flows.login import perform_login, perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter as provider_adapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access import verbs as access
from handrail.house.access.addresses import address_of
from handrail.house.access.entry import open_to
from handrail.house.workspaces.models import User

from .. import limits, tasks
from ..adapters import TOO_MANY, AccountAdapter
from ..answers import safe
from ..forms import MailForm, SignInForm
from ..queries import factors_of
from ..recent import ask, fresh

log = logging.getLogger(__name__)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponseRedirect(safe(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = try_password(request, form)
        if user is not None:
            login = Login(user=user, email=user.email, redirect_url=safe(request))
            answer: HttpResponse = perform_password_login(request, {"email": user.email}, login)
            return answer
    return entrance(request, form)


def entrance(request: HttpRequest, form: SignInForm) -> HttpResponse:
    told = {
        "form": form,
        "next": safe(request) if safe(request) != "/" else "",
        "providers": settings.SIGN_IN_PROVIDERS,
        "mail": settings.MAIL_ARRIVES,
    }
    return render(request, "signing/sign_in.html", told)


def try_password(request: HttpRequest, form: SignInForm) -> User | None:
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    try:
        user = AccountAdapter(request).authenticate(request, email=email, password=password)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if user is None:
        words = _("This e-mail and password do not belong together. Check both and try again.")
        form.add_error(None, words)
    return user


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_reset(request: HttpRequest) -> HttpResponse:
    return ask_mail(request, "reset")


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    return ask_mail(request, "link")


def ask_mail(request: HttpRequest, kind: str) -> HttpResponse:
    """Whether anybody has this address is found out by the worker, and told by mail only."""
    form = MailForm(request.POST or None)
    if request.method == "POST" and settings.MAIL_ARRIVES and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if limits.reserve(kind, email, address_of(request)) is None:
            form.add_error(None, TOO_MANY)
        else:
            getattr(tasks, kind).defer(email=email, language=get_language() or "en")
            return redirect(f"signing:{kind}-sent")
    return render(request, f"signing/ask_{kind}.html", {"form": form, "mail": settings.MAIL_ARRIVES})


@open_to("anyone")
@require_safe
def sent(request: HttpRequest, kind: str) -> HttpResponse:
    return render(request, "signing/sent.html", {"kind": kind})


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mailed(request: HttpRequest, secret: str) -> HttpResponse:
    """A link from a mail. Looking at it does nothing, since mail is opened by machines first; the button signs in."""
    if request.method != "POST":
        link = access.live_links(secret, mailed=True).select_related("user").first()
        if link is None:
            return render(request, "access/link_spent.html", status=410)
        return render(request, "signing/mailed.html", {"person": link.user})
    user = access.use_login_link(secret, address_of(request), mailed=True)
    if user is None:
        return render(request, "access/link_spent.html", status=410)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, "mail")
    answer: HttpResponse = perform_login(request, Login(user=user, email=user.email, redirect_url="/"))
    return answer


@open_to("anyone")
@require_POST
def go(request: HttpRequest, provider: str) -> HttpResponse:
    """On to a provider. As a page that goes on by itself: a form may only be answered by ourselves."""
    try:
        found = provider_adapter(request).get_provider(request, provider)
    except (SocialApp.DoesNotExist, LookupError):
        raise Http404(_("There is no such way to sign in.")) from None
    connecting = request.POST.get("process") == "connect" and request.user.is_authenticated
    if connecting and not fresh(request):
        return ask(request)
    try:
        answer = found.redirect(request, "connect" if connecting else "login", next_url=safe(request))
    except Exception:  # whatever is wrong with their server is not ours to crash on
        log.exception("The sign-in provider %s can not be asked.", provider)
        return render(request, "signing/provider_away.html", {"name": found.name}, status=502)
    return render(request, "signing/going.html", {"name": found.name, "url": answer.url})


@open_to("signed_in")
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """In front of a workspace that asks everybody for a second factor: show one, or set one up."""
    assert isinstance(request.user, User)
    factors = factors_of(request.user)
    return render(request, "signing/second_factor.html", {"factors": factors, "next": safe(request)})


@open_to("anyone")
def no_single_logout(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The library wants the address to exist. Nobody is signed out here by a link that anybody can write."""
    raise Http404(_("Signing out of the provider does not sign out of Handrail."))
