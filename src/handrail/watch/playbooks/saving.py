"""Saving a renewal: a project begun from its page in one step, which says that it saves it."""

from __future__ import annotations

from django.db import transaction

from handrail.house.ledger.rows import today
from handrail.house.talk import queries as talk
from handrail.house.talk.models import Link
from handrail.house.talk.relations import SAVES
from handrail.house.talk.verbs import add_links
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say
from handrail.record.customers.models import Customer, Renewal
from handrail.record.customers.verbs import add_renewals
from handrail.record.projects.models import Project

from . import library
from .starting import Wishes, start_project

KIND = "renewal_save"
SHIPPED = "renewal-save"
TITLE = mark("Save the renewal of %(name)s")


def save_renewal(renewal: Renewal) -> Project:
    """By our own playbook for it, else the shipped one. Its owner is the renewal's, else the customer's, else you."""
    refuse_settled(renewal)
    owner = renewal.owner or renewal.customer.owner or current().member
    there = book()
    in_time = (renewal.due_on - today()).days >= there.book.days_before
    wishes = Wishes(
        title=say(TITLE, name=renewal.customer.name), customer=renewal.customer, owner=owner,
        workflow_owner=owner, post_launch_owner=owner, by_on=renewal.due_on,
        go_live_on=renewal.due_on if in_time else None,
    )  # fmt: skip
    with transaction.atomic():
        project = start_project(there.name, wishes)
        add_links([Link(source=f"project:{project.key}", target=named(renewal), relation=SAVES)])
    return project


def save_renewal_of(customer: Customer) -> Project:
    """Of a customer of whom only the day is known: the renewal is written down first."""
    if customer.renewal_on is None:
        words = say("%(name)s has no renewal day.", name=customer.name)
        raise Invalid([Problem("renewal_on", words, say("Write the day down at the customer."))])
    with transaction.atomic():
        (renewal,) = add_renewals(
            [
                Renewal(
                    customer=customer, due_on=customer.renewal_on, notice_on=customer.notice_on,
                    arr=customer.arr, currency=customer.currency, owner=customer.owner,
                )
            ]
        )  # fmt: skip
        return save_renewal(renewal)


def book() -> library.Shown:
    """Two statements at most."""
    return next((one for one in library.own() if one.book.kind == KIND), None) or library.find(SHIPPED)


def refuse_settled(renewal: Renewal) -> None:
    if renewal.state != "open":
        fix = say("Open it again first, if it is not settled after all.")
        raise Invalid([Problem("state", say("This renewal is settled."), fix)])
    if any(one.relation == SAVES for one in talk.links_of(named(renewal))):
        words = say("There is a project or a plan that saves it already.")
        raise Invalid([Problem("saved_by", words, say("Open it from the renewal."))])


def named(renewal: Renewal) -> str:
    return f"renewal:{renewal.key}"
