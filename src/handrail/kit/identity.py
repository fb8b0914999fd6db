"""Where people may come in from: OpenID Connect and SAML providers, told in a file of the operator.

The file is YAML or JSON. A bad one stops the start with a sentence; secrets stay in it and are shown nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from handrail.kit.environment import BadSetting

COMMON = {"id", "kind", "name", "domains", "second_factor", "mail_is_verified"}
KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "oidc": (frozenset({"server", "client_id"}), frozenset({"secret", "secret_file", "secret_env"})),
    "saml": (
        frozenset({"entity_id"}),
        frozenset({"sso_url", "certificate", "certificate_file", "metadata_url", "uid", "email"}),
    ),
}
"""What each kind needs, and what it may say besides."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. `domains` are those whose mail addresses it may speak for; `*` is all of them."""

    id: str
    kind: str
    name: str
    domains: tuple[str, ...]
    second_factor: bool
    mail_is_verified: bool
    told: Mapping[str, str]

    def speaks_for(self, email: str) -> bool:
        name, _, domain = email.partition("@")
        return bool(name) and "@" not in domain and ("*" in self.domains or domain.lower() in self.domains)


def read(path: Path) -> tuple[Provider, ...]:
    """The providers of a file; none where there is no file."""
    if not path.exists():
        return ()
    try:
        told = yaml.safe_load(path.read_text())
    except (OSError, yaml.YAMLError) as error:
        raise BadSetting(f"{path} can not be read: {error}. Write a YAML list of providers.") from error
    if not isinstance(told, list):
        raise BadSetting(f"{path} is not a list. Begin each provider with “- id: ...”.")
    found = tuple(one(entry, f"{path}, provider {number}") for number, entry in enumerate(told, 1))
    if len({provider.id for provider in found}) < len(found):
        raise BadSetting(f"{path} names two providers with the same id. Give each its own.")
    return found


def one(entry: Any, where: str) -> Provider:
    if not isinstance(entry, dict) or entry.get("kind") not in KINDS:
        raise BadSetting(f"{where}: kind is missing or unknown. Write kind: oidc or kind: saml.")
    kind = str(entry["kind"])
    needed, allowed = KINDS[kind]
    wanted = needed | {"id", "name", "domains"}
    if missing := sorted(wanted - entry.keys()):
        raise BadSetting(f"{where}: {', '.join(missing)} missing. See “Sign-in with your own accounts”.")
    if unknown := sorted(entry.keys() - wanted - allowed - COMMON):
        raise BadSetting(f"{where}: {', '.join(unknown)} is not known. Check the spelling.")
    name = str(entry["id"])
    if not name.replace("-", "").isalnum() or name != name.lower() or len(name) > 40:
        raise BadSetting(f"{where}: the id “{name}” becomes an address. Use small letters, digits, hyphens.")
    told = {key: str(entry[key]) for key in (needed | allowed) & entry.keys()}
    told |= {"secret": secret_of(told, where)} if kind == "oidc" else certificate_of(told, where)
    return Provider(
        id=name,
        kind=kind,
        name=str(entry["name"])[:60],
        domains=domains_of(entry["domains"], where),
        second_factor=entry.get("second_factor") is True,
        mail_is_verified=entry.get("mail_is_verified", kind == "saml") is True,
        told=told,
    )


def domains_of(said: Any, where: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not said or not all(isinstance(one, str) for one in said):
        raise BadSetting(f'{where}: domains must be a list such as [acme.example]; ["*"] trusts it for all.')
    return tuple(one.strip().lower() for one in said)


def secret_of(told: Mapping[str, str], where: str) -> str:
    if "secret_file" in told:
        return text_of(Path(told["secret_file"]), where)
    found = os.environ.get(told["secret_env"], "") if "secret_env" in told else told.get("secret", "")
    if not found:
        raise BadSetting(f"{where}: no secret. Write secret, secret_file or secret_env.")
    return found


def certificate_of(told: Mapping[str, str], where: str) -> dict[str, str]:
    if "metadata_url" in told:
        return {}
    if "sso_url" not in told:
        raise BadSetting(f"{where}: write metadata_url, or sso_url and a certificate.")
    if "certificate_file" in told:
        return {"certificate": text_of(Path(told["certificate_file"]), where)}
    if not told.get("certificate"):
        raise BadSetting(f"{where}: no certificate. Write certificate, certificate_file or metadata_url.")
    return {}


def text_of(path: Path, where: str) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise BadSetting(f"{where}: {path} can not be read ({error.strerror}).") from error


def for_library(providers: tuple[Provider, ...]) -> dict[str, Any]:
    """The same as the sign-in library wants it."""
    oidc = [oidc_app(one) for one in providers if one.kind == "oidc"]
    saml = [saml_app(one) for one in providers if one.kind == "saml"]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": oidc}, "saml": {"APPS": saml}}


def oidc_app(one: Provider) -> dict[str, Any]:
    more = {"server_url": one.told["server"], "oauth_pkce_enabled": True, **verified(one)}
    return {
        "provider_id": one.id, "name": one.name, "client_id": one.told["client_id"],
        "secret": one.told["secret"], "settings": more,
    }  # fmt: skip


CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
ATTRIBUTES: dict[str, list[str]] = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
    "email": ["urn:oid:0.9.2342.19200300.100.1.3", f"{CLAIMS}emailaddress", "email", "mail"],
    "first_name": ["urn:oid:2.5.4.42", f"{CLAIMS}givenname"],
    "last_name": ["urn:oid:2.5.4.4", f"{CLAIMS}surname"],
}
"""Under which names providers tell about a person; without a uid it is the assertion's NameID."""


def saml_app(one: Provider) -> dict[str, Any]:
    told = one.told
    idp = {"entity_id": told["entity_id"]}
    if "metadata_url" in told:
        idp["metadata_url"] = told["metadata_url"]
    else:
        idp |= {"sso_url": told["sso_url"], "x509cert": told["certificate"]}
    more: dict[str, Any] = {
        "idp": idp,
        "advanced": {
            "want_assertion_signed": True,
            "reject_idp_initiated_sso": True,
            "strict": True,
            "allow_single_label_domains": True,
        },
        **verified(one),
    }
    more["attribute_mapping"] = ATTRIBUTES | {key: [told[key]] for key in ("uid", "email") if key in told}
    return {"provider_id": one.id, "name": one.name, "client_id": one.id, "settings": more}


def verified(one: Provider) -> dict[str, Any]:
    """Where the provider owns the mailboxes, its word is enough; else it must say so for each."""
    if not one.mail_is_verified:
        return {}
    return {"verified_email": True if "*" in one.domains else list(one.domains)}
