"""A refusal that gets a page of its own says what is to be done, and blames nobody who has changed nothing."""

from __future__ import annotations

from html import unescape

from handrail.record.projects.tests.setting import build


def test_what_was_left_empty_is_not_blamed_on_somebody_else(scene):
    with scene.inside():
        setting = build(scene.alice)
        card = setting.card(owner=scene.alice)
    alice, board = scene.client(scene.alice), f"{scene.url}boards/{setting.board.key}/"
    page = unescape(alice.post(f"{board}change/", {"card": card.key}).content.decode())
    assert "Nothing is chosen that should change." in page
    assert "Fill in at least one field." in page and "Somebody changed it" not in page
    page = unescape(alice.post(f"{scene.url}cards/{card.key}/act/point/", {"text": " "}).content.decode())
    assert "Write what is to be done." in page
    assert "Nothing was changed." in page and "Somebody changed it" not in page
