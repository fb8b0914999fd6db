"""An import by a program: sent, looked at, corrected, confirmed, reported; a table, a board and a tree."""

from __future__ import annotations

import io
import json
import zipfile

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from handrail.doors.exchange.tests.test_records import TEXTS
from handrail.house.imports import statistics
from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.record.customers.models import Customer, Stakeholder
from handrail.record.decisions.models import Decision
from handrail.record.projects.models import Card, Project

ACCOUNTS = "Account ID,Account Name,Annual Revenue,Renewal\n1,Acme,1200,05/06/2027\n2,Birch,800,01/02/2027\n"
TRELLO = {
    "id": "b1",
    "name": "Their board",
    "lists": [{"id": "l1", "name": "To do", "closed": False, "pos": 1}],
    "cards": [{"id": "c1", "name": "Call Jo", "idList": "l1", "closed": False, "pos": 1, "desc": ""}],
}


def send(caller, name, content, query=""):
    return caller(
        "POST", f"imports?name={name}{query}", content, **{"Content-Type": "application/octet-stream"}
    )


def test_a_table_from_sending_to_the_report(scene, calling):
    bob = calling(scene.bob)
    assert bob.post("imports?name=a.csv", {}).status_code == 415
    sent = send(bob, "accounts.csv", ACCOUNTS.encode())
    assert sent.status_code == 201, sent.content
    row = sent.json()
    path = f"imports/{row['key']}"
    assert sent.headers["Location"].endswith(f"/{path}")
    assert (row["kind"], row["state"], row["files"][0]["target"]) == ("tables", "previewed", "accounts")
    assert [one["code"] for one in row["report"]["refused"]] == ["ambiguous_dates"], "nobody guesses a month"
    with scene.inside():
        assert not Customer.objects.exists(), "looking writes nothing"
    name = {"name": "accounts.csv"}
    again = bob.patch(
        path, {"files": [{**name, "columns": {"Annual Revenue": "leave"}, "date_order": "MDY"}]}
    )
    assert again.status_code == 200, again.content
    assert again.json()["report"]["created"] == {"accounts": 2}
    assert bob.patch(path, {"files": [{"name": "other.csv"}]}).status_code == 422
    done = bob.post(f"{path}/confirm", {}).json()
    assert (done["state"], done["report"]["created"]) == ("done", {"accounts": 2})
    with scene.inside():
        assert set(Customer.objects.values_list("name", "renewal_on__month")) == {("Acme", 5), ("Birch", 1)}
        assert Import.objects.get().content is None
    assert bob.post(f"{path}/confirm", {}).status_code == 422
    assert [one["state"] for one in bob.get("imports").json()["imports"]] == ["done"]
    assert bob.get(path).json()["report"]["created"] == {"accounts": 2}


def test_a_board_goes_where_it_is_told_and_a_tree_comes_as_an_archive(scene, calling):
    bob = calling(scene.bob)
    assert send(bob, "notes.csv", b"a,b\n1,2\n", "&kind=board").status_code == 422
    board = send(bob, "board.json", json.dumps(TRELLO).encode()).json()
    assert (board["kind"], board["state"], board["to"]) == ("board", "previewed", "")
    bob.post("projects", {"key": "ours", "title": "Ours"})
    assert bob.patch(f"imports/{board['key']}", {"to": "project:nowhere"}).status_code == 422
    assert bob.patch(f"imports/{board['key']}", {"to": "project:ours"}).json()["to"] == "project:ours"
    assert bob.post(f"imports/{board['key']}/confirm", {}).json()["state"] == "done"
    with scene.inside():
        assert Project.objects.count() == 1
        assert Card.objects.get().board.project.key == "ours"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("customers/acme/account.yaml", "name: Acme\n")
    tree = send(bob, "hub.zip", packed.getvalue()).json()
    assert (tree["kind"], tree["state"]) == ("tree", "previewed"), tree
    assert bob.post(f"imports/{tree['key']}/drop", {}).json()["state"] == "dropped"
    with scene.inside():
        assert not Customer.objects.exists()


def test_several_tables_are_one_import_with_one_report(scene, calling):
    """As on the page: the accounts and what belongs to them, in one go, once however often it is sent."""
    bob = calling(scene.bob)
    files = {
        "accounts.csv": "Account ID,Account Name\n1,Acme\n2,Birch\n",
        "contacts.csv": "Contact ID,Full Name,Account ID,Title\nc1,Jo Reed,2,Head of Work\n",
    }

    def post(names, boundary, **headers):
        part = '--{0}\r\nContent-Disposition: form-data; name="files"; filename="{1}"\r\n\r\n{2}\r\n'
        body = "".join(part.format(boundary, name, files[name]) for name in names) + f"--{boundary}--\r\n"
        kind = f"multipart/form-data; boundary={boundary}"
        return bob("POST", "imports", body.encode(), **{"Content-Type": kind, **headers})

    once = {"Idempotency-Key": "both-1"}
    rows = [post(files, boundary, **once).json() for boundary in ("one", "another")]
    assert rows[0].get("key", rows[0]) == rows[1].get("key"), rows
    assert [one["target"] for one in rows[0]["files"]] == ["accounts", "contacts"]
    assert rows[0]["report"]["created"] == {"accounts": 2, "contacts": 1}, rows[0]["report"]
    assert post(["accounts.csv"], "one", **once).status_code == 422, "the same key for another body"
    done = bob.post(f"imports/{rows[0]['key']}/confirm", {}).json()
    assert done["state"] == "done"
    with scene.inside():
        assert Stakeholder.objects.get().customer.name == "Birch"
        assert Import.objects.count() == 1
    assert post([], "one").status_code == 422
    broken = bob("POST", "imports", b"--x", **{"Content-Type": "multipart/form-data; boundary="})
    assert broken.status_code in (400, 422), broken.content
    assert bob("POST", "imports", b"x", **{"Content-Type": "application/octet-stream"}).status_code == 422


def test_after_a_large_import_the_tables_are_looked_at_again(scene, calling, monkeypatch):
    """The worker is asked once, and only for what is large; where it may not, nothing happens and nothing breaks."""
    monkeypatch.setattr("handrail.house.imports.verbs.LARGE", 1)
    bob, jobs = (
        calling(scene.bob),
        ProcrastinateJob.objects.filter(task_name="imports.statistics", status="todo"),
    )
    before = set(jobs.values_list("pk", flat=True))
    with scene.inside():
        row = imports.start("tables", "a.csv", b"-", "a", settings={"system": "x"}, by=scene.bob)
        imports.move(row, "done", report={"created": {"accounts": 9}})
        assert set(jobs.values_list("pk", flat=True)) == before, "not before it is committed"
    assert jobs.exists()
    for number in range(2):
        sent = send(
            bob,
            f"accounts-{number}.csv",
            f"Account ID,Account Name\n{number}1,A{number}\n{number}2,B{number}\n".encode(),
        )
        assert bob.post(f"imports/{sent.json()['key']}/confirm", {}).json()["state"] == "done"
    assert len(set(jobs.values_list("pk", flat=True)) | before) == max(len(before), 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    assert "public.customers_customer" in statistics.refresh()
    monkeypatch.setattr(statistics, "OWNER", "nobody")
    assert statistics.refresh() == []


def test_decision_records_in_one_archive(scene, calling):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in TEXTS.items():
            archive.writestr(f"docs/adr/{name}", text)
    api = calling(scene.bob)
    sent = send(api, "adr.zip", made.getvalue())
    assert sent.status_code == 201, sent.content
    told = sent.json()
    assert (told["kind"], told["state"], told["report"]["created"]) == (
        "records",
        "previewed",
        {"decisions": 3},
    )
    assert told["records"]["words"] == {"accepted": "approved", "angenommen": ""}
    corrected = api.patch(
        f"imports/{told['key']}", {"records": {"owner": "bob", "words": {"angenommen": "rejected"}}}
    )
    assert corrected.json()["records"]["owner"] == "bob"
    assert api.patch(f"imports/{told['key']}", {"records": {"words": {"x": "odd"}}}).status_code == 422
    done = api.post(f"imports/{told['key']}/confirm", {}).json()
    assert (done["state"], done["report"]["written"]) == ("done", True)
    with scene.inside():
        assert Decision.objects.get(key="report").state == "rejected"
    assert send(api, "notes.txt", b"x", "&kind=records").status_code == 422
