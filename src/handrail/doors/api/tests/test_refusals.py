"""Every way to be told no is problem details, and says what to do."""

from __future__ import annotations

import orjson
import pytest
from django.test import Client

from handrail.kit.refusals import Refused
from handrail.kit.verdict import Verdict
from handrail.kit.web import problems

KNOWN = {"type", "title", "status", "detail", "code", "fix"}


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = orjson.loads(answer.content)
    assert told.keys() >= KNOWN
    assert told["status"] == status
    return told


def fields(answer) -> list[str]:
    return [p["field"] for p in problem(answer, 422)["problems"]]


@pytest.mark.parametrize("path", ["customers", "customers/x", "workspace", "members", "standings"])
def test_without_a_token_nobody_comes_in(nobody, path):
    answer = nobody.get(path)
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_is_not_one(nobody):
    nobody.token = "hr_made-up"
    problem(nobody.get("customers"), 401)
    problem(nobody.post("customers", {"name": "A"}), 401)


def test_another_workspaces_token_opens_nothing_here(scene, nobody):
    nobody.token = scene.token(scene.charlie)
    problem(nobody.get("customers"), 401)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_a_guest_may_nothing_yet(scene, calling, method):
    path = "customers" if method in ("GET", "POST") else "customers/x"
    problem(calling(scene.gita)(method, path, {"name": "A"}), 403)


def test_another_workspaces_record_is_not_there(scene, calling, bob):
    stranger = calling(scene.charlie)
    stranger.base = f"/api/v1/w/{scene.other.slug}"
    assert stranger.post("customers", {"key": "theirs", "name": "Theirs"}).status_code == 201
    problem(bob.get("customers/theirs"), 404)
    problem(bob.patch("customers/theirs", {"name": "Ours"}), 404)
    problem(bob("DELETE", "customers/theirs"), 404)
    problem(bob.get("customers/theirs/history"), 404)
    assert fields(bob.post("tasks", {"title": "T", "customer": "theirs"})) == ["customer"]
    assert bob.post("customers", {"key": "theirs", "name": "Ours"}).status_code == 201


def test_a_signed_in_stranger_sees_no_workspace(scene):
    client = scene.client(scene.charlie)
    problem(client.get(f"/api/v1/w/{scene.workspace.slug}/customers"), 404)


def test_a_page_writes_with_its_csrf_token_and_not_without(scene):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.bob.user)
    path = f"/api/v1/w/{scene.workspace.slug}/customers"
    assert client.get(path).status_code == 200
    problem(client.post(path, {"name": "A"}, content_type="application/json"), 403)
    client.get("/sign-in")
    client.cookies["csrftoken"] = token = "a" * 32
    answer = client.post(path, {"name": "A"}, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201


def test_only_administrators_change_the_workspace(scene, bob, calling):
    problem(bob.patch("workspace", {"policy": {"fresh_days": 20}}), 403)
    ada = calling(scene.ada)
    seen = ada.get("workspace").headers["ETag"]
    changed = ada.patch("workspace", {"policy": {"fresh_days": 20}}, If_Match=seen)
    assert changed.json()["policy"]["fresh_days"] == 20
    assert ada.get("workspace").json()["policy"]["fresh_days"] == 20
    problem(ada.patch("workspace", {"policy": {"fresh_days": 25}}, If_Match=seen), 412)
    assert fields(ada.patch("workspace", {"policy": {"fresh_days": 0}})) == ["fresh_days"]
    assert fields(ada.patch("workspace", {"policy": {"colour": 1}})) == ["colour"]
    assert ada.patch("workspace", {"policy": {"fresh_days": None}}).json()["policy"]["fresh_days"] == 30


@pytest.mark.parametrize("path", ["nothing", "customers/a/b/c", ""])
def test_an_address_that_is_none(bob, path):
    problem(bob.get(path), 404)


def test_a_method_that_is_none(bob):
    answer = bob("PUT", "customers/x", {})
    problem(answer, 405)
    assert "PATCH" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "body", [b"{", b"", b"{'name': 1}", b'{"name": "\xff"}', b'{"name": NaN}', b"[" * 9000]
)
def test_a_body_that_is_not_json(bob, body):
    assert problem(bob.post("customers", body or b" "), 400)["code"] == "bad-syntax"


@pytest.mark.parametrize("body", [b"[]", b"1", b'"x"', b"null", b'{"name": "a\\u0000b"}'])
def test_json_that_is_no_record(bob, body):
    assert fields(bob.post("customers", body)) == ["body"]


def test_a_body_that_says_it_is_something_else(bob):
    problem(bob.post("customers", b"name=A", Content_Type="application/x-www-form-urlencoded"), 415)


def test_a_body_that_is_too_large(bob):
    problem(bob.post("customers", b" " * 4_000_001), 413)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "A" * 301}, "name"),
        ({"name": None}, "name"),
        ({"name": "A", "colour": "red"}, "colour"),
        ({"name": "A", "id": 7}, "id"),
        ({"name": "A", "revision": 7}, "revision"),
        ({"name": "A", "workspace": 1}, "workspace"),
        ({"name": "A", "arr": "much"}, "arr"),
        ({"name": "A", "arr": True}, "arr"),
        ({"name": "A", "arr": "NaN"}, "arr"),
        ({"name": "A", "arr": "1.234"}, "arr"),
        ({"name": "A", "arr": "1e300"}, "arr"),
        ({"name": "A", "renewal_on": "31.12.2026"}, "renewal_on"),
        ({"name": "A", "renewal_on": 20260101}, "renewal_on"),
        ({"name": "A", "renewal_on": "2026-02-30"}, "renewal_on"),
        ({"name": "A", "tier": "gold"}, "tier"),
        ({"name": "A", "owner": "who"}, "owner"),
        ({"name": "A", "owner_gap": "because"}, "owner_gap"),
        ({"name": "A", "key": "a/b"}, "key"),
        ({"name": "A", "fields": []}, "fields"),
    ],
)
def test_a_bad_field_is_named(bob, said, field):
    assert field in fields(bob.post("customers", said))


def test_a_key_in_use_is_named(bob):
    bob.post("customers", {"key": "a", "name": "A"})
    assert fields(bob.post("customers", {"key": "a", "name": "B"})) == ["key"]


def test_a_refused_write_leaves_nothing(bob):
    bob.post("customers", {"key": "a", "name": "A", "owner": "bob"})
    assert fields(bob.patch("customers/a", {"name": "B", "owner": None})) == ["owner_gap"]
    assert bob.get("customers/a").json()["name"] == "A"


def test_a_gate_tells_each_check_in_words():
    from handrail.doors.api.door import refuse

    answer = refuse(None, Refused([Verdict("some.gate", False, {}, (), "do-this")], "Not yet"))
    told = problem(answer, 409)
    assert told["checks"] == [{"code": "some.gate", "passed": False, "reason": "some.gate", "fix": "do-this"}]


def test_who_is_too_fast_is_told_when():
    answer = problems.answer(problems.TooMany(30))
    problem(answer, 429)
    assert answer.headers["Retry-After"] == "30"


def test_a_crash_is_a_problem_too_and_is_logged(caplog):
    from handrail.doors.api.door import refuse

    class Request:
        method, path = "GET", "/x"

    problem(refuse(Request(), RuntimeError("boom")), 500)
    assert "boom" in caplog.text
