"""How somebody came in, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def way(row: Any) -> str:
    """ "password and a code", "Acme", "passkey" - of a note of a sign-in."""
    words = {
        "password": _("password"),
        "link": _("printed link"),
        "mail": _("mailed link"),
        "invitation": pgettext("way in", "invitation"),
        "passkey": _("passkey"),
        "code": _("code of the second step"),
        "provider": row.provider or _("provider"),
    }
    found = words.get(row.way, _("other"))
    factors = {
        "totp": _("a code"), "recovery_codes": _("a recovery code"), "webauthn": _("a passkey"),
    }  # fmt: skip
    return (
        _("%(way)s and %(factor)s") % {"way": found, "factor": factors[row.factor]}
        if row.factor in factors
        else found
    )
