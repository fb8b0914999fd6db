"""Law 4: what is only ours never leaves to a customer, by whatever door; and a customer comes in by no other door."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.core import mail as outbox
from django.db import models
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from handrail.doors.exchange.papers import making
from handrail.doors.infohub.tests import full
from handrail.house.access.entry import ANYONE, declared
from handrail.house.ledger.rows import today
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.talk.tests.files import attach
from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.agreed import projection, queries, tasks, verbs
from handrail.record.agreed.models import DateRequest, PlanShare
from handrail.record.agreed.tests.made import lived, opened
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.outside.models import Form
from handrail.record.outside.tests import made
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import AdoptionPhase, Milestone, Plan, PlanMetric
from handrail.record.projects.models import Board, Card, Check
from handrail.record.tasks.models import Task
from handrail.watch.health.models import Standing
from handrail.watch.reviews.models import Cadence
from tests.cast import stage
from tests.laws.test_api_doors import OPERATIONS, ask
from tests.laws.test_doors import PAGES, fill

SECRET = "Zanzibar"
KEPT = frozenset(
    {"key", "rank", "owner_gap", "digest", "token", "stamp", "currency", "rule", "at", "subject", "source", "target",
     "path", "subject_key", "subject_kind", "query", "cause"}
)  # fmt: skip
"""Columns that are names of other things, or whose values the machinery computes with."""
SHOWN = {
    Member: {"name"},  # who of us looks after it is told by name
    Comment: {"voice"},  # and of comments only those that are shared, which this law makes none of
    Form: {"title", "intro", "consent", "thanks", "asks"},  # what anybody reads who has its address
}
READ = {
    PlanShare: {"passcode", "language"},
    Cadence: {"rule"},
    Task: {"recurs"},
    Card: {"recurs", "blocked_by", "left_by"},
    Check: {"kind", "params"},
    Standing: {f.name for f in Standing._meta.concrete_fields} - {"next_title"},
}
"""Columns that the machinery reads: a word in them would be no leak but a fault."""


@pytest.fixture(scope="module")
def place():
    """A plan with everything around it, opened to its customer, who has proposed a date and agreed."""
    scene = stage()
    with scene.inside():
        acme = Customer(name="Acme", owner=scene.bob)
        full.one(customers.add_customers, acme)
        full.filled(acme, scene.bob, scene.alice)
        plan = Plan.objects.get(title="Acme plan")
        _share, asked, _agreed = lived(plan)
        verbs.decline_date_requests([asked], "Too late")
        stone = Milestone.objects.filter(plan=plan)[0]
        commenting.add_comments(
            [Comment(subject=named, text=SECRET) for named in (f"plan:{plan.key}", f"milestone:{stone.key}")]
        )
        attach(f"plan:{plan.key}", f"{SECRET}.txt")
        made.send(made.form_for(Board.objects.get()))
        asked_them(plan)
        share, secret = opened(plan, mail="ines@acme.example")
    with scene.inside(scene.alice):
        commenting.add_comments([Comment(subject=f"plan:{plan.key}", text="Gladly", shared=True)])
    return scene, plan.pk, share, f"/plan/{secret}/"


def asked_them(plan: Plan) -> None:
    """A survey, whose readings name who answered and by what system we asked."""
    for purpose in ("survey", "usage"):
        (metric,) = metrics.add_metrics([Metric(customer=plan.customer, name=purpose, purpose=purpose)])
        metrics.add_readings([Reading(metric=metric, on=today(), value=Decimal(7), source=f"{SECRET} Ines")])
        plans.add_plan_metrics([PlanMetric(plan=plan, metric=metric)])


def internal(model) -> list[models.Field]:
    """What nobody has declared to be for the customer, of what can hold a word or an amount."""
    kinds = (models.TextField, models.CharField, models.JSONField, models.DecimalField)
    known = model.SHARED | KEPT | SHOWN.get(model, set()) | READ.get(model, set())
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, kinds) and f.name not in known and not f.choices
    ]


def filling(field: models.Field, word: str, inside: object, amount: Decimal):
    if isinstance(field, models.JSONField):
        return [{"note": word, "more": inside}] if field.default is list else {"note": word, "more": inside}
    if isinstance(field, models.DecimalField):
        return amount
    return word[: getattr(field, "max_length", None) or 200]


def fill_all(word: str, inside: object, amount: Decimal) -> set[str]:
    """Every internal field of everything in the workspace; and beside what is shared of a section, what is not.

    Gives the rooms in which there was something to fill.
    """
    filled = set()
    for model in apps.get_models():
        if not issubclass(model, Tenanted) or model._meta.app_label not in NEIGHBOURS:
            continue
        fields = internal(model)
        if fields:
            values = {field.name: filling(field, word, inside, amount) for field in fields}
            if model._default_manager.update(**values):
                filled.add(model._meta.app_label)
    for plan in Plan.objects.all():
        for name in projection.TEXTS:
            told = {
                **getattr(plan, name),
                "note": word,
                "more": inside,
                "challenges": rows(word),
                "tools": rows(word),
            }
            Plan.objects.filter(pk=plan.pk).update(**{name: told})
    for model, name in ((AdoptionPhase, "objectives"), (AdoptionPhase, "use_cases")):
        model.objects.update(**{name: ["Live", {"note": word}]})
    return filled


def rows(word: str) -> list[object]:
    """A declared column with one beside it that nobody declared."""
    return [{"challenge": "Late", "note": word}, [word], {"note": {"deep": word}}]


NEIGHBOURS = {one.label for one in apps.get_app_configs() if one.name.startswith("handrail.record.")} | {
    "talk", "workspaces", "escalations", "health", "reviews",
}  # fmt: skip
"""Whatever lies around a plan: a room of the record that is new comes in by itself."""
TOLD_WHOLE = {"agreed"}
"""Of these rooms the customer reads every word; a column that is added to them is filled as others are."""
INSIDE = st.recursive(st.just(SECRET), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["text", "challenge", "title", "name"]), inner, max_size=3), max_leaves=6)  # fmt: skip


@settings(max_examples=8)
@given(tail=st.text("abcdefgh", min_size=1, max_size=12), inside=INSIDE, cents=st.integers(10**9, 10**10))
def test_no_internal_word_leaves_to_the_customer(place, tail, inside, cents):
    scene, pk, share, address = place
    amount = Decimal(cents) / 100
    with scene.inside():
        assert fill_all(f"{SECRET}{tail}", inside, amount) == NEIGHBOURS - TOLD_WHOLE
    outbox.outbox.clear()
    told = dict(everything(scene, pk, share, address))
    assert "Acme plan" in told["page"] and "Fewer misses" in told["page"], "there is something to see"
    for name in ("PDF", *(f"{kind} {form}" for kind in ("qbr", "finalize") for form in making.FORMATS)):
        assert "Fewer misses" in told[name], name
    for name, text in told.items():
        assert SECRET not in text, name
        assert str(amount) not in text and f"{amount:,}" not in text and str(cents // 100) not in text, name


def everything(scene, pk, share, address):
    """All that a customer gets, as text."""
    yield "page", Client().get(address).content.decode()
    yield "PDF", printed(Client().get(address + "plan.pdf"))
    yield "refused", Client().post(address + "say/", {"name": "I", "text": ""}).content.decode()
    yield "mails", Client().get(address + "mails/").content.decode()
    yield "colours", Client().get(address + "look.css").content.decode()
    yield "code", Client().get(address + "code/").content.decode()
    with scene.inside():
        plan = Plan.objects.get(pk=pk)
        yield "mail", mailed(PlanShare.objects.get(pk=share.pk), plan)  # as the worker reads it, filled
        consent = queries.consent_of(plan)
        assert consent.newest is not None
        yield "differences", str(consent.changes)
        yield "agreed to", json.dumps(consent.terms)
    file = Client().get(f"{address}agreed/{consent.newest.digest}.json")
    assert file.status_code == 200
    yield "agreed to, as a file", file.content.decode()
    with scene.inside():
        for kind in ("qbr", "finalize"):
            paper = making.paper_of(plan, kind)
            for form, make in making.FORMATS.items():
                content = make(paper, None).content
                yield f"{kind} {form}", text_of(content) if form == "pdf" else office_text(content)
    preview = scene.client(scene.bob).get(f"{scene.url}plans/{plan.key}/customer-view/preview/")
    yield "preview", re.sub(r"<head>.*?</head>", "", preview.content.decode(), flags=re.S)


def mailed(share, plan) -> str:
    """Every mail that goes to them: before a date, and when we answer."""
    stones = Milestone.objects.filter(plan=plan, state__in=("planned", "in_progress"), removed_at=None)
    asked, said = DateRequest.objects.get(), Comment.objects.get(shared=True)
    told = [
        ("reminder", tasks.coming(share, [*(f"milestone:{one.pk}" for one in stones), f"plan:{plan.pk}"])),
        ("answer", tasks.answer(share, f"date:{asked.pk}")),
        ("answer", tasks.answer(share, f"comment:{said.pk}")),
    ]
    outbox.outbox.clear()
    for kind, found in told:
        assert found is not None
        tasks.post(share, kind, {**found, **tasks.around(share)})
    text = " ".join(f"{one.subject} {one.body}" for one in outbox.outbox)
    assert "Too late" in text and "Gladly" in text and stones[0].title in text
    return text


def printed(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return text_of(answer.content)


def text_of(content: bytes) -> str:
    """All that a PDF says, and says of itself."""
    reader = PdfReader(io.BytesIO(content))
    return " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])


def office_text(content: bytes) -> str:
    """All that slides or a document say: pages, speaker notes, marks and descriptions, and of themselves."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {
            name: whole.read(name).decode() for name in whole.namelist() if name.endswith((".xml", ".rels"))
        }
    assert "ppt/presentation.xml" not in parts or any("notesSlides/" in name for name in parts)
    raw = " ".join(parts.values())
    assert SECRET not in raw, "nor in a name, a mark or a description"
    return re.sub(r"<[^>]*>", "", raw)


def test_what_is_left_out_is_named_to_us(place):
    """The difference between our page and theirs, as the team reads it."""
    scene, pk, _share, _address = place
    with scene.inside():
        key = Plan.objects.get(pk=pk).key
    html = scene.client(scene.bob).get(f"{scene.url}plans/{key}/customer-view/").content.decode()
    for label in ("Your feeling", "Our analysis", "Change log"):
        assert label in html, label


def test_the_projection_refuses_a_field_that_is_ours(place):
    scene, pk, _share, _address = place
    with scene.inside(), pytest.raises(projection.Internal):
        projection.shown(Plan.objects.get(pk=pk), ("title", "commercial"))
    with scene.inside(), pytest.raises(projection.Internal):
        projection.section(Plan.objects.get(pk=pk), "competition")


def test_a_customer_comes_in_by_no_other_address(place):
    """Dana has looked at her plan, with whatever cookies that gave her, and asks for every page there is."""
    scene, _pk, _share, address = place
    dana = Client()
    assert dana.get(address).status_code == 200
    for cookie in list(dana.cookies.values()):
        cookie["path"] = "/"
    asked = 0
    for route, view in PAGES:
        if declared(view) == ANYONE:
            continue
        answer = dana.get("/" + fill(route, scene.workspace.slug))
        assert answer.status_code == 302, f"{route} let a customer in"
        asked += 1
    assert asked > 150
    secret = address.split("/")[2]
    for method, path in OPERATIONS:
        assert ask(scene, secret, method, path).status_code == 401, f"{method} {path} let a customer in"


def test_one_customers_address_reaches_nothing_of_another_plan(place):
    scene, _pk, _share, address = place
    with scene.inside():
        other = Plan.objects.get(title="Second plan")
        (stone,) = plans.add_parts(
            [Milestone(plan=other, title="Elsewhere", side="customer", due_on=today() + timedelta(days=3))]
        )
        _other, theirs = opened(other)
    assert "Acme plan" not in Client().get(f"/plan/{theirs}/").content.decode()
    for act in ("done", "open"):
        assert Client().post(f"{address}milestones/{stone.key}/{act}/").status_code == 422
    with scene.inside():
        assert Milestone.objects.get(pk=stone.pk).state == "planned"
