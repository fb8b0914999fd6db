"""Signing in through a real OpenID Connect provider and a real SAML one: links, and every way to steal an account."""

from __future__ import annotations

import html
import re
import secrets
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import Client

from handrail import wiring
from handrail.doors.operator import providers as doctored
from handrail.house.access.models import SignIn
from handrail.house.signing.tests.hands import PASSWORD, browser, sign_in, signed_in, with_app
from handrail.house.workspaces.models import User
from tests.kit.receiver import receiver
from tests.providers.keys import make_keys


def start(client: Client, name: str, **more: str) -> str:
    """Press the button; where the page goes on to."""
    page = client.post(f"/sign-in/with/{name}/go", more)
    assert page.status_code == 200, page.content.decode()[-800:]
    return html.unescape(re.search(r'content="0;url=([^"]+)"', page.content.decode())[1])


def through_oidc(client: Client, **more: str):
    """From our button through the provider's pages and back, over HTTP; our answer to the callback."""
    there, address = requests.Session(), start(client, "acme", **more)
    for _ in range(8):
        answer = there.get(address, allow_redirects=False, timeout=60)
        assert answer.status_code == 302, answer.text[-1500:]
        address = requests.compat.urljoin(address, answer.headers["Location"])
        if address.startswith("http://testserver/"):
            parts = urlsplit(address)
            return client.get(f"{parts.path}?{parts.query}")
    raise AssertionError("The provider never sent us back.")


def saml_answer(client: Client, **more: str) -> dict[str, str]:
    """The form with which the identity provider sends the browser back."""
    page = requests.get(start(client, "corp", **more), timeout=60)
    assert page.status_code == 200, page.text
    found = re.findall(r'name="(SAMLResponse|RelayState)"\s+value="([^"]*)"', page.text)
    return {name: html.unescape(value) for name, value in found}


def through_saml(client: Client, **more: str):
    """The answer comes by a form of a foreign page: without the session's cookie, which is Lax."""
    form = saml_answer(client, **more)
    stranger = browser(client.defaults["REMOTE_ADDR"])
    answer = stranger.post("/sign-in/saml/corp/acs", form)
    assert answer.status_code == 302
    client.cookies["saml-acs-session"] = stranger.cookies["saml-acs-session"].value
    return client.get(answer.headers["Location"])


KINDS = ["oidc", "saml"]


@pytest.fixture(params=KINDS)
def way(request, configured):
    """One of the two: the provider, and how to come through it."""
    found = request.getfixturevalue(request.param)
    configured(found.entry)
    return with_metadata(found), {"oidc": through_oidc, "saml": through_saml}[request.param]


def with_metadata(found):
    if found.entry["kind"] == "saml":
        described = browser().get("/sign-in/saml/corp/metadata")
        assert described.status_code == 200, described.content
        (found.folder / "sp.xml").write_bytes(described.content)
    return found


def uid() -> str:
    return f"uid-{secrets.token_hex(6)}"


def test_a_verified_mail_links_to_the_person_who_is_here_and_next_time_the_account_counts(scene, way):
    provider, through = way
    name, client = uid(), browser()
    provider.says(
        name, scene.bob.user.email.upper() if provider.entry["kind"] == "saml" else scene.bob.user.email
    )
    answer = through(client, next=scene.url)
    assert (answer.status_code, answer.headers.get("Location")) == (302, scene.url), answer.content.decode()[
        -900:
    ]
    assert client.get(scene.url).status_code == 200
    noted = SignIn.objects.filter(user=scene.bob.user).latest("pk")
    assert (noted.way, noted.provider, noted.ok) == ("provider", provider.entry["id"], True)
    scene.bob.user.refresh_from_db()
    assert scene.bob.user.check_password(PASSWORD), "linking took the password away"

    # The mail address at the provider changes, and even becomes another person's: the account stays Bob's.
    provider.says(name, scene.alice.user.email)
    later = browser()
    through(later)
    assert later.session["_auth_user_id"] == str(scene.bob.user_id)
    assert SocialAccount.objects.filter(user=scene.bob.user).count() == 1
    scene.bob.user.refresh_from_db()
    assert scene.bob.user.email.startswith("bob-")


def test_another_account_of_the_provider_with_the_same_mail_takes_nothing_over(scene, way):
    """The provider gives the address of somebody who left to a new colleague, or lets people choose it."""
    provider, through = way
    provider.says(uid(), scene.bob.user.email)
    through(browser())
    provider.says(uid(), scene.bob.user.email)
    thief = browser()
    answer = through(thief)
    assert answer.status_code == 403
    assert not signed_in(thief)
    assert b"another account" in answer.content
    assert SocialAccount.objects.filter(user=scene.bob.user).count() == 1


def test_a_mail_of_a_domain_that_the_provider_may_not_speak_for_links_nothing(scene, way, configured):
    provider, through = way
    configured({**provider.entry, "domains": ["elsewhere.example"]})
    provider.says(uid(), scene.bob.user.email)
    client = browser()
    answer = through(client)
    assert answer.status_code == 403 and not signed_in(client)
    assert not SocialAccount.objects.filter(user=scene.bob.user).exists()


def test_somebody_unknown_is_not_let_in_and_none_is_made(scene, way):
    provider, through = way
    email = f"{uid()}@example.com"
    provider.says(uid(), email)
    client = browser()
    answer = through(client)
    assert answer.status_code == 403 and b"Nobody here has your mail address" in answer.content
    assert not signed_in(client)
    assert not User.objects.filter(email=email).exists()
    assert SignIn.objects.filter(email=email, ok=False).exists()


def test_who_is_invited_may_join(scene, way, monkeypatch):
    provider, through = way
    email = f"{uid()}@example.com"
    monkeypatch.setattr(wiring, "MAY_JOIN", "tests.providers.test_sign_in_elsewhere.invited")
    INVITED.add(email)
    provider.says(uid(), email)
    client = browser()
    assert through(client).status_code == 302
    made = User.objects.get(email=email)
    assert client.session["_auth_user_id"] == str(made.pk)
    assert made.name and not made.has_usable_password()


INVITED: set[str] = set()


def invited(email: str) -> bool:
    return email in INVITED


def test_ones_own_second_step_is_not_skipped(scene, way):
    provider, through = way
    phone, client = with_app(scene.bob), browser()
    provider.says(uid(), scene.bob.user.email)
    assert through(client).headers["Location"] == "/sign-in/code"
    assert not signed_in(client)
    client.post("/sign-in/code", {"code": phone.code()})
    assert signed_in(client)


def test_connecting_and_taking_it_off_on_ones_own_page(scene, way):
    provider, through = way
    client = browser()
    sign_in(client, scene.bob)
    provider.says(uid(), "private@elsewhere.example")
    through(client, process="connect", next="/you/security/")
    link = SocialAccount.objects.get(user=scene.bob.user)
    again = browser()
    through(again)
    assert again.session["_auth_user_id"] == str(scene.bob.user_id)
    assert scene.client(scene.ada).post(f"/you/security/connections/{link.pk}/remove").status_code == 302
    assert SocialAccount.objects.filter(pk=link.pk).exists(), "somebody else's, or without a fresh proof"
    client.post(f"/you/security/connections/{link.pk}/remove")
    assert not SocialAccount.objects.filter(pk=link.pk).exists()


def test_connecting_asks_first_who_it_is(scene, oidc, configured):
    """Somebody at an open screen must not add a way in of their own."""
    configured(oidc.entry)
    answer = scene.client(scene.bob).post("/sign-in/with/acme/go", {"process": "connect"})
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/again")


def test_ones_only_way_in_is_not_taken_off(scene, way):
    provider, through = way
    client = browser()
    provider.says(uid(), scene.bob.user.email)
    through(client)
    scene.bob.user.set_unusable_password()
    scene.bob.user.save()
    again = browser()
    through(again)
    link = SocialAccount.objects.get(user=scene.bob.user)
    assert again.post(f"/you/security/connections/{link.pk}/remove").status_code == 409
    assert SocialAccount.objects.filter(pk=link.pk).exists()


def test_somebody_shut_out_stays_out(scene, way):
    provider, through = way
    provider.says(uid(), scene.bob.user.email)
    through(browser())
    scene.bob.user.is_active = False
    scene.bob.user.save()
    client = browser()
    through(client)
    assert not signed_in(client)


def test_an_answer_of_the_provider_works_in_the_browser_that_asked_and_once(scene, way):
    provider, _ = way
    provider.says(uid(), scene.bob.user.email)
    if provider.entry["kind"] == "saml":
        asked, thief = browser(), browser()
        form = saml_answer(asked)
        assert thief.post("/sign-in/saml/corp/acs", form, follow=True).status_code in (401, 403)
        assert not signed_in(thief)
        asked.post("/sign-in/saml/corp/acs", form, follow=True)
        assert signed_in(asked)
        asked.post("/sign-out")
        asked.post("/sign-in/saml/corp/acs", form, follow=True)
        assert not signed_in(asked), "the same answer signed in twice"
    else:
        thief = browser()
        assert thief.get("/sign-in/with/acme/callback?code=stolen&state=unknown").status_code == 401
        assert not signed_in(thief)


def test_the_mail_must_be_verified(scene, oidc, configured):
    configured(oidc.entry)
    oidc.says(uid(), scene.bob.user.email, verified=False)
    client = browser()
    answer = through_oidc(client)
    assert answer.status_code == 403 and b"has not confirmed" in answer.content
    assert not signed_in(client)


def test_an_operator_may_say_that_the_provider_owns_the_mailboxes(scene, oidc, configured):
    configured({**oidc.entry, "mail_is_verified": True})
    oidc.says(uid(), scene.bob.user.email, verified=False)
    client = browser()
    through_oidc(client)
    assert signed_in(client)


def test_an_assertion_that_is_not_signed_or_was_changed_signs_nobody_in(scene, saml, configured):
    import base64

    configured(saml.entry)
    with_metadata(saml)
    for weak in ({"signed": False}, {"old": True}):
        saml.says(uid(), scene.bob.user.email, **weak)
        client = browser()
        assert through_saml(client).status_code == 401 and not signed_in(client)

    saml.says(uid(), scene.bob.user.email)
    client = browser()
    form = saml_answer(client)
    text = (
        base64.b64decode(form["SAMLResponse"]).decode().replace(scene.bob.user.email, scene.alice.user.email)
    )
    assert scene.alice.user.email in text
    form["SAMLResponse"] = base64.b64encode(text.encode()).decode()
    assert client.post("/sign-in/saml/corp/acs", form, follow=True).status_code == 401
    assert not signed_in(client)


def test_an_assertion_of_another_key_signs_nobody_in(scene, saml, configured, tmp_path):
    make_keys(tmp_path, "other-")
    configured({**saml.entry, "certificate_file": str(tmp_path / "other-certificate.pem")})
    with_metadata(saml)
    saml.says(uid(), scene.bob.user.email)
    client = browser()
    assert through_saml(client).status_code == 401
    assert not signed_in(client)


def test_two_providers_for_one_person(scene, oidc, saml, configured):
    configured(oidc.entry, saml.entry)
    with_metadata(saml)
    oidc.says("same-" + scene.workspace.slug, scene.bob.user.email)
    through_oidc(browser())
    saml.says("same-" + scene.workspace.slug, scene.bob.user.email)
    client = browser()
    through_saml(client)
    assert client.session["_auth_user_id"] == str(scene.bob.user_id)
    assert set(SocialAccount.objects.filter(user=scene.bob.user).values_list("provider", flat=True)) == {
        "acme",
        "corp",
    }
    # The same id at another provider is another person.
    oidc.says("id-" + scene.workspace.slug, scene.ada.user.email)
    through_oidc(browser())
    saml.says("id-" + scene.workspace.slug, f"{uid()}@example.com")
    thief = browser()
    through_saml(thief)
    assert not signed_in(thief)


def test_a_provider_that_is_away_is_said_so(configured, oidc):
    configured({**oidc.entry, "server": "http://127.0.0.1:9"})
    answer = browser().post("/sign-in/with/acme/go")
    assert answer.status_code == 502 and b"does not answer" in answer.content


def test_the_pages_show_the_ways_and_no_secret(scene, oidc, saml, configured):
    configured(oidc.entry, saml.entry)
    door = browser().get("/sign-in").content.decode()
    assert "Sign in with Acme" in door and "Sign in with Corp" in door
    page = scene.client(scene.ada).get(f"{scene.url}settings/sign-in/").content.decode()
    assert (
        f"{settings.URL}/sign-in/with/acme/callback" in page
        and f"{settings.URL}/sign-in/saml/corp/acs" in page
    )
    assert oidc.entry["secret"] not in page + door


# -- what the operator's doctor says of them ------------------------------------------------------------------


def examined() -> list[tuple[str, str]]:
    return [(told[0], told[1]) for told in doctored.sign_in()]


def test_the_doctor_asks_an_oidc_server_as_the_sign_in_does(oidc, configured):
    configured(oidc.entry)
    assert examined() == [("well", "Acme answers, and says how to sign in.")]
    configured(
        {**oidc.entry, "server": f"{oidc.address}/nowhere"},
        {**oidc.entry, "id": "b", "server": "http://127.0.0.1:9"},
    )
    (wrong, away) = examined()
    assert wrong[0] == "bad" and "answers 404" in wrong[1]
    assert away[0] == "bad" and "Acme does not answer" in away[1]
    configured()
    assert [state for state, _words in examined()] == ["well"]


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [(400, "well", "good until"), (20, "look", "ends on"), (-1, "bad", "ended on")],
)
def test_the_doctor_looks_how_long_a_certificate_is_good(saml, configured, tmp_path, days, state, words):
    make_keys(tmp_path, days=days)
    pem = tmp_path / "certificate.pem"
    configured({**saml.entry, "certificate_file": str(pem)})
    ((said, told),) = examined()
    assert said == state and words in told

    bare = "".join(line for line in pem.read_text().splitlines() if "---" not in line)
    entity = saml.entry["entity_id"]
    described = {
        key: value for key, value in saml.entry.items() if key not in ("certificate_file", "sso_url")
    }
    with receiver(http(METADATA % (entity, "2999-01-01T00:00:00Z", bare))) as there:
        configured({**described, "metadata_url": there.url})
        assert [one[0] for one in examined()] == ["well", state]
        configured({**described, "metadata_url": there.url, "entity_id": "https://other.example"})
        ((said, told),) = examined()
        assert said == "bad" and "without a description of https://other.example" in told
    with receiver(http(METADATA % (entity, "2020-01-01T00:00:00Z", bare))) as there:
        configured({**described, "metadata_url": there.url})
        assert examined()[0][0] == "bad"


def test_the_doctor_names_a_certificate_that_nobody_can_read(saml, configured, tmp_path):
    (tmp_path / "bad.pem").write_text("-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----")
    configured({**saml.entry, "certificate_file": str(tmp_path / "bad.pem")})
    assert examined() == [("bad", "Corp: its certificate can not be read.")]
    with receiver(http("<html>Please sign in</html>")) as there:
        configured({**saml.entry, "metadata_url": there.url})
        assert [state for state, _words in examined()] == ["bad"]


METADATA = """<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
 entityID="%s" validUntil="%s"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
 <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data>
 </ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>"""


def http(body: str) -> bytes:
    told = body.encode()
    return b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(told) + told
