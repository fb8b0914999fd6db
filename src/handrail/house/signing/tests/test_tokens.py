"""Tokens: what they may, how long, who sees and revokes them; the secret is in one answer only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from handrail.house.access import verbs as access
from handrail.house.access.models import Token
from handrail.house.signing import verbs
from handrail.kit import clock
from handrail.kit.refusals import Invalid

from .hands import browser, sign_in


def ask(scene, secret, method="get", path="customers", body=None):
    return Client().generic(
        method.upper(), f"/api/v1/w/{scene.workspace.slug}/{path}", body or "{}",
        content_type="application/json", headers={"authorization": f"Bearer {secret}"},
    )  # fmt: skip


def made(scene, member, allowed, **more):
    with scene.inside(member):
        return access.make_token(member, "test", allowed=allowed, **more)


def test_what_a_token_may_do(scene):
    read, write, admin = (made(scene, scene.ada, scope).secret for scope in Token.SCOPES)
    add = ("post", "customers", '{"name": "Acme"}')
    policy = ("patch", "workspace", '{"policy": {}}')
    assert [ask(scene, s).status_code for s in (read, write, admin)] == [200, 200, 200]
    assert [ask(scene, s, *add).status_code for s in (read, write, admin)] == [403, 201, 201]
    assert [ask(scene, s, *policy).status_code for s in (read, write, admin)] == [403, 403, 200]
    assert "scope" in ask(scene, read, *add).json()["fix"]
    bobs = made(scene, scene.bob, "admin").secret
    assert ask(scene, bobs, *policy).status_code == 403, "a scope gives nothing that the member has not"


def test_a_token_that_is_over_or_revoked_is_nobodys(scene):
    soon = made(scene, scene.bob, "read", expires_at=clock.real() + timedelta(seconds=60))
    over = made(scene, scene.bob, "read", expires_at=clock.real() - timedelta(seconds=1))
    assert (ask(scene, soon.secret).status_code, ask(scene, over.secret).status_code) == (200, 401)
    with scene.inside():
        verbs.revoke_token(scene.alice, soon.token.key)
    assert ask(scene, soon.secret).status_code == 401


def test_the_day_of_use_is_noted_once(scene):
    minted = made(scene, scene.bob, "read")
    with scene.inside():
        assert Token.objects.get(pk=minted.token.pk).last_used_on is None
    for _ in range(3):
        ask(scene, minted.secret)
    with scene.inside():
        row = Token.objects.get(pk=minted.token.pk)
    assert row.last_used_on == clock.real().date()
    assert row.revision == 2


def test_the_secret_is_shown_once_and_kept_nowhere(scene):
    client = browser()
    sign_in(client, scene.bob)
    answer = client.post(f"{scene.url}tokens/new/", {"name": "Nightly", "allowed": "read", "days": "90"})
    secret = answer.context["minted"].secret
    assert secret in answer.content.decode() and "no-store" in answer.headers["Cache-Control"]
    page = client.get(f"{scene.url}tokens/").content.decode()
    assert secret not in page and secret[:8] in page
    with scene.inside():
        row = Token.objects.get(name="Nightly")
    assert secret not in str(row.__dict__)
    assert (row.scope, (row.expires_at - clock.real()).days) == ("read", 89)
    assert ask(scene, secret).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"allowed": "everything"},
        {"allowed": ""},
        {"days": "7"},
        {"days": "-1"},
        {"days": "9" * 50},
    ],
)
def test_a_form_that_makes_no_sense_is_refused(scene, typed):
    client = browser()
    sign_in(client, scene.bob)
    told = {"name": "x", "allowed": "read", "days": "90", **typed}
    assert client.post(f"{scene.url}tokens/new/", told).status_code == 422


def test_one_sees_ones_own_and_an_administrator_all_but_nobody_another_workspaces(scene):
    made(scene, scene.bob, "read")
    with scene.elsewhere():
        access.make_token(scene.charlie, "theirs")
    bob, gita, ada = (scene.client(m).get(f"{scene.url}tokens/") for m in (scene.bob, scene.gita, scene.ada))
    assert [len(bob.context["mine"]), "others" in bob.context] == [1, False]
    assert gita.status_code == 403
    assert [token.member_id for token in ada.context["others"]] == [scene.bob.pk]
    assert "theirs" not in ada.content.decode()


def test_who_may_revoke(scene):
    of_bob, of_alice = made(scene, scene.bob, "read"), made(scene, scene.alice, "read")
    path = scene.url + "tokens/{}/revoke/"
    assert scene.client(scene.bob).post(path.format(of_alice.token.key)).status_code == 404
    assert scene.client(scene.ada).post(path.format(of_alice.token.key)).status_code == 403
    assert scene.client(scene.charlie).post(path.format(of_bob.token.key)).status_code == 404
    assert ask(scene, of_bob.secret).status_code == 200
    assert scene.client(scene.ada).post(path.format(of_bob.token.key)).status_code == 302
    assert ask(scene, of_bob.secret).status_code == 401


def test_a_token_needs_a_name(scene):
    with scene.inside(), pytest.raises(Invalid):
        verbs.make_token(scene.alice, " ", allowed="read", days=90)


def test_a_token_of_somebody_shut_out_is_nobodys(scene):
    secret = made(scene, scene.bob, "read").secret
    scene.bob.user.is_active = False
    scene.bob.user.save()
    assert ask(scene, secret).status_code == 401
