"""`HANDRAIL_MAIL_URL` to Django's settings of mail. Read at start: a wrong one stops it with a sentence that helps."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from handrail.kit.environment import BadSetting

NAME = "HANDRAIL_MAIL_URL"
WEBHOOK, SENDER = "HANDRAIL_MAIL_WEBHOOK", "HANDRAIL_MAIL_FROM"
SECONDS = 20
KNOWN = (
    "console:, file:///folder, smtp://user:password@host:587?tls=1, smtps://user:password@host,"
    " or a service such as postmark://token"
)

SERVICES: dict[str, tuple[str, ...]] = {
    "brevo": ("BREVO_API_KEY",),
    "mailersend": ("MAILERSEND_API_TOKEN",),
    "mailgun": ("MAILGUN_API_KEY", "MAILGUN_SENDER_DOMAIN"),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "mailtrap": ("MAILTRAP_API_TOKEN",),
    "mandrill": ("MANDRILL_API_KEY",),
    "postmark": ("POSTMARK_SERVER_TOKEN",),
    "resend": ("RESEND_API_KEY",),
    "sparkpost": ("SPARKPOST_API_KEY",),
}
"""Services that take mail over HTTP, and what each needs: `name://first` or `name://first:second`."""
SIGNING = {
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mandrill": "MANDRILL_WEBHOOK_KEY",
    "resend": "RESEND_SIGNING_SECRET",
}
"""Services that sign what they tell us; the others sign in with the setting's `user:password`."""


@dataclass(frozen=True, slots=True)
class Mail:
    """`settings` are Django's and anymail's. `service` is empty where no service tells us about bounces."""

    settings: dict[str, Any]
    service: str = ""
    anymail: dict[str, Any] = field(default_factory=dict)

    @property
    def arrives(self) -> bool:
        """Whether mail leaves this machine."""
        return not str(self.settings["EMAIL_BACKEND"]).endswith(
            ("console.EmailBackend", "filebased.EmailBackend")
        )


def mail(url: str, folder: Path, webhook: str = "") -> Mail:
    """`folder` is where mail goes as files when nobody has said anything else."""
    parts = urlsplit(url or "file:")
    if parts.scheme == "console":
        return Mail({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"})
    if parts.scheme == "file":
        return as_files(parts, folder)
    if parts.scheme in ("smtp", "smtps"):
        return smtp(parts)
    if parts.scheme in SERVICES:
        return service(parts, webhook)
    raise BadSetting(f"{NAME} begins with “{parts.scheme}:”. Write one of: {KNOWN}.")


def as_files(parts: SplitResult, folder: Path) -> Mail:
    if parts.netloc:
        raise BadSetting(
            f"{NAME} names a host where a folder belongs. Write file:///srv/mail, with three strokes."
        )
    place = Path(unquote(parts.path)) if parts.path else folder
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return Mail({"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(place)})


def smtp(parts: SplitResult) -> Mail:
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    direct, upgraded = parts.scheme == "smtps", said.pop("tls", "0")
    if said or upgraded not in ("0", "1") or parts.path.strip("/"):
        raise BadSetting(f"{NAME} has an ending that is not known. After the host only ?tls=1 may stand.")
    if direct and upgraded == "1":
        raise BadSetting(
            f"{NAME} says both smtps and tls=1. smtps: is encrypted from the start; leave tls=1 out."
        )
    try:
        port = parts.port
    except ValueError:
        raise BadSetting(
            f"{NAME} has a port that is not a number. Write smtp://user:password@host:587."
        ) from None
    if not parts.hostname:
        raise BadSetting(f"{NAME} names no host. Write smtp://user:password@host:587?tls=1.")
    return Mail(
        {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port or (465 if direct else 587 if upgraded == "1" else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": direct,
            "EMAIL_USE_TLS": upgraded == "1",
            "EMAIL_TIMEOUT": SECONDS,
        }
    )


def service(parts: SplitResult, webhook: str) -> Mail:
    name, needs = parts.scheme, SERVICES[parts.scheme]
    given = [unquote(part) for part in parts.netloc.rstrip("@").replace("@", ":").split(":") if part]
    if len(given) != len(needs) or parts.path.strip("/"):
        shape = ":".join(f"<{need.split('_', 1)[1].lower()}>" for need in needs)
        raise BadSetting(f"{NAME} needs another form for {name}. Write {name}://{shape}.")
    said = dict(parse_qsl(parts.query))
    keys: dict[str, Any] = dict(zip(needs, given, strict=True))
    if said.pop("eu", "0") == "1" and name == "mailgun":
        keys["MAILGUN_API_URL"] = "https://api.eu.mailgun.net/v3"
    if said:
        raise BadSetting(f"{NAME} has an ending that is not known: {', '.join(sorted(said))}.")
    keys |= heard(name, webhook)
    keys["REQUESTS_TIMEOUT"] = SECONDS
    return Mail({"EMAIL_BACKEND": f"anymail.backends.{name}.EmailBackend"}, name if webhook else "", keys)


def heard(name: str, webhook: str) -> dict[str, str]:
    """How we know that what comes in about bounces is from the service."""
    if not webhook:
        return {}
    if name in SIGNING:
        return {SIGNING[name]: webhook}
    if ":" not in webhook or len(webhook) < 20:
        raise BadSetting(
            "HANDRAIL_MAIL_WEBHOOK is too weak. Write name:password, with a long random password, and give the"
            " service the same two."
        )
    return {"WEBHOOK_SECRET": webhook}


def sender(raw: str, host: str) -> str:
    """`HANDRAIL_MAIL_FROM`, or an address of this host that nobody has to set up to begin."""
    if not raw:
        return f"Handrail <handrail@{host if '.' in host and not host[-1].isdigit() else 'localhost'}>"
    _name, address = parseaddr(raw)
    if address.count("@") != 1 or not all(address.split("@")) or any(c in raw for c in "\r\n"):
        raise BadSetting(f"HANDRAIL_MAIL_FROM is “{raw}”. Write Handrail <handrail@example.com>.")
    return raw
