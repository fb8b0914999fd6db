"""What is of a private customer is hidden by the database from who may not see it, on every door."""

from __future__ import annotations

import os
import re

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from handrail.doors.exchange import importing as crm
from handrail.doors.infohub import importing as trees
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.models import Conflict
from handrail.house.ledger.models import Claim
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.nudges.models import Nudge
from handrail.house.talk.models import Attachment, Comment, Evidence, Link
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.secure import about_column
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, TeamPlace
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from tests.laws.hidden import SECRET, furnish, told

MODELS = [m for m in apps.get_models() if any(f.name == "workspace" for f in m._meta.fields)]
EXCUSED = {
    "Passage": "who may come in; it names no customer",
    "Goal": "what a workspace wants of a measure; it names no customer",
    "Team": "a team's name is no customer's business",
    "Member": "people of ours",
    "PlanTemplate": "a way of working; it names no customer",
    "Playbook": "a way of working; it names no customer",
    "Rule": "a way of working; it names no customer",
    "Token": "a member's own secret",
    "Feed": "a member's own secret",
    "Invitation": "an invitation names a person of ours",
    "Handover": "numbers of records by kind, told by counts; names are looked up under the veil",
    "Import": "files of several customers: house/imports/fetch.visible shows the own ones only",
    "Mapping": "names of columns",
    "Preference": "how one person is told",
    "Channel": "an address of the workspace",
    "Seal": "a secret of a channel",
    "Delivery": "an envelope: what it says is its nudge's, which is hidden",
    "Digest": "when one person's morning mail goes out",
    "Survey": "how far a workspace's dates are computed",
    "Word": "a word alone, without what it stands in; only the search's own function reads it",
    "Built": "how far the search of a workspace is built",
    "Arrival": "how much came in at once, by numbers; its words are of whoever may see all customers",
    "Answer": "given again to the member who had it, for a day",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_table_hides_what_is_of_a_private_customer_or_says_why_not(model):
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        found = owner.execute(
            "SELECT permissive, cmd, qual, with_check FROM pg_policies WHERE tablename = %s AND policyname = 'hidden'",
            [model._meta.db_table],
        ).fetchall()
    if not found:
        assert model.__name__ in EXCUSED, f"{model.__name__} has no `hidden` policy and no excuse"
        assert about_column(model) is None, f"{model.__name__} points to a customer and hides nothing"
        return
    assert model.__name__ not in EXCUSED
    [(permissive, command, qual, check)] = found
    assert (permissive, command) == ("RESTRICTIVE", "ALL")
    assert qual == check
    assert re.search(r"\(\s*SELECT .*current_setting\('handrail.hidden'", qual, re.DOTALL), (
        "read once, not per row"
    )


@pytest.fixture(scope="module")
def place():
    return furnish()


def test_who_may_see_a_private_customer(place):
    seen = {
        name: told(place, name) for name in ("alice", "ada", "bob", "gita", "mara", "jonas", "tess", "ida")
    }
    assert seen == {
        "alice": True,  # an owner of the workspace
        "ada": False,
        "bob": False,
        "gita": False,
        "mara": True,  # its owner
        "jonas": True,  # her manager
        "tess": True,  # on its team
        "ida": True,  # named on it
    }


@pytest.mark.parametrize(
    "model", [m for m in MODELS if about_column(m) is not None], ids=lambda m: m.__name__
)
def test_no_row_of_it_is_seen_even_when_the_code_forgets_to_filter(place, model):
    column = about_column(model).column
    sql = f'SELECT count(*) FROM "{model._meta.db_table}" WHERE "{column}" = {place.secret}'
    with place.inside(place.alice), connection.cursor() as cursor:
        cursor.execute(sql)
        there = cursor.fetchone()[0]
    assert there or model in (Claim, Nudge), (
        f"{model.__name__}: nothing is there to hide; let furnish() make one"
    )
    with place.inside(place.bob), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.fetchone() == (0,)


def test_links_and_evidence_of_its_records_are_hidden_by_their_names(place):
    with place.inside(place.alice):
        assert (Evidence.objects.count(), Link.objects.count(), Comment.objects.count()) == (2, 3, 3)
        assert Attachment.objects.count() == 2
        assert Conflict.objects.filter(customer=None).exists()
    with place.inside(place.bob):
        assert [row.title for row in Evidence.objects.all()] == ["open evidence"]
        assert [row.text for row in Comment.objects.all()] == ["open comment"]
        assert [row.name for row in Attachment.objects.all()] == ["open file.txt"]
        assert [row.relation for row in Link.objects.all()] == ["open"]
        assert not Conflict.objects.filter(customer=None).exists(), "nobody knows whose it is"


def test_it_is_on_no_page(place):
    """Every page of the workspace that takes no key, and every page of the open customer beside it."""
    bob, alice = place.client(place.bob), place.client(place.alice)
    from tests.laws.test_doors import PAGES, fill

    asked = 0
    for route, _view in PAGES:
        if not route.startswith("w/<") or re.search(r"<(?!slug|kind)", route):
            continue
        for query in ("", "?for=everybody&owner=all&state=all&q=", f"?q={SECRET}&owner=all&state=all"):
            for address in everywhere("/" + route, place):
                answer = bob.get(address + query)
                asked += answer.status_code == 200
                shown = answer.content.decode().replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
                shown = shown.replace(f"<title>{SECRET}", "")  # what was typed, not what is there
                assert SECRET not in shown, f"{address}{query}"
    assert asked > 30
    for kind, key in place.keys:
        address = f"{place.url}{kind}/{key}/"
        assert alice.get(address).status_code == 200, address
        assert bob.get(address).status_code == 404, address
    assert SECRET not in bob.get(f"{place.url}customers/open/").content.decode(), "its child names no parent"
    assert fill("x", "y") == "x"


def everywhere(route, place):
    from handrail.doors.desk.kinds import BY_SLUG

    route = re.sub(r"<slug:slug>|<str:slug>|<slug>", place.workspace.slug, route)
    return [re.sub(r"<kind:kind>", slug, route) for slug in BY_SLUG] if "<kind:" in route else [route]


def test_it_is_in_no_answer_of_the_api(place):
    from tests.laws.test_api_doors import OPERATIONS

    token, asked = place.token(place.bob), 0
    for method, path in OPERATIONS:
        if method != "get":
            continue
        for key in ("open", *keys_for(path, place.keys)) if "{key}" in path else ("",):
            address = path.replace("{slug}", place.workspace.slug).replace("{key}", key)
            answer = place.client().get(address, headers={"authorization": f"Bearer {token}"})
            asked += answer.status_code == 200
            assert SECRET not in answer.content.decode().replace(f"“{key}”", ""), address
            assert not (key.startswith("secret") and answer.status_code == 200), address
    assert asked > 20


def keys_for(path, keys):
    """Those of the noun that the address asks for; where it is no noun of the pages, what none of its own is called."""
    own = [key for kind, key in keys if f"/{kind}/" in path]
    return own or ["1", *(key for kind, key in keys if kind in ("customers", "plans", "tasks", "projects"))]


def test_it_is_in_no_export_of_who_may_not_see_it(place):
    with place.inside(place.alice):
        whole = b"".join(content for _path, content in Exporter().files())
    with place.inside(place.bob):
        seen = b"".join(content for _path, content in Exporter().files())
    assert SECRET.encode() in whole
    assert SECRET.encode() not in seen


def test_nothing_is_written_to_what_is_not_seen(place):
    client, token = place.client(), place.token(place.bob)
    head = {"authorization": f"Bearer {token}"}
    api = f"/api/v1/w/{place.workspace.slug}"
    body = {"title": "Peek", "customer": "secret"}
    answer = client.post(f"{api}/tasks", body, content_type="application/json", headers=head)
    assert (answer.status_code, answer.json()["problems"][0]["message"]) == (
        422,
        "There is no customer “secret” here.",
    )
    nowhere = client.post(
        f"{api}/tasks", {**body, "customer": "nowhere"}, content_type="application/json", headers=head
    )
    assert nowhere.json()["problems"][0]["message"] == "There is no customer “nowhere” here."
    assert (
        client.patch(f"{api}/customers/secret", {}, content_type="application/json", headers=head).status_code
        == 404
    )
    with place.inside(place.bob), pytest.raises(ProgrammingError), transaction.atomic():
        tasks.add_tasks([Task(title="Peek", customer_id=place.secret)])


def test_a_key_that_is_taken_out_of_sight_is_refused_in_the_same_words(place):
    said = []
    for key in ("secret", "open"):
        with place.inside(place.bob), pytest.raises(customers.Invalid) as refusal:
            customers.add_customers([Customer(key=key, name="Mine")])
        said.append(str(refusal.value).replace(key, "…"))
    assert said[0] == said[1]
    with place.inside(place.bob):
        (row,) = customers.add_customers([Customer(name="Secret")])
        assert row.key.startswith("secret-"), "a made key goes round it"
        customers.remove_customers([row])


def test_an_import_of_what_is_out_of_sight_is_refused_and_doubles_nothing(place, tmp_path):
    """A tree by its key, a CRM's export by its id: in the same words, and nothing of the record is told."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "account.yaml").write_text("account_id: secret\nname: Mine\n")
    with place.inside(place.bob):
        report = trees.preview(trees.read_folder(tmp_path), place.bob)
        told = str([finding.message for finding in report.refused])
        assert "“secret” can not be imported by you." in told
        assert SECRET not in told
    table = b"Id,Name,Industry\n001SECRET,Mine,Food\n"
    with place.inside(place.bob):
        preview = crm.plan_import([crm.look(table, "accounts.csv", target="accounts", system="salesforce")])
        assert preview.refused_count == 1
        assert "can not be imported by you" in str(preview.as_json())
        assert SECRET not in str(preview.as_json())
    with place.inside(place.alice):
        assert (
            crm.plan_import(
                [crm.look(table, "accounts.csv", target="accounts", system="salesforce")]
            ).refused_count
            == 0
        )
        assert Customer.objects.filter(name__contains="Mine").count() == 0


def test_nobody_hides_a_customer_from_themselves(scene):
    with scene.inside():
        customers.add_customers([Customer(key="mine", name="Mine", owner=scene.alice)])
    with scene.inside(scene.bob), pytest.raises(customers.Invalid, match="not see this customer any more"):
        customers.edit_customer(Customer.objects.get(key="mine"), {"private": True})
    with scene.inside(scene.bob):
        customers.edit_customer(Customer.objects.get(key="mine"), {"private": True, "insiders": ["bob"]})
    with scene.inside(scene.ada):
        assert not Customer.objects.filter(key="mine").exists()
    with scene.inside(scene.alice):
        customers.edit_customer(Customer.objects.get(key="mine"), {"insiders": []})
    with scene.inside(scene.bob):
        assert not Customer.objects.filter(key="mine").exists()


def test_who_judges_and_sweeps_sees_all(place):
    with place.inside(place.alice):
        tasks.add_tasks([Task(title=f"{SECRET} swept", customer_id=place.secret)])
    serve_workspace(place.workspace.pk)
    with place.system():
        assert Customer.objects.filter(pk=place.secret).exists()
        assert not Claim.objects.filter(about_id=place.secret).exists()


def test_the_law_goes_red_without_the_policy(place):
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("ALTER POLICY hidden ON customers_customer USING (true)")
        try:
            with place.inside(place.bob):
                assert Customer.objects.filter(pk=place.secret).exists()
        finally:
            from handrail.house.workspaces.secure import veil

            for statement in veil(Customer):
                owner.execute(statement)


def test_a_team_place_that_is_taken_away_hides_it_again(scene):
    with scene.inside():
        (row,) = customers.add_customers([Customer(key="p", name="P", owner=scene.alice, private=True)])
        (there,) = customers.add_team_places([TeamPlace(customer=row, member=scene.bob, job="SA")])
    with scene.inside(scene.bob):
        assert Customer.objects.filter(key="p").exists()
    with scene.inside():
        customers.remove_team_places([TeamPlace.objects.get(pk=there.pk)])
    with scene.inside(scene.bob):
        assert not Customer.objects.filter(key="p").exists()


def test_managers_in_a_circle_do_not_hang_the_door(scene):
    with scene.inside():
        customers.add_customers([Customer(key="p", name="P", owner=scene.alice, private=True)])
        Member.objects.filter(pk=scene.bob.pk).update(manager=scene.ada)
        Member.objects.filter(pk=scene.ada.pk).update(manager=scene.bob)
    with scene.inside(scene.bob):
        assert not Customer.objects.filter(key="p").exists()
