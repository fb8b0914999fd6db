"""Every verdict can be said, and everything that can be said is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from handrail.kit.verdict import Today, Verdict
from handrail.kit.words import english
from handrail.watch.health.catalogue import CATALOGUE, REMEDIES, STATES, TERMS
from handrail.watch.health.checks import standing
from handrail.watch.health.policy import Policy
from handrail.watch.health.tests import stories
from handrail.watch.health.tests.test_laws import standings
from handrail.watch.health.tests.worlds import TODAYS, WORLDS
from handrail.watch.health.words import UNITS, Voice, say


@settings(max_examples=200, deadline=None)
@given(WORLDS, TODAYS)
def test_every_verdict_has_words_and_gives_every_param_they_name(facts, today):
    for found in standings(facts, today):
        assert found.state in STATES
        for verdict in found.criteria:
            words = say(verdict, today)
            assert words.title
            assert words.reason, verdict
            assert "%(" not in words.title + words.reason + words.fix
            assert "None" not in words.reason
            assert bool(words.fix) is not bool(verdict.passed)


CODES = re.compile(r'"((?:plan|risks|customer)\.[a-z_]+)"')
ROOMS = ("watch/health/checks", "record/plans/checks.py", "record/plans/phases.py")


def sources() -> str:
    root = Path(standing.__file__).parents[3]
    files = [
        path
        for room in ROOMS
        for path in ([root / room] if room.endswith(".py") else (root / room).glob("*.py"))
    ]
    return "\n".join(path.read_text() for path in files)


JUDGE = {"plan.back_reason", "plan.unknown_check"}, {"say-why", "take-check-off"}
"""What the judge of every gate says itself, in the name of what it judges, and what mends it."""


def test_the_catalogue_holds_just_the_codes_that_checks_speak():
    assert set(CODES.findall(sources())) | JUDGE[0] == set(CATALOGUE)


def test_every_remedy_is_used_and_known():
    used = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', sources())) | {"none", "wait"} | JUDGE[1]
    assert used == set(REMEDIES)


def test_every_template_is_well_formed():
    for phrases in CATALOGUE.values():
        for text in (phrases.title, phrases.passed, phrases.failed, phrases.no_data):
            names = dict.fromkeys(re.findall(r"%\((\w+)\)s", text), "x")
            assert "%" not in (text % names)


@pytest.mark.parametrize(
    ("params", "name", "said"),
    [
        ({"limit_days": 1}, "limit_days", "1 day"),
        ({"limit_days": 60}, "limit_days", "60 days"),
        ({"due_on": "2026-11-21"}, "due_ago", "today"),
        ({"due_on": "2026-11-20"}, "due_ago", "1 day ago"),
        ({"due_on": "2026-11-24"}, "due_ago", "in 3 days"),
        ({"due_on": "2026-11-24"}, "due_on", "24 Nov 2026"),
        ({"limit": {"amount": "100000", "currency": "USD"}}, "limit", "USD 100,000"),
        ({"titles": ["A", "B"]}, "titles", "“A” and “B”"),
        ({"titles": ["A", "B", "C", "D", "E"]}, "titles", "“A”, “B”, “C” and 2 more"),
        ({"empty_sections": ["success_criteria"]}, "empty_sections", "success criteria"),
    ],
)
def test_how_params_are_spoken(params, name, said):
    assert dict(Voice(stories.TODAY, str, english).speak(params))[name] == said


def test_another_language_may_speak():
    verdict = Verdict(
        "plan.not_stale", False, {"updated_on": "2026-09-20", "limit_days": 60}, (), "update-plan"
    )
    german = {
        CATALOGUE["plan.not_stale"].failed: "%(updated_ago)s geändert",
        "%(span)s ago": "vor %(span)s",
    }

    def plural(one: str, many: str, count: int) -> str:
        return "%(n)s Tagen"

    words = say(verdict, Today(stories.T), lambda text: german.get(text, text), plural)
    assert words.reason == "vor 62 Tagen geändert"


def test_terms_and_units_are_words():
    assert all("_" not in said for said in TERMS.values())
    assert all("%(n)s" in one and "%(n)s" in many for one, many in UNITS.values())


def test_a_late_milestone_is_told_with_its_days():
    facts = stories.northwind()
    verdicts = {v.code: v for v in standing.judge_customer(facts, Policy(), stories.TODAY).reasons}
    assert say(verdicts["plan.on_track"], stories.TODAY).reason == (
        "1 milestone late: “Carrier API”; the oldest was due 17 Nov 2026, 4 days ago."
    )
