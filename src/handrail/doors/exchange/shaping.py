"""A table that may come in: its fields, and by which names its columns go. No Django.

A column name is compared folded: small letters and digits only, without what stands in parentheses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from handrail.kit.words import mark

KEEP, LEAVE = "keep", "leave"
"""What a column that is no field of ours becomes: kept beside the record under its own name, or left out."""

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SHARP = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def fold(text: str) -> str:
    """ "ARR (EUR)" -> "arr", "Renewal_Date__c" -> "renewaldate", "Verlängerung" -> "verlaengerung"."""
    bare = _ASIDE.sub(" ", text).strip() or text
    bare = bare.removesuffix("__c").translate(_SHARP)
    plain = unicodedata.normalize("NFKD", bare).casefold()
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Field:
    """One thing we want to know. `kind` says how its cells are read (`reading.READERS`)."""

    name: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    longest: int = 0

    @property
    def names(self) -> frozenset[str]:
        return folded(self.aliases)


@cache
def folded(aliases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(alias) for alias in aliases)


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of record that a table may hold: its fields, and how its files tend to be called."""

    name: str
    label: str
    one: str
    fields: tuple[Field, ...]
    filenames: tuple[str, ...]
    prefix: str = ""
    """How Salesforce starts the ids of these records."""
    needs: tuple[frozenset[str], ...] = ()
    """Of each of these sets at least one field must be found, or the table holds something else."""
    keeps: bool = True
    """Whether the record has a place for columns that are no field of ours."""

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)


def needs(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(names.split()) for names in sets)


def aliases(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def field(name: str, label: str, kind: str, words: str, longest: int = 0) -> Field:
    return Field(name, label, kind, aliases(words), longest)


ACCOUNT_ID = field(
    "account_id", mark("Account id"), "account_id",
    "AccountId, Account ID, Company ID, Associated Company IDs, Customer ID, Associated Company ID, "
    "Primary Company ID, Kundennummer, Kunden-ID, Customer No, Client ID, Primary Associated Company ID, "
    "WhatId",
)  # fmt: skip
ACCOUNT_NAME = field(
    "account_name", mark("Account name"), "account",
    "Account, Account Name, Company, Company Name, Customer, Customer Name, Client, Associated Company, "
    "Associated Company (Primary), Kunde, Firma, Unternehmen, Kundenname, Client Name, Organisation, "
    "Organization, Account.Name, Primary Company, Project, Projekt",
    300,
)  # fmt: skip
OWNER = field(
    "owner", mark("Owner"), "owner",
    "OwnerId, Owner, Owner Name, Owner.Name, Owner Email, Account Owner, Deal Owner, Opportunity Owner, "
    "CSM, Customer Success Manager, Company Owner, Contact Owner, Responsible, Assigned To, Assignee, "
    "Account Manager, Verantwortlich, Verantwortlicher, Betreuer, Kundenbetreuer, Besitzer, Zuständig, "
    "Inhaber, Owned By, CSM Email, HubSpot Owner, Case Owner, Risk Owner, Risikoverantwortlicher, "
    "Ticket Owner",
    300,
)  # fmt: skip
CURRENCY = field(
    "currency",
    mark("Currency"),
    "currency",
    "Currency, CurrencyIsoCode, Currency Code, Währung, Deal Currency, ISO Currency",
)
ARR = field(
    "arr", mark("ARR"), "money",
    "ARR, Annual Recurring Revenue, ACV, Annual Contract Value, Contract Value, Amount, Deal Amount, "
    "Deal Value, Value, MRR x 12, Jahresumsatz wiederkehrend, Vertragswert, Betrag, Auftragswert, "
    "Subscription Value, TCV, Amount in company currency, Opportunity Amount, Current ARR, Total ARR, "
    "ARR Amount, Umsatz, Volumen, New ARR, Annual Value, Contract ARR",
)  # fmt: skip
SENTIMENT = field(
    "sentiment", mark("Sentiment"), "sentiment",
    "Sentiment, CSM Sentiment, CSM Pulse, Pulse, Mood, Stimmung, Customer Sentiment, Account Sentiment",
)  # fmt: skip


def record_id(words: str) -> Field:
    return field(
        "id",
        mark("Id"),
        "id",
        f"Id, ID, Record ID, Record Id, External ID, External Id, CRM ID, hs_object_id, {words}",
    )
