"""What rules listen to is kept with the workspace, and keeping it holds nobody up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from handrail.record.customers.models import Customer
from handrail.watch.rules.heeding import heed

from .stage import customer


def test_others_write_in_the_workspace_while_its_rules_are_changed(scene):
    def meanwhile() -> None:
        try:
            with scene.inside(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
                customer(scene, "meanwhile")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as others, scene.inside():
        heed()
        others.submit(meanwhile).result()
    with scene.inside():
        assert Customer.objects.filter(key="meanwhile").exists()
