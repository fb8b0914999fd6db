"""Every operation of the API, asked by everybody: no cell of the matrix is left out."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from handrail.house.access import verbs as access

DESCRIBED = Client().get("/api/v1/openapi.json").json()["paths"]
OPERATIONS = [
    (method, path)
    for path, item in DESCRIBED.items()
    for method in item
    if method in ("get", "post", "put", "patch", "delete")
]


@pytest.fixture(scope="module")
def cast():
    from tests.cast import stage

    scene = stage()
    who = ("alice", "ada", "bob", "gita", "charlie")
    tokens = {name: scene.token(getattr(scene, name)) for name in who}
    with scene.inside():
        for scope in ("read", "write"):
            tokens[scope] = access.make_token(scene.alice, scope, allowed=scope).secret
    return scene, tokens


def ask(scene, token, method, path):
    address = re.sub(
        r"{(\w+)}", lambda m: scene.workspace.slug if m[1] in ("slug", "workspace") else "1", path
    )
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().generic(method.upper(), address, b"{}", content_type="application/json", headers=headers)


def test_there_is_something_to_ask():
    assert len(OPERATIONS) > 100


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda v: v)
def test_who_may_call(cast, method, path):
    scene, tokens = cast
    nobody = ask(scene, None, method, path)
    assert nobody.status_code == 401
    assert nobody.headers["Content-Type"].startswith("application/problem+json")
    assert ask(scene, tokens["charlie"], method, path).status_code in (401, 404), "a stranger's token came in"
    assert ask(scene, tokens["gita"], method, path).status_code == 403, "a guest came in"
    told = {name: ask(scene, tokens[name], method, path).status_code for name in ("bob", "ada", "alice")}
    for name, status in told.items():
        assert status not in (401, 500), f"{name}: {status}"
        assert status != 403 or name == "bob", f"{name} may not: {status}"
    narrowed(cast, method, path, told["bob"])


def narrowed(cast, method, path, bob):
    """Even an owner's token does only what its scope says; looking changes nothing, so that the role is enough."""
    scene, tokens = cast
    read, write = (ask(scene, tokens[name], method, path).status_code for name in ("read", "write"))
    assert (read == 403) is (method != "get"), f"a token to read: {read}"
    assert (write == 403) is (method != "get" and bob == 403), (
        f"a member: {bob}; an owner's token to write: {write}"
    )
