"""A rule from the form to the log, and the same for programs."""

from __future__ import annotations

from handrail.house.deadlines.tests.stage import customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.health.thresholds import set_policy
from handrail.watch.rules import stepping, verbs
from handrail.watch.rules.models import Rule, Run

FORM = {
    "start": "event:task.saved", "title": "Urgent tasks", "owner": "bob", "fields": ["priority"],
    "condition": 'task.priority == "critical" && task.owned', "do-0": "nudge", "who-0": "customer_owner",
    "text-0": "Look at {title}", "do-1": "task", "text-1": "Call {customer}", "who-1": "owner", "days-1": "2",
}  # fmt: skip


def test_a_rule_is_written_tried_switched_on_and_read_about(scene):
    ada, bob = scene.client(scene.ada), scene.client(scene.bob)
    with scene.inside():
        about = customer(scene, owner=scene.alice)
        tasks.add_tasks([Task(title="Before", customer=about, owner=scene.bob, priority="critical")])
    assert bob.get(f"{scene.url}rules/new/").status_code == 403
    choose = ada.get(f"{scene.url}rules/new/").content.decode()
    assert 'value="deadline:milestone.due"' in choose and 'value="schedule:customer"' in choose
    page = ada.get(f"{scene.url}rules/new/?start=event:task.saved").content.decode()
    assert "task.priority" in page and 'value="nudge"' in page and 'value="plan"' not in page
    names = ada.get(f"{scene.url}rules/facts/event:task.saved/?q=task.pri").content.decode()
    assert 'data-key="task.priority"' in names
    said = ada.post(f"{scene.url}rules/preview/", FORM).content.decode()
    assert "When a task is new or has changed (priority), and the task&#x27;s priority is critical" in said
    wrong = ada.post(f"{scene.url}rules/preview/", {**FORM, "condition": "task.prioty == 1"}).content.decode()
    assert "at character 5" in wrong and "task.priority" in wrong
    refused = ada.post(f"{scene.url}rules/new/", {**FORM, "condition": "task.prioty == 1"})
    assert refused.status_code == 422 and "Urgent tasks" in refused.content.decode()
    made = ada.post(f"{scene.url}rules/new/", FORM)
    assert made.status_code == 302 and made["Location"].endswith("/rules/urgent-tasks/?past=1")
    tried = ada.get(made["Location"]).content.decode()
    assert "It would have acted once." in tried and "tasks/before/" in tried and "Draft" in tried
    assert bob.post(f"{scene.url}rules/urgent-tasks/switch/on/").status_code == 403
    ada.post(f"{scene.url}rules/urgent-tasks/switch/on/")
    with scene.inside(scene.bob):
        tasks.add_tasks([Task(title="After", customer=about, owner=scene.bob, priority="critical")])
    told = bob.get(f"{scene.url}rules/urgent-tasks/").content.decode()
    assert "tasks/after/" in told and "tasks/call-northwind/" in told and "Acted" in told
    assert "Urgent tasks" in bob.get(f"{scene.url}rules/log/").content.decode()
    taken_back_and_aside(scene, ada)
    assert "Urgent tasks" in bob.get(f"{scene.url}rules/").content.decode()
    assert bob.get(f"{scene.url}time/").status_code == 200
    assert ada.get(f"{scene.url}time/?to=1999-01-01").status_code == 422
    assert bob.get(f"{scene.url}customers/northwind/over-time/").status_code == 200
    edited = ada.get(f"{scene.url}rules/urgent-tasks/change/").content.decode()
    assert "Look at {title}" in edited and 'value="2"' in edited
    ada.post(f"{scene.url}rules/urgent-tasks/change/", {**FORM, "title": "Very urgent", "revision": "4"})
    with scene.inside():
        row = Rule.objects.get(key="urgent-tasks")
        assert (row.title, row.state, row.then[1]["due"]) == ("Very urgent", "on", 2)
        assert Run.objects.filter(rule=row, verdict="acted").count() == 1
    ada.post(f"{scene.url}rules/urgent-tasks/switch/remove/")
    with scene.inside():
        assert not Rule.objects.filter(removed_at=None).exists()


def taken_back_and_aside(scene, ada) -> None:
    """From the log, by one button; and Today tells administrators of a rule that does nothing any more."""
    with scene.inside():
        number = Run.objects.get(rule__key="urgent-tasks", verdict="acted").pk
        row = Rule.objects.get(key="urgent-tasks")
        stepping.step_aside(row, "ZeroDivisionError: oh")
    address = f"{scene.url}rules/log/{number}/back/"
    assert address in ada.get(f"{scene.url}rules/log/").content.decode()
    done = ada.post(address, follow=True).content.decode()
    assert "Taken back: 1 record. Who was told has been told." in done and "Taken back by Ada" in done
    assert address not in done and ada.post(address).status_code == 404
    with scene.inside():
        assert not Task.objects.filter(title="Call Northwind", removed_at=None).exists()
    here = ada.get(scene.url).content.decode()
    assert "A rule stepped aside: Urgent tasks" in here and f"{scene.url}rules/urgent-tasks/" in here
    assert "A rule stepped aside" not in scene.client(scene.bob).get(scene.url).content.decode()
    ada.post(f"{scene.url}rules/urgent-tasks/switch/on/")


def test_near_the_days_limit_the_list_says_so(scene):
    with scene.inside():
        set_policy({"rules_a_day": 5})
        verbs.add_rules([Rule(title="High", state="on", when={"event": "task.created"}, owner=scene.ada,
                              then=[{"set": {"priority": "high"}}])])  # fmt: skip
        tasks.add_tasks([Task(title=f"Task {n}", owner=scene.bob) for n in range(4)])
    ada = scene.client(scene.ada)
    assert "Rules come near the day’s limit" in ada.get(f"{scene.url}rules/").content.decode()
    with scene.inside():
        tasks.add_tasks([Task(title="One more", owner=scene.bob)])
    assert "Rules have stopped until tomorrow" in ada.get(f"{scene.url}rules/").content.decode()


def test_programs_read_check_switch_and_look_ahead(scene):
    def call(method: str, path: str, body=None, who=scene.ada):
        headers = {"authorization": f"Bearer {scene.token(who)}"}
        ask = getattr(scene.client(), method)
        address = f"/api/v1/w/{scene.workspace.slug}/{path}"
        return (
            ask(address, body, content_type="application/json", headers=headers)
            if body is not None
            else ask(address, headers=headers)
        )

    words = call("get", "rule-vocabulary").json()
    assert {"nudge", "task", "webhook"} <= {one["name"] for one in words["actions"]}
    parts = {
        "when": {"event": "task.created"},
        "condition": "task.owned",
        "then": [{"set": {"priority": "high"}}],
    }
    good = call("post", "rules/check", parts).json()
    assert good == {
        "sentence": "When a task is new, and the task has an owner: set priority = high.", "problems": [],
    }  # fmt: skip
    [bad] = call("post", "rules/check", {**parts, "condition": "task.ownd"}).json()["problems"]
    assert bad["fix"] == "Did you mean task.owned?"
    assert call("post", "rules", {"title": "High", **parts}, scene.bob).status_code == 403
    made = call("post", "rules", {"title": "High", **parts})
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert call("post", "rules/high/switch", {"state": "on"}, scene.bob).status_code == 403
    assert call("post", "rules/high/switch", {"state": "on"}).status_code == 200
    task = call("post", "tasks", {"title": "One", "owner": scene.bob.key}, scene.bob).json()
    assert call("get", f"tasks/{task['key']}").json()["priority"] == "high"
    [run] = call("get", "rules/high/runs").json()["items"]
    assert (run["verdict"], run["inputs"], run["effects"][0]["key"]) == (
        "acted",
        {"task.owned": True},
        task["key"],
    )
    assert call("get", "rule-runs").json()["items"][0]["rule"] == "high"
    address = f"rule-runs/{run['id']}/take-back"
    assert call("post", address, {}, scene.bob).status_code == 403
    assert call("post", address, {}).json() == {"records": 1, "remains": []}
    assert (
        call("get", f"tasks/{task['key']}").json()["priority"],
        call("post", address, {}).status_code,
    ) == ("", 404)
    assert len(call("get", "rules/high/past?days=30").json()["fired"]) == 1
    assert call("get", "time-machine").json()["counts"]["rule"] == 0
    assert call("get", "time-machine?to=1999-01-01T00:00:00Z").status_code == 422
