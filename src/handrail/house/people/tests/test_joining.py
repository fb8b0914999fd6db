"""Invitations: who may send them, what the link shows to whom, and which seat is taken."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from handrail.house.access import verbs as access
from handrail.house.ledger import write
from handrail.house.people import invitations, joining, leaving
from handrail.house.people.books import Wishes
from handrail.house.people.invitations import Draft
from handrail.house.people.models import Invitation
from handrail.house.workspaces.models import Member, Passage, User
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed

PASSWORD = "a long enough password"


def invite(scene, by=None, **said):
    """The secret of a fresh invitation."""
    said.setdefault("email", f"new-{scene.workspace.slug}@example.com")
    said.setdefault("way", "link")
    with scene.inside(by or scene.alice):
        (made,) = invitations.invite([Draft(**said)])
    return made.link.rpartition("/")[2]


def person(email: str) -> User:
    return User.objects.create_user(email, "Nora", PASSWORD)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_link_makes_an_account_and_a_seat_and_works_once(scene):
    secret, client = invite(scene, role="admin", job="CSM"), Client()
    assert b"Choose a password" in client.get(f"/join/{secret}").content
    with scene.inside():
        assert Invitation.objects.get().used_at is None, "looking takes no seat"
    answer = client.post(f"/join/{secret}", {"name": "Nora New", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, scene.url)
    assert client.get(scene.url).status_code == 200
    with scene.inside():
        nora = Member.objects.get(name="Nora New")
        assert (nora.role, nora.job, nora.email) == ("admin", "CSM", Invitation.objects.get().email)
    assert Client().get(f"/join/{secret}").status_code == 410
    assert Client().post(f"/join/{secret}", {"name": "Two", "password": PASSWORD}).status_code == 410


def test_a_mail_says_who_invites_to_what_and_holds_the_link(scene):
    with scene.inside():
        (made,) = invitations.invite([Draft(email="Mail-Me@example.com")])
    assert made.mailed
    letter = mail.outbox[-1]
    assert letter.to == ["mail-me@example.com"]
    assert (letter.subject.split()[0], letter.subject.split()[-1]) == ("Alice", "Ours")
    assert made.link in letter.body
    assert made.invitation.digest not in letter.body
    assert re.search(r"/join/[\w-]{40,}", letter.body)


def test_a_name_with_a_line_break_breaks_no_header(scene):
    with scene.inside():
        write.change(
            Member.objects.get(pk=scene.alice.pk),
            {"name": "Al\nBcc: x@y.z"},
        )
    with scene.inside():
        (made,) = invitations.invite([Draft(email="a@example.com")])
    assert made.mailed
    assert "\n" not in mail.outbox[-1].subject


def test_a_mail_that_can_not_go_out_leaves_a_link_to_hand_over(scene, monkeypatch, settings_of):
    settings_of(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    )
    client = scene.client(scene.alice)
    answer = client.post(
        scene.url + "members/invite/", {"emails": "x@example.com", "role": "member", "way": "mail"}
    )
    assert b"could not be sent" in answer.content
    link = re.search(r"/join/([\w-]+)", answer.content.decode())[1]
    assert Client().get(f"/join/{link}").status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.fixture
def settings_of():
    from django.test import override_settings

    opened = []

    def change(**values):
        override = override_settings(**values)
        override.enable()
        opened.append(override)

    yield change
    for override in opened:
        override.disable()


@pytest.mark.parametrize(
    ("who", "role"), [("ada", "owner"), ("bob", "member"), ("bob", "guest"), ("gita", "guest")]
)
def test_nobody_invites_above_the_own_role_and_members_not_at_all(scene, who, role):
    with pytest.raises(NotAllowed):
        invite(scene, getattr(scene, who), role=role)
    with scene.inside():
        assert not Invitation.objects.exists()


def test_an_inviter_who_was_set_lower_since_invites_nobody(scene):
    secret = invite(scene, scene.ada, role="admin")
    with scene.inside():
        write.change(Member.objects.get(pk=scene.ada.pk), {"role": "member"})
    assert joining.look(secret).state == joining.REVOKED
    with pytest.raises(Invalid):
        joining.accept(secret, person(f"late-{scene.workspace.slug}@example.com"))


def test_who_has_an_account_signs_in_first_and_comes_back_to_the_page(scene):
    user = person(f"known-{scene.workspace.slug}@example.com")
    secret = invite(scene, email=user.email)
    page = Client().get(f"/join/{secret}")
    assert f"/sign-in?next=/join/{secret}" in page.content.decode()
    refused = Client().post(f"/join/{secret}", {"name": "Thief", "password": PASSWORD})
    assert refused.status_code == 422, "nobody sets the password of an account that is there"
    assert signed_in(user).post(f"/join/{secret}").status_code == 302


def test_another_address_is_asked_never_assumed(scene):
    secret, user = invite(scene), person(f"other-{scene.workspace.slug}@example.com")
    client = signed_in(user)
    assert b"Is this invitation for you?" in client.get(f"/join/{secret}").content
    assert client.post(f"/join/{secret}").status_code == 422
    with scene.inside():
        assert not Member.objects.filter(user=user).exists()
    assert client.post(f"/join/{secret}", {"as": "me"}).status_code == 302
    with scene.inside():
        assert Member.objects.filter(user=user).exists()


def test_an_imported_owner_takes_the_seat_that_was_kept(scene):
    with scene.inside():
        seat = access.add_member("Mara Adeyemi", f"mara-{scene.workspace.slug}@example.com")
    user = person(seat.email)
    member = joining.accept(invite(scene, email=seat.email, role="admin"), user)
    assert member.pk == seat.pk
    with scene.inside():
        seat = Member.objects.get(pk=seat.pk)
        assert (seat.user_id, seat.role, seat.name) == (user.pk, "admin", "Mara Adeyemi")
    assert signed_in(user).get(scene.url).status_code == 200


@pytest.mark.parametrize("gone", ["left", "removed"])
def test_who_was_here_before_comes_back_to_the_same_row(scene, gone):
    with scene.inside():
        if gone == "left":
            leaving.leave(Member.objects.get(pk=scene.bob.pk), Wishes())
        else:
            write.remove([Member.objects.get(pk=scene.bob.pk)])
    assert scene.client(scene.bob).get(scene.url).status_code == 404
    member = joining.accept(invite(scene, email=scene.bob.email), scene.bob.user)
    assert member.pk == scene.bob.pk
    assert scene.client(scene.bob).get(scene.url).status_code == 200
    with scene.inside():
        assert Passage.objects.filter(kind="member", user=scene.bob.user).count() == 1


def test_an_old_a_revoked_and_an_unknown_link_say_what_to_do(scene):
    old, back = invite(scene, email="old@example.com"), invite(scene, email="back@example.com")
    with scene.inside():
        write.change(
            Invitation.objects.get(email="old@example.com"), {"expires_at": clock.real() - timedelta(1)}
        )
        invitations.revoke([Invitation.objects.get(email="back@example.com")])
    pages = [Client().get(f"/join/{secret}") for secret in (old, back, "nothing")]
    assert [page.status_code for page in pages] == [410, 410, 404]
    assert b"too old" in pages[0].content
    assert b"taken back" in pages[1].content
    assert all(b"Ask" in page.content for page in pages)


def test_sending_again_makes_the_old_link_worthless_and_has_its_limits(scene):
    secret = invite(scene)
    with scene.inside(), pytest.raises(Invalid, match="a moment ago"):
        invitations.resend(Invitation.objects.get())
    with scene.inside():
        row = Invitation.objects.get()
        write.change(row, {"sent_at": clock.real() - timedelta(hours=1)})
        anew = invitations.resend(row).link.rpartition("/")[2]
    assert Client().get(f"/join/{secret}").status_code == 404
    assert Client().get(f"/join/{anew}").status_code == 200
    with scene.inside():
        row = Invitation.objects.get()
        write.change(row, {"sends": invitations.MOST_SENDS, "sent_at": clock.real() - timedelta(hours=1)})
        with pytest.raises(Invalid, match="often enough"):
            invitations.resend(row)


def test_a_workspace_sends_only_so_many_in_a_day(scene, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_A_DAY", 3)
    with scene.inside():
        invitations.invite([Draft(email=f"{n}@example.com", way="link") for n in range(3)])
    with scene.inside(), pytest.raises(Invalid, match="Too many people"):
        invitations.invite([Draft(email="4@example.com", way="link")])


def test_who_is_here_already_is_not_invited_and_a_second_invitation_replaces_the_first(scene):
    with pytest.raises(Invalid, match="is here already"):
        invite(scene, email=scene.bob.email)
    first = invite(scene)
    second = invite(scene)
    assert (joining.look(first).state, joining.look(second).state) == (joining.REVOKED, joining.OPEN)


def test_a_weak_password_makes_no_account(scene):
    secret = invite(scene)
    answer = Client().post(f"/join/{secret}", {"name": "Nora", "password": "short"})
    assert answer.status_code == 422
    assert not User.objects.filter(email=joining.look(secret).email).exists()


def test_a_stranger_opens_the_page_of_no_other_workspace(scene):
    secret = invite(scene)
    joining.accept(secret, person(f"n-{scene.workspace.slug}@example.com"))
    with scene.elsewhere():
        assert not Invitation.objects.exists()


def test_an_address_is_expected_while_an_invitation_of_it_is_open(scene):
    email = f"expected-{scene.workspace.slug}@example.com"
    assert not joining.may_join(email)
    invite(scene, email=email)
    assert joining.may_join(email.upper())
    with scene.inside():
        invitations.revoke([Invitation.objects.get(email=email)])
    assert not joining.may_join(email)
