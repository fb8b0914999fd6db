"""Whatever breaks behind the API, before its operation or in it: problem details, and no word of what broke."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from psycopg import errors

from handrail.house.access import middleware
from handrail.kit.web import paging

from .test_refusals import problem

SECRET = "the secret of the house"


def gone() -> OperationalError:
    error = OperationalError(SECRET)
    error.__cause__ = errors.AdminShutdown(SECRET)
    return error


def deadlock() -> OperationalError:
    error = OperationalError(SECRET)
    error.__cause__ = errors.DeadlockDetected(SECRET)
    return error


FAULTS = {"crash": (RuntimeError(SECRET), 500), "gone": (gone(), 503), "deadlock": (deadlock(), 500)}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("place", [(middleware, "visit"), (paging, "page_of_values")])
def test_a_fault_of_ours_is_a_problem_without_details(bob, monkeypatch, caplog, fault, place):
    error, status = FAULTS[fault]

    def broken(*args, **kwargs):
        raise error

    module, name = place
    monkeypatch.setattr(module, name, broken)
    answer = bob.get("customers")
    told = problem(answer, status)
    assert told["request_id"] == answer.headers["X-Request-ID"]
    assert told["request_id"] in caplog.text
    assert SECRET in caplog.text
    assert SECRET not in answer.content.decode()
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_name_given_by_a_proxy_is_kept(bob):
    assert bob.get("customers", X_Request_ID="proxy-0123456789").headers["X-Request-ID"] == "proxy-0123456789"
    assert bob.get("customers", X_Request_ID="<script>").headers["X-Request-ID"] != "<script>"


@pytest.mark.parametrize("path", ["customers/a%00b", "customers?q=%00"])
def test_what_the_middleware_refuses_is_a_problem_too(bob, path):
    problem(bob.get(path), 400)


def test_what_the_middleware_forbids_is_a_problem_too(bob, monkeypatch):
    def forbid(*args, **kwargs):
        raise PermissionDenied

    monkeypatch.setattr(middleware, "visit", forbid)
    problem(bob.get("customers"), 403)


def test_a_page_that_broke_is_a_page(scene, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(middleware, "visit", broken)
    client = scene.client(scene.bob)
    client.raise_request_exception = False
    answer = client.get(scene.url)
    assert answer.status_code == 500
    assert b"Handrail made a mistake" in answer.content
    assert answer.headers["X-Request-ID"].encode() in answer.content
    assert SECRET.encode() not in answer.content
