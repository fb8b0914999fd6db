"""What tests of deliveries do: tell, send now, look at what is under way."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.nudges import sending, verbs
from handrail.house.nudges.models import Delivery
from handrail.kit import clock


def tell(scene, *tellings):
    with scene.inside():
        return verbs.tell(tellings)


def under_way(scene):
    with scene.inside():
        return list(Delivery.objects.order_by("pk"))


def of(scene, *told):
    """The messages about these, in their order."""
    made = {delivery.nudge_id: delivery for delivery in under_way(scene)}
    return [made[nudge.pk] for nudge in told]


def send(scene):
    return sending.send_in(scene.workspace.pk)


def hurry(scene):
    """Let every pause be over."""
    with scene.inside():
        Delivery.objects.filter(next_at__isnull=False).update(next_at=clock.real() - timedelta(seconds=1))
