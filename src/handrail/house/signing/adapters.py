"""What the sign-in library asks us: limits, who may join, how a person is named, whom a provider may speak for."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail import wiring
from handrail.house.access.addresses import address_of, ip_of
from handrail.house.workspaces.models import User

from . import limits
from .audit import note

TOO_MANY = gettext_lazy("Too many tries from here. Wait a quarter of an hour, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": gettext_lazy("This is not your password. Check it and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return ip_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """By mail and password, counted. Raises where there were too many tries; None where they do not match."""
        email, address = str(credentials["email"]).strip().lower(), address_of(request)
        attempt = limits.reserve("password", email, address)
        if attempt is None:  # and no note of it: nobody fills the database from outside
            raise self.validation_error("too_many_login_attempts")
        user = authenticate(request, username=email, password=credentials["password"])
        if not isinstance(user, User):
            note(request, email=email, way="password", ok=False)
            return None
        limits.release(attempt)
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Our validators, and not one's own mail address."""
        cleaned: str = super().clean_password(password, user=user)
        if user is not None and user.email and user.email.partition("@")[0].lower() in password.lower():
            raise forms.ValidationError(_("The password holds your mail address. Choose one that does not."))
        return cleaned


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This did not match. Check it and try again; a code works only once."),
    }

    def encrypt(self, text: str) -> str:
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""  # made under another secret key: it matches nothing, and can be set up again

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return str(_("My passkey"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the host it was made at."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Handrail"}


def box() -> Fernet:
    """Secrets of authenticator apps are of no use to whoever has the database alone."""
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(f"factors {settings.SECRET_KEY}".encode()).digest())
    )


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through a provider links to a person who is here already, or to one who is invited."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == "connect" or sociallogin.is_existing:
            return
        user = self.person_behind(sociallogin)
        if user is None:
            return
        name = sociallogin.account.provider
        if SocialAccount.objects.filter(user=user, provider=name).exists():
            # The provider has given this mail address to another account of its own.
            note(request, email=user.email, way="provider", provider=name, ok=False)
            raise ImmediateHttpResponse(turned_away(request, "other_account", sociallogin))
        sociallogin.connect(request, user)

    def person_behind(self, sociallogin: SocialLogin) -> User | None:
        """The one whose mail address the provider has verified and may speak for."""
        for email in spoken_for(sociallogin):
            user = User.objects.filter(email=email, is_active=True).first()
            if user is not None:
                return user
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        if wiring.MAY_JOIN and any(wiring.load(wiring.MAY_JOIN)(email) for email in spoken_for(sociallogin)):
            return True
        note(
            request,
            email=mail_of(sociallogin),
            way="provider",
            provider=sociallogin.account.provider,
            ok=False,
        )
        raise ImmediateHttpResponse(turned_away(request, "nobody", sociallogin))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.email = user.email.lower()
        user.name = str(data.get("name") or " ".join(filter(None, parts)) or user.email.partition("@")[0])[
            :200
        ]
        return user


def spoken_for(sociallogin: SocialLogin) -> list[str]:
    provider = provider_named(sociallogin.account.provider)
    if provider is None:
        return []
    found = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
    return [email for email in found if provider.speaks_for(email)]


def mail_of(sociallogin: SocialLogin) -> str:
    return str(next((one.email for one in sociallogin.email_addresses), "") or "")


def provider_named(name: str) -> Any:
    return next((one for one in settings.SIGN_IN_PROVIDERS if one.id == name), None)


def turned_away(request: HttpRequest, why: str, sociallogin: SocialLogin) -> HttpResponse:
    provider = provider_named(sociallogin.account.provider)
    unverified = mail_of(sociallogin) and not spoken_for(sociallogin)
    told = {"why": "unverified" if why == "nobody" and unverified else why, "provider": provider}
    return render(request, "signing/turned_away.html", told, status=403)
