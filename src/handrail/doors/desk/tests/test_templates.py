"""A plan is kept as a template on its page, proposed where a plan is made, and begun with over the API."""

from __future__ import annotations

from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Plan, PlanTemplate
from handrail.record.plans.tests.setting import complete, deal


def test_from_a_plan_to_a_template_to_the_next_plan(scene):
    with scene.inside():
        row = deal(scene.bob)
        plan = complete(row)
        (other,) = add_customers([Customer(name="Elsewhere", owner=scene.bob)])
    bob, here = scene.client(scene.bob), f"{scene.url}plan-templates/"
    assert "No templates yet" in bob.get(here).text
    new = f"{scene.url}plans/new/?customer={row.customer.key}&opportunity={row.key}"
    assert "Begin with" not in bob.get(new).text
    kept = bob.post(f"{scene.url}plans/{plan.key}/template/")
    assert kept.status_code == 302
    with scene.inside():
        template = PlanTemplate.objects.get()
    assert "Harbor" not in template.title and template.title, "the plan's title names the customer"
    page = bob.get(kept.url)
    assert "Half the misses" in page.text
    assert here in page.text
    field = f"{here}{template.key}/edit/"
    table = {
        "milestones-count": "1",
        "milestones-0-title": "Live",
        "milestones-0-side": "",
        "milestones-0-phase": "",
    }
    refused = bob.post(field + "milestones/", {**table, "milestones-0-on_day": "soon"})
    assert refused.status_code == 422
    assert "number of days" in refused.text
    assert bob.post(field + "milestones/", {**table, "milestones-0-on_day": "14"}).status_code == 302
    assert bob.post(field + "by_itself/", {"by_itself": "on", "by_itself-asked": "1"}).status_code == 302
    assert "Plans begin with it" in bob.get(here).text
    form = bob.get(new).text
    assert f'value="{template.key}" selected' in form
    assert (
        bob.post(new, {"title": "Second", "owner": scene.bob.key, "template": template.key}).status_code
        == 302
    )
    assert bob.post(new, {"title": "Empty", "owner": scene.bob.key, "template": ""}).status_code == 302
    client, headers = scene.client(), {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    root = f"/api/v1/w/{scene.workspace.slug}/"

    def post(path, **body):
        return client.post(root + path, body, content_type="application/json", headers=headers)

    made = post(f"plan-templates/{template.key}/plan", customer=row.customer.key, starts_on="2026-03-02")
    assert made.status_code == 201
    again = post(f"plans/{made.json()['key']}/template", title="Again")
    unnamed = post(f"plans/{made.json()['key']}/template")
    copied = post(f"plans/{made.json()['key']}/copy", customer=other.key)
    with scene.inside():
        titles = (
            PlanTemplate.objects.get(key=unnamed.json()["key"]),
            Plan.objects.get(key=copied.json()["key"]),
        )
        assert not any("Harbor" in one.title for one in titles)
        plans.remove_plans([titles[1]])
        counted = {
            one.title: Criterion.objects.filter(plan=one).count()
            for one in Plan.objects.filter(removed_at=None)
        }
        assert counted == {"Harbor plan": 1, "Second": 1, "Empty": 0, "Harbor": 1}
        told = PlanTemplate.objects.get(key=again.json()["key"])
        assert (told.title, told.criteria, told.milestones) == (
            "Again",
            template.criteria,
            [{"title": "Live", "on_day": 14, "side": "vendor"}],
        )
