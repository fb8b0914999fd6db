from __future__ import annotations

import re

from django.test import Client
from django.urls import get_resolver
from pydantic import BaseModel

from handrail.doors.api.urls import ADDRESSES, RESOURCES, nowhere, openapi


def described() -> dict:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(told: dict) -> list[dict]:
    return [operation for item in told["paths"].values() for operation in item.values()]


def test_the_description_matches_the_addresses():
    told = described()
    assert told["openapi"].startswith("3.1")
    ours = {"/api/v1/" + re.sub(r"<(\w+:)?(\w+)>", r"{\2}", str(p.pattern)) for p in ADDRESSES}
    known = {path for path in ours if "/w/" in path}
    assert set(told["paths"]) == known
    assert get_resolver().resolve("/api/v1/openapi.json").url_name == "openapi"


def test_every_operation_has_one_stable_name_and_its_problems():
    found = operations(described())
    names = [operation["operationId"] for operation in found]
    assert len(names) == len(set(names))
    assert {"customers_list", "customers_verdict", "criteria_add", "plans_change", "workspace_change"} <= set(
        names
    )
    for operation in found:
        assert {"401", "403", "404", "422"} <= operation["responses"].keys()
        assert operation["summary"]
        assert operation["tags"]


def test_every_reference_leads_somewhere():
    told = described()
    for reference in set(re.findall(r'"\$ref": ?"#/([^"]+)"', str(told).replace("'", '"'))):
        place = told
        for step in reference.split("/"):
            place = place[step]


def test_shapes_say_what_may_be_said():
    schemas = described()["components"]["schemas"]
    assert schemas["CustomerMaking"]["required"] == ["name"]
    assert schemas["CustomerMaking"]["additionalProperties"] is False
    assert "plan" not in schemas["OutcomeChange"]["properties"]
    assert "by" not in schemas["WaiverMaking"]["properties"]


def test_every_address_is_guarded():
    assert all(getattr(pattern.callback, "guarded_by_api", False) for pattern in ADDRESSES)
    assert nowhere.open_to == openapi.open_to == "anyone"
    assert len(RESOURCES) > 20


def test_no_two_shapes_bear_one_name():
    """The description tells shapes by name: the second of two would be told in place of the first."""
    told = set(described()["components"]["schemas"])
    seen: dict[str, set[str]] = {}
    waiting = [BaseModel]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("handrail."):
            seen.setdefault(kind.__name__, set()).add(kind.__module__)
    assert {name: places for name, places in seen.items() if len(places) > 1 and name in told} == {}
