"""Decision records as Markdown: three dialects by hand, the real ones where they are at hand, in and in again."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from handrail.record.decisions import adr, queries, verbs
from handrail.record.decisions.bringing import Bringing, bring_records
from handrail.record.decisions.models import Decision

SHARED = Path(os.environ.get("HANDRAIL_SHARED") or Path(__file__).parents[6] / "shared") / "data"
REAL = SHARED / "decisions"
MADR = """---
status: accepted
date: 2026-03-01
decision-makers: Bob
---
# Use two hubs

## Context and Problem Statement

Parcels arrive late. How many hubs do we need?

## Considered Options

* One hub
* Two hubs

## Decision Outcome

Chosen option: "Two hubs", because half of the parcels start in the south.

### Consequences

* Good, because parcels are a day faster

### Confirmation

* No parcel is older than two days

## Pros and Cons of the Options

### Two hubs

* Good, because it is near
* Bad, because it is dear
"""
NYGARD = """# 7. One hub

Date: 2025-01-02

## Status

Superseded by [Use two hubs](0012-use-two-hubs.md)

## Context

We begin small.

## Decision

We rent one hub.

## Consequences

It is cheap.
"""
TITLES = """Weekly report
=============

* Status: proposed
* Deciders: Ann, Bob

Context
-------
Nobody reads it.

Decision
--------
We stop it.
"""


def test_the_dialects_and_what_is_none():
    one = adr.read("docs/0012-use-two-hubs.md", MADR)
    assert (one.title, one.state, one.decided_on, one.deciders) == (
        "Use two hubs",
        "approved",
        date(2026, 3, 1),
        "Bob",
    )
    assert (one.question, one.answer) == ("How many hubs do we need?", "Two hubs")
    assert one.rationale == "half of the parcels start in the south."
    assert one.options[1] == {"title": "Two hubs", "pros": ["it is near"], "cons": ["it is dear"]}
    assert one.acceptance == ("No parcel is older than two days",)
    old = adr.read("0007-one-hub.md", NYGARD)
    assert (old.state, old.replaced_by, old.answer, old.number) == (
        "superseded",
        "0012-use-two-hubs.md",
        "We rent one hub.",
        "7",
    )
    plain = adr.read("report.md", TITLES)
    assert (plain.title, plain.state, plain.deciders, plain.answer) == (
        "Weekly report",
        "proposed",
        "Ann, Bob",
        "We stop it.",
    )
    for text in (
        "",
        "# A note\n\nWords",
        "# {title}\n\n## Decision\n\nx",
        "---\n: [\n---\n# X\n",
        "```\n# X\n## Decision\n",
    ):
        assert adr.read("x.md", text) is None


def test_they_come_in_once_and_again_as_what_has_changed(scene):
    texts = {
        "adr/0012-use-two-hubs.md": MADR,
        "adr/0007-one-hub.md": NYGARD,
        "adr/report.md": TITLES,
        "README.md": "# Index",
    }
    with scene.inside():
        found = bring_records(texts, subject="project:hubs")
        assert (len(found.made), [path for path, _ in found.left]) == (3, ["README.md"])
        two, one = queries.get("0012-use-two-hubs"), queries.get("0007-one-hub")
        assert (two.owner, two.state, one.replaced_by, one.owner_gap) == (
            scene.bob,
            "approved",
            two,
            "nobody",
        )
        assert queries.get("report").owner_gap == "unknown"
        again = bring_records({**texts, "adr/report.md": TITLES.replace("We stop it.", "We halve it.")})
        assert ([row.key for row in again.changed], again.same, again.made) == (["report"], 2, [])
        closed = bring_records({"report.md": TITLES.replace("proposed", "accepted").replace("stop", "end")})
        assert closed.flagged[0][0] == "report.md", "nobody decides it here"
        assert (queries.get("report").state, queries.get("report").answer) == ("proposed", "We end it.")


def test_a_text_that_says_accepted_is_proposed_until_its_decider_says_so(scene):
    theirs = {"hubs.md": MADR.replace("Bob", "Ada"), "open.md": MADR.replace("Bob", "Nobody knows")}
    with scene.inside(scene.bob):
        found = bring_records({**theirs, "mine.md": MADR})
        stands = {row.key: (row.state, row.decided_on) for row in found.made}
        assert stands.pop("mine") == ("approved", date(2026, 3, 1))
        assert set(stands.values()) == {("proposed", None)}
        assert [path for path, _ in found.flagged] == ["hubs.md", "open.md"]
        assert bring_records({"hubs.md": theirs["hubs.md"]}).flagged, "nor by bringing it again"
        assert queries.get("hubs").state == "proposed"
    with scene.inside(scene.ada):
        assert not bring_records({"other.md": MADR}).flagged


EVERYTHING = """---
status: accepted
date: 2026-03-01
consulted: Ann, the carrier
category: logistics
---
# 12. Two hubs

Technical Story: #7

## Context and Problem Statement

Parcels arrive late.

## Considered Options

Seen in March:

* Two hubs 2.0 - north, south
* One hub

## Decision Outcome

We asked twice. Chosen option: "Two hubs 2.0 - north, south", because:

* it is near

### Positive Consequences

* A day faster

### Negative Consequences

* Dear

All in all fine.

### How we pay

From the budget.

## Pros and Cons of the Options

### Two hubs 2.0 - north, south

As in Spain:

```
status: open
---
```

* Good, because near
* Neutral, because usual
* Goods are heavy there
"""


def test_nothing_that_a_record_says_is_lost():
    one = adr.read("12.md", EVERYTHING)
    assert one.options[0] == {"title": "Two hubs 2.0 - north, south", "pros": ["near"], "cons": []}
    assert (one.answer, one.category, one.fields) == (
        "Two hubs 2.0 - north, south", "logistics", {"consulted": "Ann, the carrier"},
    )  # fmt: skip
    assert one.implications == ("Positive: A day faster", "Negative: Dear", "All in all fine.")
    for words in ("Technical Story: #7", "Seen in March:", "As in Spain:\n\n```\nstatus: open\n---\n```", "* Neutral, because",
                  "* Goods are heavy"):  # fmt: skip
        assert words in one.context, words
    assert one.rationale == "We asked twice.\n\n* it is near\n\n### How we pay\n\nFrom the budget."
    words = {
        "Accepted": "approved",
        "Partly superseded": "",
        "Not accepted": "",
        "Pending": "proposed",
        "Angenommen": "",
    }
    assert {word: adr.meaning(word) for word in words} == words


def test_one_that_is_replaced_later_is_replaced_here_and_a_taken_name_is_not_given_again(scene):
    first, second = NYGARD.replace("Superseded by [Use two hubs](0012-use-two-hubs.md)", "Accepted"), MADR
    with scene.inside():
        (mine,) = verbs.add_decisions([Decision(key="0007-one-hub", title="Something else")])
        how = Bringing(owner=scene.alice)
        old, two = bring_records({"0007-one-hub.md": first, "0012-use-two-hubs.md": second}, how=how).made
        assert (old.key, old.owner, old.state) == ("0007-one-hub-2", scene.alice, "approved")
        found = bring_records({"0007-one-hub.md": NYGARD, "0012-use-two-hubs.md": second}, how=how)
        assert ([row.pk for row in found.changed], found.same, found.flagged) == ([old.pk], 1, [])
        assert found.changes["0007-one-hub.md"]["state"] == ["approved", "superseded"]
        old.refresh_from_db()
        assert (old.state, old.replaced_by, mine.state) == ("superseded", two, "proposed")
        long = {"long.md": MADR + "".join(f"* Good, because {n}\n" for n in range(101))}
        assert bring_records(long).refused[0][0] == "long.md"
        assert bring_records({"big.md": MADR + " " * adr.MOST}).refused[0][0] == "big.md", (
            "nothing is cut off"
        )
        odd = bring_records({"odd.md": TITLES.replace("proposed", "angenommen"), "pends.md": TITLES}, how=Bringing(
            owner=scene.alice, words={"angenommen": "approved"},
        ))  # fmt: skip
        assert ([row.state for row in odd.made], odd.flagged) == (["approved", "proposed"], [])


@pytest.mark.skipif(not REAL.is_dir(), reason="the real records are not in the shared folder")
def test_the_real_ones(scene):
    texts = {str(p.relative_to(REAL)): p.read_text() for p in sorted(REAL.rglob("*/decisions/*.md"))}
    with scene.inside():
        found = bring_records(texts)
        assert (len(found.made), len(found.left), found.refused) == (57, 2, [])
        assert len(found.flagged) == 19, "18 of MADR say no status, and one of GOV.UK is partly superseded"
        assert queries.get("0004-dns-definitions-for-hosts-and-services").replaced_by == queries.get(
            "0015-dns-infrastructure"
        )
        assert Decision.objects.exclude(answer="").count() == len(found.made)
        again = bring_records(texts)
        assert not again.changed and again.same == 57
