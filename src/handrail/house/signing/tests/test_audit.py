"""Who came in when: an administrator sees the people of their workspace, while they are in it, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.access import verbs as access
from handrail.house.access.models import SignIn
from handrail.house.ledger import write
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit import clock

from .hands import browser, sign_in


def seen(scene, member, query="") -> list[tuple[str, bool]]:
    page = scene.client(member).get(f"{scene.url}settings/sign-ins/{query}")
    assert page.status_code == 200
    return [(one["row"].name, one["row"].ok) for one in page.context["entries"] if one["row"].way != "other"]


def test_an_administrator_sees_ones_people_and_no_strangers(scene):
    for member, password in (
        (scene.bob, "wrong"),
        (scene.bob, "a long enough password"),
        (scene.charlie, "wrong"),
    ):
        sign_in(browser(), member, password)
    assert seen(scene, scene.ada) == [("Bob", True), ("Bob", False)]
    assert seen(scene, scene.ada, "?outcome=failed") == [("Bob", False)]
    assert seen(scene, scene.ada, f"?person={scene.ada.key}") == []
    assert seen(scene, scene.ada, "?since=2000-01-01&until=2000-12-31") == []
    assert seen(scene, scene.ada, "?since=nonsense&before=x&outcome=%27") == [("Bob", True), ("Bob", False)]
    assert scene.client(scene.bob).get(f"{scene.url}settings/sign-ins/").status_code == 403


def test_what_was_before_somebody_joined_and_after_they_left_is_not_this_workspaces(scene):
    long_ago = clock.real() - timedelta(days=3)
    SignIn.objects.create(user=scene.charlie.user, way="password", ok=True, address="192.0.2.1", at=long_ago)
    with enter(scene.workspace.pk):
        joined = access.add_member("Charlie", scene.charlie.user.email, user=scene.charlie.user)
    sign_in(browser(), scene.charlie)
    assert seen(scene, scene.ada) == [("Charlie", True)]
    with scene.inside():
        write.change(Member.objects.get(pk=joined.pk), {"left_on": (clock.now() - timedelta(days=1)).date()})
    assert seen(scene, scene.ada) == []


def test_the_file_holds_the_same_and_runs_no_formula(scene):
    client = browser()
    client.defaults["HTTP_USER_AGENT"] = "=cmd|'/c calc'!A1"
    client.post(
        "/sign-in",
        {"email": scene.bob.user.email, "password": "x"},
        headers={"user-agent": "=cmd|' /c calc'!A1"},
    )
    answer = scene.client(scene.ada).get(f"{scene.url}settings/sign-ins/sign-ins.csv?outcome=failed")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "'=cmd" in text and ",=cmd" not in text
    assert scene.bob.user.email in text and scene.charlie.user.email not in text
    assert scene.client(scene.bob).get(f"{scene.url}settings/sign-ins/sign-ins.csv").status_code == 403


def test_long_lists_come_in_pages(scene):
    SignIn.objects.bulk_create(
        SignIn(user=scene.bob.user, email=scene.bob.user.email, way="password", ok=True, address="192.0.2.1")
        for _ in range(130)
    )
    client = scene.client(scene.ada)
    first = client.get(f"{scene.url}settings/sign-ins/?person={scene.bob.key}")
    second = client.get(
        f"{scene.url}settings/sign-ins/?person={scene.bob.key}&before={first.context['more']}"
    )
    assert (len(first.context["entries"]), len(second.context["entries"])) == (100, 30)
    assert second.context["more"] is None
