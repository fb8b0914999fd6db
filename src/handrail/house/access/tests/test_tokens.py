"""A token that was taken away opens nothing, by whatever verb it was taken away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from handrail.house.access import verbs
from handrail.house.access.models import Token
from handrail.house.ledger import rows, write
from handrail.kit import clock
from tests.cast import Scene

WAYS: dict[str, Callable[[Token], object]] = {
    "revoked": verbs.revoke_token,
    "removed": lambda token: rows.remove([token]),
    "marked": lambda token: write.change(token, {"removed_at": clock.now()}),
    "withdrawn": lambda token: write.change_many([(token, {"revoked_at": clock.real()})]),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_token_taken_away_no_longer_opens(scene: Scene, way: str) -> None:
    with scene.inside(scene.bob):
        minted = verbs.make_token(scene.bob, "nightly")
        other = verbs.make_token(scene.bob, "another")
    assert ask(scene, minted.secret) == 200
    with scene.inside(scene.bob):
        WAYS[way](Token.objects.get(pk=minted.token.pk))
    assert ask(scene, minted.secret) == 401
    assert ask(scene, other.secret) == 200


def ask(scene: Scene, secret: str) -> int:
    address = f"/api/v1/w/{scene.workspace.slug}/workspace"
    return Client().get(address, headers={"authorization": f"Bearer {secret}"}).status_code
