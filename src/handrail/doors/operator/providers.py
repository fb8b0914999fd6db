"""What can be wrong with the accounts elsewhere by which people sign in: asked as the sign-in itself asks."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

import requests
from cryptography import x509
from django.conf import settings
from django.utils.dateparse import parse_datetime

from handrail.kit import clock
from handrail.kit.identity import Provider

Told = Iterator[tuple[Literal["well", "look", "bad"], str] | tuple[Literal["well", "look", "bad"], str, str]]
SOON = timedelta(days=30)
SECONDS = 10
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
SAML = "{urn:oasis:names:tc:SAML:2.0:metadata}"
CERTIFICATE = ".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
ASK = "Ask whoever runs it; until then nobody comes in by it."


def sign_in() -> Told:
    """Every provider of the operator's file."""
    for one in settings.SIGN_IN_PROVIDERS:
        try:
            yield from (oidc if one.kind == "oidc" else saml)(one)
        except requests.RequestException as error:
            yield "bad", f"{one.name} does not answer: {type(error).__name__} at {asked_at(one)}.", ASK
    if not settings.SIGN_IN_PROVIDERS:
        yield "well", "Nobody signs in by accounts elsewhere: no provider is set up."


def asked_at(one: Provider) -> str:
    return discovery(one.told["server"]) if one.kind == "oidc" else one.told.get("metadata_url", "")


def discovery(server: str) -> str:
    """Where the description of an OpenID Connect server lies, as the sign-in finds it."""
    return server if "/.well-known/" in server else f"{server.rstrip('/')}/.well-known/openid-configuration"


# -- OpenID Connect -----------------------------------------------------------------------------------------


def oidc(one: Provider) -> Told:
    address = discovery(one.told["server"])
    answer = requests.get(address, timeout=SECONDS)
    try:
        told = answer.json() if answer.ok else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        words = (
            f"{one.name}: {address} answers {answer.status_code}, and not with a description of its sign-in."
        )
        yield "bad", words, "Check `server` in the file of providers."
        return
    missing = [name for name in NEEDED if not told.get(name)]
    if missing:
        yield "bad", f"{one.name} does not say its {', '.join(missing)}.", ASK
        return
    keys = requests.get(told["jwks_uri"], timeout=SECONDS)
    if not keys.ok:
        yield "bad", f"{one.name}: its keys at {told['jwks_uri']} answer {keys.status_code}.", ASK
        return
    yield "well", f"{one.name} answers, and says how to sign in."


# -- SAML ---------------------------------------------------------------------------------------------------


def saml(one: Provider) -> Told:
    if not settings.SAML:
        words = (
            f"{one.name} needs SAML, and this machine can not do it: its library for signatures is missing."
        )
        yield (
            "bad",
            words,
            "Install Handrail again from its wheels (`pip install --force-reinstall handrail`).",
        )
        return
    certificates = [one.told["certificate"]] if "certificate" in one.told else []
    if "metadata_url" in one.told:
        answer = requests.get(one.told["metadata_url"], timeout=SECONDS)
        found = described(answer.content, one.told["entity_id"]) if answer.ok else None
        if found is None:
            said = f"{one.name}: {one.told['metadata_url']} answers {answer.status_code}"
            words = f"{said}, without a description of {one.told['entity_id']}."
            yield "bad", words, "Check `metadata_url` and `entity_id` in the file of providers."
            return
        certificates, until = found
        if until is not None:
            yield from lasting(f"{one.name}: its description", until, "Ask whoever runs it for a new one.")
    yield from certified(one.name, certificates)


def described(text: bytes, entity_id: str) -> tuple[list[str], datetime | None] | None:
    """The certificates that this entity signs with, and until when it says all that. None: it is not described."""
    from lxml import etree  # comes with the library for SAML

    try:
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    entities = [root] if root.tag == f"{SAML}EntityDescriptor" else root.findall(f".//{SAML}EntityDescriptor")
    for entity in entities:
        if entity.get("entityID") != entity_id:
            continue
        keys = [
            key
            for key in entity.findall(f"{SAML}IDPSSODescriptor/{SAML}KeyDescriptor")
            if key.get("use") in (None, "signing")
        ]
        texts = [found.text or "" for key in keys for found in key.findall(CERTIFICATE)]
        until = entity.get("validUntil") or root.get("validUntil")
        return texts, parse_datetime(until) if until else None
    return None


def certified(name: str, texts: list[str]) -> Told:
    """Of several certificates the one that lasts longest counts: the others are on their way out."""
    fix = "Put the provider's new certificate into the file of providers, before the old one ends."
    try:
        ends = [certificate(text).not_valid_after_utc for text in texts]
    except ValueError:
        yield "bad", f"{name}: its certificate can not be read.", "Copy it again, as PEM."
        return
    if not ends:
        yield "bad", f"{name} names no certificate, so that nothing it says can be believed.", ASK
        return
    yield from lasting(f"{name}: its certificate", max(ends), fix)


def certificate(text: str) -> x509.Certificate:
    """From PEM, or from the bare letters between its lines."""
    bare = "".join(line.strip() for line in text.splitlines() if not line.strip().startswith("-----"))
    return x509.load_der_x509_certificate(base64.b64decode(bare))


def lasting(what: str, until: datetime, fix: str) -> Told:
    left = until - clock.real()
    if left <= timedelta(0):
        yield "bad", f"{what} ended on {until:%Y-%m-%d}: nobody comes in by it.", fix
    elif left < SOON:
        yield "look", f"{what} ends on {until:%Y-%m-%d}.", fix
    else:
        yield "well", f"{what} is good until {until:%Y-%m-%d}."
