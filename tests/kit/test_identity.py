"""The operator's file of sign-in providers: what it must say, and that a mistake is a sentence."""

from __future__ import annotations

import pytest

from handrail.kit import environment, identity
from handrail.kit.environment import BadSetting

OIDC = "- {id: acme, kind: oidc, name: Acme, server: 'https://a.example', client_id: c, secret: s, domains: [A.example]}"


def read(tmp_path, text: str):
    path = tmp_path / "providers.yaml"
    path.write_text(text)
    return identity.read(path)


def test_no_file_no_providers(tmp_path):
    assert identity.read(tmp_path / "nothing.yaml") == ()


def test_a_provider_speaks_for_its_domains_only(tmp_path):
    (one,) = read(tmp_path, OIDC)
    assert one.speaks_for("mara@a.example") and one.speaks_for("MARA@A.EXAMPLE")
    for email in (
        "mara@b.example",
        "mara@a.example.evil",
        "a.example",
        "mara@sub.a.example",
        "x@a.example@b.example",
    ):
        assert not one.speaks_for(email)
    assert not one.mail_is_verified and not one.second_factor


def test_a_secret_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    kept = tmp_path / "secret"
    kept.write_text("from a file\n")
    monkeypatch.setenv("THE_SECRET", "from the environment")
    for told, wanted in (
        (f"secret_file: {kept}", "from a file"),
        ("secret_env: THE_SECRET", "from the environment"),
    ):
        (one,) = read(tmp_path, OIDC.replace("secret: s", told))
        assert one.told["secret"] == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a: b}", "is not a list"),
        ("- [", "can not be read"),
        ("- just words", "kind is missing"),
        ("- {id: a, kind: ldap}", "kind is missing or unknown"),
        ("- {id: a, kind: oidc}", "client_id, domains, name, server missing"),
        (OIDC.replace("secret: s", "secrte: s"), "secrte is not known"),
        (OIDC.replace("secret: s, ", ""), "no secret"),
        (OIDC.replace("secret: s", "secret_file: /nowhere"), "can not be read"),
        (OIDC.replace("[A.example]", "[]"), "domains must be a list"),
        (OIDC.replace("[A.example]", "a.example"), "domains must be a list"),
        (OIDC.replace("id: acme", "id: Acme/../x"), "becomes an address"),
        (OIDC + "\n" + OIDC, "two providers with the same id"),
        ("- {id: a, kind: saml, name: A, entity_id: e, domains: [a.example]}", "metadata_url, or sso_url"),
        ("- {id: a, kind: saml, name: A, entity_id: e, sso_url: u, domains: [a.example]}", "no certificate"),
    ],
)
def test_a_mistake_stops_the_start_with_a_sentence(tmp_path, text, said):
    with pytest.raises(BadSetting, match=said):
        read(tmp_path, text)


def test_saml_wants_signed_answers_that_were_asked_for(tmp_path):
    found = read(
        tmp_path, "- {id: a, kind: saml, name: A, entity_id: e, metadata_url: m, domains: ['*'], uid: number}"
    )
    told = identity.for_library(found)["saml"]["APPS"][0]["settings"]
    assert told["advanced"]["want_assertion_signed"] and told["advanced"]["reject_idp_initiated_sso"]
    assert told["verified_email"] is True and told["attribute_mapping"]["uid"] == ["number"]


def test_a_file_that_is_named_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("A_FILE", str(tmp_path / "nothing"))
    with pytest.raises(BadSetting, match="no such file"):
        environment.path("A_FILE", tmp_path)
