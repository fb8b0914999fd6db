"""Nobody climbs by importing a file: neither by a job, nor by people who report to them, nor by a waiver."""

from __future__ import annotations

from datetime import date

from handrail.doors.infohub import verbs as tree
from handrail.house.imports import verbs
from handrail.house.workspaces.models import Member
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.plans.models import Waiver
from handrail.record.plans.verbs import add_waivers, edit_waivers, may_waive


def test_a_members_file_gives_nobody_a_managers_rights(scene):
    for change in (verbs.change_members, tree.edit_members):
        with scene.inside(scene.bob):
            bob = Member.objects.get(pk=scene.bob.pk)
            assert change([(bob, {"job": "Manager", "role": "admin"})]) == 0
            gita = Member.objects.get(pk=scene.gita.pk)
            assert change([(gita, {"manager": bob})]) == 0
    with scene.inside(scene.bob):
        tree.add_members([Member(name="Puppet", role="owner", manager_id=scene.bob.pk)])
        puppet = Member.objects.get(name="Puppet")
        assert (puppet.role, puppet.manager_id) == ("member", None)
        assert not may_waive(Member.objects.get(pk=scene.bob.pk))


def test_an_administrators_file_says_who_reports_to_whom(scene):
    with scene.inside(scene.ada):
        bob = Member.objects.get(pk=scene.bob.pk)
        assert verbs.change_members([(bob, {"job": "Manager", "manager": scene.ada})]) == 1


def test_a_members_file_brings_waivers_unsigned(scene):
    with scene.inside():
        customer = add_customers([Customer(name="Acme")])[0]
        real = add_waivers(
            [Waiver(customer=customer, by=scene.ada, reason="small", given_on=date(2026, 1, 1))]
        )[0]
    with scene.inside(scene.bob):
        forged = Waiver(customer=customer, by=scene.ada, by_text="Ada", reason="x", given_on=date(2026, 1, 2))
        add_waivers([forged])
        assert edit_waivers([(Waiver.objects.get(pk=real.pk), {"until_on": date(2030, 1, 1)})]) == 0
    with scene.inside():
        kept = Waiver.objects.get(pk=forged.pk)
        assert (kept.by_id, kept.by_text) == (None, "")
        assert Waiver.objects.get(pk=real.pk).until_on is None
