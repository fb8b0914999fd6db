"""Attempts to move cards: what a board asks, what its cards are like, and what there is beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import DECIDED, Board, Card, Check, Project, Stage
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

KINDS = st.sampled_from(
    [
        ("fields", {"fields": ["due_on"]}),
        ("fields", {"fields": ["track", "owner"]}),
        ("checklist", {}),
        ("fresh_note", {"note_kind": "risk"}),
        ("review", {}),
        ("expression", {"expression": "size(card.labels) > 0"}),
        ("expression", {"expression": "card.labels[3] == 'x'"}),
        ("expression", {"expression": "card.own.region == 'North'"}),
        ("fields", {"fields": ["own.region"]}),
        ("order", {}),
        ("constraint", {}),
        ("decision", {"decision": "one-owner"}),
        ("metric", {"metric": "answers"}),
    ]
)
ASKED = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["enter", "leave"]), KINDS), max_size=5)
CARDS = st.fixed_dictionaries(
    {
        "track": st.sampled_from(["", "support"]),
        "labels": st.sampled_from([[], ["pilot"]]),
        "checklist": st.sampled_from([[], [{"text": "a", "done": True}], [{"text": "a", "done": False}]]),
        "own": st.sampled_from([{}, {"region": "North"}, {"region": "South"}]),
        "blocked_by": st.sampled_from([[], ["before"]]),
        "review": st.sampled_from(["", "asked", "changes", "approved"]),
    }
)
AROUND = st.fixed_dictionaries(
    {
        "before": st.sampled_from(["open", "done"]),
        "risk": st.sampled_from(["identified", "mitigated"]),
        "decision": st.sampled_from(["proposed", "approved"]),
        "answers": st.sampled_from([79, 80]),
        "note": st.sampled_from(["none", "stale", "fresh"]),
    }
)
"""The records that a check looks at beside the card."""


@dataclass
class Attempt:
    """`room` is for how many cards the stage that is entered has room beside the one in it; None has no limit."""

    rules: dict[str, str]
    asked: list[Any]
    card: dict[str, Any]
    around: dict[str, Any]
    came: int
    goes: int
    reason: str
    room: int | None = None
    override: bool = False
    by: str = "alice"


ATTEMPTS = st.builds(
    Attempt,
    st.fixed_dictionaries(
        {
            "backwards": st.sampled_from(["free", "reason", "never"]),
            "skipping": st.sampled_from(["free", "ask", "never"]),
        }
    ),
    ASKED,
    CARDS,
    AROUND,
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from(["", "Wrong price"]),
    room=st.sampled_from([None, 0, 1, 2]),
    override=st.booleans(),
    by=st.sampled_from(["alice", "bob"]),
)
CARD = {"track": "", "labels": [], "checklist": [], "own": {}, "blocked_by": [], "review": "approved"}
CALM = {"before": "open", "risk": "mitigated", "decision": "approved", "answers": 80, "note": "fresh"}
SEEN = [(0, "leave", ("review", {})), (1, "enter", ("fresh_note", {"note_kind": "risk"}))]
PASSES = Attempt({"backwards": "never", "skipping": "ask"}, SEEN, CARD, CALM, 0, 2, "", room=1)
STALE = replace(PASSES, around={**CALM, "note": "stale"}, override=True, reason="Wrong price")


# -- what there is ------------------------------------------------------------------------------------------


def laid(scene, tried, many):
    """A board with so many equal cards and one more in each stage, and then what it asks."""
    review = tried.card["review"]
    with scene.inside():
        around(tried)
        (project,) = verbs.add_projects([Project(title="P", owner=scene.alice)])
        (board,) = verbs.add_boards([Board(project=project, title="B", owner=scene.alice, skipping="free")])
        stages = verbs.add_stages([Stage(board=board, title=name, owner=scene.alice) for name in "ABC"])
        verbs.edit_board(board, {"card_fields": FIELDS})
        verbs.add_cards([Card(task=Task(title="Here"), stage=stage) for stage in stages])
        asks = {"review": "asked" if review else "", "reviewer": scene.bob if review else None}
        values = {"stage": stages[tried.came], **tried.card, **asks}
        cards = verbs.add_cards(
            [Card(task=Task(title=f"C{n}", owner=scene.alice), **values) for n in range(many)]
        )
        linked(cards, tried)
    if review in DECIDED:
        with scene.inside(scene.bob):
            verbs.review_cards(fresh(cards), review)
    with scene.inside():
        verbs.add_checks(
            [
                Check(stage=stages[at], side=side, kind=kind, params=params, on=True)
                for at, side, (kind, params) in tried.asked
            ]
        )
        there = queries.cards_of(stages[tried.goes]).count()
        if tried.room is not None:
            verbs.edit_stage(stages[tried.goes], {"most": there + tried.room})
        verbs.edit_board(board, tried.rules)
    return stages, cards, there


def around(tried):
    """What checks look at beside the card."""
    until = queries.today() + timedelta(days=30 if tried.around["note"] == "fresh" else -30)
    for model, key, values in (
        (Task, "before", {"state": tried.around["before"]}),
        (Risk, "sponsor-leaves", {"state": tried.around["risk"]}),
        (Decision, "one-owner", {"state": tried.around["decision"]}),
        (Note, "context", {"fresh_until": until}),
    ):
        EDITS[model](model.objects.get(key=key), values)
    value = tried.around["answers"]
    metrics.add_readings([Reading(metric=Metric.objects.get(), on=queries.today(), value=value)])


def linked(cards, tried):
    ties = {"risk:sponsor-leaves": "threatens"}
    if tried.around["note"] != "none":
        ties["note:context"] = "relates"
    talk.add_links(
        [
            Link(source=source, target=f"card:{card.key}", relation=how)
            for card in cards
            for source, how in ties.items()
        ]
    )


EDITS = {
    Task: tasks.edit_task,
    Risk: lambda row, values: risks.edit_risks([(row, values)], from_file=True),
    Decision: lambda row, values: decisions.hand_on_decisions([(row, values)]),
    Note: notes.edit_note,
}
"""A decision and a risk are put where they are asked for, whatever way leads there."""
FIELDS = [{"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"]}]


def fresh(cards):
    found = {row.pk: row for row in queries.cards().filter(pk__in=[card.pk for card in cards])}
    return [found[card.pk] for card in cards]
