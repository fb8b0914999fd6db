"""The door between a visitor and a workspace: what it sets, and for whom it stays shut."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from handrail.house.access import verbs
from handrail.house.access.guard import digest, enter_by
from handrail.house.ledger import write
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import NoScope, enter
from handrail.kit.refusals import Invalid


def came_in(slug: str, user_id: int | None, token: str) -> tuple[bool, str]:
    """Whether the door opened, and which workspace the database shows from now on."""
    with transaction.atomic(), connection.cursor() as cursor:
        found = enter_by(slug, user_id, digest(token) if token else "")
        cursor.execute("SELECT coalesce(current_setting('handrail.ws', true), '')")
        return found is not None, cursor.fetchone()[0]


@pytest.mark.parametrize("gone", [{"left_on": "2026-01-01"}, {"removed_at": "2026-01-01T00:00:00Z"}])
def test_who_left_or_was_removed_opens_nothing_by_session_or_token(scene, gone):
    token, slug = scene.token(scene.bob), scene.workspace.slug
    assert came_in(slug, scene.bob.user_id, "") == (True, str(scene.workspace.pk))
    assert came_in(slug, None, token) == (True, str(scene.workspace.pk))
    with scene.inside():
        write.change(Member.objects.get(pk=scene.bob.pk), gone)
    assert came_in(slug, scene.bob.user_id, "") == (False, "")
    assert came_in(slug, None, token) == (False, "")


def test_a_strangers_token_opens_only_its_own_workspace(scene):
    token = scene.token(scene.charlie)
    assert came_in(scene.workspace.slug, None, token) == (False, "")
    assert came_in(scene.workspace.slug, scene.alice.user_id, token) == (False, "")


def test_a_taken_address_is_refused_in_words(scene):
    with pytest.raises(Invalid, match="is taken"):
        verbs.open_workspace(scene.workspace.slug, "Again", owner=scene.alice.user)


def test_a_workspace_is_not_opened_inside_another_transaction(scene):
    """The setting would outlive the block, and what follows would see rows it never asked for."""
    with transaction.atomic(), pytest.raises(RuntimeError), enter(scene.workspace):
        pass
    with scene.inside(), pytest.raises((RuntimeError, NoScope)):
        verbs.open_workspace("inside-another", "Inside", owner=scene.alice.user)
