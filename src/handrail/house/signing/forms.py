"""The forms of sign-in. Codes are counted and spent; everything else of them is the library's."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.account.forms import (
    ReauthenticateForm as PasswordForm,
)
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.house.access.addresses import address_of

from . import limits
from .adapters import TOO_MANY
from .audit import note

CODE = forms.TextInput(
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false",
           "autofocus": True}
)  # fmt: skip


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "data-reveals": ""}),
    )


class MailForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class Counted(forms.Form):
    """A code may be tried so often, and used once."""

    user: Any
    way = "code"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(label=_("Code"), max_length=40, widget=CODE)

    def clean_code(self) -> str:
        request = context.request
        attempt = limits.reserve("code", f"user:{self.user.pk}", address_of(request), user_id=self.user.pk)
        if attempt is None:
            raise forms.ValidationError(TOO_MANY)
        code = str(self.cleaned_data["code"]).replace(" ", "").replace("-", "")
        self.cleaned_data["code"] = code
        try:
            super().clean_code()  # type: ignore[misc]
            if not limits.spend("code", self.user.pk, code):
                raise get_adapter().validation_error("incorrect_code")
        except forms.ValidationError:
            note(request, user=self.user, way="code", ok=False)
            raise
        limits.release(attempt)
        return code


class CodeForm(Counted, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgainForm(Counted, ReauthenticateForm):  # type: ignore[misc]
    """Proving again, before something that must not happen by accident."""


class FirstCodeForm(Counted, ActivateTOTPForm):  # type: ignore[misc]
    """The code that shows that the app has the secret."""


NEW = _("At least 10 characters. A sentence of a few words is good; a password manager is better.")


class Shown(forms.Form):
    """Passwords are written once, since they can be looked at while they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for field in self.fields.values():
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs = {
                    "autocomplete": field.widget.attrs.get("autocomplete", ""),
                    "data-reveals": "",
                }
        if "password1" in self.fields:
            self.fields["password1"].label = _("New password")
            self.fields["password1"].help_text = NEW
            self.fields["password1"].widget.attrs["autocomplete"] = "new-password"


class PasswordAgainForm(Shown, PasswordForm):  # type: ignore[misc]
    """The password once more, before something dangerous."""


class ChangeForm(Shown, ChangePasswordForm):  # type: ignore[misc]
    """A new password for who knows the old one; wrong ones are counted like those at the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        password = str(self.cleaned_data["oldpassword"])
        if not get_account_adapter().reauthenticate(self.user, password):
            raise get_account_adapter().validation_error("enter_current_password")
        return password


class FirstPasswordForm(Shown, SetPasswordForm):  # type: ignore[misc]
    """A password for who has come in without one."""


class ResetForm(Shown, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password for who has lost the old one."""
