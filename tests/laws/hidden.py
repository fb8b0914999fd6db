"""A workspace with one private customer that has something of every kind, and people around it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

from handrail.doors.infohub import verbs as infohub
from handrail.doors.infohub.models import Arrival, Conflict, Document
from handrail.doors.infohub.tests import full
from handrail.house.access import verbs as access
from handrail.house.escalations.verbs import raise_to
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment, Evidence, Link
from handrail.house.talk.tests.files import attach
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.record.agreed.tests.made import lived
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, TeamPlace
from handrail.record.notes import strokes
from handrail.record.notes.models import Note
from handrail.record.outside import sharing
from handrail.record.outside.tests.made import form_for, send
from handrail.record.plans.models import Plan
from handrail.record.projects import saved
from handrail.record.projects.models import Board, BoardView
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.rules import verbs as rules
from handrail.watch.rules.models import Rule
from tests.cast import Scene, person, stage

SECRET = "Zanzibar"


@dataclass
class Place(Scene):
    mara: Member
    jonas: Member
    tess: Member
    ida: Member
    secret: int
    keys: list[tuple[str, str]]

    @contextmanager
    def system(self):
        with enter(self.workspace.pk) as scope:
            yield scope


def furnish() -> Place:
    scene = stage()
    with scene.inside():
        users = {name: person(name, scene.workspace.slug) for name in ("jonas", "mara", "tess", "ida")}
        members = {
            name: access.add_member(name.title(), user.email, user=user) for name, user in users.items()
        }
        Member.objects.filter(pk=members["mara"].pk).update(manager=members["jonas"])
        row = Customer(
            key="secret",
            name=f"{SECRET} Ltd",
            owner=members["mara"],
            private=True,
            insiders=["ida"],
            external_ids={"salesforce": "001SECRET"},
            arr=1_000_000,
        )
        rules.add_rules(
            [Rule(title="Look", when={"event": "customer.saved"}, then=[{"nudge": "owner"}], state="dry")]
        )
        customers.add_customers([row])
        full.filled(row, members["mara"], scene.alice)
        board = Board.objects.filter(customer=row)[0]
        saved.add_views([BoardView(board=board, member=members["mara"], title="Pilot", shared=True)])
        rename(row)
        strokes.opened(Note.objects.get(customer=row))
        customers.add_team_places([TeamPlace(customer=row, member=members["tess"], job=f"{SECRET} SA")])
        (task,) = tasks.add_tasks(
            [Task(key="secret-task", title=f"{SECRET} task", customer=row, owner=scene.bob)]
        )
        infohub.keep(
            [
                Document(
                    key="secret-file",
                    customer=row,
                    path=f"{SECRET}.md",
                    kind="other",
                    text=SECRET,
                    digest="x",
                )
            ]
        )
        came = infohub.add_arrival(Arrival(way="push", commit="0" * 40, batch=1))
        infohub.add_conflicts(
            [
                Conflict(arrival=came, customer=row, path=f"{SECRET}.yaml", label=SECRET),
                Conflict(key="list", arrival=came, path="renewals.yaml", label=SECRET, theirs=SECRET),
            ]
        )
        raise_to(row, members["mara"], f"{SECRET} slips", title=row.name, path="customers/secret/")
        (child,) = customers.add_customers([Customer(key="open", name="Open", parent=row, owner=scene.bob)])
        (todo,) = tasks.add_tasks([Task(key="open-task", title="Open task", customer=child, owner=scene.bob)])
        infohub.add_evidence(
            [
                Evidence(subject="task:open-task", kind="note", title="open evidence"),
                Evidence(subject=f"task:{task.key}", kind="note", title=f"{SECRET} evidence"),
            ]
        )
        commenting.add_comments(
            [Comment(subject="task:open-task", text="open comment")]
            + [
                Comment(subject=named, text=f"{SECRET} comment")
                for named in ("customer:secret", f"task:{task.key}")
            ]
        )
        for named, said in (("task:open-task", "open"), ("customer:secret", SECRET)):
            attach(named, f"{said} file.txt", f"{said} content".encode())
        lived(Plan.objects.get(title__contains="Acme plan"), SECRET)
        sharing.share(sharing.Wish(Board.objects.get(customer=row), label=SECRET))
        send(form_for(Board.objects.get(customer=row), title=f"{SECRET} form"), f"{SECRET} sent")
        infohub.add_links(
            [
                Link(source="task:open-task", target="customer:open", relation="open"),
                Link(source=f"task:{todo.key}", target="customer:secret", relation="closed"),
            ]
        )
    serve_workspace(scene.workspace.pk)
    keys = [("customers", "secret"), ("tasks", "secret-task"), *keys_of(scene, row.pk)]
    return Place(**scene.__dict__, **members, secret=row.pk, keys=keys)


def rename(row: Customer) -> None:
    """Every text of what was filled in says the word, so that a leak is found whatever part leaks."""
    from django.db import connection

    with connection.cursor() as cursor:
        for model, column in wordy():
            cursor.execute(
                f'UPDATE "{model._meta.db_table}" SET "{column}" = %s || \' \' || "{column}" WHERE customer_id = %s',
                [SECRET, row.pk],
            )


def wordy():
    from django.apps import apps

    from handrail.house.workspaces.models import Tenanted

    for model in apps.get_models():
        names = {field.column for field in model._meta.get_fields() if hasattr(field, "column")}
        if issubclass(model, Tenanted) and "customer_id" in names:
            for column in ("title", "name", "summary", "reason", "risk_reason"):
                if column in names:
                    yield model, column


def keys_of(scene: Scene, customer: int) -> list[tuple[str, str]]:
    from handrail.doors.desk.kinds import BY_NAME

    with scene.inside():
        return [
            (kind.slug, row.key)
            for kind in BY_NAME.values()
            if kind.name != "customer" and any(f.name == "customer" for f in kind.model._meta.fields)
            for row in kind.model._default_manager.filter(customer_id=customer, removed_at=None)[:1]
        ]


def told(place: Place, name: str) -> bool:
    with place.inside(getattr(place, name)):
        return Customer.objects.filter(pk=place.secret).exists()
