"""The front door: signing in, by password or by link, and whether the house is up."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.workspaces.models import User

from . import verbs
from .entry import open_to
from .forms import SignInForm
from .middleware import LAST_PLACE
from .queries import workspaces_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to("anyone")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only workspace of a member, of several the one used last, or the way to sign in."""
    if not request.user.is_authenticated:
        return redirect("access:sign-in")
    places = workspaces_of(request.user)
    last = [place for place in places if place.slug == request.COOKIES.get(LAST_PLACE)]
    if last or len(places) == 1:
        return redirect(f"/w/{(last or places)[0].slug}/")
    return render(request, "access/choose.html", {"places": places})


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return onward(request)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = try_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
        if user is not None:
            login(request, user, BACKEND)
            return onward(request)
        form.add_error(None, refusal(request, form.cleaned_data["email"]))
    return render(request, "access/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def try_password(request: HttpRequest, email: str, password: str) -> User | None:
    address = address_of(request)
    if verbs.too_many(email, address):
        return None
    user = authenticate(request, username=email.lower(), password=password)
    verbs.note_sign_in(email, user if isinstance(user, User) else None, address)
    return user if isinstance(user, User) else None


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. A proxy in front of us adds who asked it at the end of X-Forwarded-For."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    proxied = settings.SECURE or nearest in ("127.0.0.1", "::1")
    told = request.headers.get("X-Forwarded-For", "") if proxied else ""
    return told.rpartition(",")[2].strip()[:64] or nearest


def refusal(request: HttpRequest, email: str) -> str:
    if verbs.too_many(email, address_of(request)):
        return _(
            "Too many tries from here. Wait a quarter of an hour, or ask your administrator for a sign-in link."
        )
    return _("This e-mail and password do not belong together. Check both and try again.")


@open_to("anyone")
@require_http_methods(["GET", "HEAD"])
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """One GET signs in: the link is printed for the person at the machine. A HEAD, as previews send, uses nothing."""
    if request.method == "HEAD":
        return HttpResponse()
    user = verbs.use_login_link(secret, address_of(request))
    if user is None:
        return render(request, "access/link_spent.html", status=410)
    login(request, user, BACKEND)
    return redirect("access:home")


@open_to("anyone")
@require_http_methods(["POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("access:sign-in")


@open_to("anyone")
@require_http_methods(["POST"])
def language(request: HttpRequest) -> HttpResponse:
    """What pages are written in, in this browser; nothing chosen: what the browser asks for."""
    response, wanted = onward(request), request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


def onward(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")
