"""The views of the sign-in library that we use, each under an address of ours and with who may enter.

What is not in this list does not exist: no signing oneself up, no list of mail addresses, no signing out by a link.
The names are the library's own, since it finds its way by them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from handrail.house.access.entry import open_to

from .recent import recently
from .views import entrance, security


def lent(route: str, view: Callable[..., Any], name: str, who: str, *, dangerous: bool = False) -> URLPattern:
    """An address with a view of the library behind our door; a dangerous one asks who you are, again."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    guarded = never_cache(recently(inside) if dangerous else inside)
    if getattr(view, "csrf_exempt", False):
        guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return path(route, open_to(who)(guarded), name=name)


urlpatterns = [
    path("sign-in", entrance.sign_in, name="account_login"),
    lent("sign-in/inactive", account.account_inactive, "account_inactive", "anyone"),
    lent("sign-in/again", account.reauthenticate, "account_reauthenticate", "signed_in"),
    lent("sign-in/forgotten/new", account.password_reset_from_key_done, "account_reset_password_from_key_done",
         "anyone"),
    lent("sign-in/forgotten/<slug:uidb36>/<str:key>/", account.password_reset_from_key,
         "account_reset_password_from_key", "anyone"),
    path("sign-in/forgotten/", entrance.ask_reset, name="account_reset_password"),
    lent("sign-in/code", factors.authenticate, "mfa_authenticate", "anyone"),
    lent("sign-in/again/code", factors.reauthenticate, "mfa_reauthenticate", "signed_in"),
    lent("sign-in/again/passkey", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", "signed_in"),
    lent("sign-in/passkey", passkeys.login_webauthn, "mfa_login_webauthn", "anyone"),
    lent("you/password", account.password_change, "account_change_password", "signed_in"),
    lent("you/password/first", account.password_set, "account_set_password", "signed_in", dangerous=True),
    *(path("you/security/", security.show, name=name)
      for name in ("mfa_index", "mfa_list_webauthn", "socialaccount_connections")),
    lent("you/security/app", totp.activate_totp, "mfa_activate_totp", "signed_in", dangerous=True),
    lent("you/security/app/remove", totp.deactivate_totp, "mfa_deactivate_totp", "signed_in", dangerous=True),
    lent("you/security/recovery-codes", codes.view_recovery_codes, "mfa_view_recovery_codes", "signed_in",
         dangerous=True),
    lent("you/security/recovery-codes/new", codes.generate_recovery_codes, "mfa_generate_recovery_codes", "signed_in",
         dangerous=True),
    lent("you/security/passkeys/new", passkeys.add_webauthn, "mfa_add_webauthn", "signed_in", dangerous=True),
    lent("you/security/passkeys/<int:pk>/name", passkeys.edit_webauthn, "mfa_edit_webauthn", "signed_in",
         dangerous=True),
    lent("you/security/passkeys/<int:pk>/remove", passkeys.remove_webauthn, "mfa_remove_webauthn", "signed_in",
         dangerous=True),
    lent("sign-in/with/cancelled", social.login_cancelled, "socialaccount_login_cancelled", "anyone"),
    lent("sign-in/with/failed", social.login_error, "socialaccount_login_error", "anyone"),
    lent("sign-in/with/<str:provider_id>/callback", oidc.callback, "openid_connect_callback", "anyone"),
]  # fmt: skip

if settings.SAML:
    from allauth.socialaccount.providers.saml import views as saml

    S = "sign-in/saml/<slug:organization_slug>/"
    urlpatterns += [
        lent(S + "acs", saml.acs, "saml_acs", "anyone"),
        lent(S + "acs/finish", saml.finish_acs, "saml_finish_acs", "anyone"),
        lent(S + "metadata", saml.metadata, "saml_metadata", "anyone"),
        path(S + "sls", entrance.no_single_logout, name="saml_sls"),
    ]
