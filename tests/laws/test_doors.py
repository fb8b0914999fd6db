"""Every address is closed unless its view says who may enter, and every cell of that matrix is asked."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from handrail.house.access.entry import ANYONE, LADDER, SIGNED_IN, declared

CAST = ("alice", "ada", "bob", "gita", "charlie", None)


def views(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


PAGES = [(route, view) for route, view in views() if not getattr(view, "guarded_by_api", False)]


@pytest.mark.parametrize(("route", "view"), PAGES, ids=lambda v: v if isinstance(v, str) else "")
def test_every_view_says_who_may_enter(route, view):
    assert declared(view) in (ANYONE, SIGNED_IN, *LADDER), f"{route} is open to nobody: add @open_to(...)"


@pytest.fixture(scope="module")
def cast():
    """A workspace, and everybody's browser: looking changes nothing."""
    from tests.cast import stage

    scene = stage()
    return scene, {name: scene.client(getattr(scene, name) if name else None) for name in CAST}


@pytest.mark.parametrize(("route", "view"), PAGES, ids=lambda v: v if isinstance(v, str) else "")
def test_who_may_not_enter_does_not(cast, route, view):
    """Each closed view, asked by everybody: nobody must sign in, strangers find nothing, roles count."""
    who = declared(view)
    scene, browsers = cast
    address = "/" + fill(route, scene.workspace.slug)
    if who in (ANYONE, SIGNED_IN):
        return open_to_many(browsers, address, who)
    for name in CAST:
        member = getattr(scene, name) if name else None
        status = browsers[name].get(address).status_code
        if name is None:
            assert status == 302, f"{address} let nobody in"
        elif name == "charlie":
            assert status == 404, f"{address} let a stranger in: {status}"
        elif LADDER.index(member.role) < LADDER.index(who):
            assert status == 403, f"{address} let a {member.role} in: {status}"
        else:
            assert status in (200, 302, 304, 400, 404, 405, 409, 410, 412, 422), (
                f"{address} as {name}: {status}"
            )


def open_to_many(browsers, address, who):
    """Nobody breaks it; and what takes somebody who has signed in sends all others to the door."""
    for name in CAST:
        status = browsers[name].get(address).status_code
        assert status < 500, f"{address} as {name}: {status}"
        if who == SIGNED_IN and name is None:
            assert status in (302, 404), f"{address} let nobody in: {status}"


def fill(route: str, slug: str) -> str:
    import re

    route = route.replace("^", "").replace("$", "")
    known = {"slug": slug, "workspace": slug, "kind": "tasks"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda m: known.get(m[1], "1"), route)
