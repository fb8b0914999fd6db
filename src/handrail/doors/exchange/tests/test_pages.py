"""The whole way through the browser's pages, and who may walk it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from handrail.doors.exchange import flow, tasks
from handrail.house.imports.models import Import, Mapping
from handrail.house.ledger.models import Event
from handrail.house.workspaces.models import Member
from handrail.record.customers.models import Customer, Opportunity

ACCOUNTS = "Id,Name,Industry,OwnerId\n001Nq00000AAAAA,Northwind,Logistics,{owner}\n"
DEALS = "Id,AccountId,Name,StageName,Amount,CloseDate,Favourite\n"
DEALS += "006Nq00000AAAAA,001Nq00000AAAAA,Rollout,Champagne,420000,2026-12-01,red\n"


class Visit:
    """A member at the browser. Every form is sent as the page has it, with what is changed by hand."""

    def __init__(self, scene: Any, member: Any) -> None:
        self.scene, self.client = scene, scene.client(member)
        self.home = f"{scene.url}import/"

    def upload(self, **files: str) -> str:
        sent = [SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in files.items()]
        answer = self.client.post(self.home, {"files": sent})
        assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-1500:]
        return str(answer["Location"])

    def form(self, address: str) -> dict[str, str]:
        """The values of all selects and inputs of the page."""
        page = self.client.get(address).content.decode()
        values = dict.fromkeys(re.findall(r'<select[^>]* name="([^"]+)"', page), "")
        for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
            chosen = re.search(r'<option value="([^"]*)" selected', body)
            values[name] = chosen[1] if chosen else ""
        values.update(re.findall(r'<input[^>]* name="(currency-\d+)" value="([^"]*)"', page))
        return values

    def check_columns(self, address: str, **changed: str) -> str:
        answer = self.client.post(address, {**self.form(address), **changed})
        assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-1500:]
        return str(answer["Location"])

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def confirm(self, address: str, **sent: str) -> str:
        assert self.client.post(f"{address}confirm", sent).status_code == 302
        return self.page(address)


@pytest.fixture
def bob(scene: Any) -> Visit:
    return Visit(scene, scene.bob)


def rows(scene: Any, model: Any) -> list[Any]:
    with scene.inside():
        return list(model.objects.filter(removed_at=None))


def test_from_upload_to_report(scene: Any, bob: Visit) -> None:
    columns = bob.upload(accounts=ACCOUNTS.format(owner=scene.bob.email), opportunities=DEALS)
    page = bob.page(columns)
    assert "StageName" in page
    assert "Champagne" in page
    preview = bob.check_columns(columns)
    page = bob.page(preview)
    assert "This is what would happen" in page
    assert rows(scene, Customer) == []
    assert "Imported." in bob.confirm(preview)
    [deal] = rows(scene, Opportunity)
    assert (deal.name, deal.stage, deal.stage_text, deal.fields) == (
        "Rollout",
        "",
        "Champagne",
        {"Favourite": "red"},
    )
    [row] = rows(scene, Import)
    assert (row.state, row.content) == ("done", None)


def test_what_is_written_is_told_as_the_imports_doing(scene: Any, bob: Visit) -> None:
    bob.confirm(bob.check_columns(bob.upload(accounts=ACCOUNTS)))
    with scene.inside():
        told = Event.objects.get(kind="customer.created")
    assert (told.actor_kind, told.actor_id, told.actor_label) == ("import", scene.bob.pk, "accounts.csv")
    assert told.cause.startswith("import:")


def test_who_brought_risks_goes_on_to_the_risks(scene: Any, bob: Visit) -> None:
    log = "Risk_ID,Category,Description,Probability,Impact\nR1,Design,Drawings are late,High,Medium\n"
    page = bob.confirm(bob.check_columns(bob.upload(register=log)))
    assert "Imported." in page and "See the risks" in page and f"{scene.url}risks/" in page


def test_a_correction_counts_and_is_remembered(scene: Any, bob: Visit) -> None:
    columns = bob.upload(opportunities=DEALS)
    form = bob.form(columns)
    word = next(name for name in form if name.startswith("word-0-stage"))
    bob.confirm(bob.check_columns(columns, **{word: "4", "column-0-6": "leave"}))
    [deal] = rows(scene, Opportunity)
    assert (deal.stage, deal.fields) == ("4", {})
    assert len(rows(scene, Mapping)) == 1
    again = bob.form(bob.upload(opportunities=DEALS))
    assert (again[word], again["column-0-6"]) == ("4", "leave")


def test_a_file_may_hold_something_else_than_we_think(scene: Any, bob: Visit) -> None:
    columns = bob.upload(people="Account,Name,Email,Title\nAcme,Tomas,tomas@acme.example,COO\n")
    assert bob.form(columns)["target-0"] == "contacts"
    bob.check_columns(columns, **{"target-0": "users"})
    assert bob.form(columns)["target-0"] == "users"
    assert bob.form(columns)["column-0-1"] == "name"


def test_nothing_to_change_the_second_time(scene: Any, bob: Visit) -> None:
    bob.confirm(bob.check_columns(bob.upload(opportunities=DEALS)))
    assert "Nothing to change." in bob.page(bob.check_columns(bob.upload(opportunities=DEALS)))


def test_a_change_is_shown_with_both_sides(scene: Any, bob: Visit) -> None:
    bob.confirm(bob.check_columns(bob.upload(opportunities=DEALS)))
    preview = bob.check_columns(bob.upload(opportunities=DEALS.replace("420000", "450000")))
    page = bob.page(f"{preview}?list=changed")
    assert "420000" in page
    assert "450000" in page


def test_refused_rows_stop_it_until_the_good_part_is_accepted(scene: Any, bob: Visit) -> None:
    bad = DEALS + "006Nq00000AAAAB,001Nq00000AAAAA,Late,Proposal,many,2026-12-01,\n"
    preview = bob.check_columns(bob.upload(opportunities=bad))
    assert "“many” is not a number" in bob.page(f"{preview}?list=refused")
    assert "Nothing was written" in bob.confirm(preview)
    assert rows(scene, Opportunity) == []
    assert "Imported." in bob.confirm(preview, accept_partial="on")
    assert [deal.name for deal in rows(scene, Opportunity)] == ["Rollout"]


def test_thousands_of_refused_rows_are_a_few_faults_and_pages(scene: Any, bob: Visit) -> None:
    bad = DEALS + "".join(
        f"006Nq000000{n:04d},001Nq00000AAAAA,Deal {n},Proposal,lots {n},{'2026-02-30' if n == 7 else '2026-12-01'},\n"
        for n in range(1_900)
    )
    preview = bob.check_columns(bob.upload(opportunities=bad))
    page = bob.page(preview)
    assert "1901 places need another look." in page
    table = page[page.index("What was refused, by its kind") : page.index("Row by row")]
    assert re.findall(r'data-label="Rows">(\d+)<', table) == ["1900", "1"]
    assert "First in line 3." in table
    assert page.count("<tr data-item>") == 50
    assert "The first 200 of 1901 are listed here." in page
    assert "50 of 200" in re.sub(r"<[^>]+>", "", page)
    assert "lots 150" in bob.page(f"{preview}?list=refused&page=4")


def test_a_second_click_imports_nothing_twice(scene: Any, bob: Visit) -> None:
    preview = bob.check_columns(bob.upload(opportunities=DEALS))
    bob.confirm(preview)
    bob.confirm(preview)
    assert len(rows(scene, Opportunity)) == 1


def test_thrown_away_is_gone(scene: Any, bob: Visit) -> None:
    preview = bob.check_columns(bob.upload(opportunities=DEALS))
    assert bob.client.post(f"{preview}drop").status_code == 302
    [row] = rows(scene, Import)
    assert (row.state, row.content) == ("dropped", None)
    assert "Thrown away." in bob.page(preview)


def test_no_file_at_all_is_said(bob: Visit) -> None:
    answer = bob.client.post(bob.home, {})
    assert answer.status_code == 422
    assert "No file was chosen." in answer.content.decode()


def test_a_large_import_is_the_workers_and_shows_how_far_it_is(
    scene: Any, bob: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "LARGE", 3)
    many = DEALS + "".join(
        f"006Nq000000{n:04d},001Nq00000AAAAA,Deal {n},Proposal,{n},2026-12-01,\n" for n in range(20)
    )
    preview = bob.check_columns(bob.upload(opportunities=many))
    assert "<progress" in bob.page(preview)
    key = preview.rstrip("/").rsplit("/", 1)[1]
    tasks.preview(scene.workspace.pk, key)
    assert "This is what would happen" in bob.page(preview)
    assert "<progress" in bob.confirm(preview)
    tasks.run(scene.workspace.pk, key, False)
    assert "Imported." in bob.page(preview)
    assert len(rows(scene, Opportunity)) == 21
    with scene.inside():
        assert Event.objects.filter(kind="import.progressed").exists()
    tasks.run(scene.workspace.pk, key, False)
    assert len(rows(scene, Opportunity)) == 21, "a job that runs again finds it done"


def test_an_import_that_breaks_says_so_and_has_written_nothing(
    scene: Any, bob: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "LARGE", 0)
    preview = bob.check_columns(bob.upload(opportunities=DEALS))
    key = preview.rstrip("/").rsplit("/", 1)[1]
    tasks.preview(scene.workspace.pk, key)
    bob.client.post(f"{preview}confirm")
    with scene.inside():
        Import.objects.filter(key=key).update(content=b"not a zip file")
    with pytest.raises(Exception, match="zip"):
        tasks.run(scene.workspace.pk, key, False)
    assert "The import broke." in bob.page(preview)
    assert rows(scene, Opportunity) == []


def test_a_large_import_gives_nobody_more_rights_than_a_small_one(
    scene: Any, bob: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker writes as the member who asked: Bob can not say who reports to whom."""
    monkeypatch.setattr(flow, "LARGE", 0)
    people = f"Name,Email,Manager\nAda,{scene.ada.email},{scene.bob.email}\nNew,new@example.com,{scene.bob.email}\n"
    columns = bob.upload(users=people)
    preview = bob.check_columns(columns, **{"target-0": "users"})
    key = preview.rstrip("/").rsplit("/", 1)[1]
    tasks.preview(scene.workspace.pk, key)
    bob.client.post(f"{preview}confirm")
    tasks.run(scene.workspace.pk, key, False)
    assert "Imported." in bob.page(preview) or "Nothing to change" in bob.page(preview)
    assert {member.name: member.manager_id for member in rows(scene, Member)}["Ada"] is None
    with scene.inside():
        told = Event.objects.filter(kind="member.created").latest("id")
    assert told.actor_id == scene.bob.pk


@pytest.mark.parametrize("path", ["", "any-key/", "any-key/columns"])
def test_a_guest_and_a_stranger_stay_outside(scene: Any, path: str) -> None:
    assert scene.client(scene.gita).get(f"{scene.url}import/{path}").status_code == 403
    assert scene.client(scene.charlie).get(f"{scene.url}import/{path}").status_code == 404
    assert scene.client().get(f"{scene.url}import/{path}").status_code == 302


def test_clicks_at_the_same_moment_import_once(bob: Visit) -> None:
    """Each waits for the one before, and finds it done."""
    address = bob.check_columns(bob.upload(accounts="Id,Name\n001Nq00000AAAAA,Northwind\n"))

    def click(_number: int) -> int:
        client = bob.scene.client(bob.scene.bob)
        try:
            return int(client.post(f"{address}confirm").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(click, range(4))) == [302] * 4
    with bob.scene.inside():
        assert Customer.objects.count() == 1
        assert Event.objects.filter(subject_kind="import", kind="import.done").count() == 1
