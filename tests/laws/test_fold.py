"""Folding a subject's events gives its row: for every model, after a workspace has lived a little."""

from __future__ import annotations

from collections import defaultdict

from django.apps import apps

from handrail.doors.calendar import feeds
from handrail.doors.infohub import verbs as infohub
from handrail.doors.infohub.models import Arrival, Conflict
from handrail.doors.infohub.tests import full
from handrail.house.escalations.verbs import raise_to
from handrail.house.ledger import write
from handrail.house.ledger.models import Event
from handrail.house.ledger.values import fold, snapshot
from handrail.house.nudges import channels
from handrail.house.people import books, invitations
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.talk.tests.files import attach
from handrail.house.workspaces.models import Tenanted
from handrail.record.agreed.tests.made import lived
from handrail.record.customers.models import Customer
from handrail.record.outside import sharing
from handrail.record.outside.tests.made import form_for, send
from handrail.record.plans.models import Plan
from handrail.record.projects import saved
from handrail.record.projects.models import Board, BoardView

EXCUSED = {
    "Standing": "a projection of the record; only a changed state is an event",
    "Answer": "the API's memory of its own answers",
    "Import": "an upload and its progress; what it did is in the rows' own events",
    "Mapping": "how a kind of file was read the last time; no record",
    "Document": "a file's text; its values are in the rows' own events",
}
MODELS = [m for m in apps.get_models() if issubclass(m, Tenanted) and m.__name__ not in EXCUSED]


def test_every_models_rows_fold_from_their_events(scene):
    with scene.inside():
        full.fill(scene.alice)
        channels.add_channel("slack", "cs-team", "https://hooks.example.com/secret")
    with scene.inside():
        people(scene)
    with scene.inside():
        live_a_little()
    with scene.inside():
        told = events()
        seen = set()
        for model in MODELS:
            for row in model._default_manager.all():
                folded = fold(told[model._meta.model_name, row.pk])
                # An empty value was never told; it is what a field holds before anybody says something.
                assert {k: v for k, v in folded.items() if v is not None} == {
                    k: v for k, v in snapshot(row).items() if v is not None
                }, f"{model.__name__} {row.key}"
                seen.add(model.__name__)
    assert seen >= {m.__name__ for m in MODELS} - {"Token"}


def people(scene):
    invitations.invite([invitations.Draft(email="new@example.com", way="link")])
    customer = Customer.objects.order_by("pk")[0]
    raise_to(customer, scene.bob, "It slips", title=customer.name, path=f"customers/{customer.key}/")
    feeds.make_feed(scene.alice)
    (said,) = commenting.add_comments([Comment(subject=f"customer:{customer.key}", text="Who calls them?")])
    commenting.resolve_comments([said])
    attach(f"customer:{customer.key}")
    sharing.share(sharing.Wish(Board.objects.order_by("pk")[0]))
    send(form_for(Board.objects.order_by("pk")[0]))
    lived(Plan.objects.get(title="Acme plan"))
    (board,) = Board.objects.order_by("pk")[:1]
    saved.add_views([BoardView(board=board, member=scene.alice, title="Mine", query="owner=mine")])
    came = infohub.add_arrival(Arrival(way="push", commit="0" * 40, batch=1))
    infohub.add_conflicts([Conflict(arrival=came, customer=customer, path="csp.yaml", theirs={"title": "X"})])
    books.hand_over(scene.alice, books.Wishes(to=scene.ada), reason="Holiday")


def live_a_little():
    """Every row is changed, removed and brought back by the writer."""
    for model in MODELS:
        rows = list(model._default_manager.all())
        for row in rows:
            text = next((f.name for f in model._meta.fields if f.get_internal_type() == "TextField"), None)
            if text:
                write.change(row, {text: "other words"})
        if model.__name__ != "Member":
            write.remove(rows)
            write.restore(rows)


def events():
    told = defaultdict(list)
    for event in Event.objects.order_by("id"):
        told[event.subject_kind, event.subject_id].append(event.changes)
    return told
