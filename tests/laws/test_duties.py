"""Whatever waits for somebody waits for a member who is here: no path gives anything to a guest or to who has left."""

from __future__ import annotations

from copy import copy

import pytest
from django.apps import apps

from handrail import wiring
from handrail.doors.api.tests.conftest import Caller
from handrail.doors.exchange.tests.importer import Importer
from handrail.doors.infohub import importing
from handrail.doors.infohub.tests import full
from handrail.house.access import verbs as access
from handrail.house.escalations.verbs import raise_to
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.duties import duties
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

MODELS = [m for m in apps.get_models() if issubclass(m, Tenanted)]
FIELDS = {(model, name) for model in MODELS for name, _column in duties(model)}
NAMED = {
    (model, field.name)
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.is_relation and field.related_model is Member
}
EXCUSED = {
    "by": "who did it once",
    "ended_by": "who did it once",
    "held_by": "who did it once",
    "resolved_by": "who did it once",
    "decided_by": "who did it once",
    "Member.manager": "reports go up to them; who leaves is taken out",
    "TeamPlace.member": "never empty: it stays with who left, and that is its gap",
    "Touchpoint.member": "who was there",
    "BoardView.member": "whose it is",
    "Channel.member": "whose it is",
    "Feed.member": "whose it is",
    "Token.member": "whose it is",
    "Invitation.member": "who came by it",
    "Share.member": "a guest, and nobody else",
    "Blocker.armed_by": "whose word the fallback rests on",
    "Decision.delegate": "decides beside the owner, who is asked",
    "Decision.asked_by": "hears of the answer",
    "Feedback.asked_by": "hears of the answer",
    "ScopeChange.asked_by": "hears of the answer",
    "Commitment.locked_by": "who did it once",
    "Handover.giver": "who gave a book away; they may have left since",
}
"""Keys to members that give nobody anything to do."""
UNDONE = wiring.UNDONE
EDIT = "handrail.house.escalations.verbs.{}_escalations"
"""What is raised is not undone, and changes hands all the same."""


def test_every_key_to_a_member_says_whether_something_waits_for_them():
    bare = {(model.__name__, name) for model, name in NAMED - FIELDS}
    excused = {(model, name) for model, name in bare if name in EXCUSED or f"{model}.{name}" in EXCUSED}
    assert bare == excused
    used = {name for _model, name in bare} | {f"{model}.{name}" for model, name in bare}
    assert EXCUSED.keys() <= used, "an excuse that nobody needs"
    assert len(FIELDS) > 20


@pytest.fixture
def lived(scene):
    with scene.inside():
        full.fill(scene.alice)
        raise_to(Customer.objects.first(), scene.ada, "Look", title="Look", path="customers/acme/")
        lena = access.add_member("Lena", "lena@example.com", role="member")
        write.change(lena, {"left_on": today()})
    return scene, ((lena, "Lena has left"), (scene.gita, "Gita is a guest"))


def test_nothing_is_given_to_a_guest_or_to_who_has_left(lived):
    """By the verb of every kind and field: to a person and by their id, of a row that is there and of a new one."""
    scene, absent = lived
    with scene.inside():
        for model, name in sorted(FIELDS, key=str):
            row = model._default_manager.filter(removed_at=None).first()
            assert row is not None, f"no {model.__name__} was laid"
            edit = wiring.load(UNDONE.get(row._meta.model_name, EDIT).format("edit"))
            for member, words in absent:
                for values in ({name: member}, {f"{name}_id": member.pk}):
                    with pytest.raises(Invalid, match=words):
                        edit([(copy(row), values)])
                        pytest.fail(f"{model.__name__}.{name} took {member}")
                new = copy(row)
                new.pk, new.key = None, ""
                setattr(new, f"{name}_id", member.pk)
                with pytest.raises(Invalid, match=words):
                    ledger_rows.add([new])


@pytest.mark.parametrize("who", ["gita", "lena"])
def test_every_door_says_so_or_keeps_a_gap(scene, tmp_path, who):
    """A program and a page are refused in words, and a chooser does not offer them; what a file says of them becomes
    a gap that keeps its words. Who has something already keeps it."""
    with scene.inside():
        lena = access.add_member("Lena", "lena@example.com", role="member")
        (task,) = tasks.add_tasks([Task(title="Call Jo", owner=lena)])
        write.change(lena, {"left_on": today()})
    member = {"gita": scene.gita, "lena": lena}[who]
    words = {"gita": "Gita is a guest. Guests own nothing: choose a member.", "lena": "Lena has left."}[who]
    program = Caller(f"/api/v1/w/{scene.workspace.slug}", scene.token(scene.bob))
    answers = [
        program.post("tasks", {"title": "New", "owner": member.key}),
        program.patch(f"tasks/{task.key}", {"owner": scene.gita.key}),
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    (problem,) = answers[0].json()["problems"]
    assert words in f"{problem['message']} {problem['fix']}"
    bob, form = scene.client(scene.bob), f"{scene.url}tasks/{task.key}/edit/owner/"
    page = bob.get(form).content.decode()
    assert f'value="{scene.bob.key}"' in page and f'value="{scene.gita.key}"' not in page
    assert f'value="{lena.key}" selected' in page, "who has it already stands there"
    assert bob.post(form, {"owner": scene.gita.key, "revision": task.revision}).status_code == 422
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "account.yaml").write_text(f"account_id: acme\nname: Acme\nowner: {member.name}\n")
    with scene.inside(scene.bob):
        report = importing.apply(importing.read_folder(tree), scene.bob)
        assert not report.refused, report.refused
        acme = Customer.objects.get()
        assert (acme.owner, acme.owner_text, acme.owner_gap) == (None, member.name, member.gap)
        assert not Member.objects.filter(name=member.name).exclude(pk=member.pk).exists()
        assert Task.objects.get(pk=task.pk).owner_id == lena.pk
    sheet = f"Account ID,Account Name,Account Owner\n1,Birch,{member.name}\n"
    preview = Importer(scene).apply({"accounts.csv": sheet})
    assert f"owner_{'guest' if who == 'gita' else 'left'}" in str(preview.as_json()["flagged"])
    with scene.inside():
        birch = Customer.objects.get(name="Birch")
        assert (birch.owner, birch.owner_text, birch.owner_gap) == (None, member.name, member.gap)
