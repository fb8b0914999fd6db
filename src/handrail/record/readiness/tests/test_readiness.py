"""What shows that a project is ready: judged from what there is, never green without evidence; and what a signal that
fails again holds up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.house.nudges.models import Nudge
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Evidence
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.readiness import checks, verbs
from handrail.record.readiness.facts import GateFacts, Measured, Proof, Sent, SignalFacts
from handrail.record.readiness.models import Delay, Result, Signal
from handrail.record.tasks.models import Task

NUMBERS = st.none() | st.sampled_from([Decimal(79), Decimal(80), Decimal(81)])
METRICS = st.none() | st.builds(
    Measured,
    key=st.just("m"),
    name=st.just("M"),
    direction=st.sampled_from(["up", "down"]),
    target=NUMBERS,
    value=NUMBERS,
)
RESULTS = st.none() | st.builds(
    Sent,
    key=st.just("r"),
    name=st.just("T"),
    passed=st.booleans(),
    at=st.just(datetime(2026, 3, 1, tzinfo=UTC)),
)
PROOFS = st.lists(st.builds(Proof, key=st.just("e"), kind=st.sampled_from(["link", "note"])), max_size=2).map(
    tuple
)
SIGNALS = st.builds(
    SignalFacts, key=st.just("s"), title=st.just("S"), kind=st.sampled_from(["metric", "test", "evidence", "other"]),
    metric=METRICS, target=NUMBERS, test=st.just("T"), result=RESULTS, wants=st.sampled_from(["", "link", "file"]),
    proofs=PROOFS, claim=st.sampled_from(["", " ", "Jo says so"]),
)  # fmt: skip
GATES = st.builds(
    GateFacts, key=st.just("g"), title=st.just("G"), signals=st.lists(SIGNALS, max_size=3).map(tuple)
)


def shows(one: SignalFacts) -> bool:
    """Said once more, in other words than the judge's."""
    if one.kind == "metric":
        target = one.target if one.target is not None else one.metric and one.metric.target
        if one.metric is None or one.metric.value is None or target is None:
            return False
        sign = -1 if one.metric.direction == "down" else 1
        return sign * (one.metric.value - target) >= 0
    if one.kind == "test":
        return one.result is not None and one.result.passed
    return any(not one.wants or proof.kind == one.wants for proof in one.proofs)


@given(GATES)
def test_no_gate_is_green_without_evidence(gate):
    """Whatever is said, and whatever is beside it."""
    shade = checks.shade(gate)
    assert (shade == "proven") == (bool(gate.signals) and all(shows(one) for one in gate.signals))
    assert (shade == "silent") == (not gate.signals)
    for one in gate.signals:
        verdict = checks.judge(one)
        assert verdict.evidence
        if checks.standing(verdict) == "claimed":
            assert one.claim.strip() or one.proofs
        if verdict.passed is False:
            assert checks.standing(verdict) == "missing"  # no word outweighs what was seen


@pytest.fixture
def project(scene):
    with scene.inside():
        (row,) = projects.add_projects([Project(title="Launch", owner=scene.ada)])
        (board,) = projects.add_boards([Board(project=row, title="Launch", owner=scene.alice)])
        stages = [Stage(board=board, title=title, owner=scene.bob) for title in ("Prep", "Proof", "Live")]
        projects.add_stages(stages)
        titles = {"Macros": date(2026, 12, 1), "Guide": None, "Tour": date(2026, 12, 4)}
        cards = [Task(title=title, owner=scene.bob, due_on=due) for title, due in titles.items()]
        projects.add_cards(
            [Card(task=task, stage=stages[n]) for task, n in zip(cards, (0, 1, 2), strict=True)]
        )
    return row


def api(scene, member, method, path, said=None):
    return scene.client().generic(
        method, f"/api/v1/w/{scene.workspace.slug}/{path}", orjson.dumps(said or {}),
        content_type="application/json", headers={"authorization": f"Bearer {scene.token(member)}"},
    )  # fmt: skip


def stands():
    return {row.title: row.standing for row in Signal.objects.filter(removed_at=None)}


def test_a_reading_counts_whoever_enters_it_and_tells_nobody_of_what_is_private(scene):
    with scene.inside(scene.alice):
        (secret,) = customers.add_customers([Customer(name="Secret", owner=scene.alice, private=True)])
        all_of_us, theirs = metrics.add_metrics(
            [Metric(name="Answers", target=10), Metric(name="Hush", target=10, customer=secret)]
        )
        rows = projects.add_projects([Project(title="Quiet", customer=secret), Project(title="Loud")])
        boards = projects.add_boards([Board(project=row, title=row.title) for row in rows])
        quiet, loud = projects.add_stages([Stage(board=board, title="Proof") for board in boards])
        verbs.add_signals([
            Signal(stage=quiet, title="Short", kind="metric", metric=all_of_us),
            Signal(stage=loud, title="Hushed", kind="metric", metric=theirs),
        ])  # fmt: skip
        metrics.add_readings([Reading(metric=theirs, on=today(), value=12)])
        (far,) = projects.add_stages([Stage(board=loud.board, title="Live")])
        projects.add_checks([Check(stage=loud, side="leave", kind="signals", on=True)])
        projects.add_cards([Card(task=Task(title="Tour", owner=scene.bob), stage=loud)])
    with scene.inside(scene.bob):
        projects.move_cards([Card.objects.get()], far)
        metrics.add_readings([Reading(metric=Metric.objects.get(name="Answers"), on=today(), value=12)])
        verbs.edit_signal(Signal.objects.get(), {"claim": "I think so"})
    with scene.inside(scene.alice):
        assert stands() == {"Short": "proven", "Hushed": "proven"}
        metrics.add_readings([Reading(metric=theirs, on=today() + timedelta(days=1), value=1)])
        assert stands()["Hushed"] == "missing"
    with scene.inside(scene.bob):
        assert "Hush" not in Delay.objects.get().why.replace("Hushed", "")


def test_signals_are_judged_when_what_shows_them_changes(scene, project):
    with scene.inside(scene.bob):
        (metric,) = metrics.add_metrics(
            [Metric(name="Answers", direction="down", target=10, owner=scene.bob)]
        )
        stage = Stage.objects.get(title="Proof")
        said = [
            Signal(stage=stage, title="Answers are short", kind="metric", metric=metric, due_on=today()),
            Signal(stage=stage, title="Pages answer", kind="test", test="Smoke"),
            Signal(stage=stage, title="Guests find it", wants="link", claim="Jo has seen it"),
        ]
        verbs.add_signals(said)
        Signal.objects.filter(title="Guests find it").update(owner=None, owner_gap="nobody")
    today_of_bob = lambda: scene.client(scene.bob).get(scene.url).content.decode()  # noqa: E731
    assert "Show it: Answers are short" in today_of_bob() and "Show it: Pages answer" not in today_of_bob()
    assert "Guests find it" in scene.client(scene.ada).get(f"{scene.url}gaps/").content.decode()
    with scene.inside(scene.bob):
        Signal.objects.filter(title="Guests find it").update(owner=scene.bob, owner_gap="")
        assert stands() == {
            "Answers are short": "missing",
            "Pages answer": "missing",
            "Guests find it": "claimed",
        }
        assert {row.owner for row in said} == {scene.bob}
        with pytest.raises(Invalid):
            verbs.add_signals([Signal(stage=stage, title="By nobody", kind="test")])
        verbs.edit_signal(said[1], {"standing": "proven"})
        assert stands()["Pages answer"] == "missing"
        metrics.add_readings([Reading(metric=metric, on=today(), value=9)])
        talk.add_evidence([Evidence(subject="signal:guests-find-it", kind="note", text="Seen")])
        assert stands() == {
            "Answers are short": "proven",
            "Pages answer": "missing",
            "Guests find it": "claimed",
        }
    assert "Show it: Answers are short" not in today_of_bob()
    with scene.inside(scene.bob):
        assert not Deadline.objects.filter(name="signal.due", next_fire_at__isnull=False).exists()
    bob = lambda **sent: api(scene, scene.bob, "POST", f"projects/{project.key}/results", sent)  # noqa: E731
    assert bob(name="smoke", passed=True, link="https://ci.example/7").status_code == 201
    assert bob(name="smoke", passed=True, at="2099-01-01T00:00:00Z").status_code == 422
    assert bob(name="smoke", passed=True, link="javascript:alert(1)").status_code == 422
    assert (
        bob(name="Smoke", passed=False, at="2020-01-01T00:00:00Z").status_code == 201
    )  # older: it does not count
    with scene.inside(scene.bob):
        assert stands()["Pages answer"] == "proven"
        talk.add_evidence(
            [Evidence(subject="signal:guests-find-it", kind="link", url="https://test.example/3")]
        )
        assert set(stands().values()) == {"proven"}
    told = api(scene, scene.bob, "GET", f"projects/{project.key}/readiness").json()["gates"]
    assert [one["standing"] for one in told] == ["silent", "proven", "silent"]
    assert [one["sources"][0].partition(":")[0] for one in told[1]["signals"]] == [
        "metric",
        "result",
        "evidence",
    ]
    page = scene.client(scene.bob).get(f"{scene.url}projects/{project.key}/readiness/").content.decode()
    assert "Every signal is proven." in page and "https://ci.example/7" in page and "no signal" in page


def test_a_stage_lets_no_card_on_before_its_signals_hold(scene, project):
    with scene.inside():
        prep, proof, _live = Stage.objects.order_by("position")
        projects.add_checks([Check(stage=prep, kind="signals", side="leave", on=True)])
        (card,) = Card.objects.filter(task__title="Macros")
        with pytest.raises(Refused) as refused:
            projects.move_cards([card], proof)
        assert [one.code for one in refused.value.checks] == ["card.no_signal"]
        (row,) = verbs.add_signals([Signal(stage=prep, title="Seen")])
    with scene.inside():
        with pytest.raises(Refused) as refused:
            projects.move_cards([Card.objects.get(pk=card.pk)], proof)
        assert refused.value.checks[0].params["left"] == "Seen"
        talk.add_evidence([Evidence(subject=f"signal:{row.key}", kind="note", text="We saw it")])
        assert projects.move_cards([Card.objects.get(pk=card.pk)], proof) == 1


def test_what_fails_again_proposes_that_what_waits_comes_later(scene, project):
    with scene.inside(scene.bob):
        stage = Stage.objects.get(title="Proof")
        verbs.add_signals(
            [Signal(stage=stage, title="Pages answer", kind="test", test="smoke", owner=scene.bob)]
        )
        ran = [Result(project=project, name="smoke", passed=passed) for passed in (True, False)]
        for n, one in enumerate(ran):
            one.at = datetime(2026, 3, 1 + n, tzinfo=UTC)
            verbs.add_results([one])
        (delay,) = Delay.objects.all()
        assert (delay.state, delay.days, delay.items) == ("proposed", 7, ["macros", "guide"])
        assert Nudge.objects.filter(recipient=scene.ada, name="signal.fails").count() == 1
        with pytest.raises(NotAllowed):
            verbs.take_delay(delay)
    where = f"projects/{project.key}/readiness/delays/{delay.key}/take/"
    assert scene.client(scene.ada).post(f"{scene.url}{where}", {"days": "x"}).status_code == 422
    with scene.inside():
        Task.objects.filter(title="Macros").update(due_on=date(9999, 12, 30))
    far = scene.client(scene.ada).post(f"{scene.url}{where}", {"days": "3"})
    assert far.status_code == 422 and "after the last day of the calendar" in far.content.decode()
    with scene.inside():
        Task.objects.filter(title="Macros").update(due_on=date(2026, 12, 1))
    assert scene.client(scene.ada).post(f"{scene.url}{where}", {"days": "3"}).status_code == 302
    with scene.inside(scene.ada):
        due = dict(Task.objects.values_list("title", "due_on"))
        assert due == {"Macros": date(2026, 12, 4), "Guide": None, "Tour": date(2026, 12, 4)}
        delay.refresh_from_db()
        assert (delay.state, delay.days, delay.by) == ("taken", 3, scene.ada)
        with pytest.raises(Invalid):
            verbs.dismiss_delay(delay, "No")
        undoing.undo(undoing.last().batch)
    with scene.inside(scene.ada):
        assert Task.objects.get(title="Macros").due_on == date(2026, 12, 1)
        assert Delay.objects.get().state == "proposed"
    assert (
        api(scene, scene.ada, "POST", f"delays/{delay.key}/dismiss", {"reason": "A flake"}).json()["state"]
        == "dismissed"
    )
    with scene.inside(scene.bob):
        again = [
            Result(project=project, name="smoke", passed=p, at=ran[1].at + timedelta(days=d))
            for d, p in ((1, 1), (2, 0))
        ]
        for one in again:
            verbs.add_results([one])
        assert Delay.objects.filter(state="proposed").count() == 1
