"""What one cycle teaches its playbook, and how the next ones hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handrail.doors.desk.tests.test_newer import caller
from handrail.house.ledger.rows import today
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library, queries, verbs
from handrail.watch.playbooks.models import Playbook

from .begun import SHOP, begun, seen


def test_what_a_retrospective_lays_down_is_in_the_next_version_and_offered_to_running_projects(scene):
    """From the finding to the standard, the playbook's next version, and the difference in a project under way."""
    with scene.inside():
        day = today()
    project = begun(scene, SHOP, day + timedelta(days=42))
    client, here, found = seen(scene, project, "retrospective", scene.bob)
    title = "Refund rate"
    assert found[title][1] == ["unread"] if title in found else True
    key = next(iter(found.values()))[0]
    for words in ("Read refunds from the first day: daily", "Test vouchers on two phones"):
        assert "What we do from now on" in client.get(here).content.decode()
        assert client.post(f"{here}items/{key}/learn/", {"words": words}).status_code == 302
        key = next(one for one, _codes in found.values() if one != key)
    call = caller(scene, scene.bob)
    waiting = call("GET", f"library/playbooks/{SHOP}/standards").json()["standards"]
    assert [one["title"] for one in waiting] == [
        "Read refunds from the first day: daily",
        "Test vouchers on two phones",
    ]
    refunds, vouchers = (one["key"] for one in waiting)
    page = client.get(f"{scene.url}playbooks/{SHOP}/").content.decode()
    assert "What retrospectives laid down" in page and "Test vouchers on two phones" in page
    assert (
        call("POST", f"library/playbooks/{SHOP}/standards", {"take": {"nonsense": "point"}}).status_code
        == 422
    )
    said = {refunds: "point", vouchers: "card"}
    answer = client.post(f"{scene.url}playbooks/{SHOP}/standards/", said)
    assert answer.status_code == 302
    with scene.inside():
        row = Playbook.objects.get()
        assert row.version == 2 and row.source == SHOP and answer.headers["Location"].endswith(f"/{row.key}/")
        book = library.find(row.key).book
        shipped = library.shipped()[SHOP].book
        assert book.checklist[-1].says == "Read refunds from the first day: daily"
        assert book.cards[-1].learned == f"decision:{vouchers}"
        assert replace(book, checklist=book.checklist[:-1], cards=book.cards[:-1]) == shipped, (
            "all the rest stays"
        )
        assert queries.following(project).playbook == row.key
    assert call("GET", f"library/playbooks/{row.key}/standards").json() == {"standards": [], "gaps": []}
    assert book.cards[-1].owner and book.cards[-1].due is not None, "as what it came from"
    offers = call("GET", f"projects/{project.key}/playbook/newer").json()
    refs = {one["ref"] for one in offers["offers"]}
    assert refs == {"point:Read refunds from the first day: daily", "card:Test vouchers on two phones"}
    newer = f"{scene.url}projects/{project.key}/newer/"
    assert "Point of the checklist" in client.get(newer).content.decode()
    taken = client.post(newer, {"text": offers["text"], "take": ["card:Test vouchers on two phones"]})
    assert taken.status_code == 302
    points = call("GET", f"projects/{project.key}/checklist").json()["points"]
    assert "Read refunds from the first day: daily" not in {one["says"] for one in points}, "it was left out"
    with scene.inside():
        assert Task.objects.filter(title="Test vouchers on two phones").exists()
    start = f"{scene.url}playbooks/{row.key}/start/"
    form = client.get(start)
    roles = {one["name"] for one in form.context["roles"]}
    assert roles == {"role-support", "role-go_to_market", "role-delivery"}
    said = {**form.context["said"], "title": "Autumn", "role-delivery": scene.ada.key}
    assert client.post(start, {**said, "role-support": "nobody-here"}).status_code == 422
    assert client.post(start, said).status_code == 302
    with scene.inside():
        other = Project.objects.get(title="Autumn")
        about = {one.title: one.owner for one in Risk.objects.filter(subject=f"project:{other.key}")}
        assert about["Edge cases are found after the launch"] == scene.ada
        assert about["Support is flooded right after the launch"] == scene.bob, "the workflow owner, for now"
    points = call("GET", f"projects/{other.key}/checklist").json()["points"]
    assert "Read refunds from the first day: daily" in {one["says"] for one in points}, (
        "the next cycle starts from it"
    )
    risk = "risks:\n  - {title: Vouchers run out, owner: delivery, likelihood: 2, impact: 2}\n"
    with scene.inside():
        verbs.edit_playbook(
            Playbook.objects.get(), {"text": library.find(row.key).text.replace("risks:\n", risk, 1)}
        )
    text = call("GET", f"projects/{other.key}/playbook/newer").json()["text"]
    newer = f"{scene.url}projects/{other.key}/newer/"
    assert client.post(newer, {"text": text, "take": ["risk:Vouchers run out"]}).status_code == 302
    with scene.inside():
        assert Risk.objects.get(title="Vouchers run out").owner == scene.ada, "who has the role here"
    made = call("POST", f"library/playbooks/{row.key}/shorten", {"stage": "Implement", "check": "review"})
    assert made.json() == {"playbook": row.key, "version": 4}
    with scene.inside():
        stages = {one.title: one.checks for one in library.find(row.key).book.stages}
        assert stages["Approve"] == () and len(stages["Implement"]) == 2
    assert {
        one["code"] for one in call("GET", f"projects/{project.key}/predictions").json()["predictions"]
    } == {"unread", "nothing_counts", "untested"}
    with scene.inside():
        late = bare_text(Playbook.objects.get(pk=row.pk).text, vouchers)
        verbs.edit_playbook(Playbook.objects.get(pk=row.pk), {"text": late})
    told = call("GET", f"library/playbooks/{row.key}/standards").json()["gaps"]
    assert told == [{"title": "Test vouchers on two phones", "lacks": ["owner", "day"]}]
    assert (
        "Standards that lack somebody or a day"
        in client.get(f"{scene.url}playbooks/{row.key}/").content.decode()
    )


def bare_text(text: str, standard: str) -> str:
    """The playbook's text without the owner and the day of this one."""
    lines = text.split("\n")
    place = next(n for n, line in enumerate(lines) if f"learned: decision:{standard}" in line)
    return "\n".join(
        line for n, line in enumerate(lines)
        if not (place - 3 < n < place and line.strip().startswith(("owner:", "due:")))
    )  # fmt: skip
