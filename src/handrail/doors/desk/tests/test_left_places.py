"""A reviewer or a context owner has left: their places are listed until somebody is named or they are emptied by hand."""

from __future__ import annotations

from handrail.house.people import books, leaving
from handrail.record.projects import queries, verbs
from handrail.record.projects.tests.setting import build


def test_places_of_who_has_left_are_listed_until_somebody_sees_to_them(scene):
    with scene.inside():
        board = build(scene.alice)
        for title in ("Macros", "Rota", "Handed over"):
            board.card(title, owner=scene.alice, reviewer=scene.bob, context_owner=scene.bob)
        board.card("Never had one", owner=scene.alice)
        verbs.edit_card(
            queries.cards().get(key="handed-over"), {"reviewer": scene.ada, "context_owner": None}
        )
    with scene.inside(scene.ada):
        wishes = books.Wishes(kinds={"card.context_owner": scene.ada})
        leaving.leave(scene.bob, wishes)
    client = scene.client(scene.alice)
    page = client.get(f"{scene.url}gaps/").content.decode()
    assert (page.count("Macros"), page.count("Rota"), page.count("“Bob”")) == (1, 1, 2)
    assert "Handed over" not in page and "Never had one" not in page
    assert "Name a reviewer: Macros" in client.get(scene.url).content.decode()
    answer = client.post(f"{scene.url}cards/macros/edit/reviewer/", {"reviewer": "ada", "was": "null"})
    assert answer.status_code == 302
    with scene.inside():
        verbs.edit_card(queries.cards().get(key="rota"), {"reviewer": scene.ada})
        verbs.edit_card(queries.cards().get(key="rota"), {"reviewer": None})  # nobody reviews it, on purpose
        assert not queries.cards().exclude(left_by={}).exists()
    assert "Name a reviewer" not in client.get(scene.url).content.decode()
