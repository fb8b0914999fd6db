"""Whose an e-mail address is: a stakeholder's, or that of somebody with a customer's own domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handrail.record.customers.models import Customer, Stakeholder, Touchpoint

from .choosing import CALENDAR

if TYPE_CHECKING:
    from .world import Ref, World

BRANDS = frozenset(
    [
        "aol",
        "gmail",
        "gmx",
        "googlemail",
        "hotmail",
        "icloud",
        "outlook",
        "protonmail",
        "yahoo",
        "yandex",
        "ymail",
    ]
)
PUBLIC = frozenset(
    [
        "163.com",
        "126.com",
        "bigpond.com",
        "bluewin.ch",
        "btinternet.com",
        "comcast.net",
        "fastmail.com",
        "free.fr",
        "freenet.de",
        "hey.com",
        "laposte.net",
        "libero.it",
        "live.com",
        "live.de",
        "live.co.uk",
        "live.nl",
        "mac.com",
        "mail.com",
        "mail.de",
        "mail.ru",
        "mailbox.org",
        "me.com",
        "msn.com",
        "naver.com",
        "orange.fr",
        "pm.me",
        "posteo.de",
        "proton.me",
        "qq.com",
        "rediffmail.com",
        "seznam.cz",
        "sfr.fr",
        "t-online.de",
        "tuta.io",
        "tutanota.com",
        "verizon.net",
        "wanadoo.fr",
        "web.de",
        "wp.pl",
        "zoho.com",
    ]
)
"""Where anybody has an address: it says nothing about whom they work for."""


class Addresses:
    """Read when the first appointment asks: by then, what the same import brings is written, or was noted here."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people: dict[str, dict[Ref, str]] = {}
        self.domains: dict[str, set[Ref]] = {}
        self.gone: frozenset[str] = frozenset()
        self.loaded = False

    def note(self, model: type[Any], ref: Ref, columns: Mapping[str, Any]) -> None:
        """In a preview nothing is written: remember whom and what the import would bring."""
        if self.world.write:
            return
        if model is Stakeholder and columns.get("email"):
            self.people.setdefault(columns["email"].casefold(), {}).setdefault(columns["customer"], "")
        elif model is Customer and (host := host_of(columns.get("website", ""))):
            self.domains.setdefault(host, set()).add(ref)

    def load(self) -> None:
        """Three statements, once."""
        if self.loaded:
            return
        self.loaded = True
        refs = {ref.pk: ref for some in self.world.customers.by_name.values() for ref in some if ref.pk}
        here = Stakeholder.objects.filter(removed_at=None).exclude(email="")
        for pk, email, key in here.values_list("customer_id", "email", "key").iterator():
            if pk in refs:
                self.people.setdefault(email.casefold(), {})[refs[pk]] = key
        sites = Customer.objects.filter(removed_at=None).exclude(website="")
        for pk, website in sites.values_list("pk", "website").iterator():
            if pk in refs and (host := host_of(website)):
                self.domains.setdefault(host, set()).add(refs[pk])
        away = Touchpoint.objects.filter(removed_at__isnull=False, external_ids__has_key=CALENDAR)
        self.gone = frozenset(away.values_list(f"external_ids__{CALENDAR}", flat=True))

    def customers_of(self, mails: Iterable[str]) -> set[Ref]:
        """Those whose stakeholders these are; where none is one, those whose domain they have."""
        self.load()
        mails = list(mails)
        known = {ref for mail in mails for ref in self.people.get(mail, ())}
        return known or {ref for mail in mails if (ref := self.of_domain(mail.rpartition("@")[2]))}

    def of_domain(self, domain: str) -> Ref | None:
        """The one customer with this domain, or with the one it is a part of."""
        parts = domain.split(".")
        for at in range(len(parts) - 1):
            found = self.domains.get(".".join(parts[at:]))
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def keys_of(self, mails: Iterable[str], customer: Ref) -> list[str]:
        """The stakeholders of this customer among them."""
        found = (self.people.get(mail, {}).get(customer, "") for mail in mails)
        return list(dict.fromkeys(key for key in found if key))


def is_public(domain: str) -> bool:
    return domain in PUBLIC or domain.split(".")[0] in BRANDS


def host_of(website: str) -> str:
    """ "https://www.northwind.example/de" -> "northwind.example"; "" for what is no address."""
    text = website.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if "." in host and not is_public(host) else ""
