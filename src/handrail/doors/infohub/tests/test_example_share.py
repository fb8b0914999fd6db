"""The example has a plan that its customer looks at: agreed to, ticked, asked about, answered."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from handrail.doors.infohub import example, example_share
from handrail.house.access import verbs as access
from handrail.house.ledger.rows import today
from handrail.record.agreed import queries, sharing
from handrail.record.agreed.models import DateRequest
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Stakeholder
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan

FILE = "example/marlow-university/success_plan/csp.yaml"


def test_the_examples_customer_has_agreed_ticked_and_asked(scene):
    told = (example.library() / FILE).read_text(encoding="utf-8")
    assert all(key in told for key in (example_share.PLAN, example_share.SPONSOR, example_share.MOVED))
    with scene.inside():
        mara = access.add_member("Mara Adeyemi", "")
        (marlow,) = customers.add_customers([Customer(name="Marlow", owner=mara)])
        kofi = Stakeholder(key=example_share.SPONSOR, customer=marlow, name="Kofi Mensah")
        customers.add_stakeholders([kofi])
        (plan,) = plans.add_plans(
            [Plan(key=example_share.PLAN, customer=marlow, title="Onboarding", owner=mara)]
        )
        later = today() + timedelta(days=95)
        plans.add_parts([Milestone(key=example_share.MOVED, plan=plan, title="Spring intake", due_on=later)])
    example_share.lay(scene.workspace.pk)
    with scene.inside():
        plan = Plan.objects.get()
        (share,) = sharing.of_plans([plan.pk])[plan.pk]
        assert queries.consent_of(plan).signers and share.visits == 1
        assert Milestone.objects.get(title=example_share.TO_DO).state == "done"
        assert DateRequest.objects.get().state == "open"
        address = f"/plan/{sharing.mail_secret(share)}/"
    html = Client().get(address).content.decode()
    assert example_share.ASKED in html and "admissions office" in html and "Spring intake" in html
