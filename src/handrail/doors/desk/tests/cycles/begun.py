"""A cycle that was begun from a playbook that comes with Handrail, and the agenda of one of its reviews."""

from __future__ import annotations

import html

from handrail.watch.playbooks import verbs
from handrail.watch.reviews.models import AgendaItem, Review

SHOP, LEGAL = "ecommerce-launch-readiness", "legaltech-mvp-planning"


def begun(scene, name, day):
    with scene.inside():
        wishes = verbs.Wishes(
            title="Spring", go_live_on=day, owner=scene.alice, workflow_owner=scene.bob, post_launch_owner=scene.ada,
            weekends="after",
        )  # fmt: skip
        return verbs.start_project(name, wishes)


def seen(scene, project, kind, member):
    """The agenda of the project's review of this kind, opened by its page: {title: (key, codes)}."""
    with scene.inside():
        row = Review.objects.filter(project=project, kind=kind, state="planned").order_by("at").first()
    client = scene.client(member)
    here = f"{scene.url}reviews/{row.key}/"
    foreseen = client.get(here).content.decode()
    assert client.post(f"{here}act/open/").status_code == 302
    with scene.inside():
        items = list(AgendaItem.objects.filter(review=row).order_by("position"))
    assert not items or items[0].title in html.unescape(foreseen), "what is foreseen is what comes"
    return client, here, {one.title: (one.key, [reason["code"] for reason in one.reasons]) for one in items}
