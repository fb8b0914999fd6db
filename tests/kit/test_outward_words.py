"""Messages for chats hold what was said, and nothing people write becomes a link, a mention or a heading."""

from __future__ import annotations

import json

import pytest

from handrail.kit.outward import chats
from handrail.kit.outward.notices import Act, Item, Notice, line
from handrail.kit.outward.sealing import Unreadable, seal, unseal

OPEN = Act("Open the plan", "https://handrail.example/w/acme/plans/p/")
HOSTILE = "<!channel> [click](http://evil.example) *bold* <http://evil.example|x> & co"


def notice(**more) -> Notice:
    item = Item(HOSTILE, why="It is due today.", about="Northwind", url=OPEN.url, due="today", step=OPEN)
    return Notice(
        "Two things for you",
        (item,),
        lead="Good morning.",
        settings=Act("How I am told", "https://x/"),
        **more,
    )


def test_slack_shows_the_words_of_people_as_plain_text():
    made = chats.slack(notice())
    section = made["blocks"][2]
    assert section["text"] == {
        "type": "plain_text",
        "text": f"{HOSTILE}\nNorthwind · today\nIt is due today.",
        "emoji": False,
    }
    assert section["accessory"]["url"] == OPEN.url
    assert all(b["type"] != "section" or b["text"]["type"] == "plain_text" for b in made["blocks"])


def test_slacks_notification_can_not_call_everybody():
    assert "<!channel>" not in chats.slack(Notice("<!channel> hello", ()))["text"]


def test_teams_gets_a_card_whose_markdown_is_escaped():
    made = chats.teams(notice())
    card = made["attachments"][0]["content"]
    title = card["body"][2]["items"][0]["text"]
    assert "\\[click\\]\\(http://evil\\.example\\)" in title
    assert card["body"][2]["items"][-1]["actions"] == [
        {"type": "Action.OpenUrl", "title": OPEN.label, "url": OPEN.url}
    ]
    assert made["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"


@pytest.mark.parametrize("shape", [chats.slack, chats.teams])
def test_many_and_long_ones_stay_within_what_chats_take(shape):
    items = tuple(Item("x" * 5_000, why="y" * 5_000, about="z", step=OPEN) for _ in range(200))
    made = shape(Notice("s" * 500, items))
    assert len(made.get("blocks", [])) <= 50
    for block in made.get("blocks", []):
        assert len(block.get("text", {}).get("text", "")) <= 3_000
    assert json.loads(chats.body(made)) == made


def test_teams_cards_stay_under_their_limit():
    items = tuple(
        Item("Review of the plan with Northwind", why="It is due. " * 5, step=OPEN) for _ in range(200)
    )
    assert len(chats.body(chats.teams(Notice("s", items)))) < 28_000


def test_a_program_gets_the_facts_and_the_words():
    made = chats.program(notice(facts={"type": "nudge.told", "workspace": "acme"}))
    assert (made["type"], made["items"][0]["step"]["url"]) == ("nudge.told", OPEN.url)


def test_items_of_a_customer_stand_together():
    items = (Item("a", about="N"), Item("b", about="N"), Item("c", about="K"))
    assert [(name, len(held)) for name, held in Notice("s", items).groups] == [("N", 2), ("K", 1)]


def test_a_line_is_one_line():
    assert line("a\r\nBcc: x\n b", 100) == "a Bcc: x b"
    assert line("abcdef", 4) == "abc…"


def test_a_sealed_secret_needs_its_key():
    sealed = seal("https://hooks.example/s3cret", "one key")
    assert "s3cret" not in sealed
    assert unseal(sealed, "one key") == "https://hooks.example/s3cret"
    with pytest.raises(Unreadable):
        unseal(sealed, "another key")
